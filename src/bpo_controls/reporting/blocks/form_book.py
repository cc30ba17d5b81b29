"""A workbook to fill in, as data: a first sheet that says how, and a table in which some cells are open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bpo_controls.reporting.blocks.look import Look
from bpo_controls.reporting.blocks.table import Table

FormKind = Literal["choice", "several", "number", "number-or-word", "date", "text"]


@dataclass(frozen=True, slots=True)
class FormCell:
    """What one answer cell takes. `choices` are the words of its list; `title` and `hint` show when it is entered."""

    kind: FormKind
    title: str
    hint: str
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class FormBook:
    """`about` are the lines of the first sheet, `blanks` its cells to fill in, `marks` what the file is known by.

    `cells` has what the column `answer` takes, row by row. Columns that are not `fill` are locked. `hidden` columns
    are there but not in sight.
    """

    title: str
    look: Look
    start: str
    sheet: str
    about: tuple[str, ...]
    blanks: tuple[tuple[str, str], ...]
    marks: tuple[tuple[str, str], ...]
    table: Table
    answer: str
    cells: tuple[FormCell, ...]
    hidden: tuple[str, ...] = ()
    keep: int = 2
