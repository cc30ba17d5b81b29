"""An engagement with a questionnaire sent out, and a hand that fills workbooks in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from bpo_controls.reporting.deliver.demo_engagement import write_sample
from bpo_controls.reporting.deliver.write_questionnaires import shares_of, write_questionnaires
from bpo_controls.words.questionnaire_words import COLUMN, QUESTIONS, START, YOUR_NAME
from bpo_controls.workspace.assessed import AssessedEngagement

AS_OF = "2026-11-23"


def begun(folder: Path) -> AssessedEngagement:
    """The sample engagement, written into a folder."""
    return write_sample(folder / "sample", AS_OF, f"{AS_OF}T09:00:00+00:00")


def sent_workbook(job: AssessedEngagement, out: Path) -> Path:
    """The workbook of the privacy officer with everything in it, answered or not."""
    shares = shares_of(job, roles=("privacy-officer",), answered=True)
    (path,) = write_questionnaires(job, shares, ("xlsx",), out)
    return path


class Filler:
    """A workbook in somebody's hands: cells by id of the row and key of the column."""

    def __init__(self, path: Path) -> None:
        self.book: Any = load_workbook(path)
        self.sheet: Any = self.book[QUESTIONS]
        self._columns = {cell.value: cell.column for cell in self.sheet[1]}
        self._rows = {
            self.sheet.cell(row, self._columns[COLUMN["key"]]).value: row
            for row in range(2, self.sheet.max_row + 1)
        }

    @property
    def keys(self) -> list[str]:
        """The ids of the rows."""
        return list(self._rows)

    def row(self, key: str) -> int:
        """The number of the row."""
        return self._rows[key]

    def cell(self, key: str, column: str) -> Any:
        """One cell."""
        return self.sheet.cell(self._rows[key], self._columns[COLUMN[column]])

    def put(self, key: str, column: str, value: object) -> Filler:
        """Writes into a cell."""
        self.cell(key, column).value = value
        return self

    def sign(self, name: str, role: str) -> None:
        """Fills in who answers, on the first sheet."""
        for row in self.book[START].iter_rows():
            if row[0].value == YOUR_NAME:
                row[1].value = name
                self.book[START].cell(row[1].row + 1, 2).value = role

    def swap_rows(self, one: str, other: str) -> None:
        """Two rows change places."""
        for column in self._columns.values():
            first, second = (self.sheet.cell(self._rows[key], column) for key in (one, other))
            first.value, second.value = second.value, first.value

    def save(self, path: Path) -> Path:
        """Writes the workbook."""
        self.book.save(path)
        return path
