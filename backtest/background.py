"""A noisy background: the true gaps of a case among invented ones, as a report on real work would hold them.

A case mentions only what went wrong. Played with everything else in place it has a handful of gaps, and any order looks
good. Here every applying control that no fact mentions becomes a gap or partly met by chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from backtest.bootstrap import seeded
from backtest.case import reaches
from backtest.run import Outcome
from bpo_controls.engine.finding import Finding, Status
from bpo_controls.engine.truth import Truth

DRAWS = 20
GAP = 0.25
"""Chance that a control no fact mentions is a gap."""
PARTLY = 0.25
"""Chance that it is partly met."""


@dataclass(frozen=True, slots=True)
class Background:
    """The true gaps of a case and the applying findings that no fact, stated or inferred, mentions.

    Controls do not count the case itself, or one about the same incident, among their precedents: a rank that counts
    precedents would otherwise know the outcome.
    """

    case: str
    incident: str
    true: tuple[Finding, ...]
    quiet: tuple[Finding, ...]


def background(outcome: Outcome, own: frozenset[str]) -> Background:
    """The case made ready for noise. `own` are the ids of all cases about its incident."""
    facts = outcome.case.facts
    quiet = [
        finding
        for finding in outcome.assessment.findings
        if finding.applies is Truth.TRUE
        and not any(reaches(answer, *finding.key) for fact in facts for answer in fact.controls)
    ]
    return Background(
        outcome.case.id,
        outcome.case.incident,
        tuple(without_own(gap.finding, own) for gap in outcome.true_gaps),
        tuple(without_own(finding, own) for finding in quiet),
    )


def noise(found: Background, draws: int = DRAWS) -> Iterator[tuple[Finding, ...]]:
    """The invented gaps of each draw. The seed holds the case's id, so that a new case changes no other."""
    rng = seeded(f"noise {found.case}")
    for _ in range(draws):
        rolled = [(finding, rng.random()) for finding in found.quiet]
        yield tuple(finding._replace(status=_status(roll)) for finding, roll in rolled if roll < GAP + PARTLY)


def _status(roll: float) -> Status:
    return "gap" if roll < GAP else "partly"


def without_own(finding: Finding, own: frozenset[str]) -> Finding:
    """The finding with a control that does not count these cases among its precedents."""
    control = finding.control
    kept = tuple(one for one in control.precedents if one not in own)
    if kept == control.precedents:
        return finding
    return finding._replace(control=replace(control, precedents=kept))
