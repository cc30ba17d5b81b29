"""The numbers that pictures are drawn from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """A row of numbers."""

    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TallyGrid:
    """Numbers by row and column; every row has a count for every column."""

    columns: tuple[str, ...]
    rows: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A gate on the way. `iso` is empty without a date; `open` are gaps and partly met controls due by it or by an
    earlier one, `blocking` those of them that keep it from being ready; `past` that the as-of date is later."""

    label: str
    iso: str
    date: str
    mark: str
    verdict: str
    open: int
    blocking: int
    past: bool
