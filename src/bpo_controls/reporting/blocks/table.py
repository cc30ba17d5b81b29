"""Tables whose columns have keys and types: one definition serves page, CSV and workbook.

A `Listing` has every column of a list, each with how its cell is read from an item; `table` picks some of them by key.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Generic, Literal, TypeVar

from bpo_controls.words.numbers import date_words, number

Kind = Literal["text", "number", "date", "choice", "reference", "link"]
Scale = Literal["", "severity", "standing", "applies", "progress", "late", "news"]
"""Which words of a column stand out in a workbook; the word itself always stands there."""

PAGE = 96
"""About how many characters of a table stand side by side on an upright page."""

SIDES = 2
"""Characters that the space at both sides of a column takes."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Choice:
    """A word out of a closed set; `mark` is the shape beside it on a page. Without a word, the mark stands alone."""

    word: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that leads to an anchor of the same document, where the document has it; `anchor` may be empty."""

    value: str | float
    anchor: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and what it comes to, so that a reader without a calculator sees the number too.

    In the text, `{row}` is the row of the cell, `{above}` the one before, `{head}` that of its headings, `{first}`
    and `{last}` those of the rows above a total. It is made of our words only, never of what people typed.
    """

    text: str
    value: str | float
    share: bool = False


Cell = str | float | date | Choice | Reference | tuple[str, ...] | Formula | None
"""None is an empty cell, a tuple several texts in one. Numbers are numbers, dates are dates; text stays text."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `share` is its relative width on a page (0: as wide as its text), `width` in a sheet, in characters.

    `choices` are the words to pick from, `fill` says that readers write here, `hint` what the cell is for; what stands in
    a `kept` column of an earlier workbook stays. A sheet shows a `folded` column only to those who open it.
    """

    key: str
    heading: str
    kind: Kind = "text"
    share: float = 0
    width: float = 20
    scale: Scale = ""
    choices: tuple[str, ...] = ()
    fill: bool = False
    hint: str = ""
    kept: bool = False
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of typed cells. `total` sets the last row apart as the sum of the others.

    A row whose first two cells are empty goes on with the row above.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False
    _plain: dict[str, tuple[object, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def headers(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return tuple(column.heading for column in self.columns)

    @property
    def align(self) -> str:
        """For each column r (numbers) or l."""
        return "".join("r" if column.kind == "number" else "l" for column in self.columns)

    @property
    def shares(self) -> tuple[float, ...]:
        """The relative widths of the columns on a page, by what stands in them; 0 for one as wide as its text.

        A column gets room as its longer texts ask for it, and never less than its longest word takes on a page of
        `PAGE` characters. One that readers write in keeps the share it was given.
        """
        texts = self.texts
        asked = [
            _room(column, [row[place] for row in texts]) if column.share else 0.0
            for place, column in enumerate(self.columns)
        ]
        whole = sum(asked)
        least = [
            whole
            * (max(map(len, _words(column.heading, [row[place] for row in texts])), default=0) + SIDES)
            / PAGE
            for place, column in enumerate(self.columns)
        ]
        return tuple(round(max(one, low), 1) if one else 0 for one, low in zip(asked, least, strict=True))

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The rows as a page shows them."""
        return tuple(tuple(on_page(cell) for cell in row) for row in self.rows)

    @property
    def anchors(self) -> tuple[str, ...]:
        """For each row the anchor its first cell leads to, or ""."""
        return tuple(row[0].anchor if row and isinstance(row[0], Reference) else "" for row in self.rows)

    def place(self, key: str) -> int:
        """Where the column of that key stands, from 0. Raises ValueError when there is none."""
        return [column.key for column in self.columns].index(key)

    def folded(self, *keys: str) -> Table:
        """The table with these cells empty wherever the first of them says the same as in the row above."""
        places = [self.place(key) for key in keys]
        rows = [self.rows[0]] if self.rows else []
        for above, row in pairwise(self.rows):
            same = row[places[0]] == above[places[0]]
            rows.append(tuple(None if same and at in places else cell for at, cell in enumerate(row)))
        return replace(self, rows=tuple(rows))

    def values(self, key: str) -> tuple[object, ...]:
        """The cells of a column as plain values: the word of a choice, what a formula comes to."""
        if key not in self._plain:  # a workbook counts over a column hundreds of times
            at = self.place(key)
            self._plain[key] = tuple(plain_value(row[at]) for row in self.rows)
        return self._plain[key]


@dataclass(frozen=True, slots=True)
class Field(Generic[Item]):
    """A column of a list and how its cell is read from an item."""

    column: Column
    cell: Callable[[Item], Cell]


@dataclass(frozen=True, slots=True)
class Listing(Generic[Item]):
    """A list written once: its items and everything that can be said of each."""

    items: tuple[Item, ...]
    fields: tuple[Field[Item], ...]

    def table(self, *keys: str, total: bool = False) -> Table:
        """The table of these columns in this order; of every column when no key is named."""
        by_key = {field.column.key: field for field in self.fields}
        chosen = [by_key[key] for key in keys] if keys else list(self.fields)
        rows = tuple(tuple(field.cell(item) for field in chosen) for item in self.items)
        return Table(tuple(field.column for field in chosen), rows, total)

    def of(self, items: Iterable[Item]) -> Listing[Item]:
        """The same columns for other items."""
        return replace(self, items=tuple(items))


def _room(column: Column, texts: list[str]) -> float:
    """What a column asks for: the root mean square of its texts, so that long ones weigh more, somewhat dampened."""
    if column.fill:
        return column.share * 5
    mean = math.sqrt(sum(len(text) ** 2 for text in texts) / max(len(texts), 1))
    return math.pow(max(mean, len(column.heading) / 2, 4), 0.75)


def _words(heading: str, texts: list[str]) -> set[str]:
    return {word for text in (heading, *texts) for word in text.split()}


def on_page(cell: Cell) -> str:
    """A cell as text on a page."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case Choice():
            return f"{cell.mark} {cell.word}".strip()
        case Reference() | Formula():
            return on_page(cell.value)
        case tuple():
            return ";\n".join(cell)
        case date():
            return date_words(cell.isoformat())
        case _:
            return number(cell)


def plain_value(cell: Cell) -> str | float | date | None:
    """A cell as a program reads it: text, a number, a date or nothing; several texts with semicolons between."""
    match cell:
        case Choice():
            return cell.word
        case Reference() | Formula():
            return cell.value
        case tuple():
            return "; ".join(cell)
        case _:
            return cell


def day(iso: str) -> date | str | None:
    """A date where the text is a whole one that a spreadsheet can hold, else the text; None for nothing."""
    if not iso:
        return None
    try:
        found = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return found if found.year >= 1900 else iso
