"""Where words and data go: data to stdout, talk to stderr. Nothing typed by people is read as markup."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import TextIO

from bpo_controls.diagnostics import Diagnostic, Level
from bpo_controls.terminal.ascii import spelled
from bpo_controls.terminal.width import width_of
from bpo_controls.terminal.wrap import wrapped
from bpo_controls.words.visible import visible


def width(stream: TextIO | None = None) -> int:
    """Columns that a line on the stream (stdout by default) may take."""
    return width_of(stream or sys.stdout)


def say(text: str = "", *, indent: str = "", rest: str | None = None, to: TextIO | None = None) -> None:
    """A line of talk, to stderr unless told otherwise: wrapped at a terminal, whole in a log.

    `indent` starts the first line, `rest` the others.
    """
    stream = to or sys.stderr
    if stream.isatty():
        _put(stream, wrapped(text, width(stream), first=indent, rest=rest, cut=False))
    else:
        _put(stream, [indent + text])
    stream.flush()


def data(text: str = "") -> None:
    """A line of result, to stdout, as it is: a path, a command, a row of a table."""
    _put(sys.stdout, [text])


def prose(text: str, *, indent: str = "", rest: str | None = None) -> None:
    """A sentence of the result, to stdout, wrapped.

    Leading blanks start every line of it; after `- ` or `1. ` the lines below stand under the words.
    """
    margin = indent + " " * (len(text) - len(text.lstrip(" ")))
    opening = re.match(r" *((?:-|[0-9]+\.) )", text)
    hanging = margin + " " * len(opening.group(1)) if opening else margin
    lines = wrapped(text, width(), first=margin, rest=hanging if rest is None else rest, cut=False)
    _put(sys.stdout, lines if text.strip() else [""])


def data_json(value: object) -> None:
    """The machine's form of the result, to stdout; the keys keep their order."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def problems(diagnostics: Iterable[Diagnostic], *, to: TextIO | None = None) -> None:
    """Print one line per problem, to stderr unless `to` says otherwise; only a terminal narrower than the line wraps it.

    A list of known words is printed once, with the first problem that needs it.
    """
    told: set[str] = set()
    for problem in diagnostics:
        again = problem.hint.startswith("known: ") and problem.hint in told
        told.add(problem.hint)
        word = "warning: " if problem.level is Level.WARNING else ""
        say(f"{word}{replace(problem, hint='') if again else problem}", rest="  ", to=to)


def _put(stream: TextIO, lines: Iterable[str]) -> None:
    encoding = getattr(stream, "encoding", None)
    for line in lines:
        stream.write(spelled(visible(line), encoding) + "\n")
