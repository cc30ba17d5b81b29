"""How many: controls by domain and by gate, and who owes what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bpo_controls.engine.counts import by_domain, count
from bpo_controls.engine.finding import Counts, Finding
from bpo_controls.engine.gates import SERIOUS
from bpo_controls.engine.ranking import effort_hours
from bpo_controls.library.model import GATES, PARTIES, Party, Remedy
from bpo_controls.reporting.blocks.table import Cell, Listing, Table
from bpo_controls.reporting.documents.content.columns import by_control, field
from bpo_controls.reporting.documents.context import Context, in_domain_order
from bpo_controls.words import labels
from bpo_controls.words.findings import by_date_words, effort
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
    rows: list[tuple[Cell, ...]] = []
    steps_of = _steps(ctx)
    for party in PARTIES:
        mine = [gap for gap in ctx.ranked if gap.control.party == party]
        steps = steps_of.get(party, [])
        if mine or steps:
            helped = [gap for gap in ctx.ranked if any(step.party == party for step in gap.control.remedy)]
            rows.append(_owed(ctx, ctx.party_briefly(party), mine, steps, [*mine, *helped]))
    if len(rows) > 1:
        every = [step for steps in steps_of.values() for step in steps]
        rows.append(_owed(ctx, TEXT["total_parties"], ctx.ranked, every, ctx.ranked))
    return Listing(
        tuple(rows),
        (
            field("party", lambda row: row[0], share=3),
            field("gaps", lambda row: row[1], kind="number"),
            field("serious", lambda row: row[2], kind="number"),
            field("steps", lambda row: row[3], kind="number"),
            field("effort", lambda row: row[4], kind="number"),
            field("first_due", lambda row: row[5], share=1.6),
        ),
    ).table(total=len(rows) > 1)


def _owed(
    ctx: Context, who: str, gaps: Sequence[Finding], steps: Sequence[Remedy], waiting: Iterable[Finding]
) -> tuple[Cell, ...]:
    work = effort(sum(step.effort_hours for step in steps)) if steps else TEXT["no_work"]
    return who, len(gaps), serious(gaps), len(steps), work, _first_due(ctx, tuple(waiting))


def serious(findings: Iterable[Finding]) -> int:
    """How many of them are critical or high."""
    return sum(finding.severity in SERIOUS for finding in findings)


def _steps(ctx: Context) -> dict[Party, list[Remedy]]:
    """The remedy steps of every control with a gap; subjects of one control share the work."""
    result: dict[Party, list[Remedy]] = {}
    for group in by_control(ctx.ranked):
        for step in group[0].control.remedy:
            result.setdefault(step.party, []).append(step)
    return result


def hours(ctx: Context) -> float:
    """Hours to close every gap; subjects of one control share the work."""
    return sum({gap.control.id: effort_hours(gap) for gap in ctx.ranked}.values())


def _first_due(ctx: Context, gaps: Sequence[Finding]) -> str:
    gates = [gate for gate in GATES if any(gap.control.gate == gate for gap in gaps)]
    if not gates:
        return "–"
    date = ctx.due(gates[0])
    return by_date_words(date, ctx.as_of) if date else labels.gate_before(gates[0])
