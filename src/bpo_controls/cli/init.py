"""`init`: start an engagement."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpo_controls.cli.arguments import Libraries

if TYPE_CHECKING:
    from bpo_controls.library.model import Library
    from bpo_controls.workspace.engagement import Engagement
    from bpo_controls.workspace.engagement_file import EngagementFile


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A new directory for the engagement.")],
    from_file: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Take the answers from this file instead of asking."),
    ] = None,
    like: Annotated[
        Path | None,
        typer.Option(
            "--like",
            metavar="DIR",
            help="Start from this engagement: offer its settings, take its people, propose its scope.",
            show_default=False,
        ),
    ] = None,
    libraries: Libraries = None,
) -> None:
    """Start an engagement: settle who, what and why before the interview begins.

    Example: bpo-controls init acme-coding
    """
    import shlex
    from dataclasses import replace

    from bpo_controls.cli.clock import now
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data, say
    from bpo_controls.workspace.engagement import create_engagement, open_engagement, refuse_occupied
    from bpo_controls.workspace.init_draft import drop_draft
    from bpo_controls.workspace.take_over import unsettled

    library = load_library(libraries or ())
    refuse_occupied(directory)  # before anything is asked: twelve answers are not typed in vain
    model = open_engagement(like, library) if like is not None else None
    if from_file is not None:
        file = _read(from_file)
    else:
        file = _ask(directory, library, model.file if model is not None else None)
    if model is not None:
        file = replace(file, people=file.people or model.file.people)
    create_engagement(directory, file, library, at=now(), allow_identifiers=from_file is None)
    drop_draft(directory)
    say(f"Started {directory}. Its settings are in engagement.yaml, yours to edit.")
    left = unsettled(file)
    if left:
        say(f"Still to be settled there: {', '.join(left)}.")
    if model is not None:
        _propose_scope(model, directory, library)
    data(f"Next: bpo-controls assess {shlex.quote(str(directory))}")


def _propose_scope(model: Engagement, directory: Path, library: Library) -> None:
    """The scope of the other engagement waits for somebody to confirm it."""
    import shlex

    from bpo_controls.cli.clock import now
    from bpo_controls.terminal.output import say
    from bpo_controls.words.numbers import capital, plural
    from bpo_controls.workspace.engagement import open_engagement
    from bpo_controls.workspace.take_over import origin_of, scope_answers
    from bpo_controls.workspace.writer import open_writer

    answers = scope_answers(model)
    if not answers:
        return
    with open_writer(open_engagement(directory, library), now) as writer:
        writer.propose(answers, origin_of(model.file))
    place = shlex.quote(str(directory))
    say(
        f"{capital(plural(len(answers), 'answer'))} about the scope proposed, counting for nothing yet: "
        f"bpo-controls proposals {place} lists them, with --confirm all --by NAME they are taken in."
    )


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


def _ask(directory: Path, library: Library, model: EngagementFile | None) -> EngagementFile:
    """Ask the reality check on the terminal or from a pipe; what a person typed is kept when they stop."""
    import sys

    from bpo_controls.cli.clock import today
    from bpo_controls.cli.exit_codes import ANSWERS_MISSING, INTERRUPTED
    from bpo_controls.diagnostics import Diagnostic, UserError
    from bpo_controls.interview.plain.reality_dialogue import RealityDialogue
    from bpo_controls.terminal.output import say
    from bpo_controls.terminal.stream import open_terminal
    from bpo_controls.workspace.engagement_file import engagement_file_of
    from bpo_controls.workspace.init_draft import draft_path, drop_draft, keep_draft, read_draft
    from bpo_controls.workspace.library_ref import library_ref
    from bpo_controls.workspace.reality_check import REALITY_CHECK
    from bpo_controls.workspace.take_over import settings_of

    terminal = open_terminal(sys.stdin, sys.stdout)
    given = settings_of(model) if model is not None else {}
    start = 0
    if terminal.is_edited and (draft := read_draft(directory)):
        say(f"{len(draft)} of {len(REALITY_CHECK)} were answered before. They stand; - starts anew.")
        if terminal.read("Enter goes on > ") == "-":
            drop_draft(directory)
        else:
            given.update(draft)
            start = next((n for n, one in enumerate(REALITY_CHECK) if one.key not in draft), 0)
    typed = False

    def keep(so_far: Mapping[str, str]) -> None:
        nonlocal typed
        typed = terminal.is_edited and keep_draft(directory, so_far)

    dialogue = RealityDialogue(terminal, today(), given, keep)
    try:
        dialogue.ask_all(start)
    except (EOFError, KeyboardInterrupt) as stop:
        if not terminal.is_edited and isinstance(stop, EOFError):
            raise UserError(
                Diagnostic(
                    "input-ended",
                    "the input ended before the reality check was done",
                    hint="answer every question, or use --from FILE; nothing was written",
                ),
                exit_code=ANSWERS_MISSING,
            ) from None
        say("")
        say(
            "Stopped. No engagement was begun."
            if isinstance(stop, EOFError)
            else "Interrupted. Nothing was written."
        )
        if typed or (terminal.is_edited and read_draft(directory)):
            say(f"What was typed is kept in {draft_path(directory).name}; init {directory} offers it again.")
        raise typer.Exit(INTERRUPTED) from None
    return engagement_file_of(dialogue.given, library_ref(library))
