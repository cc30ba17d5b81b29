"""What carrying a provision is worth: the same share with the findings of other incidents put to each case.

A library that carries whatever is cited carries the findings of others just as well. Only the distance between the two
shares says that the gaps of a case fit its own findings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backtest.bootstrap import middle, seeded
from backtest.case import Case
from backtest.run import Outcome, carries, scored
from bpo_controls.library.model import Library

PERMUTATIONS = 1000


@dataclass(frozen=True, slots=True)
class Permuted:
    """The mean share over the permutations, and the bounds of the middle 95%."""

    mean: float
    low: float
    high: float


def carried_by_each(library: Library, outcomes: Sequence[Outcome]) -> tuple[tuple[int, ...], ...]:
    """For each case (row) how many scored findings of each case (column) some gap of the row carries."""
    return tuple(tuple(_carried(library, one, other.case) for other in outcomes) for one in outcomes)


def permuted(
    carried: Sequence[Sequence[int]],
    findings: Sequence[int],
    incidents: Sequence[str],
    draws: int = PERMUTATIONS,
) -> Permuted | None:
    """The share carried when each case gets the findings of a case about another incident.

    `carried` is what `carried_by_each` gives, `findings` the number of scored findings of each case. None when no
    such exchange is possible, or there is no finding.
    """
    total = sum(findings)
    if not total or not _can_exchange(incidents):
        return None
    rng = seeded("permuted")
    shares: list[float] = []
    while len(shares) < draws:
        order = list(range(len(findings)))
        rng.shuffle(order)
        if all(incidents[case] != incidents[other] for case, other in enumerate(order)):
            shares.append(sum(carried[case][other] for case, other in enumerate(order)) / total)
    low, high = middle(shares)
    return Permuted(sum(shares) / len(shares), low, high)


def _can_exchange(incidents: Sequence[str]) -> bool:
    """Whether every case can get findings of another incident: no incident has more than half of the cases."""
    most = max((incidents.count(one) for one in incidents), default=0)
    return 0 < most <= len(incidents) / 2


def _carried(library: Library, outcome: Outcome, other: Case) -> int:
    sources = tuple(dict.fromkeys(source for gap in outcome.gaps for source in gap.finding.sources))
    return sum(carries(library, sources, cited, depth=False) for cited in other.findings if scored(cited))
