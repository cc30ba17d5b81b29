"""Every step that closes a gap, by the date it is due."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bpo_controls.answers.step_track import StepTrack
from bpo_controls.engine.cut import JOINT
from bpo_controls.engine.finding import Finding
from bpo_controls.engine.plan_steps import Step, plan_steps, steps_for
from bpo_controls.reporting.blocks.table import Cell, Choice, Column, Field, Formula, Kind, Listing, day
from bpo_controls.reporting.documents.content.columns import control_fields, field, room, subjects
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import labels
from bpo_controls.words import workbook_words as words
from bpo_controls.words.findings import effort, missing
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, listed, sentence
from bpo_controls.words.track_words import STATUS_WORDS, state_words


def steps_of(ctx: Context, gaps: Sequence[Finding]) -> tuple[Step, ...]:
    """The steps that close the gaps of one control, in order."""
    return steps_for(gaps, ctx.due(gaps[0].control.gate), ctx.own_dates)


def steps(ctx: Context) -> Listing[Step]:
    """Every step of every party by gate and rank; a control that is a gap for several subjects asks for it once."""
    items = tuple(
        step
        for step in plan_steps(ctx.ranked, ctx.file.gate_dates, ctx.own_dates)
        if not ctx.cut.parties or step.remedy.party in (*ctx.cut.parties, JOINT)
    )

    def told(
        key: str,
        cell: Callable[[StepTrack], Cell],
        *,
        kind: Kind = "text",
        share: float = 0,
        width: float = 20,
    ) -> Field[Step]:
        """A column in which people write, with what they have said so far."""
        column = room(key, kind=kind, share=share, width=width).column
        return Field(column, lambda step: cell(ctx.track(step.id)) or None)

    about: tuple[Field[Step], ...] = control_fields(ctx, lambda step: step.gaps, control=(2, 26))
    return Listing(
        items,
        (
            field("rank", lambda step: ctx.rank[step.gaps[0].key], kind="number", width=6),
            field("step_id", lambda step: step.id, width=11),
            *(shared for shared in about if shared.column.key not in ("party", "due")),
            field("due", lambda step: day(step.due), kind="date", width=13, fill=True, hint=words.ONCE["due"]),
            Field(Column("planned", words.COLUMN["planned"], "date", width=13, folded=True),
                  lambda step: day(step.planned)),
            field("after", lambda step: step.after, width=11),
            field("control_about", lambda step: _about(ctx, step.gaps), heading=TEXT["col_control"], share=2.2),
            field("missing", lambda step: _lacking(ctx, step.gaps), share=2.6),
            field("step", lambda step: sentence(step.remedy.do), share=3.4, width=46),
            field("party", lambda step: Choice(labels.PARTY_SHORT[step.remedy.party]), kind="choice", share=1.1,
                  width=14),
            field("effort", lambda step: capital(effort(step.remedy.effort_hours)), share=0.9),
            field("hours", lambda step: step.remedy.effort_hours, kind="number", width=8),
            told("owner", lambda track: track.owner, share=1.3, width=18),
            field("state", lambda step: shown_status(ctx, step), kind="choice", share=0.8, width=13, scale="progress",
                  choices=words.PROGRESS, fill=True, hint=words.ONCE["status"]),
            field("standing", lambda step: _standing(ctx, step), heading=TEXT["col_state"], share=1.1, width=22),
            field("overdue", lambda step: _overdue(ctx, step), heading=words.OVERDUE, width=11, scale="late"),
            told("done_on", lambda track: day(track.done_on), kind="date", width=13),
            told("kept_at", lambda track: track.evidence, width=26),
            told("ticket", lambda track: track.ticket, width=12),
            Field(Column("since", words.COLUMN["since"], "date", width=13, kept=True, folded=True), lambda _: day(ctx.as_of)),
            field("news", lambda step: _news(ctx, step), width=10, scale="news"),
            told("remarks", lambda track: track.remarks, width=24),
        ),
    )  # fmt: skip


def shown_status(ctx: Context, step: Step) -> str:
    """How far the step is said to be, in the words that a reader picks from; one that was reopened is open."""
    found = ctx.progress.get(step.id)
    if found is None:
        return words.OPEN
    return words.OPEN if found.state == "reopened" else STATUS_WORDS[found.track.status]


def _standing(ctx: Context, step: Step) -> str:
    """The same with what the record makes of it: evidence missing, reopened, overdue, the day it was closed."""
    found = ctx.progress.get(step.id)
    return state_words(found) if found is not None else words.OPEN


def _news(ctx: Context, step: Step) -> str | None:
    found = ctx.progress.get(step.id)
    return words.REOPENED if found is not None and found.state == "reopened" else None


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


def _overdue(ctx: Context, step: Step) -> Cell:
    """Says that the date is past while the step still waits: not done, or done and nothing says where the proof is."""
    due, state, proof = (
        f"Plan[[#This Row],[{heading}]]"
        for heading in (TEXT["col_due"], TEXT["col_state"], words.COLUMN["kept_at"])
    )
    waits = f'OR({state}="{words.OPEN}",{state}="{words.IN_PROGRESS}",{proof}="")'
    text = f'IF(AND(ISNUMBER({due}),{due}<As_of,{waits}),"{words.OVERDUE}","")'
    date, found = day(step.due), ctx.progress.get(step.id)
    closed = found is not None and found.state in ("done", "accepted")
    late = not closed and date is not None and not isinstance(date, str) and str(date) < ctx.as_of[:10]
    return Formula(text, words.OVERDUE if late else "")
