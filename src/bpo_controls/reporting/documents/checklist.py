"""The buyer's checklist: what each party has to bring, by gate, and what passes."""

from __future__ import annotations

from bpo_controls.reporting.blocks.document import Block, CheckBlock, Document, Heading, Paragraph, SignOff
from bpo_controls.reporting.documents import shared_blocks as parts
from bpo_controls.reporting.view import Table, View


def compose(view: View) -> Document:
    """The checklist as blocks."""
    t = view.t
    blocks: list[Block] = [*parts.remarks(view), Paragraph(t["checklist_intro"])]
    for place, page in enumerate(view.checklist, start=1):
        blocks += [Heading(page.heading, f"party-{place}", page=place > 1), Paragraph(page.intro)]
        for number, group in enumerate(page.groups, start=1):
            blocks.append(Heading(group.heading, f"party-{place}-gate-{number}", 2))
            blocks += [CheckBlock(item) for item in group.items]
        blocks.append(SignOff(page.signers))
    if not view.checklist:
        blocks.append(Paragraph(t["checklist_none"]))
    return parts.short_document(view, "checklist", blocks, _main(view))


def _main(view: View) -> Table:
    """A row for each box, with room for initials, date and reference."""
    t = view.t
    keys = ("party", "gate_date", "id", "control", "subject")
    headers = (*(t[f"col_{key}"] for key in keys), t["now"], t["col_check"], t["limit"], t["evidence"],
               t["initials"], t["date"], t["reference"])  # fmt: skip
    rows = tuple(
        (
            page.party,
            group.heading,
            item.id,
            item.title,
            subject,
            now,
            "; ".join(f"{step.method}: {step.what} {t['passes']} {step.accept}" for step in item.steps),
            item.passes,
            "; ".join(item.evidence),
            "",
            "",
            "",
        )
        for page in view.checklist
        for group in page.groups
        for item in group.items
        for subject, _, now in item.boxes
    )
    return Table(headers, rows, "l" * len(headers), (1,) * len(headers))
