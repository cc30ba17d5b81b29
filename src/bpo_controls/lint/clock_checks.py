"""Checks of the clocks: each table and source is there, each row says what its reading says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bpo_controls.diagnostics import did_you_mean
from bpo_controls.library.clock_model import Clock, ClockBook, RowReading, Trigger, parse_span
from bpo_controls.library.model import (
    Library,
)
from bpo_controls.library.parameter_model import Parameter, ParameterValue
from bpo_controls.lint.remark import Remark
from bpo_controls.yaml.source import PlainPath


def clock_row(library: Library, _as_of: str) -> Iterator[Remark]:
    """A clock and the table, row or source it counts by agree."""
    book = library.papers.get("clocks")
    if not isinstance(book, ClockBook):
        return
    for index, trigger in enumerate(book.triggers.values()):
        for place, clock in enumerate(trigger.clocks):
            steps: PlainPath = ("triggers", index, "clocks", place)
            yield from _clock(library, trigger, clock, steps)


def _clock(library: Library, trigger: Trigger, clock: Clock, steps: PlainPath) -> Iterator[Remark]:
    name = f"{trigger.id}/{clock.id}"
    if clock.source and clock.source not in library.sources:
        hint = did_you_mean(clock.source, library.sources)
        yield _remark((*steps, "source"), f'{name}: there is no source "{clock.source}"', hint)
    if not clock.table:
        return
    table = library.parameters.get(clock.table)
    if table is None:
        hint = did_you_mean(clock.table, library.parameters)
        yield _remark((*steps, "table"), f'{name}: there is no table "{clock.table}"', hint)
        return
    for number, reading in enumerate(clock.rows):
        here = (*steps, "rows", number)
        rows = [row for row in table.values if reading.reads(row)]
        if not rows:
            hint = did_you_mean(reading.row, [row.label for row in table.values])
            yield _remark(here, f'{name}: {table.id} has no row "{reading.row}"', hint)
        for row in rows:
            yield from _reading(name, table, row, reading, here)


def _reading(
    name: str, table: Parameter, row: ParameterValue, reading: RowReading, here: PlainPath
) -> Iterator[Remark]:
    """A number stands once, in the table; words of the table hold the number of their reading."""
    if isinstance(row.value, int | float):
        if reading.within is not None:
            message = f"{name}: the row {row.label} of {table.id} has a number of its own"
            yield _remark(here, message, "say how it counts (counts: days), not how long")
        elif parse_span(f"{row.value:g} {reading.counts or row.unit}") is None:
            message = f'{name}: "{row.unit}" of the row {row.label} is no unit of time'
            yield _remark(here, message, "say how it counts (counts: days)")
        return
    if reading.within is None or not reading.within.number:
        return
    if str(reading.within.number) not in re.findall(r"\d+", row.value):
        message = f"{name}: {reading.within_words} is not what {table.id} says of {row.label}: {row.value}"
        yield _remark(here, message, "mend the one or the other")


def _remark(steps: PlainPath, message: str, hint: str) -> Remark:
    return Remark("clocks", steps, message, hint, "papers")
