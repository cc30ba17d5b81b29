"""The answer first: a verdict for each gate, the main numbers, and what to do first."""

from __future__ import annotations

from dataclasses import dataclass

from bpo_controls.engine.finding import Finding, GateVerdict
from bpo_controls.reporting.blocks.document import Action, Line, Verdict, Verdicts
from bpo_controls.reporting.blocks.table import Choice, Listing, Reference, Table
from bpo_controls.reporting.documents.content.columns import by_control, field
from bpo_controls.reporting.documents.content.count_tables import hours, serious
from bpo_controls.reporting.documents.context import Context, once_per_context
from bpo_controls.words import labels
from bpo_controls.words.findings import blocker_words, by_date_words, counts_words, effort, verdict_sentence
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, number

SHOWN = 5
"""Blockers listed under a verdict; the rest are counted and stand in their own section."""

FIRST = 5
"""Actions on the verdict page."""


@dataclass(frozen=True, slots=True)
class GateShown:
    """The verdict on a gate and what stands in its way; `more` says what is not shown, or is empty."""

    verdict: Verdict
    blockers: Table
    more: str

    @property
    def heading(self) -> str:
        """The gate with its verdict and date."""
        shown = self.verdict
        return f"{shown.label}: {shown.mark} {shown.verdict} ({shown.date})"


@once_per_context
def gates(ctx: Context) -> tuple[GateShown, ...]:
    """One verdict for each gate; blockers already listed under an earlier gate are not listed again."""
    listed: set[object] = set()
    result = []
    for verdict in ctx.verdicts:
        fresh = [finding for finding in verdict.blockers if finding.key not in listed]
        listed.update(finding.key for finding in fresh)
        result.append(_gate(ctx, verdict, fresh))
    return tuple(result)


def verdicts(ctx: Context) -> Verdicts:
    """The verdicts side by side."""
    return Verdicts(tuple(gate.verdict for gate in gates(ctx)))


def _gate(ctx: Context, verdict: GateVerdict, fresh: list[Finding]) -> GateShown:
    date = ctx.due(verdict.gate)
    earlier = len(verdict.blockers) - len(fresh)
    rest = len(fresh) - SHOWN
    notes = []
    if rest > 0:
        notes.append(f"And {number(rest)} more, which stand in the sections below.")
    if earlier:
        also = "Besides these, the" if fresh else "The"
        those = "one that stands" if earlier == 1 else f"{number(earlier)} that stand"
        notes.append(f"{also} {those} in the way of an earlier gate.")
    shown = Verdict(
        key=verdict.verdict,
        label=labels.GATE[verdict.gate],
        date=by_date_words(date, ctx.as_of, TEXT["passed"]) if date else TEXT["no_date"],
        mark=labels.VERDICT_MARK[verdict.verdict],
        verdict=labels.VERDICT[verdict.verdict],
        sentence=verdict_sentence(verdict),
    )
    return GateShown(shown, _blockers(ctx, fresh[:SHOWN]), " ".join(notes))


def _blockers(ctx: Context, findings: list[Finding]) -> Table:
    def rank(finding: Finding) -> int | None:
        return ctx.rank.get(finding.key)

    return Listing(
        tuple(findings),
        (
            field("id", lambda finding: Reference(finding.control.id, f"gap-{rank(finding)}" if rank(finding) else "")),
            field("in_the_way", lambda finding: finding.control.title, share=3),
            field("subject", lambda finding: ctx.about(finding.subject), share=1.6),
            field("severity", lambda finding: Choice(labels.SEVERITY[finding.severity]), kind="choice"),
            field("status", blocker_words, share=2),
            field("see", lambda finding: f"{TEXT['see_gap']} {rank(finding)}" if rank(finding) else "–"),
        ),
    ).table()  # fmt: skip


def key_numbers(ctx: Context) -> tuple[Line, ...]:
    """The few numbers a reader repeats to others, each with its denominator."""
    total = ctx.total
    looked = total.applies + total.excluded + total.undecided
    bad = serious(gap for gap in ctx.ranked if gap.status == "gap")
    na = f" ({number(total.not_applicable)} of them answered as not applicable and not counted)"
    spread = tuple(
        Line(
            name, f"{text}, {number(bad)} of them critical or high" if name == labels.STATUS["gap"] else text
        )
        for name, text in counts_words(total)
    )
    return (
        *spread,
        Line("Decisions", f"{number(total.applies)} apply{na if total.not_applicable else ''}, "
             f"{number(total.excluded)} do not, {number(total.undecided)} cannot be decided yet, of {number(looked)}"),
        Line("Work to close", f"{capital(effort(hours(ctx)))} over all parties, a working estimate"),
    )  # fmt: skip


def actions(ctx: Context) -> tuple[Action, ...]:
    """The first step of the first few gaps; a control that is a gap for several subjects stands once."""
    return tuple(_action(ctx, group) for group in by_control(ctx.ranked)[:FIRST])


def _action(ctx: Context, group: list[Finding]) -> Action:
    control = group[0].control
    step, date = control.remedy[0], ctx.due(control.gate)
    return Action(
        rank=ctx.rank[group[0].key],
        id=control.id,
        title=control.title,
        subject=", ".join(ctx.about(gap.subject) for gap in group),
        step=step.do,
        who=ctx.party_briefly(step.party),
        due=by_date_words(date, ctx.as_of) if date else labels.gate_before(control.gate),
        effort=effort(step.effort_hours),
    )
