"""A workbook as data: sheets, columns, choices, formulas with what they come to. No file format is known here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["text", "number", "date", "link"]
Scale = Literal["", "severity", "standing", "applies", "progress", "late"]
"""Which words of a column stand out; the word always stands there itself."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and what it comes to, so that a reader without a calculator sees the number too.

    In the text, `{row}` is the row of the cell, `{above}` the one before, `{head}` that of its headings, `{first}`
    and `{last}` those of the rows above a total. It is made of our words only, never of what people typed.
    """

    text: str
    value: str | float
    share: bool = False


Cell = str | float | date | Formula | None
"""None is an empty cell. Numbers are numbers, dates are dates; everything else is text and stays text."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` is in characters. `choices` are the words to pick from.

    `fill` says that readers write here. `once` tells what the cell is for where it is chosen.
    """

    header: str
    width: float
    kind: Kind = "text"
    scale: Scale = ""
    choices: tuple[str, ...] = ()
    fill: bool = False
    once: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with one table: headers first, then a row each. `name` is the table's in formulas.

    `about` says in a sentence what it lists and what to do with it; `empty` stands there without rows.
    `pages` is how many pages wide it prints; `keep` how many columns stay in sight, and on every page.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str
    keep: int
    pages: int = 1

    def texts(self, header: str) -> list[Cell]:
        """The cells below a header; a formula stands for what it comes to."""
        at = next(place for place, column in enumerate(self.columns) if column.header == header)
        return [cell.value if isinstance(cell, Formula) else cell for cell in (row[at] for row in self.rows)]


@dataclass(frozen=True, slots=True)
class Prose:
    """Lines of text across the page."""

    lines: tuple[str, ...]
    tone: Literal["title", "heading", "lead", "plain", "quiet", "caution"] = "plain"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels with what belongs to them. A label in `names` gives its cell that name in formulas."""

    rows: tuple[tuple[str, Cell], ...]
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table of the summary. The last column runs to the edge of the page with `wide`; `total`: a last row of sums.

    With `chart`, a stacked bar for each row (less the total), of the columns 1 to `chart`; `alt` says what it shows.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False
    wide: bool = False
    verdicts: tuple[str, ...] = ()
    chart: int = 0
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """The sheets by title, each leading there, with what it lists."""

    rows: tuple[tuple[str, int, str], ...]


Part = Prose | Pairs | Grid | Contents


@dataclass(frozen=True, slots=True)
class Workbook:
    """The first sheet, which adds up the others, and the others in order."""

    title: str
    summary: str
    parts: tuple[Part, ...]
    sheets: tuple[Sheet, ...]


def day(iso: str) -> Cell:
    """A date where the text is a whole one that a spreadsheet can hold, else the text; None for nothing."""
    if not iso:
        return None
    try:
        found = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return found if found.year >= 1900 else iso
