"""The evidence request list: what each party has to hand over."""

from __future__ import annotations

from bpo_controls.reporting.blocks.document import Block, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.documents import shared_blocks as parts
from bpo_controls.reporting.view import View


def compose(view: View) -> Document:
    """The evidence requests as blocks."""
    t = view.t
    blocks: list[Block] = [*parts.remarks(view)]
    blocks.append(Paragraph(t["requests_intro"] if view.requests else t["no_requests"]))
    for place, one in enumerate(view.requests, start=1):
        blocks += [Heading(one.party, f"party-{place}", page=place > 1), Paragraph(one.count)]
        for number, gate in enumerate(one.gates, start=1):
            blocks += [
                Heading(gate.heading, f"party-{place}-gate-{number}", 2),
                Paragraph(gate.count),
                TableBlock(f"{t['evidence_requests']}: {one.party}, {gate.heading}", gate.table),
            ]
    return parts.short_document(view, "evidence-requests", blocks, view.requests_table)
