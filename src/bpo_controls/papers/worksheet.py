"""The rows of a worksheet for an engagement, subject by subject. A row that hangs on a missing answer says so."""

from __future__ import annotations

from dataclasses import dataclass

from bpo_controls.answers.answer_model import Answers, Subject
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Scope, subject_name
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import (
    Library,
)
from bpo_controls.library.paper_model import Worksheet
from bpo_controls.library.parameter_model import BRACED


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row for one subject; cells in the order of the columns, empty where people write.

    `undecided`: whether the row is needed hangs on an answer that is missing.
    """

    subject: Subject
    cells: tuple[str, ...]
    undecided: bool


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """`needed` is true, false or unknown; `subjects_known` whether the sites, say, have been named."""

    needed: str
    subjects_known: bool
    rows: tuple[FilledRow, ...]


def worksheet_rows(
    library: Library, answers: Answers, buyer: str, vendor: str, sheet: Worksheet
) -> FilledSheet:
    """Every row whose condition holds or may hold. `{buyer}`, `{vendor}` and `{subject}` are filled in the cells."""
    scope = Scope(library, answers, judge)
    whole = scope.subjects("engagement") or ()
    needed = judge(sheet.when, whole[0], scope).truth if sheet.when is not None else Truth.TRUE
    subjects = scope.subjects(sheet.per)
    rows = []
    for subject in subjects or ():
        names = {
            "buyer": buyer,
            "vendor": vendor,
            "subject": subject_name(library, answers, subject) or "the whole work",
        }
        for row in sheet.rows:
            truth = judge(row.when, subject, scope).truth if row.when is not None else Truth.TRUE
            if truth is not Truth.FALSE:
                cells = tuple(_filled(row.cells.get(column.key, ""), names) for column in sheet.columns)
                rows.append(FilledRow(subject, cells, truth is Truth.UNKNOWN))
    return FilledSheet(needed.value, subjects is not None, tuple(rows))


def _filled(text: str, names: dict[str, str]) -> str:
    return BRACED.sub(lambda found: names.get(found.group(1), found.group(0)), text)
