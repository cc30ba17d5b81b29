"""One cell of a workbook as what it is. What was typed is text in it, whatever it starts with."""

from __future__ import annotations

import math
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bpo_controls.reporting.blocks.table import Cell, Formula, plain_value
from bpo_controls.reporting.formats.templates.escape import plain
from bpo_controls.words import workbook_words as words

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST = 32_767
"""Characters (UTF-16 units) that a cell can hold."""

LINE = 13
"""Points a line of text takes."""

FIT = 1.15
"""Letters of a text that fit where one digit of the width of a column does."""


def short(text: str) -> str:
    """A property of the file: one line of at most 250 characters."""
    line = " ".join(plain(text).split())
    return line if len(line) <= 250 else f"{line[:249]}…"


@lru_cache(maxsize=8192)  # a workbook says the same in many cells
def cut(text: str) -> str:
    """The text as a cell can hold it; where it had to be cut, it says so."""
    text = plain(text)
    if len(text) <= MOST // 2 or len(text.encode("utf-16-le")) // 2 <= MOST:
        return text
    room = MOST - len(words.CUT)
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + words.CUT


Held = str | float | date | Formula | None
"""A cell as a sheet holds it."""


def in_sheet(cell: Cell) -> Held:
    """A cell as a sheet holds it: several texts on a line each, a word without its shape."""
    if isinstance(cell, Formula):
        return cell
    return "\n".join(cell) if isinstance(cell, tuple) else plain_value(cell)


def lines_of(held: Held, width: float) -> int:
    """About how many lines a cell of so many characters takes. Not every reader works that out, so rows are given their height."""
    if not isinstance(held, str) or (len(held) <= width and "\n" not in held):
        return 1
    return sum(max(1, math.ceil(len(line) / (width * FIT))) for line in held.split("\n"))


def put(page: Worksheet, row: int, at: int, cell: Cell, how: Any, **places: int) -> None:
    """Write one cell. Text is never read as a formula, a number or a link."""
    put_held(page, row, at, in_sheet(cell), how, **places)


def put_held(page: Worksheet, row: int, at: int, held: Held, how: Any, **places: int) -> None:
    """Write one cell that is as a sheet holds it already."""
    match held:
        case str() as text:
            page.write_string(row, at, cut(text), how)
        case None:
            page.write_blank(row, at, None, how)
        case Formula() as formula:
            text = "=" + formula.text.format(row=row + 1, above=row, **places)
            page.write_formula(row, at, text, how, formula.value)
        case date() as day:
            page.write_datetime(row, at, day, how)
        case number:
            page.write_number(row, at, number, how)
