"""Where words and data go: data to stdout, talk to stderr. Nothing typed by people is read as markup."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from bpo_controls.diagnostics import Diagnostic, Level
from bpo_controls.words.visible import visible

if TYPE_CHECKING:
    from rich.console import Console


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


def console(*, stderr: bool = False) -> Console:
    """A Rich console that interprets no markup, emoji codes or highlighting in what it prints."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else int(os.environ.get("COLUMNS", "100"))
    return Console(file=stream, markup=False, emoji=False, highlight=False, width=width, soft_wrap=False)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, numeric: Sequence[int] = ()) -> None:
    """A table on stdout; the columns named in `numeric` are set flush right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for index, heading in enumerate(headings):
        grid.add_column(Text(heading), justify="right" if index in numeric else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(visible(cell)) for cell in row))
    console().print(grid)
