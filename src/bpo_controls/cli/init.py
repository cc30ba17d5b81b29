"""`init`: start an engagement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpo_controls.cli.arguments import Libraries

if TYPE_CHECKING:
    from bpo_controls.library.model import Library
    from bpo_controls.workspace.engagement_file import EngagementFile


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A new directory for the engagement.")],
    from_file: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Take the answers from this file instead of asking."),
    ] = None,
    libraries: Libraries = None,
) -> None:
    """Start an engagement: settle who, what and why before the interview begins.

    Example: bpo-controls init acme-coding
    """
    from bpo_controls.cli.clock import now
    from bpo_controls.cli.output import data, say
    from bpo_controls.library.load import load_library
    from bpo_controls.workspace.engagement import create_engagement

    library = load_library(libraries or ())
    _refuse_existing(directory)
    file = _read(from_file) if from_file is not None else _ask(library)
    create_engagement(directory, file, library, at=now(), allow_identifiers=from_file is None)
    say(f"Started {directory}. Its settings are in engagement.yaml, yours to edit.")
    data(f"bpo-controls assess {directory}")


def _refuse_existing(directory: Path) -> None:
    """Before anything is asked: nobody types twelve answers to hear that the directory is taken."""
    from bpo_controls.diagnostics import Location, user_error

    if directory.is_dir() and (directory / "engagement.yaml").exists():
        raise user_error(
            "engagement-exists",
            "holds an engagement already",
            where=Location(str(directory)),
            hint="go on with `bpo-controls assess`, or name another directory",
        )


def _read(path: Path) -> EngagementFile:
    from bpo_controls.cli.files import read_text_file
    from bpo_controls.diagnostics import Level, UserError
    from bpo_controls.workspace.engagement_file import read_engagement_file

    file, problems = read_engagement_file(read_text_file(path), str(path), library_needed=False)
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    if file is None or errors:
        raise UserError(*(errors or problems))
    return file


def _ask(library: Library) -> EngagementFile:
    """Ask the reality check on the terminal or from a pipe; an empty line leaves an optional one out."""
    import sys

    from bpo_controls.answers.phi import identifier_problem
    from bpo_controls.cli.output import data
    from bpo_controls.diagnostics import Diagnostic, user_error
    from bpo_controls.interview.terminal import Unreadable, open_terminal
    from bpo_controls.workspace.engagement import library_ref
    from bpo_controls.workspace.engagement_file import engagement_file_of
    from bpo_controls.workspace.reality_check import DATES, REALITY_CHECK, parse_field

    terminal = open_terminal(sys.stdin, sys.stdout)
    data("Before the interview, a reality check. Enter leaves out what is not needed; Ctrl-C stops.")
    given: dict[str, str] = {}
    for asked in REALITY_CHECK:
        data("")
        data(asked.question + ("" if asked.required else " (may be left out)"))
        data(f"  {asked.why}")
        prompt = "YYYY-MM-DD > " if asked.key in DATES else "> "
        while True:
            line = terminal.read(prompt)
            if line is None:
                raise user_error(
                    "input-ended",
                    "the input ended before the reality check was done",
                    hint="answer every question, or use --from FILE; nothing was written",
                )
            if isinstance(line, Unreadable):
                data(f"! {line.problem}")
                continue
            found = parse_field(asked.key, line)
            if isinstance(found, Diagnostic):
                data(f"! {found}")
                continue
            hit = identifier_problem(found, asked.question, contact=asked.key in ("owner", "second_reviewer"))
            if hit is not None:
                data(f"! {hit}")
                if (
                    terminal.read('Type "keep" to record it all the same, or Enter to write it anew > ')
                    != "keep"
                ):
                    continue
            given[asked.key] = found
            break
    return engagement_file_of(given, library_ref(library))
