"""What has to be looked at and what passes: as a list, and as entries with boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence

from bpo_controls.engine.finding import Finding
from bpo_controls.library.model import SEVERITIES, Control
from bpo_controls.reporting.blocks.entry_block import Box, Entry, Passage, Row, Span, points_row, text_row
from bpo_controls.reporting.blocks.table import Listing
from bpo_controls.reporting.documents.content.columns import control_fields, field, room, standing
from bpo_controls.reporting.documents.content.requests import place
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import labels
from bpo_controls.words import workbook_words as words
from bpo_controls.words.findings import check_words, measure_words
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import sentence
from bpo_controls.words.specifics import listed_limits


def checks(ctx: Context) -> Listing[Finding]:
    """Everything to look at, by party, gate and control."""
    found = [finding for finding in ctx.applying if finding.status != "not-applicable"]
    return Listing(
        tuple(sorted(found, key=lambda check: place(check.control))),
        (
            *control_fields(ctx, lambda check: (check,), control=(2, 26), subject=(1.5, 18)),
            field("gate_date", lambda check: ctx.gate_heading(check.control.gate)),
            field("must", lambda check: sentence(check.control.statement), width=34),
            field("checks", lambda check: _checks(check.control), width=66),
            field("limit", lambda check: _limit(check.control), heading=TEXT["limit"]),
            field("ask_for", lambda check: check.control.evidence, width=36),
            field("now", standing, heading=TEXT["now"], kind="choice", width=13, scale="standing"),
            field("result", lambda _: words.NOT_SEEN, kind="choice", width=11, scale="progress",
                  choices=words.RESULTS, fill=True, hint=words.ONCE["result"]),
            room("checked_by", width=16),
            room("checked_on", kind="date", width=13),
            room("kept_at", width=22),
            room("remarks", width=22),
            room("initials", heading=TEXT["initials"]),
            room("date", heading=TEXT["date"]),
            room("reference", heading=TEXT["reference"]),
        ),
    )  # fmt: skip


def _checks(control: Control) -> tuple[str, ...]:
    return tuple(
        f"{labels.METHOD[step.method]}: {check_words(step.what)} {TEXT['passes']} {step.accept}"
        for step in control.verify
    )


def _limit(control: Control) -> str:
    return measure_words(control) if control.ask.kind == "number" else ""


def check_entry(ctx: Context, findings: Sequence[Finding], *, rank: str = "", answers: bool = False) -> Entry:
    """One control with boxes for each subject; it is as severe as the worst of them.

    With `answers`, how it stands by the answers on record is printed beside the boxes.
    """
    control = findings[0].control
    worst = max((finding.severity for finding in findings), key=SEVERITIES.index)
    steps = (
        text_row(labels.METHOD[step.method], check_words(step.what), Span(TEXT["passes"], "strong"), step.accept)
        for step in control.verify
    )  # fmt: skip
    limit = _limit(control)
    binding = listed_limits(ctx.library, findings[0].bindings)
    rows = (
        *steps,
        *((text_row(TEXT["limit"], limit),) if limit else ()),
        *((points_row(TEXT["listed_limits"], binding),) if binding else ()),
        Row(TEXT["evidence"], (Passage((Span("; ".join(control.evidence)),)),)),
    )
    boxes = (
        Box(
            ctx.about(finding.subject),
            labels.STATUS_MARK[finding.status] if answers else "",
            labels.STATUS[finding.status] if answers else "",
        )
        for finding in findings
        if finding.status is not None
    )
    return Entry(
        id=control.id,
        rank=rank,
        title=control.title,
        lead=sentence(control.statement),
        facts=(
            Span(labels.SEVERITY[worst], "strong"),
            Span(labels.PARTY_SHORT[control.party]),
            Span(ctx.gate_heading(control.gate)),
        ),
        rows=rows,
        boxes=tuple(boxes),
        facets=(
            ("domain", labels.domain(control.domain)),
            ("severity", labels.SEVERITY[worst]),
            ("party", labels.PARTY[control.party]),
            ("gate", labels.GATE[control.gate]),
        ),
        compact=True,
    )
