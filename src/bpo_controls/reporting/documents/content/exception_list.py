"""What was answered as not applicable, done another way or accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bpo_controls.answers.answer_model import Answer
from bpo_controls.engine.finding import Finding
from bpo_controls.reporting.blocks.table import Listing, day
from bpo_controls.reporting.documents.content.columns import answer_fields, control_fields, field
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import labels
from bpo_controls.words.findings import lapsed_words
from bpo_controls.words.headings import TEXT

KINDS = ("not-applicable", "another-way", "accepted")


@dataclass(frozen=True, slots=True)
class Exceptional:
    """Findings of one control that share a reason, and what kind of exception they are."""

    findings: tuple[Finding, ...]
    kind: str

    @property
    def answer(self) -> Answer:
        """What was answered."""
        answer = self.findings[0].answer
        assert answer is not None
        return answer


def exceptions(ctx: Context) -> Listing[Exceptional]:
    """Each finding by kind; an acceptance that ran out comes last and is called what it is."""
    found = [
        Exceptional((finding,), labels.STATUS[kind])
        for kind in KINDS
        for finding in ctx.applying
        if finding.status == kind
    ]
    found += [Exceptional((finding,), TEXT["lapsed"]) for finding in lapsed_findings(ctx)]
    return Listing(
        tuple(found),
        (
            field("kind", lambda item: item.kind, width=18),
            *control_fields(ctx, lambda item: item.findings),
            field("reason", lambda item: _reason(item.answer), share=3, width=44),
            *answer_fields(lambda item: item.answer),
            field("accepted_by", lambda item: item.answer.accepted.by if item.answer.accepted else "", share=1.2, width=24),
            field("until", lambda item: day(item.answer.accepted.until) if item.answer.accepted else None, kind="date",
                  width=13),
        ),
    )  # fmt: skip


def _reason(answer: Answer) -> str:
    taken, non_answer = answer.accepted, answer.non_answer
    reason = taken.reason if taken is not None else non_answer.text if non_answer is not None else ""
    return " ".join(part for part in (reason, answer.note) if part)


def lapsed_findings(ctx: Context) -> Sequence[Finding]:
    """Gaps whose acceptance ran out before the as-of date."""
    return [gap for gap in ctx.ranked if lapsed_words(gap, ctx.as_of)]
