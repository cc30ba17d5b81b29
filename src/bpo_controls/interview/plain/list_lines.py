"""Lists of questions as lines: numbered, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bpo_controls.interview.lookup import FILTERS, Filter, Lookup, Row
from bpo_controls.interview.row_words import FILTER_WORDS, row_state, row_title
from bpo_controls.terminal.wrap import cells, shortened

STATE_WIDTH = 30
"""Columns that how a question stands may take at most, beside its title."""


def list_lines(rows: Sequence[Row], width: int, *, start: int = 1) -> Iterator[str]:
    """One line per row with its number, under the name of its area."""
    area = ""
    size = len(str(start + len(rows) - 1))
    for number, row in enumerate(rows, start=start):
        if row.area != area:
            area = row.area
            yield area
        key = f"  {number:>{size}}  "
        state = shortened(row_state(row), min(STATE_WIDTH, width // 2))
        room = width - len(key) - cells(state) - 2
        title = shortened(row_title(row), room)
        yield f"{key}{title}{' ' * (room - cells(title))}  {state}"


def counts_line(lookup: Lookup) -> str:
    """`All 138 · Open 62 · To chase 8 · …`, filters that show nothing left out."""
    counts = lookup.counts()
    return " · ".join(f"{FILTER_WORDS[one]} {counts[one]}" for one in FILTERS if counts[one] or one == "all")


def chosen_rows(lookup: Lookup, words: str) -> tuple[str, tuple[Row, ...]]:
    """What `list` and the words after it ask for: its title and the rows."""
    word = words.casefold().strip()
    aliases: dict[str, Filter] = {
        "": "all",
        "differ": "conflicts",
        "conflict": "conflicts",
        "gap": "gaps",
        "flag": "flagged",
    }
    wanted: Filter | None = aliases.get(word) or next((one for one in FILTERS if one == word), None)
    if wanted is not None:
        return FILTER_WORDS[wanted], lookup.rows(wanted)
    found = lookup.rows(area=word) or lookup.rows(person=word) or lookup.find(words)
    return words, found
