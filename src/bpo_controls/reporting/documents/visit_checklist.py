"""The buyer's checklist: what to look at and what passes, the core first, then by gate."""

from __future__ import annotations

from bpo_controls.library.model import PARTIES
from bpo_controls.reporting.blocks.document import Block, Document, Paragraph, SignOff
from bpo_controls.reporting.documents.content.checks import checks as listing_of
from bpo_controls.reporting.documents.content.visit import Layout, check_blocks, feared_controls, to_check
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import framed, limits, remarks
from bpo_controls.words import checklist_words as words
from bpo_controls.words.cut_words import cut_words
from bpo_controls.words.headings import TEXT

DATA = ("party", "gate_date", "id", "control", "subject", "now", "checks", "limit", "ask_for", "initials", "date",
        "reference")  # fmt: skip


def checklist(ctx: Context, layout: Layout | None = None) -> Document:
    """Every check that applies, with boxes to tick, and lines to sign on for each party that has something to do."""
    return _document(ctx, "checklist", layout or Layout())


def checklist_short(ctx: Context) -> Document:
    """The same with a line for each check: about four pages."""
    return _document(ctx, "checklist-short", Layout(lines=True))


def _document(ctx: Context, name: str, layout: Layout) -> Document:
    found = to_check(ctx, layout, feared_controls(ctx))
    controls = len({finding.control.id for finding in found.findings})
    cut = cut_words(ctx.library, ctx.sheet, layout.cut, controls, found.of)
    blocks: list[Block] = [Paragraph(cut, "caution")] if cut else []
    blocks += [*remarks(ctx), Paragraph(words.USE)]
    if found.findings:
        blocks.append(Paragraph(words.count_words(len(found.core), controls, len(found.findings))))
        blocks += check_blocks(ctx, found, layout)
    else:
        blocks.append(Paragraph(TEXT["checklist_none"]))
    parties = {finding.control.party for finding in found.findings}
    signers = [
        ctx.party(party)
        for party in PARTIES
        if party in parties or ("joint" in parties and party in ("buyer", "vendor"))
        if party != "joint"
    ]
    if signers:
        blocks.append(SignOff(tuple(signers)))
    main = listing_of(ctx).of(found.findings).table(*DATA)
    return framed(ctx, name, (*blocks, limits()), main=main)
