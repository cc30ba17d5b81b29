"""The sheet of gaps: one row each, every cell filled, nothing told by pointing elsewhere."""

from __future__ import annotations

from bpo_controls.engine.finding import Finding
from bpo_controls.engine.ranking import effort_hours
from bpo_controls.library.model import Precedent
from bpo_controls.reporting.blocks.workbook import Cell, Column, Sheet, day
from bpo_controls.reporting.documents.content.cited_sources import cited
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.workbook_cells import answered, column, lines_of, sheet, standing_of
from bpo_controls.words import labels
from bpo_controls.words import workbook_words as words
from bpo_controls.words.findings import (
    lapsed_words,
    missing,
    severity_words,
)
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import date_words, sentence
from bpo_controls.words.reasons import reason_in_words

Row = tuple[Cell, ...]


def gaps(ctx: Context) -> Sheet:
    columns = (
        column("rank", 6, kind="number"),
        column("id", 9),
        column("control", 28),
        column("subject", 18),
        column("domain", 15),
        column("severity", 10, scale="severity"),
        column("status", 12, scale="standing"),
        column("gate", 9),
        column("due", 13, kind="date"),
        column("party", 13),
        column("hours", 8, kind="number"),
        column("must", 36),
        column("missing", 32),
        column("said", 22),
        column("note", 32),
        column("evidence", 30),
        column("said_by", 20),
        column("assurance", 13),
        column("why", 56),
        Column(TEXT["why_matters"], 48),
        column("cost", 20),
        column("rests", 46),
        column("practice", 40),
        column("known", 30),
    )
    rows = tuple(_gap(ctx, finding, place) for place, finding in enumerate(ctx.ranked, start=1))
    return sheet("Gaps", words.GAPS, columns, rows, keep=3, pages=2)


def _gap(ctx: Context, finding: Finding, place: int) -> Row:
    control = finding.control
    return (
        place,
        control.id,
        control.title,
        ctx.about(finding.subject),
        labels.domain(control.domain),
        labels.SEVERITY[finding.severity],
        standing_of(finding),
        labels.GATE[control.gate],
        day(ctx.due(control.gate)),
        labels.PARTY_SHORT[control.party],
        effort_hours(finding),
        sentence(control.statement),
        missing(finding),
        *answered(finding),
        lines_of(sentence(line) for line in reason_in_words(ctx.library, ctx.sheet, finding)),
        sentence(control.why),
        lines_of(labels.IMPACT[one] for one in control.impacts),
        lines_of(cited(ctx, one) for one in finding.sources) or TEXT["no_sources"],
        lines_of(_case(ctx.library.precedents[one]) for one in control.precedents),
        lines_of(_to_know(ctx, finding)),
    )


def _to_know(ctx: Context, finding: Finding) -> list[str]:
    _, _, raised = severity_words(finding).partition(" (")
    limit = finding.control.ask.limit_source
    flagged = finding.answer is not None and finding.answer.flagged
    return [
        text
        for text in (
            sentence(raised.removesuffix(")")),
            lapsed_words(finding, ctx.assessment.as_of),
            sentence(f"{TEXT['limit_source']}: {limit}") if limit else "",
            sentence(TEXT["flagged"]) if flagged else "",
        )
        if text
    ]


def _case(case: Precedent) -> str:
    """What a case is called; what happened stands on the sheet of sources."""
    return f"{case.title} ({date_words(case.date)})"
