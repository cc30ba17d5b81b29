"""The vendor's action plan: what to do, by when, with room for who does it."""

from __future__ import annotations

from bpo_controls.library.model import GATES
from bpo_controls.reporting.blocks.document import Block, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.documents.content.action_steps import Step, steps
from bpo_controls.reporting.documents.content.verdicts import verdicts
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import framed, limits, remarks
from bpo_controls.words.findings import effort, headline_words
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, plural

COLUMNS = ("rank", "control_about", "missing", "step", "party", "effort", "owner", "state")
DATA = (
    "rank",
    "id",
    "control",
    "subject",
    "severity",
    "gate",
    "due",
    "step",
    "party",
    "hours",
    "owner",
    "state",
)


def action_plan(ctx: Context) -> Document:
    """Every step of the vendor and its subcontractors, by gate."""
    plan = steps(ctx).of(step for step in steps(ctx).items if step.vendors)
    blocks: list[Block] = [
        *remarks(ctx),
        Paragraph(headline_words(ctx.verdicts), "lead"),
        verdicts(ctx),
        Paragraph(TEXT["plan_intro"] if plan.items else TEXT["no_plan"]),
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


def _count(steps: list[Step]) -> str:
    controls = len({step.gaps[0].control.id for step in steps})
    work = effort(sum(step.remedy.effort_hours for step in steps))
    return f"{capital(plural(len(steps), 'step'))} for {plural(controls, 'control')}, {work} of work."
