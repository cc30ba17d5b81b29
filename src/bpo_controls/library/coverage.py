"""Coverage: how a library takes up each of its sources. Carried, watched, left out with a reason, or open."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bpo_controls.library.model import Library, Source

How = Literal["carried", "watched", "left-out", "open"]

IN_BOOKS = ("in-force", "upcoming")
"""States in which a source is law, now or from a known day on."""

BINDS_VENDOR = frozenset(
    {
        "business-associate",
        "subcontractor",
        "debt-collector",
        "caller",
        "service-provider",
        "merchant",
        "any-business",
    }
)
"""Whoever does outsourced work is one of these itself; what binds others reaches it through the buyer."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How one source is taken up: ids of the controls that carry or watch it, and why it is left out."""

    source: Source
    carried_by: tuple[str, ...]
    watched_by: tuple[str, ...]
    because: str

    @property
    def how(self) -> How:
        """A rule in force must be carried; to watch it is not enough."""
        if self.carried_by:
            return "carried"
        if self.watched_by and self.source.state != "in-force":
            return "watched"
        return "left-out" if self.because else "open"

    @property
    def direct(self) -> bool:
        """Whether it binds the vendor itself, and not only through the buyer."""
        return not BINDS_VENDOR.isdisjoint(self.source.binds)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of so many sources are taken up which way."""

    total: int
    carried: int
    watched: int
    left_out: int
    open: int


def coverage(library: Library) -> Iterator[Coverage]:
    """Every source, in the order of the file. Retired controls carry nothing."""
    carried: dict[str, list[str]] = defaultdict(list)
    watched: dict[str, list[str]] = defaultdict(list)
    for control in library.controls.values():
        values = (
            library.parameters[name].values for name in control.placeholders if name in library.parameters
        )
        for one in dict.fromkeys((*control.sources, *(row.source for rows in values for row in rows))):
            carried[one].append(control.id)
        for watch in control.watch:
            watched[watch.source].append(control.id)
    for one, source in library.sources.items():
        left = library.left_out.get(one)
        yield Coverage(
            source, tuple(carried.get(one, ())), tuple(watched.get(one, ())), left.because if left else ""
        )


def tally(taken: Iterable[Coverage]) -> Tally:
    """Counts by how each is taken up; the four parts add up to the total."""
    how = [one.how for one in taken]
    return Tally(
        len(how), how.count("carried"), how.count("watched"), how.count("left-out"), how.count("open")
    )


def by_citation(taken: Iterable[Coverage]) -> list[Coverage]:
    """The same in the order in which a law counts: (a)(9) before (a)(10)."""
    return sorted(taken, key=lambda one: _counted(one.source.citation))


def _counted(citation: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.findall(r"\d+|\D+", citation)]


def by_regime(library: Library, taken: Iterable[Coverage]) -> dict[str, tuple[Coverage, ...]]:
    """The same, regime by regime: in the order of `regimes.yaml`, then those it does not name."""
    found: dict[str, list[Coverage]] = {regime: [] for regime in library.regimes}
    for one in taken:
        found.setdefault(one.source.regime, []).append(one)
    return {regime: tuple(some) for regime, some in found.items() if some}


def regime_title(library: Library, regime: str) -> str:
    """What readers call a regime; its id where the library has no name for it."""
    known = library.regimes.get(regime)
    return known.title if known else regime
