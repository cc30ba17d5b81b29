"""The follow-up list: who has to answer what, with room for the answer, and what hangs on it."""

from __future__ import annotations

from bpo_controls.reporting.blocks.document import Block, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.documents import shared_blocks as parts
from bpo_controls.reporting.view import PersonFollowUps, Table, View


def compose(view: View) -> Document:
    """The follow-up list as blocks."""
    t = view.t
    blocks: list[Block] = [*parts.remarks(view)]
    blocks.append(
        Paragraph(f"{t['unknowns_intro']} {t['ask_intro']}" if view.follow_ups else t["no_unknowns"])
    )
    for place, one in enumerate(view.follow_ups, start=1):
        blocks += [
            Heading(one.person, f"person-{place}"),
            Paragraph(one.count),
            TableBlock(f"{t['follow_ups']}: {one.person}", _with_room(view, one)),
        ]
    return parts.short_document(
        view,
        "follow-ups",
        (*blocks, *parts.section(view, "undecided", view.undecided, "no_undecided")),
        _main(view),
    )


def _with_room(view: View, one: PersonFollowUps) -> Table:
    """The questions with an empty column for the answer."""
    rows = tuple((*row, "") for row in one.items.rows)
    return Table((*one.items.headers, view.t["col_answer"]), rows, "lllll", (0, 3.2, 1.4, 2, 2))


def _main(view: View) -> Table:
    t = view.t
    keys = ("person", "id", "question", "subject", "open", "answer")
    rows = tuple((one.person, *row, "") for one in view.follow_ups for row in one.items.rows)
    return Table(tuple(t[f"col_{key}"] for key in keys), rows, "l" * len(keys), (1,) * len(keys))
