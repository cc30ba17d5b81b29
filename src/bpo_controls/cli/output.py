"""Where words and data go: data to stdout, talk to stderr. Nothing typed by people is read as markup."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from bpo_controls.diagnostics import Diagnostic, Level
from bpo_controls.interview.lines import cells
from bpo_controls.words.visible import visible

GAP = "  "
"""Between two columns of a table."""


def say(text: str = "", *, to: TextIO | None = None) -> None:
    """A line of talk, to stderr unless told otherwise."""
    stream = to or sys.stderr
    stream.write(visible(text) + "\n")
    stream.flush()


def data(text: str) -> None:
    """A line of result, to stdout."""
    sys.stdout.write(visible(text) + "\n")


def data_json(value: object) -> None:
    """The machine's form of the result, to stdout; the keys keep their order."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def problems(diagnostics: Iterable[Diagnostic]) -> None:
    """One line a problem, to stderr."""
    for diagnostic in diagnostics:
        word = "warning: " if diagnostic.level is Level.WARNING else ""
        say(word + str(diagnostic))


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, numeric: Sequence[int] = ()) -> None:
    """A table on stdout; the columns named in `numeric` are set flush right."""
    body = [[visible(cell) for cell in row] for row in rows]
    widths = [max(cells(row[place]) for row in (headings, *body)) for place in range(len(headings))]
    data(_row(headings, widths, numeric))
    data("─" * (sum(widths) + len(GAP) * (len(widths) - 1)))
    for row in body:
        data(_row(row, widths, numeric))


def _row(row: Sequence[str], widths: Sequence[int], numeric: Sequence[int]) -> str:
    places = zip(row, widths, range(len(row)), strict=True)
    padded = ((cell, " " * (width - cells(cell)), place in numeric) for cell, width, place in places)
    return GAP.join(fill + cell if flush else cell + fill for cell, fill, flush in padded).rstrip()
