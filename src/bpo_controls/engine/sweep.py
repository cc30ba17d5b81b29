"""A sweep over a finished engagement for what does not hold together, or no longer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bpo_controls.answers.answer_model import Answer, Need
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.finding import Assessment, Finding

LoosenedBy = Literal[
    "conflict", "proposal", "no-evidence", "claimed", "old-answer", "old-evidence", "acceptance-over", "challenged"
]  # fmt: skip
SERIOUS = ("critical", "high")
SOON = 90
"""Days before an agreement or an accepted risk ends from which on it counts as ending soon."""
OLD_DAYS = 365
"""An answer, or what was seen for it, is old after a year."""


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """Something that an auditor would ask about: what kind, about which answer, and a detail (a date, a name)."""

    kind: LoosenedBy
    need: Need
    severity: str = ""
    detail: str = ""


def loose_ends(record: Record, assessment: Assessment) -> tuple[LooseEnd, ...]:
    """Everything found, by kind and in library order within it."""
    found = [LooseEnd("conflict", need) for need in record.contested]
    found += [
        LooseEnd("proposal", proposal.answer.need, detail=proposal.origin) for proposal in record.proposals
    ]
    found += [
        LooseEnd("challenged", review.need, detail=review.reason)
        for review in record.reviews
        if review.verdict == "challenged"
    ]
    for finding in assessment.findings:
        if finding.answer is not None and finding.status is not None:
            found += _of_finding(finding, finding.answer, assessment.as_of)
    return tuple(dict.fromkeys(found))


def _of_finding(finding: Finding, answer: Answer, as_of: str) -> list[LooseEnd]:
    need, severity = finding.key, finding.severity
    found: list[LooseEnd] = []
    if finding.status == "met" and severity in SERIOUS and not answer.evidence:
        found.append(LooseEnd("no-evidence", need, severity))
    if finding.status == "claimed" and severity in SERIOUS:
        found.append(LooseEnd("claimed", need, severity))
    if answer.at and days_between(answer.at[:10], as_of) > OLD_DAYS:
        found.append(LooseEnd("old-answer", need, severity, answer.at[:10]))
    for seen in answer.evidence:
        if seen.seen_on and days_between(seen.seen_on, as_of) > OLD_DAYS:
            found.append(LooseEnd("old-evidence", need, severity, seen.seen_on))
    if answer.accepted is not None and answer.accepted.until < as_of:
        found.append(LooseEnd("acceptance-over", need, severity, answer.accepted.until))
    return found


def agreements_ending(agreements: Mapping[str, str], as_of: str) -> Iterator[dict[str, str]]:
    """Agreements that have ended by an ISO date or end within `SOON` days of it, the first to end first."""
    for name, ends in sorted(agreements.items(), key=lambda one: one[1]):
        if ends and ends < as_of:
            yield {"kind": "agreement-ended", "agreement": name, "since": ends}
        elif ends and days_between(as_of, ends) <= SOON:
            yield {"kind": "agreement-ending", "agreement": name, "until": ends}


def days_between(earlier: str, later: str) -> int:
    """Whole days from one ISO date to another."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
