"""The action plan: every step of every party, by when, after which, with room for who does it."""

from __future__ import annotations

from collections.abc import Sequence

from bpo_controls.engine.plan_steps import Step
from bpo_controls.library.model import GATES
from bpo_controls.reporting.blocks.document import Block, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.documents.content.action_steps import steps
from bpo_controls.reporting.documents.content.verdicts import verdicts
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import framed, limits, progress, remarks
from bpo_controls.words.findings import headline_words
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, measured, plural

COLUMNS = (
    "rank",
    "control_about",
    "missing",
    "step_id",
    "step",
    "party",
    "hours",
    "due",
    "owner",
    "standing",
)
DATA = ("rank", "step_id", "after", "id", "control", "subject", "severity", "gate", "due", "step", "party", "hours",
        "owner", "state", "done_on", "kept_at", "ticket", "remarks")  # fmt: skip


def action_plan(ctx: Context) -> Document:
    """Every step that closes a gap, by gate."""
    plan = steps(ctx)
    blocks: list[Block] = [
        *remarks(ctx),
        Paragraph(headline_words(ctx.verdicts), "lead"),
        verdicts(ctx),
        *progress(ctx),
        Paragraph(f"{_count(plan.items)} {TEXT['plan_intro']}" if plan.items else TEXT["no_plan"]),
    ]
    due = {gate: [step for step in plan.items if step.gate == gate] for gate in GATES}
    for place, (gate, found) in enumerate(((gate, found) for gate, found in due.items() if found), start=1):
        heading = ctx.gate_heading(gate)
        table = plan.of(found).table(*COLUMNS).folded("rank", "control_about", "missing")
        blocks += [
            Heading(heading, f"gate-{place}"),
            Paragraph(_count(found)),
            TableBlock(f"{TEXT['action_plan']}: {heading}", table),
        ]
    return framed(ctx, "action-plan", (*blocks, limits()), main=plan.table(*DATA), page="across")


def _count(found: Sequence[Step]) -> str:
    controls = len({step.gaps[0].control.id for step in found})
    work = measured(sum(step.remedy.effort_hours for step in found), "hours")
    return f"{capital(plural(len(found), 'step'))} for {plural(controls, 'control')}, about {work} of work."
