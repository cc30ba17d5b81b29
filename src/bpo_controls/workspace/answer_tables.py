"""Finds the tables that hold answers in a file that came back, and what each of their rows says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bpo_controls.diagnostics import Diagnostic, Location
from bpo_controls.words import questionnaire_words as words
from bpo_controls.words import workbook_words
from bpo_controls.words.headings import TEXT
from bpo_controls.workspace.sheet_grid import EMPTY, Grid, GridCell

TableKind = Literal["questionnaire", "follow-ups", "checklist", "plain"]
SEARCHED = 60
"""Rows in which the headings are looked for."""

_QUESTIONNAIRE = {key: words.COLUMN[key] for key in ("key", "stamp", *words.FILLED)}
_FOLLOW_UPS = {
    "id": TEXT["col_id"],
    "question": TEXT["col_question"],
    "subject": TEXT["col_subject"],
    "open": TEXT["col_open"],
    "answer": TEXT["col_answer"],
    "answered_by": workbook_words.COLUMN["answered_by"],
    "answered_on": workbook_words.COLUMN["answered_on"],
}
_CHECKLIST = {
    "id": TEXT["col_id"],
    "subject": TEXT["col_subject"],
    "result": workbook_words.COLUMN["result"],
    "answered_by": workbook_words.COLUMN["checked_by"],
    "answered_on": workbook_words.COLUMN["checked_on"],
    "kept_at": workbook_words.COLUMN["kept_at"],
    "note": workbook_words.COLUMN["remarks"],
}
_PLAIN = {
    **_QUESTIONNAIRE,
    "value": "Value",
    "by": "By",
    "role": "Role",
    "at": "At",
    "assurance": "Assurance",
}
_KINDS: tuple[tuple[TableKind, Mapping[str, str], tuple[str, ...]], ...] = (
    ("questionnaire", _QUESTIONNAIRE, ("key", "stamp", "answer")),
    ("follow-ups", _FOLLOW_UPS, ("question", "subject", "open", "answer")),
    ("checklist", _CHECKLIST, ("id", "subject", "result")),
    ("plain", _PLAIN, ("key", "answer")),
    ("plain", _PLAIN, ("key", "value")),
)
"""Each kind of table: the headings we read, and those without which it is none."""


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """A table of a sheet: its kind, the row of its headings, and where each known column stands."""

    kind: TableKind
    grid: Grid
    head: int
    columns: Mapping[str, int]

    def rows(self) -> Iterator[TableRow]:
        """The rows below the headings; a second row of headings among them is passed over."""
        first = next(iter(self.columns.items()))
        heading = _folded(self.grid.cell(self.head, first[1]).text)
        for row in range(self.head + 1, len(self.grid.rows)):
            if self.grid.rows[row] and _folded(self.grid.cell(row, first[1]).text) != heading:
                yield TableRow(self, row)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table."""

    table: AnswerTable
    row: int

    def cell(self, key: str) -> GridCell:
        """The cell in the column of that key, empty where the table has none."""
        at = self.table.columns.get(key)
        return self.table.grid.cell(self.row, at) if at is not None else EMPTY

    def where(self, key: str = "") -> Location:
        """The place of that cell, else of the row."""
        return self.table.grid.where(self.row, self.table.columns.get(key))

    @property
    def filled(self) -> bool:
        """Whether somebody wrote anything that is an answer or belongs to one."""
        if self.table.kind == "checklist":
            return self.cell("result").text not in ("", workbook_words.NOT_SEEN)
        keys = (*words.FILLED, "value")
        return any(self.cell(key).filled for key in keys if key in self.table.columns)


def find_tables(grids: tuple[Grid, ...]) -> tuple[tuple[AnswerTable, ...], tuple[Diagnostic, ...]]:
    """Every table that we know, and what speaks against those that are nearly one."""
    found: list[AnswerTable] = []
    problems: list[Diagnostic] = []
    for grid in grids:
        for row in range(min(SEARCHED, len(grid.rows))):
            table, problem = _table_at(grid, row)
            if table is not None:
                found.append(table)
                problems += _merged_cells(table)
            problems += [problem] if problem else []
            if table is not None or problem is not None:
                break
    return tuple(found), tuple(problems)


def _table_at(grid: Grid, row: int) -> tuple[AnswerTable | None, Diagnostic | None]:
    heads: dict[str, list[int]] = {}
    for at, cell in enumerate(grid.rows[row]):
        if cell.text:
            heads.setdefault(_folded(cell.text), []).append(at)
    if len(heads) < 2:
        return None, None
    for kind, headings, needed in _KINDS:
        places = {
            key: heads[_folded(heading)] for key, heading in headings.items() if _folded(heading) in heads
        }
        if not all(key in places for key in needed):
            continue
        for key, stands in places.items():
            if len(stands) > 1:
                message = f'the heading "{headings[key]}" stands twice'
                return None, Diagnostic(
                    "heading-twice",
                    message,
                    grid.where(row, stands[1]),
                    "give the column that was added another heading",
                )
        return AnswerTable(kind, grid, row, {key: at[0] for key, at in places.items()}), None
    questionnaire = [words.COLUMN[key] for key in ("key", "stamp", "answer")]
    missing = [heading for heading in questionnaire if _folded(heading) not in heads]
    if len(missing) == 1 and _folded(words.COLUMN["question"]) in heads and len(heads) > 8:
        return None, Diagnostic(
            "heading-missing",
            f'the column "{missing[0]}" is missing',
            grid.where(row),
            "put it back as it was sent",
        )
    return None, None


def _merged_cells(table: AnswerTable) -> Iterator[Diagnostic]:
    """Merged cells hide all values but one, so whose answer that is cannot be told."""
    known = set(table.columns.values())
    for top, left, bottom, right in table.grid.merged:
        touched = known.intersection(range(left, min(right, left + 200) + 1))
        if bottom > table.head and touched and (bottom > top or len(touched) > 1):
            yield Diagnostic(
                "cell-unusable",
                "cells are merged, so it cannot be told which row the answer is for",
                table.grid.where(max(top, table.head), left),
                "unmerge them and write the answer into each row",
            )


def start_value(grids: tuple[Grid, ...], label: str) -> GridCell:
    """What stands right of a label on a sheet of the file, as on the first sheet of a questionnaire."""
    for grid in grids:
        for row in range(min(SEARCHED, len(grid.rows))):
            if _folded(grid.cell(row, 0).text) == _folded(label):
                return grid.cell(row, 1)
    return EMPTY


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u2019", "'").strip()).casefold()
