"""Runs of blocks that several documents share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from bpo_controls.reporting.blocks.document import Block, Bullets, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.view import Table, View


def remarks(view: View) -> tuple[Block, ...]:
    """What a reader has to know first."""
    return tuple(Paragraph(text, "caution") for text in view.remarks)


def section(
    view: View,
    key: str,
    table: Table,
    none: str,
    *,
    anchor: str = "",
    level: Literal[1, 2] = 1,
    page: bool = False,
) -> tuple[Block, ...]:
    """A heading and a table with its introduction, or the sentence that says why there is none."""
    t = view.t
    heading = Heading(t[key], anchor or key.replace("_", "-"), level, page)
    if not table.rows:
        return (heading, Paragraph(t[none]))
    return (heading, Paragraph(t[f"{key}_intro"]), TableBlock(t[key], table))


def owed(view: View, level: Literal[1, 2] = 2) -> tuple[Block, ...]:
    """Who owes what, under its heading."""
    heading = Heading(view.t["owed"], "owed", level)
    if not view.owed.rows:
        return (heading, Paragraph(view.t["no_owed"]))
    return (heading, TableBlock(view.t["owed"], view.owed), Paragraph(view.t["owed_intro"], "quiet"))


def closing(view: View) -> tuple[Block, ...]:
    """What every deliverable says of itself."""
    return (Bullets(view.limits, "quiet"),)


def short_document(view: View, name: str, blocks: Iterable[Block], main: Table | None) -> Document:
    """A document without a cover: the title stands over the text, the closing remarks below it.

    `name` is the document's id; its title stands under the same name, with underscores, among the headings.
    """
    return Document(
        id=name,
        title=view.t[name.replace("-", "_")],
        name=view.name,
        draft=view.t["draft"],
        cover=(),
        blocks=(*blocks, *closing(view)),
        imprint=view.imprint,
        contents=False,
        main=main,
    )
