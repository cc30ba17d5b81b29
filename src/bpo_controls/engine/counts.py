"""How findings are spread, with the numbers every percentage needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bpo_controls.engine.finding import Assessment, Counts, Finding, Status
from bpo_controls.engine.truth import Truth


def count(findings: Iterable[Finding]) -> Counts:
    """The spread of some findings."""
    found = tuple(findings)
    truths = Counter(finding.applies for finding in found)
    statuses: Counter[Status] = Counter(finding.status for finding in found if finding.status is not None)
    return Counts(
        applies=truths[Truth.TRUE],
        excluded=truths[Truth.FALSE],
        undecided=truths[Truth.UNKNOWN],
        met=statuses["met"],
        claimed=statuses["claimed"],
        partly=statuses["partly"],
        gap=statuses["gap"],
        unknown=statuses["unknown"],
        another_way=statuses["another-way"],
        accepted=statuses["accepted"],
        not_applicable=statuses["not-applicable"],
    )


def by_domain(assessment: Assessment) -> dict[str, Counts]:
    """One spread a domain, in library order, domains without findings left out."""
    grouped: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        grouped.setdefault(finding.control.domain, []).append(finding)
    return {domain: count(findings) for domain, findings in grouped.items()}
