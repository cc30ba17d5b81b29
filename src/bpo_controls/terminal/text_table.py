"""A table on stdout. Where the terminal is too narrow for one, the last column folds, or it becomes a list."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from bpo_controls.terminal.ascii import spelled
from bpo_controls.terminal.output import data, prose, width
from bpo_controls.terminal.wrap import cells, wrapped
from bpo_controls.words.visible import visible

GAP = "  "
"""Between two columns."""
TABLE_FROM = 59
"""Below 60 columns (one stays free) rows are told as lists."""
FOLD_TO = 20
"""The narrowest a folded last column may get."""


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, numeric: Sequence[int] = ()) -> None:
    """The table; the columns named in `numeric` are set flush right and never folded."""
    encoding = getattr(sys.stdout, "encoding", None)
    body = [[spelled(visible(cell), encoding) for cell in row] for row in rows]
    widths = [max(cells(row[place]) for row in (headings, *body)) for place in range(len(headings))]
    room, last = width(), len(headings) - 1
    beyond = sum(widths) + len(GAP) * last - room
    if beyond > 0 and (room < TABLE_FROM or last in numeric or widths[last] - beyond < FOLD_TO):
        _list(headings, body)
        return
    widths[last] -= max(beyond, 0)
    data(_row(headings, widths, numeric))
    data(spelled("─" * (sum(widths) + len(GAP) * last), encoding))
    for row in body:
        first, *more = wrapped(row[last], widths[last]) if beyond > 0 else [row[last]]
        data(_row([*row[:last], first], widths, numeric))
        for line in more:
            data(_row([*[""] * last, line], widths, numeric))


def _row(row: Sequence[str], widths: Sequence[int], numeric: Sequence[int]) -> str:
    places = zip(row, widths, range(len(row)), strict=True)
    padded = ((cell, " " * (width - cells(cell)), place in numeric) for cell, width, place in places)
    return GAP.join(fill + cell if flush else cell + fill for cell, fill, flush in padded).rstrip()


def _list(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Each row by its first cell; the others below it, each after its heading."""
    for first, *others in rows:
        prose(first, rest="  ")
        told = [f"{heading}: {cell}" for heading, cell in zip(headings[1:], others, strict=True) if cell]
        prose("; ".join(told), indent="  ")
