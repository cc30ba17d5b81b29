"""The auditor's list: not applicable, done another way, accepted, and acceptances that ran out."""

from __future__ import annotations

from bpo_controls.reporting.blocks.document import Document, Paragraph
from bpo_controls.reporting.documents import shared_blocks as parts
from bpo_controls.reporting.view import View


def compose(view: View) -> Document:
    """The exceptions as blocks."""
    t = view.t
    return parts.short_document(
        view,
        "exceptions",
        (
            *parts.remarks(view),
            Paragraph(t["exceptions_intro"]),
            *parts.section(view, "not_applicable", view.not_applicable, "no_not_applicable"),
            *parts.section(view, "another_way", view.another_way, "no_another_way"),
            *parts.section(view, "accepted", view.accepted, "no_accepted"),
            *parts.section(view, "ran_out", view.lapsed, "no_ran_out"),
        ),
        view.exceptions_table,
    )
