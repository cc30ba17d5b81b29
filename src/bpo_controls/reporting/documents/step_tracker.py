"""The action plan over time as a document: how far it is, what was reopened, what waits for evidence, every step."""

from __future__ import annotations

from collections.abc import Sequence

from bpo_controls.engine.step_progress import PlanProgress, StepProgress
from bpo_controls.reporting.blocks.document import Block, Bullets, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.blocks.table import Choice, Listing, day
from bpo_controls.reporting.documents.content.columns import field, subjects
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import framed, limits
from bpo_controls.words import labels
from bpo_controls.words import track_words as words
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import sentence
from bpo_controls.words.workbook_words import COLUMN

PAGE = ("step_id", "control_about", "step", "party", "owner", "due", "standing", "ticket")
DATA = ("step_id", "id", "control", "subject", "severity", "gate", "due", "step", "party", "hours", "owner", "state", "overdue",
        "done_on", "kept_at", "ticket", "remarks", "why", "then")  # fmt: skip


def step_tracker(ctx: Context, plan: PlanProgress, chosen: Sequence[StepProgress] | None = None) -> Document:
    """The plan on the date of the context. `chosen` are the steps to list, all of them where None."""
    listed = plan.steps if chosen is None else tuple(chosen)
    listing = listing_of(ctx, listed)
    blocks: list[Block] = [
        Paragraph(words.progress_line(plan.steps) if plan.steps else words.NO_PLAN, "lead"),
        *_attention(ctx, plan),
        Heading(TEXT["track_steps"], "steps"),
        Paragraph(TEXT["track_intro"] if chosen is None else words.shown_words(len(listed), len(plan.steps))),
    ]
    if listed:
        blocks.append(TableBlock(TEXT["track_steps"], listing.table(*PAGE)))
    return framed(ctx, "track", (*blocks, limits()), main=listing.table(*DATA), page="across")


def _attention(ctx: Context, plan: PlanProgress) -> list[Block]:
    reopened = words.reopened_lines(ctx.library, ctx.sheet, plan.of("reopened"))
    said = [words.said_done_words(one) for one in plan.of("said-done")]
    judge = [words.TO_JUDGE.format(control) for control in plan.to_judge]
    blocks: list[Block] = []
    for key, items in (
        ("track_reopened", reopened),
        ("track_said_done", said),
        ("track_to_judge", judge),
        ("track_still_open", words.then_lines(plan.steps)),
    ):
        if items:
            blocks += [Heading(TEXT[key], key.replace("_", "-")), Bullets(tuple(items))]
    return blocks


def listing_of(ctx: Context, found: Sequence[StepProgress]) -> Listing[StepProgress]:
    """Every column of the steps."""
    return Listing(
        tuple(found),
        (
            field("step_id", lambda one: one.step.id, width=11),
            field("id", lambda one: one.finding.control.id, width=9),
            field("control", lambda one: one.finding.control.title, width=28),
            field("subject", lambda one: subjects(ctx, one.step.gaps), width=20),
            field("control_about", lambda one: f"{one.finding.control.title} ({subjects(ctx, one.step.gaps)})",
                  heading=TEXT["col_control"], share=2.2),
            field("severity", lambda one: Choice(labels.SEVERITY[one.finding.severity]), kind="choice", width=10,
                  scale="severity"),
            field("gate", lambda one: Choice(labels.GATE[one.step.gate]), kind="choice", width=9),
            field("due", lambda one: day(one.step.due), kind="date", share=1, width=13),
            field("step", lambda one: sentence(one.step.remedy.do), share=3.4, width=46),
            field("party", lambda one: Choice(labels.PARTY_SHORT[one.step.remedy.party]), kind="choice", share=1, width=14),
            field("hours", lambda one: one.step.remedy.effort_hours, kind="number", width=8),
            field("owner", lambda one: one.track.owner, share=1.2, width=18),
            field("state", lambda one: Choice(words.STATE[one.state]), kind="choice", width=24),
            field("standing", words.state_words, heading=TEXT["col_state"], share=1.3, width=24),
            field("overdue", lambda one: words.OVERDUE.capitalize() if one.overdue else "", heading=words.OVERDUE.capitalize(),
                  width=11, scale="late"),
            field("done_on", lambda one: day(one.closed_on or one.track.done_on), kind="date", width=13),
            field("kept_at", lambda one: one.track.evidence or (words.CLOSED_BY_ANSWER if one.by_answer else ""), width=30),
            field("ticket", lambda one: one.track.ticket, share=0.9, width=14),
            field("remarks", lambda one: one.track.remarks, width=24),
            field("then", lambda one: words.then_words(one.then) if one.then is not None else "", heading=words.LAST_TIME,
                  width=28),
            field("why", lambda one: fall(ctx, one), heading=COLUMN["reopened"], width=40),
        ),
    )  # fmt: skip


def fall(ctx: Context, one: StepProgress) -> str:
    """Why a step was reopened and since when, "" where it was not."""
    return words.fall_words(ctx.library, ctx.sheet, one.fall) if one.fall is not None else ""
