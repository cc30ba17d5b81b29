"""A sheet as it was read: cells with their place, whether it came from a workbook or from CSV."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bpo_controls.diagnostics import Location

CellValue = str | bool | int | float | None


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: text, a number, yes or no, or None; a date is ISO text.

    `percent`: its number format shows percent, so 0.9 stands for 90%. `formula`: it is worked out, not typed;
    `error`: what it came to is an error of the spreadsheet, such as #REF!.
    """

    value: CellValue
    percent: bool = False
    formula: bool = False
    error: bool = False

    @property
    def text(self) -> str:
        """The cell as text, trimmed: `12` for 12.0, `Yes` for true."""
        match self.value:
            case None:
                return ""
            case bool():
                return "Yes" if self.value else "No"
            case float() if self.value.is_integer() and abs(self.value) < 1e15:
                return str(int(self.value))
            case _:
                return str(self.value).strip()

    @property
    def filled(self) -> bool:
        """Whether anything stands there."""
        return bool(self.text) or self.formula or self.error


EMPTY = GridCell(None)


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet from its first. `lines` has the line in the file where each row starts, for CSV.

    `merged` are the ranges of merged cells: top, left, bottom, right, from 0.
    """

    file: str
    title: str
    rows: tuple[tuple[GridCell, ...], ...]
    lines: tuple[int, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def cell(self, row: int, at: int) -> GridCell:
        """The cell, empty where there is none; both count from 0."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[at] if 0 <= at < len(cells) else EMPTY

    def where(self, row: int, at: int | None = None) -> Location:
        """`tanya.xlsx, Questions!F12`, or line and column of a CSV file."""
        if self.lines:
            return Location(self.file, self.lines[row], 1 if at is None else at + 1)
        place = f"{column_name(at)}{row + 1}" if at is not None else f"{row + 1}:{row + 1}"
        return Location(f"{self.file}, {self.title}!{place}")


@dataclass(frozen=True, slots=True)
class SheetFile:
    """Every sheet of a file. `comments`: it holds remarks beside its cells, which are not read."""

    name: str
    grids: tuple[Grid, ...]
    comments: bool = False


def column_name(at: int) -> str:
    """The letters of a column, counted from 0."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name


def date_text(value: date) -> str:
    """The ISO form of a date; with the time where there is one."""
    if isinstance(value, datetime):
        midnight = not (value.hour or value.minute or value.second or value.microsecond)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat()
