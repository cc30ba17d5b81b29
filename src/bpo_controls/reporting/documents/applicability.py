"""The statement of applicability: every control of the library, in, out or undecided, and why."""

from __future__ import annotations

from bpo_controls.reporting.blocks.document import Block, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.documents import shared_blocks as parts
from bpo_controls.reporting.view import Table, View


def compose(view: View) -> Document:
    """The statement of applicability as blocks."""
    t = view.t
    blocks: list[Block] = [*parts.remarks(view), Paragraph(t["applicability_intro"])]
    for place, one in enumerate(view.decisions, start=1):
        blocks += [
            Heading(one.domain, f"domain-{place}"),
            TableBlock(f"{t['applicability']}: {one.domain}", one.table),
        ]
    return parts.short_document(view, "applicability", blocks, _main(view))


def _main(view: View) -> Table:
    t = view.t
    keys = ("domain", "id", "control", "subject", "applies", "status", "why")
    rows = tuple((one.domain, *row) for one in view.decisions for row in one.full.rows)
    return Table(tuple(t[f"col_{key}"] for key in keys), rows, "l" * len(keys), (1,) * len(keys))
