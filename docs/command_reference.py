"""The reference of commands, read off the Typer application."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer.main

from bpo_controls.cli import exit_codes
from bpo_controls.cli.app import app
from docs.table import table

EXIT_CODES = {
    "DONE": "Done.",
    "THRESHOLD_MISSED": "A threshold that was asked for was missed.",
    "BAD_INPUT": "Bad input or usage. Every problem is told, one line each; nothing is half-written.",
    "ANSWERS_MISSING": "A run without a person at the keyboard needed answers it did not have. They are listed.",
    "OUR_DEFECT": "A defect of bpo-controls. Nothing confirmed is lost; `--debug` shows where it happened.",
    "INTERRUPTED": "Interrupted with Ctrl-C. Every confirmed answer is on disk.",
}

HEAD = """# Commands

Generated from the code by `make docs`; do not edit.

`DIR` is the engagement's directory, the current one by default. Commands that only read never write. Results go to
stdout, talk to stderr, so that a result can be piped. `--json` prints the same result for machines. `NO_COLOR` turns
color off; color never carries meaning alone. `-h` works wherever `--help` does.

"""


def command_reference() -> str:
    """The whole page."""
    parts = [HEAD]
    root = typer.main.get_command(app)
    found = list(commands(root, "bpo-controls"))
    parts.append("".join(f"- [`{path}`](#{path.replace(' ', '-')})\n" for path, _ in found))
    parts.append("\n## For every command\n\n" + _parameters(root))
    for path, command in found:
        parts.append(f"\n## {path}\n\n{_command(path, command)}")
    rows = [(f"`{getattr(exit_codes, name)}`", meaning) for name, meaning in EXIT_CODES.items()]
    parts.append("\n## Exit codes\n\n" + table(("code", "meaning"), rows))
    return "".join(parts)


def commands(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every command with what is typed to call it. Typer's own classes carry no usable types, hence `Any`."""
    children = getattr(command, "commands", None)
    if children is None:
        yield path, command
        return
    for name, child in children.items():
        yield from commands(child, f"{path} {name}")


def _command(path: str, command: Any) -> str:
    text, example = _help_and_example(command)
    usage = " ".join([path, *(_placeholder(p) for p in command.params if p.param_type_name == "argument")])
    parts = [text, f"\n\n```\n{usage}{' [OPTIONS]' if _options(command) else ''}\n```\n\n"]
    if command.params:
        parts.append(_parameters(command))
    if example:
        parts.append(f"\nExample: `{example}`\n")
    return "".join(parts)


def _help_and_example(command: Any) -> tuple[str, str]:
    paragraphs = [*(command.help or "").split("\n\n"), command.epilog or ""]
    told = [one.strip() for one in paragraphs if one.strip()]
    examples = [one.removeprefix("Example:").strip() for one in told if one.startswith("Example:")]
    return "\n\n".join(one for one in told if not one.startswith("Example:")), " ".join(examples)


def _options(command: Any) -> list[Any]:
    return [p for p in command.params if p.param_type_name == "option"]


def _placeholder(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _parameters(command: Any) -> str:
    rows = []
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            name = _placeholder(parameter)
        else:
            takes = "" if parameter.is_flag else f" {parameter.metavar or parameter.name.upper()}"
            name = ", ".join(parameter.opts) + takes
        again = " May be given more than once." if getattr(parameter, "multiple", False) else ""
        rows.append((f"`{name}`", str(parameter.help or "").rstrip(".") + "." + again))
    return table(("argument or option", "meaning"), rows)
