"""What differs between two states of an engagement, as a document: each difference under its one cause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bpo_controls.engine.causes import CAUSES, Cause, Comparison, Difference
from bpo_controls.engine.finding import Finding, GateVerdict
from bpo_controls.engine.gates import gate_verdicts
from bpo_controls.reporting.blocks.document import Block, Document, Heading, Line, Paragraph, TableBlock
from bpo_controls.reporting.blocks.table import Cell, Choice, Column, Field, Kind, Listing, Scale, Table
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import framed, limits
from bpo_controls.words import labels
from bpo_controls.words.diff_words import (
    CAUSE,
    CAUSE_MEANS,
    WAY,
    T,
    cause_words,
    fact_cells,
    lead,
    standing_of,
    why,
)
from bpo_controls.words.numbers import date_words, listed
from bpo_controls.words.reasons import reason_in_words
from bpo_controls.workspace.two_states import EngagementDiff

SHOWN = ("id", "control", "about", "severity", "party", "was", "now", "why")
WORSE = ("id", "control", "about", "severity", "was", "now", "cause", "why")


def diff_report(ctx: Context, diff: EngagementDiff) -> Document:
    """Both verdicts, the counts by cause, what stands worse, and every difference under its cause.

    `ctx` is of the later state. Its main table has every control compared, also those without a change.
    """
    found = diff.comparison
    listing = differences(ctx, found)
    worse = listing.of(found.regressions).table(*WORSE)
    blocks: list[Block] = [
        Paragraph(lead(found), "lead"),
        Heading(T["gates"], "gates"),
        TableBlock(T["gates"], gates_table(diff)),
        Heading(T["by_cause"], "by-cause"),
        Paragraph(T["by_cause_intro"]),
        TableBlock(T["by_cause"], cause_table(found)),
        Heading(T["worse"], "worse"),
        Paragraph(T["worse_intro"] if worse.rows else T["none_worse"]),
        *((TableBlock(T["worse"], worse),) if worse.rows else ()),
    ]
    for cause in CAUSES:
        if cause != "none":
            blocks += _of_cause(diff, listing, cause)
    made = framed(ctx, "working_paper", (*blocks, limits()), main=listing.table(), page="across")
    then = diff.before
    state = f"{date_words(then.assessment.as_of)} and {date_words(ctx.as_of)}"
    library = f"{then.library.title} ({then.library.id} {then.library.version}), {then.library.digest}"
    imprint = (*made.imprint, Line(T["state"], state), Line(T["library_then"], library))
    return replace(
        made, id="diff", title=T["title"], byline=(*made.byline, Line(T["state"], state)), imprint=imprint
    )


def _of_cause(diff: EngagementDiff, listing: Listing[Difference], cause: Cause) -> list[Block]:
    some = diff.comparison.of(cause)
    facts = fact_table(diff) if cause == "scope" else Table((), ())
    if not some and not facts.rows:
        return []
    blocks: list[Block] = [Heading(CAUSE[cause], f"cause-{cause}"), Paragraph(CAUSE_MEANS[cause])]
    if facts.rows:
        blocks += [Heading(T["facts"], "facts", 2), TableBlock(T["facts"], facts)]
    if some:
        blocks.append(TableBlock(CAUSE[cause], listing.of(some).table(*SHOWN)))
    return blocks


def gate_pairs(found: Comparison) -> tuple[tuple[GateVerdict, GateVerdict], ...]:
    """The verdicts then and now, gate by gate."""
    return tuple(zip(gate_verdicts(found.before), gate_verdicts(found.after), strict=True))


def gates_table(diff: EngagementDiff) -> Table:
    """Each gate with its verdict and what stands in the way, then and now."""
    rows = tuple(
        (labels.GATE[after.gate], *(cell for one in (before, after) for cell in _verdict(one)))
        for before, after in gate_pairs(diff.comparison)
    )
    dates = [date_words(one.assessment.as_of) for one in (diff.before, diff.after)]
    columns = (
        Column("gate", T["col_gate"], share=1),
        Column("was", dates[0], "choice", share=1.5),
        Column("was_blockers", f"{T['in_way']} {T['col_was'].lower()}", "number"),
        Column("now", dates[1], "choice", share=1.5),
        Column("now_blockers", f"{T['in_way']} {T['col_now'].lower()}", "number"),
    )
    return Table(columns, rows)


def _verdict(one: GateVerdict) -> tuple[Cell, Cell]:
    return Choice(labels.VERDICT[one.verdict], labels.VERDICT_MARK[one.verdict]), len(one.blockers)


def cause_table(found: Comparison) -> Table:
    """How many differences each cause has, by the way they went. The last row adds up to everything compared."""
    ways = tuple(WAY)
    counted = [
        (*(sum(one.way == way for one in found.of(cause)) for way in ways), len(found.of(cause)))
        for cause in CAUSES
    ]
    rows: list[tuple[Cell, ...]] = [
        (CAUSE[cause], *numbers) for cause, numbers in zip(CAUSES, counted, strict=True)
    ]
    sums = tuple(sum(column) for column in zip(*counted, strict=True))
    columns = (
        Column("cause", T["col_cause"], share=2),
        *(Column(f"way_{way}", WAY[way], "number") for way in ways),
        Column("total", T["col_total"], "number"),
    )
    return Table(columns, (*rows, (T["total"], *sums)), total=True)


def fact_table(diff: EngagementDiff) -> Table:
    """The answers about the scope that differ."""
    columns = (
        Column("question", T["col_question"], share=2),
        Column("was", T["col_was"], share=2),
        Column("now", T["col_now"], share=2),
    )
    return Table(columns, fact_rows(diff))


def fact_rows(diff: EngagementDiff) -> tuple[tuple[str, ...], ...]:
    """The questions about the scope whose answers differ, each with both answers."""
    libraries = (diff.before.library, diff.after.library)
    return tuple(fact_cells(libraries, was, now) for was, now in diff.facts)


def differences(ctx: Context, found: Comparison) -> Listing[Difference]:
    """Everything compared, with what there is to say of it."""
    return Listing(
        found.differences,
        (
            _field("id", lambda one: one.key.item, share=0.7, width=11),
            _field("control", lambda one: _of(one).control.title, share=2, width=40),
            _field("about", lambda one: ctx.about(one.key.subject), share=1, width=20),
            _field("severity", lambda one: Choice(labels.SEVERITY[_of(one).severity]), "choice", 0.7, 11, "severity"),
            _field("party", lambda one: Choice(labels.PARTY_SHORT[_of(one).control.party]), "choice", 0.8, 14),
            _field("was", lambda one: standing_of(one, one.before), "choice", 0.9, 18, "standing"),
            _field("now", lambda one: standing_of(one, one.after), "choice", 0.9, 18, "standing"),
            _field("way", lambda one: WAY[one.way], "choice", 0.7, 14),
            _field("cause", cause_words, share=1.2, width=22),
            _field("also", lambda one: listed([CAUSE[other] for other in one.also]), share=0.8, width=18),
            _field("why", lambda one: why(one) or _reason(ctx, one), share=2.2, width=50),
        ),
    )  # fmt: skip


def _reason(ctx: Context, one: Difference) -> str:
    """Why it applies, or does not, by the facts of the later state."""
    if one.after is None or not one.moved:
        return ""
    return " ".join(reason_in_words(ctx.library, ctx.sheet, one.after))


def _of(one: Difference) -> Finding:
    found = one.after or one.before
    assert found is not None
    return found


def _field(
    key: str,
    cell: Callable[[Difference], Cell],
    kind: Kind = "text",
    share: float = 0,
    width: float = 20,
    scale: Scale = "",
) -> Field[Difference]:
    return Field(Column(key, T[f"col_{key}"], kind, share, width, scale), cell)
