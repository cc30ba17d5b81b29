"""Answers that were prepared in files: YAML, CSV and workbooks, read in order and all before anything is kept."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.terminal.output import problems

if TYPE_CHECKING:
    from bpo_controls.answers.answer_model import Answer, Answers
    from bpo_controls.diagnostics import Diagnostic
    from bpo_controls.workspace.engagement import Engagement


def prepared_files(given: Iterable[str]) -> tuple[Path, ...]:
    """The files named: an option may be repeated or hold several with commas. A file whose name has a comma is itself."""
    files: list[Path] = []
    for text in given:
        whole = Path(text)
        parts = [text] if whole.exists() else [part.strip() for part in text.split(",") if part.strip()]
        files += [Path(part) for part in parts]
    return tuple(files)


def read_prepared(engagement: Engagement, files: Iterable[Path]) -> tuple[Answer, ...]:
    """The answers of every file, in order. Raises UserError with the problems of all of them."""
    from bpo_controls.diagnostics import Level, UserError

    answers: list[Answer] = []
    found: list[Diagnostic] = []
    earlier = engagement.answers
    for path in files:
        try:
            read, told = _read_one(engagement, path, earlier)
        except UserError as error:
            found += error.diagnostics
            continue
        found += told
        answers += read
        for answer in read:  # a file may speak of the sites that one before it names
            earlier = earlier.with_answer(answer)
    if any(problem.level is Level.ERROR for problem in found):
        raise UserError(*found)
    problems(found)
    return tuple(answers)


def _read_one(
    engagement: Engagement, path: Path, earlier: Answers
) -> tuple[tuple[Answer, ...], tuple[Diagnostic, ...]]:
    from bpo_controls.answers.answer_file import read_answer_file
    from bpo_controls.cli.clock import today
    from bpo_controls.cli.text_files import read_text_file
    from bpo_controls.workspace.returned_answers import is_sheet_file, read_returned, read_sheet_file
    from bpo_controls.workspace.take_in import parties_of

    if not is_sheet_file(path):
        return read_answer_file(
            read_text_file(path), str(path), engagement.library, earlier=earlier, today=today()
        )
    returned = read_returned(
        read_sheet_file(path),
        engagement.library,
        engagement.events[0].digest,
        earlier,
        today=today(),
        stamped=False,
        parties=parties_of(engagement),
    )
    return returned.answers, returned.problems
