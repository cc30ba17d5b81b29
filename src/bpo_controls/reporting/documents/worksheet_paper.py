"""A working paper that is data alone, as a document."""

from __future__ import annotations

from typing import Literal

from bpo_controls.library.paper_model import Worksheet
from bpo_controls.papers.worksheet import FilledSheet
from bpo_controls.reporting.blocks.document import Block, Bullets, Document, Paragraph, TableBlock
from bpo_controls.reporting.blocks.table import Column, Table
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.framed_paper import framed_paper
from bpo_controls.words.paper_words import SHEET

WIDE = 5
"""From this many columns on the page lies across."""


def worksheet_document(ctx: Context, work: FilledSheet, sheet: Worksheet) -> Document:
    """One table; with a column for the subject where there are several."""
    about = sheet.per != "engagement"
    columns = tuple(
        Column(one.key, one.heading, share=one.share, choices=one.choices, fill=one.fill, hint=one.hint)
        for one in sheet.columns
    )
    head = (Column("about", SHEET["about"], share=1),) if about else ()
    rows = tuple(
        (
            *((ctx.about(row.subject),) if about else ()),
            *(_marked(cell, row.undecided and not place) for place, cell in enumerate(row.cells)),
        )
        for row in work.rows
    )
    table = Table((*head, *columns), rows)
    if about and rows:
        table = table.folded("about")
    blocks: list[Block] = [Paragraph(sheet.purpose, "lead")]
    if work.needed != "yes":
        blocks.append(Paragraph(SHEET[f"needed_{work.needed}"], "caution"))
    if not work.subjects_known:
        blocks.append(Paragraph(SHEET["subjects_unknown"], "caution"))
    if any(row.undecided for row in work.rows):
        blocks.append(Paragraph(SHEET["undecided"], "caution"))
    blocks.append(TableBlock(sheet.title, table, SHEET["empty"]))
    if sheet.notes:
        blocks.append(Bullets(sheet.notes))
    page: Literal["upright", "across"] = "across" if len(table.columns) >= WIDE else "upright"
    return framed_paper(ctx, sheet.id, sheet.title, blocks, main=table, page=page)


def _marked(cell: str, undecided: bool) -> str:
    return f"{cell} {SHEET['undecided_mark']}" if undecided else cell
