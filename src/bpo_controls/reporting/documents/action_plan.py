"""The vendor's action plan: what to do, by when, with room for who does it."""

from __future__ import annotations

from bpo_controls.reporting.blocks.document import Block, Document, Heading, Paragraph, TableBlock, Verdicts
from bpo_controls.reporting.documents import shared_blocks as parts
from bpo_controls.reporting.view import View


def compose(view: View) -> Document:
    """The action plan as blocks."""
    t = view.t
    blocks: list[Block] = [*parts.remarks(view), Paragraph(view.headline, "lead"), Verdicts(view.gates)]
    blocks.append(Paragraph(t["plan_intro"] if view.plan else t["no_plan"]))
    for place, gate in enumerate(view.plan, start=1):
        blocks += [
            Heading(gate.heading, f"gate-{place}"),
            Paragraph(gate.count),
            TableBlock(f"{t['action_plan']}: {gate.heading}", gate.table),
        ]
    return parts.short_document(view, "action-plan", blocks, view.plan_table)
