"""For the auditor: what was answered as not applicable, done another way or accepted, in one table."""

from __future__ import annotations

from bpo_controls.engine.finding import Finding
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.view import Table
from bpo_controls.words import labels
from bpo_controls.words.answer_words import evidence_words, who_said
from bpo_controls.words.findings import lapsed_words
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital

KINDS = ("not-applicable", "another-way", "accepted")


def whole(ctx: Context) -> Table:
    """One row a finding, by kind; an acceptance that ran out comes last and is called what it is."""
    rows = [_row(ctx, f, labels.STATUS[kind]) for kind in KINDS for f in ctx.applying if f.status == kind]
    rows += [
        _row(ctx, finding, TEXT["lapsed"])
        for finding in ctx.ranked
        if lapsed_words(finding, ctx.assessment.as_of)
    ]
    keys = ("kind", "id", "control", "subject", "severity", "gate", "reason", "said_by", "assurance", "evidence",
            "accepted_by", "until")  # fmt: skip
    headers = tuple(TEXT[f"col_{key}"] for key in keys)
    return Table(headers, tuple(rows), "l" * len(headers), (0, 0, 2, 1.5, 0, 0, 3, 1.5, 0, 2, 1.2, 0))


def _row(ctx: Context, finding: Finding, kind: str) -> tuple[str, ...]:
    control, answer = finding.control, finding.answer
    assert answer is not None
    taken = answer.accepted
    reason = (
        taken.reason if taken is not None else answer.non_answer.text if answer.non_answer is not None else ""
    )
    return (
        kind,
        control.id,
        control.title,
        ctx.about(finding.subject),
        labels.SEVERITY[finding.severity],
        labels.GATE[control.gate],
        " ".join(part for part in (reason, answer.note) if part),
        capital(who_said(answer)),
        labels.ASSURANCE[answer.assurance],
        "; ".join(evidence_words(answer)),
        taken.by if taken is not None else "",
        taken.until if taken is not None else "",
    )


def lapsed(ctx: Context) -> Table:
    """Gaps whose acceptance ran out before the as-of date."""
    rows = tuple(
        (
            finding.control.id,
            finding.control.title,
            ctx.about(finding.subject),
            f"{labels.STATUS_MARK[finding.status]} {labels.STATUS[finding.status]}" if finding.status else "",
            lapsed_words(finding, ctx.assessment.as_of),
        )
        for finding in ctx.ranked
        if lapsed_words(finding, ctx.assessment.as_of)
    )
    headers = tuple(TEXT[f"col_{key}"] for key in ("id", "control", "subject", "status", "reason"))
    return Table(headers, rows, "lllll", (0, 2, 1.5, 0, 4))
