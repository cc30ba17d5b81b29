"""What each party has to hand over, for which control, by when."""

from __future__ import annotations

from dataclasses import dataclass

from bpo_controls.engine.finding import Finding
from bpo_controls.engine.plan_steps import by_control
from bpo_controls.library.model import GATES, PARTIES, Control
from bpo_controls.reporting.blocks.table import Listing, day
from bpo_controls.reporting.documents.content.columns import (
    control_fields,
    evidence_of,
    field,
    room,
)
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import workbook_words as words
from bpo_controls.words.headings import TEXT


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for to see one control."""

    findings: tuple[Finding, ...]
    items: tuple[str, ...]

    @property
    def control(self) -> Control:
        """The control that the items prove."""
        return self.findings[0].control


def requests(ctx: Context) -> Listing[Request]:
    """The requests of every party by gate, each for one control.

    What was named stands beside every item of its control: nobody said which item it answers.
    """
    found = [tuple(group) for group in by_control(f for f in ctx.applying if f.status != "not-applicable")]
    found.sort(key=lambda group: place(group[0].control))
    return Listing(
        tuple(Request(group, group[0].control.evidence) for group in found),
        (
            *control_fields(ctx, lambda request: request.findings, control=(2.2, 28), subject=(1.5, 22)),
            field("hand_over", lambda request: request.items, share=3, width=36),
            field("named", lambda request: evidence_of(request.findings) or TEXT["nothing_yet"], share=2.6, width=36),
            field("state", lambda request: words.RECEIVED if _seen_on(request) else words.ASKED, kind="choice", width=14, scale="progress",
                  choices=words.HANDED_OVER, fill=True, hint=words.ONCE["handed"]),
            field("received_on", lambda request: day(_seen_on(request)), kind="date", width=13, fill=True,
                  hint=words.ONCE["date"]),
            room("kept_at", width=22),
        ),
    )  # fmt: skip


def _seen_on(request: Request) -> str:
    """The last day on which evidence was seen of everything the control is about (ISO), "" while some is still missing."""
    days = []
    for finding in request.findings:
        answer = finding.answer
        seen = [one.seen_on for one in answer.evidence if one.seen_on] if answer is not None else []
        if answer is not None and not seen and answer.assurance != "stated" and answer.evidence:
            seen = [answer.at[:10]]
        if not any(seen):
            return ""
        days.append(max(seen))
    return max(days)


def requested_items(ctx: Context) -> Listing[Request]:
    """The same, item by item."""
    listing = requests(ctx)
    return listing.of(Request(one.findings, (item,)) for one in listing.items for item in one.items)


def place(control: Control) -> tuple[int, int, str]:
    """Where a control stands in lists by party and gate."""
    return PARTIES.index(control.party), GATES.index(control.gate), control.id
