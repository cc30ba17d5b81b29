"""A workbook as data: sheets, and a summary that adds them up. No file format is known here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bpo_controls.reporting.blocks.document import Document, Line
from bpo_controls.reporting.blocks.look import Look
from bpo_controls.reporting.blocks.table import Cell, Table, day
from bpo_controls.words import workbook_words as words
from bpo_controls.words.headings import TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with one table. `name` is the table's in formulas.

    `about` says in a sentence what it lists and what to do with it; `empty` stands there without rows.
    `pages` is how many pages wide it prints; `keep` how many columns stay in sight, and on every page. `key` names the
    columns by which a row is found again in a later workbook.
    """

    name: str
    title: str
    about: str
    table: Table
    empty: str
    keep: int = 1
    pages: int = 1
    key: tuple[str, ...] = ()


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

    The words of the column `judged` are colored as the verdicts they are. With `chart`, a stacked bar for each row (less the total), of the columns 1 to `chart`; `alt` says what it shows.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: bool = False
    wide: bool = False
    verdicts: tuple[str, ...] = ()
    chart: int = 0
    alt: str = ""
    judged: int = 0


@dataclass(frozen=True, slots=True)
class Contents:
    """The sheets by title, each leading there, with what it lists."""

    rows: tuple[tuple[str, int, str], ...]


Part = Prose | Pairs | Grid | Contents


@dataclass(frozen=True, slots=True)
class Workbook:
    """The first sheet, which adds up the others, and the others in order."""

    title: str
    look: Look
    draft: str
    imprint: tuple[Line, ...]
    parts: tuple[Part, ...]
    sheets: tuple[Sheet, ...]
    summary: str = words.SUMMARY


def pairs(lines: tuple[Line, ...]) -> Pairs:
    """Lines of a document as pairs."""
    return Pairs(tuple((line.label, line.text) for line in lines))


def workbook_of(document: Document) -> Workbook:
    """The main table of a document as a workbook. Raises ValueError for a document without one."""
    if document.main is None:
        raise ValueError(f"{document.id} has no main table")
    name = re.sub(r"\W", "_", document.title) or "List"
    title = re.sub(r"[\[\]:*?/\\]", " ", document.title)[:31].strip("' ") or "List"
    if title.casefold() == words.SUMMARY.casefold():
        title = f"{title} (list)"
    sheet = Sheet(name if not name[0].isdigit() else f"_{name}", title, document.name, document.main, "–")
    parts: list[Part] = [Prose((document.name,), "title")]
    if document.draft:
        parts.append(Prose((document.draft,), "caution"))
    parts += [
        pairs(document.cover or document.byline),
        Pairs(((TEXT["as_of"], day(document.look.as_of_iso)),)),
        Contents(((sheet.title, len(sheet.table.rows), sheet.about),)),
        Prose((TEXT["imprint"],), "heading"),
        pairs(document.imprint),
    ]
    return Workbook(
        f"{document.title}: {document.name}",
        document.look,
        document.draft,
        document.imprint,
        tuple(parts),
        (sheet,),
    )
