"""The order in which gaps are to be acted on. No hidden weights."""

from __future__ import annotations

from bpo_controls.engine.finding import Assessment, Finding
from bpo_controls.library.model import GATES, SEVERITIES, Library


def ranked_gaps(assessment: Assessment) -> tuple[Finding, ...]:
    """Gaps and partly met controls, the first to act on first; the rank is the position plus one.

    Higher severity, what is not missing but partly met counting one level lower, then gap before partly, then more
    precedents (how often this has really gone wrong), then earlier gate, then more impacts, then less effort, then
    id and subject.
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
        -len(control.precedents),
        GATES.index(control.gate),
        -len(control.impacts),
        effort_hours(finding),
        control.id,
        finding.subject.id,
    )


OFTEN = 3
"""Real cases from which on something counts as having gone wrong often."""


def risk_key(library: Library, finding: Finding) -> tuple[bool, int, int, int, int, str, str]:
    """The sort key of what to ask first.

    What went wrong in `OFTEN` or more real cases comes before the rest; within both, higher severity, then more
    cases, then more failures of the catalog that the control answers, then earlier gate, then id and subject.
    """
    control = finding.control
    cases = len(control.precedents)
    failures = sum(control.id in failure.controls for failure in library.failures.values())
    return (
        cases < OFTEN,
        -SEVERITIES.index(finding.severity),
        -cases,
        -failures,
        GATES.index(control.gate),
        control.id,
        finding.subject.id,
    )


def effort_hours(finding: Finding) -> float:
    """Working hours to close the gap, as the library estimates them, over all parties."""
    return sum(step.effort_hours for step in finding.control.remedy)
