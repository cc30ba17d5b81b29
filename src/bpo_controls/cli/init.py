"""`init`: start an engagement."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpo_controls.cli.arguments import Libraries

if TYPE_CHECKING:
    from bpo_controls.diagnostics import Diagnostic
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
    import shlex

    from bpo_controls.cli.clock import now
    from bpo_controls.cli.exit_codes import INTERRUPTED
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data, say
    from bpo_controls.workspace.engagement import create_engagement, refuse_occupied

    library = load_library(libraries or ())
    refuse_occupied(directory)  # before anything is asked: twelve answers are not typed in vain
    try:
        file = _read(from_file) if from_file is not None else _ask(library)
    except KeyboardInterrupt:
        say("")
        say("Interrupted. Nothing was written.")
        raise typer.Exit(INTERRUPTED) from None
    create_engagement(directory, file, library, at=now(), allow_identifiers=from_file is None)
    say(f"Started {directory}. Its settings are in engagement.yaml, yours to edit.")
    data(f"Next: bpo-controls assess {shlex.quote(str(directory))}")


def _read(path: Path) -> EngagementFile:
    from dataclasses import replace

    from bpo_controls.cli.clock import today
    from bpo_controls.cli.text_files import read_text_file
    from bpo_controls.diagnostics import Level, Location, UserError
    from bpo_controls.terminal.output import problems as tell
    from bpo_controls.workspace.engagement_file import read_engagement_file
    from bpo_controls.workspace.reality_check import past_review

    file, problems = read_engagement_file(read_text_file(path), str(path), library_needed=False)
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    if file is None or errors:
        raise UserError(*(errors or problems))
    late = past_review(file.review_date, today())
    if late is not None:
        tell((replace(late, where=Location(str(path))),))
    return file


def _ask(library: Library) -> EngagementFile:
    """Ask the reality check on the terminal or from a pipe; an empty line leaves an optional one out."""
    import sys

    from bpo_controls.answers.phi import identifier_problem
    from bpo_controls.cli.clock import today
    from bpo_controls.cli.exit_codes import ANSWERS_MISSING
    from bpo_controls.diagnostics import Diagnostic, UserError
    from bpo_controls.terminal.output import data, prose, say
    from bpo_controls.terminal.stream import Unreadable, open_terminal
    from bpo_controls.workspace.engagement_file import engagement_file_of
    from bpo_controls.workspace.library_ref import library_ref
    from bpo_controls.workspace.reality_check import DATES, REALITY_CHECK, parse_field, past_review

    def tell(problem: object) -> None:
        say(f"! {problem}", rest="  ", to=sys.stdout)

    def typed(prompt: str) -> str | Unreadable:
        line = terminal.read(prompt)
        if line is None:
            raise UserError(
                Diagnostic(
                    "input-ended",
                    "the input ended before the reality check was done",
                    hint="answer every question, or use --from FILE; nothing was written",
                ),
                exit_code=ANSWERS_MISSING,
            )
        return line

    terminal = open_terminal(sys.stdin, sys.stdout)
    prose(
        "Before the interview, a reality check. ? says why, b goes back, Enter leaves out what is not needed."
    )
    given: dict[str, str] = {}
    at = 0
    while at < len(REALITY_CHECK):
        asked = REALITY_CHECK[at]
        data()
        optional = "" if asked.required else " (may be left out)"
        prose(f"{at + 1} of {len(REALITY_CHECK)}  {asked.question}{optional}")
        prose(f"  {asked.why}")
        if asked.key in given:
            prose(f"  Said before: {given[asked.key] or 'left out'}. Enter keeps it.")
        while True:
            line = typed("YYYY-MM-DD > " if asked.key in DATES else "> ")
            if isinstance(line, Unreadable):
                tell(line.problem)
                continue
            word = line.strip().casefold()
            if word in ("?", "h"):
                prose(f"  {asked.why} b goes back one question; Ctrl-C stops, and nothing is written.")
                continue
            if line.strip() == "b":
                if at:
                    at -= 2  # one back, since one is added below
                    break
                prose("This is the first question.")
                continue
            if not word and given.get(asked.key):
                break
            found = parse_field(asked.key, line)
            wrong = found if isinstance(found, Diagnostic) else _out_of_order({**given, asked.key: found})
            if wrong is not None:
                tell(wrong)
                continue
            assert isinstance(found, str)
            hit = identifier_problem(found, asked.question, contact=asked.key in ("owner", "second_reviewer"))
            if hit is not None:
                tell(hit)
                prose('Type "keep" to record it all the same, or Enter to write it anew.')
                if typed("> ") != "keep":
                    continue
            given[asked.key] = found
            late = past_review(found, today()) if asked.key == "review_date" else None
            if late is not None:
                tell(late)
            break
        at += 1
    return engagement_file_of(given, library_ref(library))


def _out_of_order(given: Mapping[str, str]) -> Diagnostic | None:
    """What is wrong with the gates dated so far, by the rule that engagement.yaml is read with."""
    from dataclasses import replace

    from bpo_controls.workspace.engagement_file import (
        engagement_file_of,
        read_engagement_file,
        write_engagement_file,
    )

    if not any(key.startswith("gate_dates.") for key in given):
        return None
    _, problems = read_engagement_file(
        write_engagement_file(engagement_file_of(given)), "", library_needed=False
    )
    return next(
        (replace(problem, where=None) for problem in problems if problem.code == "gates-out-of-order"), None
    )
