"""A plain table on stdout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDE = 140
"""Columns where there is no terminal to ask."""


def console() -> Console:
    """Stdout: fitted to a terminal, plain and wide in a pipe."""
    plain = Console(highlight=False)
    return plain if plain.is_terminal else Console(highlight=False, width=WIDE, no_color=True)


def grid(
    out: Console,
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    numeric: Sequence[int] = (),
) -> None:
    """Prints rows under a title; the columns in `numeric` are set to the right."""
    table = Table(
        box=None, title_justify="left", title_style="bold", pad_edge=False, padding=(0, 2, 0, 0), title=title
    )
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="right" if place in numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    out.print(table)
    out.print()
