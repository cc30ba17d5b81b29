"""Every step that closes a gap, by the date it is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bpo_controls.engine.finding import Finding
from bpo_controls.library.model import GATES, Gate, Remedy
from bpo_controls.reporting.blocks.table import Cell, Choice, Field, Formula, Listing, day
from bpo_controls.reporting.documents.content.columns import by_control, control_fields, field, room, subjects
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import labels
from bpo_controls.words import workbook_words as words
from bpo_controls.words.findings import effort, missing
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, listed, sentence

VENDORS = ("vendor", "subcontractor", "joint")
"""Parties whose steps are on the vendor's plan; what is done together is on it too."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step, and the gaps that it helps to close: those of one control."""

    gaps: tuple[Finding, ...]
    remedy: Remedy

    @property
    def gate(self) -> Gate:
        """The gate before which it is due."""
        return self.gaps[0].control.gate

    @property
    def vendors(self) -> bool:
        """Whether it is the vendor's to do, alone or with others."""
        return self.remedy.party in VENDORS


def steps(ctx: Context) -> Listing[Step]:
    """Every step of every party by gate and rank; a control that is a gap for several subjects asks for it once."""
    items = tuple(
        Step(tuple(group), remedy)
        for gate in GATES
        for group in by_control(gap for gap in ctx.ranked if gap.control.gate == gate)
        for remedy in group[0].control.remedy
    )
    about: tuple[Field[Step], ...] = control_fields(ctx, lambda step: step.gaps, control=(2, 26))
    return Listing(
        items,
        (
            field("rank", lambda step: ctx.rank[step.gaps[0].key], kind="number", width=6),
            *(shared for shared in about if shared.column.key != "party"),
            field("control_about", lambda step: _about(ctx, step.gaps), heading=TEXT["col_control"], share=2.2),
            field("missing", lambda step: _lacking(ctx, step.gaps), share=2.6),
            field("step", lambda step: sentence(step.remedy.do), share=3.4, width=46),
            field("party", lambda step: Choice(labels.PARTY_SHORT[step.remedy.party]), kind="choice", share=1.1,
                  width=14),
            field("effort", lambda step: capital(effort(step.remedy.effort_hours)), share=0.9),
            field("hours", lambda step: step.remedy.effort_hours, kind="number", width=8),
            room("owner", share=1.3, width=18),
            field("state", lambda _: words.OPEN, kind="choice", share=0.8, width=13, scale="progress",
                  choices=words.PROGRESS, fill=True, hint=words.ONCE["status"]),
            field("overdue", lambda step: _overdue(ctx, step.gate), heading=words.OVERDUE, width=11, scale="late"),
            room("done_on", kind="date", width=13),
            room("remarks", width=24),
        ),
    )  # fmt: skip


def _about(ctx: Context, gaps: Sequence[Finding]) -> str:
    control = gaps[0].control
    return f"{control.id} {control.title} ({subjects(ctx, gaps)})"


def _lacking(ctx: Context, gaps: Sequence[Finding]) -> str:
    """What is missing, once for all subjects or for each that differs."""
    lacking: dict[str, list[str]] = {}
    for gap in gaps:
        note = gap.answer.note if gap.answer is not None else ""
        text = f"{missing(gap)} “{note}”" if note else missing(gap)
        lacking.setdefault(text, []).append(ctx.about(gap.subject))
    if len(lacking) == 1:
        return next(iter(lacking))
    return " ".join(f"{listed(names)}: {text}" for text, names in lacking.items())


def _overdue(ctx: Context, gate: Gate) -> Cell:
    """Says that the date is past while the step still waits."""
    due, state = f"Plan[[#This Row],[{TEXT['col_due']}]]", f"Plan[[#This Row],[{TEXT['col_state']}]]"
    waits = f'OR({state}="{words.OPEN}",{state}="{words.IN_PROGRESS}")'
    text = f'IF(AND(ISNUMBER({due}),{due}<As_of,{waits}),"{words.OVERDUE}","")'
    date = day(ctx.due(gate))
    late = date is not None and not isinstance(date, str) and str(date) < ctx.as_of[:10]
    return Formula(text, words.OVERDUE if late else "")
