"""Every step that closes a gap, by the date it is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bpo_controls.engine.cut import JOINT
from bpo_controls.engine.finding import Finding
from bpo_controls.engine.step_dates import step_dates
from bpo_controls.library.model import GATES, SEVERITIES, Gate, Remedy
from bpo_controls.reporting.blocks.table import Cell, Choice, Column, Field, Formula, Listing, day
from bpo_controls.reporting.documents.content.columns import by_control, control_fields, field, room, subjects
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import labels
from bpo_controls.words import workbook_words as words
from bpo_controls.words.findings import effort, missing
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, listed, sentence


@dataclass(frozen=True, slots=True)
class Step:
    """One step, and the gaps that it helps to close: those of one control.

    `id` is the control's with the number of the step, the same from run to run: `ACC-02.1`. `due` is an ISO date, or ""
    where the gate has none; `after` the id of the step of the same control that comes before, or "".
    """

    id: str
    gaps: tuple[Finding, ...]
    remedy: Remedy
    due: str
    after: str = ""

    @property
    def gate(self) -> Gate:
        """The gate before which it is due."""
        return self.gaps[0].control.gate


def steps_of(ctx: Context, gaps: Sequence[Finding]) -> tuple[Step, ...]:
    """The steps that close the gaps of one control, in order."""
    control = gaps[0].control
    severity = max((gap.severity for gap in gaps), key=SEVERITIES.index)
    recorded = min((gap.answer.at for gap in gaps if gap.answer is not None and gap.answer.at), default="")
    hours = [remedy.effort_hours for remedy in control.remedy]
    dates = step_dates(hours, severity, ctx.due(control.gate), recorded)
    return tuple(
        Step(
            f"{control.id}.{place}",
            tuple(gaps),
            remedy,
            due,
            f"{control.id}.{place - 1}" if place > 1 else "",
        )
        for place, (remedy, due) in enumerate(zip(control.remedy, dates, strict=True), start=1)
    )


def steps(ctx: Context) -> Listing[Step]:
    """Every step of every party by gate and rank; a control that is a gap for several subjects asks for it once."""
    items = tuple(
        step
        for gate in GATES
        for group in by_control(gap for gap in ctx.ranked if gap.control.gate == gate)
        for step in steps_of(ctx, group)
        if not ctx.cut.parties or step.remedy.party in (*ctx.cut.parties, JOINT)
    )
    about: tuple[Field[Step], ...] = control_fields(ctx, lambda step: step.gaps, control=(2, 26))
    return Listing(
        items,
        (
            field("rank", lambda step: ctx.rank[step.gaps[0].key], kind="number", width=6),
            field("step_id", lambda step: step.id, width=11),
            *(shared for shared in about if shared.column.key not in ("party", "due")),
            field("due", lambda step: day(step.due), kind="date", width=13),
            field("after", lambda step: step.after, width=11),
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
            field("overdue", lambda step: _overdue(ctx, step.due), heading=words.OVERDUE, width=11, scale="late"),
            room("done_on", kind="date", width=13),
            Field(Column("since", words.COLUMN["since"], "date", width=13, kept=True), lambda _: day(ctx.as_of)),
            field("news", lambda _: None, width=8, scale="news"),
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


def _overdue(ctx: Context, due_on: str) -> Cell:
    """Says that the date is past while the step still waits."""
    due, state = f"Plan[[#This Row],[{TEXT['col_due']}]]", f"Plan[[#This Row],[{TEXT['col_state']}]]"
    waits = f'OR({state}="{words.OPEN}",{state}="{words.IN_PROGRESS}")'
    text = f'IF(AND(ISNUMBER({due}),{due}<As_of,{waits}),"{words.OVERDUE}","")'
    date = day(due_on)
    late = date is not None and not isinstance(date, str) and str(date) < ctx.as_of[:10]
    return Formula(text, words.OVERDUE if late else "")
