"""How far a share could lie elsewhere had other incidents been collected: a seeded bootstrap over incidents."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

RESAMPLES = 1000
SEED = "2026-11-23"
"""Every draw of this package starts from this and the name of what is drawn."""
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Part:
    """What one case adds to a share: `hits` of `of`. Cases about one incident are drawn together."""

    incident: str
    hits: float
    of: float


def interval(parts: Iterable[Part], resamples: int = RESAMPLES) -> tuple[float, float] | None:
    """The middle 95% of the share over resampled incidents, or None with fewer than two incidents."""
    groups: dict[str, list[Part]] = {}
    for part in parts:
        if part.of:
            groups.setdefault(part.incident, []).append(part)
    if len(groups) < 2:
        return None
    sums = [
        (sum(part.hits for part in groups[name]), sum(part.of for part in groups[name]))
        for name in sorted(groups)
    ]
    rng = seeded("bootstrap")
    found = []
    for _ in range(resamples):
        drawn = rng.choices(sums, k=len(sums))
        found.append(sum(hits for hits, _ in drawn) / sum(of for _, of in drawn))
    return middle(found)


def seeded(name: str) -> random.Random:
    """A generator that gives the same numbers in every run; the name keeps draws apart."""
    return random.Random(f"{SEED} {name}")  # noqa: S311 - to be repeated, not to be secret


def middle(values: Iterable[float], level: float = LEVEL) -> tuple[float, float]:
    """The bounds between which the middle `level` of the values lies. There must be a value."""
    found = sorted(values)
    cut = round((1 - level) / 2 * (len(found) - 1))
    return found[cut], found[len(found) - 1 - cut]
