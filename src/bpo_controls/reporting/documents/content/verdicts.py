"""The answer first: a verdict for each gate, the main numbers, and what to do first."""

from __future__ import annotations

from bpo_controls.engine.finding import Finding, GateVerdict
from bpo_controls.reporting.documents.content.tallies import hours
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.view import Action, Blocker, Gate, Line
from bpo_controls.words import labels
from bpo_controls.words.findings import blocker_words, by_date_words, counts_words, effort, verdict_sentence
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, number

SHOWN = 5
"""Blockers listed under a verdict; the rest are counted and stand in their own section."""

FIRST = 5
"""Actions on the verdict page."""


def gates(ctx: Context) -> tuple[Gate, ...]:
    """One verdict a gate; blockers already listed under an earlier gate are not listed again."""
    listed: set[object] = set()
    result = []
    for verdict in ctx.verdicts:
        fresh = [finding for finding in verdict.blockers if finding.key not in listed]
        listed.update(finding.key for finding in fresh)
        result.append(_gate(ctx, verdict, fresh))
    return tuple(result)


def _gate(ctx: Context, verdict: GateVerdict, fresh: list[Finding]) -> Gate:
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
    return Gate(
        key=verdict.verdict,
        label=labels.GATE[verdict.gate],
        date=by_date_words(date, ctx.assessment.as_of, TEXT["passed"]) if date else TEXT["no_date"],
        mark=labels.VERDICT_MARK[verdict.verdict],
        verdict=labels.VERDICT[verdict.verdict],
        sentence=verdict_sentence(verdict),
        blockers=tuple(_blocker(ctx, finding) for finding in fresh[:SHOWN]),
        more=" ".join(notes),
    )


def _blocker(ctx: Context, finding: Finding) -> Blocker:
    rank = ctx.rank.get(finding.key)
    return Blocker(
        rank=rank or 0,
        id=finding.control.id,
        title=finding.control.title,
        subject=ctx.about(finding.subject),
        severity=labels.SEVERITY[finding.severity],
        standing=blocker_words(finding),
        ref=f"{TEXT['see_gap']} {rank}" if rank else "",
    )


def key_numbers(ctx: Context) -> tuple[Line, ...]:
    """The few numbers a reader repeats to others, each with its denominator."""
    total = ctx.total
    looked = total.applies + total.excluded + total.undecided
    serious = [f for f in ctx.ranked if f.status == "gap" and f.severity in ("critical", "high")]
    na = f" ({number(total.not_applicable)} of them answered as not applicable and not counted)"
    spread = tuple(
        Line(name, f"{text}, {number(len(serious))} of them critical or high" if name == "Gap" else text)
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
    first: dict[str, Finding] = {}
    subjects: dict[str, list[str]] = {}
    for finding in ctx.ranked:
        first.setdefault(finding.control.id, finding)
        subjects.setdefault(finding.control.id, []).append(ctx.about(finding.subject))
    result = []
    for finding in list(first.values())[:FIRST]:
        step = finding.control.remedy[0]
        date = ctx.due(finding.control.gate)
        result.append(
            Action(
                rank=ctx.rank[finding.key],
                id=finding.control.id,
                title=finding.control.title,
                subject=", ".join(subjects[finding.control.id]),
                step=step.do,
                who=ctx.party_briefly(step.party),
                due=by_date_words(date, ctx.assessment.as_of)
                if date
                else labels.gate_before(finding.control.gate),
                effort=effort(step.effort_hours),
            )
        )
    return tuple(result)
