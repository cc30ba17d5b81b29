"""The follow-up list: who has to answer what, with room for the answer, and what hangs on it."""

from __future__ import annotations

from bpo_controls.reporting.blocks.document import Block, Document, Paragraph
from bpo_controls.reporting.documents.content.open_questions import open_questions
from bpo_controls.reporting.documents.content.standing_lists import undecided
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import framed, limits, persons, remarks, section
from bpo_controls.words.headings import TEXT

DATA = ("person", "id", "question", "subject", "open", "answer")


def follow_ups(ctx: Context) -> Document:
    """The questions of each person with an empty column for the answer."""
    listing = open_questions(ctx)
    intro = f"{TEXT['unknowns_intro']} {TEXT['ask_intro']}" if listing.items else TEXT["no_unknowns"]
    blocks: tuple[Block, ...] = (
        *remarks(ctx),
        Paragraph(intro),
        *persons(ctx, TEXT["follow_ups"], 1, *DATA[1:]),
        *section("undecided", undecided(ctx), "no_undecided"),
        limits(),
    )
    return framed(ctx, "follow-ups", blocks, main=listing.table(*DATA))
