"""What a second reviewer should challenge, in the order in which it matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bpo_controls.answers.answer_model import Answer, Need
from bpo_controls.answers.engagement_record import Record, Review
from bpo_controls.engine.finding import Assessment, Finding
from bpo_controls.engine.ranking import rank_key

Concern = Literal[
    "conflict", "claimed", "another-way", "not-applicable", "accepted", "stated-only", "flagged"
]
CONCERNS: tuple[Concern, ...] = (
    "conflict", "claimed", "another-way", "not-applicable", "accepted", "stated-only", "flagged",
)  # fmt: skip
"""Two answers differ; in place without the figure; done another way; said not to apply; a risk accepted; of high
severity and met on a statement alone; flagged by the consultant."""

SERIOUS = ("critical", "high")


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """An answer to look at and why, with the answers that contend for it and what was decided before (None: nothing)."""

    need: Need
    concern: Concern
    answer: Answer | None
    finding: Finding | None
    contested: tuple[Answer, ...] = ()
    review: Review | None = None

    @property
    def open(self) -> bool:
        """Whether a reviewer has still to say something: a conflict always, else until it is accepted."""
        return self.concern == "conflict" or self.review is None or self.review.verdict == "challenged"


def review_queue(record: Record, assessment: Assessment) -> tuple[ReviewItem, ...]:
    """Every answer that deserves a challenge, once each, by concern and within it worst first."""
    items: dict[Need, ReviewItem] = {}
    for need, contested in record.contested.items():
        items[need] = ReviewItem(need, "conflict", record.answers.entries.get(need), None, contested)
    ranked = sorted(assessment.findings, key=rank_key)
    for concern in CONCERNS[1:]:
        for finding in ranked:
            answer = finding.answer
            if answer is not None and answer.need not in items and concern in _concerns(finding, answer):
                review = record.reviewed.get(answer.need)
                items[answer.need] = ReviewItem(answer.need, concern, answer, finding, review=review)
    for answer in record.answers:
        if answer.flagged and answer.need not in items:
            review = record.reviewed.get(answer.need)
            items[answer.need] = ReviewItem(answer.need, "flagged", answer, None, review=review)
    return tuple(sorted(items.values(), key=lambda item: CONCERNS.index(item.concern)))


def _concerns(finding: Finding, answer: Answer) -> set[Concern]:
    found: set[Concern] = set()
    match finding.status:
        case "claimed":
            found.add("claimed")
        case "another-way":
            found.add("another-way")
        case "not-applicable":
            found.add("not-applicable")
        case "accepted":
            found.add("accepted")
        case "met" if finding.severity in SERIOUS and answer.assurance == "stated":
            found.add("stated-only")
        case _:
            pass
    if answer.flagged and finding.status is not None:
        found.add("flagged")
    return found
