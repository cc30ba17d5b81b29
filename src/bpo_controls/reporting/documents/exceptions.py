"""The auditor's list: not applicable, done another way, accepted, and acceptances that ran out."""

from __future__ import annotations

from bpo_controls.reporting.blocks.document import Document, Paragraph
from bpo_controls.reporting.documents.content import standing_lists as lists
from bpo_controls.reporting.documents.content.exception_list import exceptions as listed
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import framed, limits, remarks, section
from bpo_controls.words.headings import TEXT

DATA = ("kind", "id", "control", "subject", "severity", "gate", "reason", "said_by", "assurance", "evidence",
        "accepted_by", "until")  # fmt: skip


def exceptions(ctx: Context) -> Document:
    """Each kind of exception in a table of its own."""
    blocks = (
        *remarks(ctx),
        Paragraph(TEXT["exceptions_intro"]),
        *section("not_applicable", lists.not_applicable(ctx), "no_not_applicable"),
        *section("another_way", lists.another_way(ctx), "no_another_way"),
        *section("accepted", lists.accepted(ctx), "no_accepted"),
        *section("ran_out", lists.lapsed(ctx), "no_ran_out"),
        limits(),
    )
    return framed(ctx, "exceptions", blocks, main=listed(ctx).table(*DATA))
