"""The order in which gaps are to be acted on. No hidden weights."""

from __future__ import annotations

from bpo_controls.engine.finding import Assessment, Finding
from bpo_controls.library.model import GATES, SEVERITIES

OFTEN = 3
"""Real cases from which on something counts as having gone wrong often. A failure known of the very work in scope
counts as much: what is known of it says more than a case from other work."""


def ranked_gaps(assessment: Assessment) -> tuple[Finding, ...]:
    """Gaps and partly met controls, the first to act on first; the rank is the position plus one.

    Higher severity, what is not missing but partly met counting one level lower, then gap before partly, then how
    often it goes wrong (`experience`), then earlier gate, then more impacts, then less effort, then id and subject.
    """
    gaps = [finding for finding in assessment.findings if finding.status in ("gap", "partly")]
    return tuple(sorted(gaps, key=rank_key))


def rank_key(finding: Finding) -> tuple[int, bool, int, int, int, float, str, str]:
    """The sort key of the rank, also used to order blockers."""
    control = finding.control
    there = finding.status != "gap"
    return (
        there - SEVERITIES.index(finding.severity),
        there,
        -experience(finding),
        GATES.index(control.gate),
        -len(control.impacts),
        effort_hours(finding),
        control.id,
        finding.subject.id,
    )


def risk_key(finding: Finding) -> tuple[bool, int, int, int, str, str]:
    """The sort key of what to ask first: what goes wrong often before the rest, within both the most severe first.

    Then by `experience`, then earlier gate, then id and subject.
    """
    control = finding.control
    often = experience(finding)
    return (
        often < OFTEN,
        -SEVERITIES.index(finding.severity),
        -often,
        GATES.index(control.gate),
        control.id,
        finding.subject.id,
    )


def experience(finding: Finding) -> int:
    """How often this goes wrong: real cases, and `OFTEN` for each known failure of the work that the control answers."""
    return len(finding.control.precedents) + OFTEN * finding.known_failures


def effort_hours(finding: Finding) -> float:
    """Working hours to close the gap, as the library estimates them, over all parties."""
    return sum(step.effort_hours for step in finding.control.remedy)
