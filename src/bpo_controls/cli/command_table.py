"""Which commands there are and where each is written. Only the one that was asked for is imported."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

COMMANDS: dict[str, str] = {
    "demo": "demo:demo",
    "checklist": "checklist:checklist",
    "init": "init:init",
    "assess": "assess:assess",
    "questions": "questions:questions",
    "agenda": "agenda_command:agenda",
    "status": "status:status",
    "report": "report:report",
    "explain": "explain:explain",
    "what-if": "what_if:what_if",
    "paper": "paper:paper",
    "form": "form:form",
    "clock": "run_clock:clock",
    "review": "review:review",
    "sign": "sign:sign",
    "verify": "sign:verify",
    "proposals": "proposals:proposals",
    "people": "people_command:people",
    "track": "track:track",
    "check": "check:check",
    "upgrade": "upgrade:upgrade",
    "merge": "merge:merge",
    "reassess": "reassess:reassess",
    "diff": "diff:diff",
    "compare": "compare:compare",
    "portfolio": "portfolio:portfolio",
    "rename": "rename_redact:rename",
    "own": "own_command:own",
    "redact": "rename_redact:redact",
    "history": "history:history",
    "undo": "history:undo",
    "redo": "history:redo",
    "doctor": "doctor:doctor",
    "questionnaire": "questionnaire:app",
    "library": "library:app",
    "template": "template:app",
}
"""Each command in the order of the help: the module of this package and the function in it, or the group of commands."""


class Commands(Mapping[str, Any]):
    """The commands by name, each made when it is looked up."""

    def __getitem__(self, name: str) -> Any:
        found = _written(name)
        if isinstance(found, typer.Typer):
            made = typer.main.get_group(found)
        else:
            one = typer.Typer(add_completion=False, rich_markup_mode=None)
            one.command(name)(found)
            made = typer.main.get_command(one)  # type: ignore[assignment]
        made.name = name
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class TabledGroup(TyperGroup):
    """The command line as a whole: what it can do stands in the table."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = Commands()  # type: ignore[assignment]

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """List the commands from their docstrings: making all of them for a list would take longer than most commands."""
        width = formatter.width - 6 - max(map(len, COMMANDS))
        with formatter.section("Commands"):
            formatter.write_dl([(name, _in_short(name, width)) for name in COMMANDS])


def _written(name: str) -> Any:
    """The function of a command, or its group of commands. Raises KeyError where there is none."""
    module, function = COMMANDS[name].split(":")
    return getattr(import_module(f"bpo_controls.cli.{module}"), function)


def _in_short(name: str, width: int) -> str:
    found = _written(name)
    says = found.info.help if isinstance(found, typer.Typer) else inspect.getdoc(found)
    return typer.core.TyperCommand(name, callback=None, help=says).get_short_help_str(width)
