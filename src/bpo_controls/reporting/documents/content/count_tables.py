"""How many: controls by domain and by gate, and who owes what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bpo_controls.engine.counts import by_domain, count
from bpo_controls.engine.finding import Counts, Finding
from bpo_controls.engine.gates import SERIOUS
from bpo_controls.engine.plan_steps import Step
from bpo_controls.library.model import GATES, PARTIES
from bpo_controls.reporting.blocks.table import Cell, Listing, Table
from bpo_controls.reporting.documents.content.brief_findings import briefs
from bpo_controls.reporting.documents.content.columns import field
from bpo_controls.reporting.documents.context import Context, in_domain_order
from bpo_controls.words import labels
from bpo_controls.words.findings import by_date_words
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import share


def domain_counts(ctx: Context) -> Table:
    """Counts by domain with the total last."""
    found = by_domain(ctx.assessment)
    rows = [(labels.domain(name), found[name]) for name in in_domain_order(ctx.library, found)]
    return _counts("domain", (*rows, (TEXT["total"], ctx.total)))


def gate_counts(ctx: Context) -> Table:
    """The same counts by the gate a control is due at."""
    findings = ctx.assessment.findings
    rows = [
        (labels.GATE[gate], count([finding for finding in findings if finding.control.gate == gate]))
        for gate in GATES
    ]
    return _counts("gate", (*rows, (TEXT["total_gates"], ctx.total)))


def _counts(first: str, rows: tuple[tuple[str, Counts], ...]) -> Table:
    return Listing(
        rows,
        (
            field(first, lambda row: row[0], share=1.6),
            field("met", lambda row: row[1].met, kind="number", share=0.55),
            field("claimed", lambda row: row[1].claimed, kind="number", share=0.72),
            field("partly", lambda row: row[1].partly, kind="number", share=0.6),
            field("gap", lambda row: row[1].gap, kind="number", share=0.55),
            field("unknown", lambda row: row[1].unknown, kind="number", share=0.68),
            field("another_way", lambda row: row[1].another_way, kind="number", share=0.76),
            field("accepted", lambda row: row[1].accepted, kind="number", share=0.8),
            field("share", lambda row: share(row[1].met, row[1].counted), kind="number", share=1.4),
            field("na", lambda row: row[1].not_applicable, kind="number", share=0.92),
            field("undecided", lambda row: row[1].undecided, kind="number", share=0.92),
            field("excluded", lambda row: row[1].excluded, kind="number", share=0.6),
        ),
    ).table(total=True)


def owed(ctx: Context) -> Table:
    """Who owes what: gaps by the party that answers for them, steps and hours by the party that does them."""
    plan = [step for brief in briefs(ctx) for step in brief.steps]
    rows: list[tuple[Cell, ...]] = []
    for party in PARTIES:
        mine = [gap for gap in ctx.ranked if gap.control.party == party]
        steps = [step for step in plan if step.remedy.party == party]
        if mine or steps:
            rows.append(_owed(ctx, ctx.party_briefly(party), mine, steps))
    if len(rows) > 1:
        rows.append(_owed(ctx, TEXT["total_parties"], ctx.ranked, plan))
    return Listing(
        tuple(rows),
        (
            field("party", lambda row: row[0], share=3),
            field("gaps", lambda row: row[1], kind="number"),
            field("blocking", lambda row: row[2], kind="number"),
            field("steps", lambda row: row[3], kind="number"),
            field("hours", lambda row: row[4], kind="number"),
            field("first_due", lambda row: row[5], share=1.6),
        ),
    ).table(total=len(rows) > 1)


def _owed(ctx: Context, who: str, gaps: Sequence[Finding], steps: Sequence[Step]) -> tuple[Cell, ...]:
    work = sum(step.remedy.effort_hours for step in steps)
    return who, len(gaps), blocking(gaps), len(steps), work, _first_due(ctx, steps)


def blocking(findings: Iterable[Finding]) -> int:
    """How many of them are critical or high gaps: each keeps a gate from being ready."""
    return sum(finding.status == "gap" and finding.severity in SERIOUS for finding in findings)


def _first_due(ctx: Context, steps: Sequence[Step]) -> str:
    """The earliest date of these steps, or the gate where none is set."""
    dates = [step.due for step in steps if step.due]
    if dates:
        return by_date_words(min(dates), ctx.as_of)
    return next((labels.gate_before(gate) for gate in GATES if any(one.gate == gate for one in steps)), "–")
