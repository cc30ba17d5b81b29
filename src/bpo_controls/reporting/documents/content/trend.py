"""What became of the gaps of the last assessment: a page of the gap report of a reassessment."""

from __future__ import annotations

from collections import Counter

from bpo_controls.answers.answer_model import Need
from bpo_controls.engine.finding import Finding
from bpo_controls.engine.truth import Truth
from bpo_controls.reporting.blocks.document import Block, Heading, Paragraph, TableBlock
from bpo_controls.reporting.blocks.table import Cell, Choice, Column, Table
from bpo_controls.reporting.documents.context import Context, in_domain_order
from bpo_controls.words import labels
from bpo_controls.words.numbers import date_words
from bpo_controls.words.trend_words import T
from bpo_controls.workspace.earlier import Earlier

OPEN = ("gap", "partly")


def trend(ctx: Context) -> tuple[Block, ...]:
    """Both verdicts of each gate, and the gaps by domain then and now; nothing where no assessment came before, or in a cut."""
    earlier = ctx.follows
    if earlier is None or ctx.cut:
        return ()
    other = earlier.library.digest != ctx.library.digest
    versions = {"then": earlier.library.version, "now": ctx.library.version}
    return (
        Heading(T["title"], "trend", page=True),
        Paragraph(T["intro"].format(then=date_words(earlier.as_of))),
        *((Paragraph(T["other_library"].format(**versions), "quiet"),) if other else ()),
        Heading(T["gates"], "trend-gates", 2),
        TableBlock(T["gates"], _gates(ctx, earlier)),
        Heading(T["domains"], "trend-domains", 2),
        TableBlock(T["domains"], domain_trend(ctx, earlier)),
    )


def _gates(ctx: Context, earlier: Earlier) -> Table:
    then = {gate: (verdict, blockers) for gate, verdict, blockers in earlier.gates}
    rows = []
    for now in ctx.verdicts:
        verdict, blockers = then[now.gate]
        rows.append(
            (
                labels.GATE[now.gate],
                Choice(labels.VERDICT[verdict], labels.VERDICT_MARK[verdict]),
                blockers,
                Choice(labels.VERDICT[now.verdict], labels.VERDICT_MARK[now.verdict]),
                len(now.blockers),
            )
        )
    columns = (
        Column("gate", T["col_gate"], share=1),
        Column("then", T["col_then"], "choice", share=1.5),
        Column("then_way", T["col_then_way"], "number"),
        Column("now", T["col_now"], "choice", share=1.5),
        Column("now_way", T["col_now_way"], "number"),
    )
    return Table(columns, tuple(rows))


KEYS = ("open_then", "closed", "lost", "out", "new", "open_now")


def domain_trend(ctx: Context, earlier: Earlier) -> Table:
    """One row per domain: open then - closed - not known now - no longer in scope + new = open now. The last row adds up."""
    now = {finding.key: finding for finding in ctx.assessment.findings if finding.applies is not Truth.FALSE}
    counted: dict[str, Counter[str]] = {}
    for need, stood in earlier.stood.items():
        if stood.status in OPEN:
            found = now.get(need)
            domain = found.control.domain if found is not None else stood.domain
            row = counted.setdefault(domain, Counter())
            row["open_then"] += 1
            row[_fate(found)] += 1
    for need, finding in now.items():
        if finding.status in OPEN:
            row = counted.setdefault(finding.control.domain, Counter())
            row["open_now"] += 1
            row["new"] += not _was_open(earlier, need)
    domains = in_domain_order(ctx.library, counted)
    rows: list[tuple[Cell, ...]] = [
        (labels.domain(domain), *(counted[domain][key] for key in KEYS)) for domain in domains
    ]
    sums: tuple[Cell, ...] = (T["total"], *(sum(row[key] for row in counted.values()) for key in KEYS))
    columns = (
        Column("domain", T["col_domain"], share=2),
        *(Column(key, T[f"col_{key}"], "number") for key in KEYS),
    )
    return Table(columns, (*rows, sums), total=True)


def _was_open(earlier: Earlier, need: Need) -> bool:
    stood = earlier.stood.get(need)
    return stood is not None and stood.status in OPEN


def _fate(found: Finding | None) -> str:
    """What became of a gap of the last assessment."""
    if found is None:
        return "out"
    if found.applies is Truth.UNKNOWN or found.status == "unknown":
        return "lost"
    return "still" if found.status in OPEN else "closed"
