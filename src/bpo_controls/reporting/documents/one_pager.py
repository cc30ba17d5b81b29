"""The executive one-pager: the answer, the first actions, who owes what, and one picture."""

from __future__ import annotations

from bpo_controls.reporting.blocks.document import (
    Actions,
    Block,
    Document,
    Heading,
    Paragraph,
    PictureBlock,
    Verdicts,
)
from bpo_controls.reporting.documents import shared_blocks as parts
from bpo_controls.reporting.pictures.roadmap import roadmap
from bpo_controls.reporting.view import View


def compose(view: View) -> Document:
    """The one-pager as blocks."""
    t = view.t
    first: Block = Actions(view.actions) if view.actions else Paragraph(t["no_actions"])
    return Document(
        id="one-pager",
        title=t["one_pager"],
        name=view.name,
        draft=t["draft"],
        cover=(),
        blocks=(
            *parts.remarks(view),
            Paragraph(view.headline, "lead"),
            Verdicts(view.gates),
            Heading(t["top_actions"], "first"),
            first,
            *parts.owed(view, 1),
            PictureBlock(roadmap(view)),
            *parts.closing(view),
        ),
        imprint=view.imprint,
        contents=False,
    )
