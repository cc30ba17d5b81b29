"""The executive one-pager: the answer, the first actions, who owes what, and one picture."""

from __future__ import annotations

from bpo_controls.reporting.blocks.document import (
    Actions,
    Block,
    Document,
    Heading,
    Paragraph,
    PictureBlock,
)
from bpo_controls.reporting.documents.content.verdicts import actions, verdicts
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import framed, limits, owed, remarks, roadmap_of
from bpo_controls.words.findings import headline_words
from bpo_controls.words.headings import TEXT


def one_pager(ctx: Context) -> Document:
    """What a reader who has one minute needs."""
    found = actions(ctx)
    first: Block = Actions(found) if found else Paragraph(TEXT["no_actions"])
    blocks = (
        *remarks(ctx),
        Paragraph(headline_words(ctx.verdicts), "lead"),
        verdicts(ctx),
        Heading(TEXT["top_actions"], "first"),
        first,
        *owed(ctx, 1),
        PictureBlock(roadmap_of(ctx)),
        limits(),
    )
    return framed(ctx, "one-pager", blocks, page="single")
