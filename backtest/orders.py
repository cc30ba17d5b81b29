"""Orders of gaps, the product's and plain ones to hold it against, and how well an order finds the true gaps.

A key is smaller for what comes earlier. Equal keys are a tie: half a hit in the AUC, a coin elsewhere.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from backtest.background import Background, noise
from backtest.bootstrap import seeded
from bpo_controls.engine.finding import Finding
from bpo_controls.engine.ranking import rank_key
from bpo_controls.library.model import SEVERITIES

FIRST = 5
"""A reader looks at the first five gaps before turning the page."""
DECILE = 0.1

Key = tuple[int | float | bool | str, ...]
Order = Callable[[Finding], Key]


@dataclass(frozen=True, slots=True)
class Quality:
    """How an order did in one case, as means over the draws.

    `auc`: the chance that a true gap comes before an invented one. `first`: the share of draws with a true gap among
    the first five. `decile`: the share of the true gaps within the first tenth of the list.
    """

    auc: float
    first: float
    decile: float


def popularity(backgrounds: Iterable[Background]) -> dict[str, Counter[str]]:
    """For each incident, in how many other incidents each control is a true gap (leave-one-out)."""
    by_incident: dict[str, set[str]] = {}
    for one in backgrounds:
        by_incident.setdefault(one.incident, set()).update(finding.control.id for finding in one.true)
    everywhere = Counter(control for controls in by_incident.values() for control in controls)
    return {incident: everywhere - Counter(controls) for incident, controls in by_incident.items()}


def orders(popular: Mapping[str, int]) -> dict[str, Order]:
    """The product's rank first, then what it is held against. `popular` counts true gaps in other incidents."""
    return {
        "the product's rank": rank_key,
        "severity alone": lambda finding: (-SEVERITIES.index(finding.severity),),
        "popularity in other incidents": lambda finding: (-popular.get(finding.control.id, 0),),
        "alphabetical by id": lambda finding: (finding.control.id, finding.subject.id),
        "random": lambda _: (),
    }


def qualities(found: Background, popular: Mapping[str, int]) -> dict[str, Quality]:
    """Every order on the same draws of one case, which has a true gap. Draws without an invented gap are left out."""
    by_order: dict[str, list[Quality]] = {name: [] for name in orders(popular)}
    rng = seeded(f"ties {found.case}")
    for invented in noise(found):
        if not invented:
            continue
        for name, order in orders(popular).items():
            by_order[name].append(quality(found.true, invented, order, rng))
    return {name: _mean(drawn) for name, drawn in by_order.items() if drawn}


def quality(
    true: Sequence[Finding], invented: Sequence[Finding], order: Order, rng: random.Random
) -> Quality:
    """One order on one draw. Both lists hold at least one gap."""
    keyed = [(order(finding), rng.random(), True) for finding in true]
    keyed += [(order(finding), rng.random(), False) for finding in invented]
    listed = [is_true for _, _, is_true in sorted(keyed)]
    tenth = math.ceil(len(listed) * DECILE)
    return Quality(
        auc([key for key, _, is_true in keyed if is_true], [key for key, _, is_true in keyed if not is_true]),
        float(any(listed[:FIRST])),
        sum(listed[:tenth]) / len(true),
    )


def auc(true: Sequence[Key], invented: Sequence[Key]) -> float:
    """The share of pairs in which the true one has the smaller key; a tie is half a pair."""
    others = sorted(invented)
    later = sum(len(others) - bisect_right(others, key) for key in true)
    level = sum(bisect_right(others, key) - bisect_left(others, key) for key in true)
    return (later + level / 2) / (len(true) * len(others))


def _mean(drawn: Sequence[Quality]) -> Quality:
    return Quality(
        sum(one.auc for one in drawn) / len(drawn),
        sum(one.first for one in drawn) / len(drawn),
        sum(one.decile for one in drawn) / len(drawn),
    )
