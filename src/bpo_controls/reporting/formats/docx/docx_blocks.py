"""The blocks of a document as WordprocessingML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from bpo_controls.reporting.blocks.document import (
    Actions,
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Line,
    Paragraph,
    PictureBlock,
    SignOff,
    TableBlock,
    Verdicts,
)
from bpo_controls.reporting.blocks.entry_block import Entry
from bpo_controls.reporting.blocks.picture import Picture
from bpo_controls.reporting.formats.docx.docx_entry import entry_paragraphs
from bpo_controls.reporting.formats.docx.docx_lines import BREAK, Lines
from bpo_controls.reporting.formats.docx.docx_pieces import Pen, column_widths, drawing, page_of
from bpo_controls.words.headings import TEXT

_TONES = {"plain": "normal", "lead": "report lead", "quiet": "report quiet", "caution": "report caution"}
_RANK = 780
"""The column of ranks, in twentieths of a point: its head does not break in a wider font either."""

_VERDICTS = {
    "not-ready": "report not ready",
    "cannot-tell": "report cannot tell",
    "ready-with-conditions": "report ready with conditions",
    "ready": "report ready",
}
_PICTURE = 0.9
"""How much of the width a picture takes."""


@dataclass(slots=True)
class Writer:
    """Writes the blocks of one document.

    `room` is how wide text stands, in twentieths of a point; `embed` puts a picture into the file and gives the id of
    the relation; none stands higher than `tallest`.
    """

    lines: Lines
    document: Document
    room: int
    embed: Callable[[Picture], str]
    tallest: int

    @property
    def pen(self) -> Pen:
        """What the lines are written with."""
        return self.lines.pen

    def body(self) -> str:
        """All blocks; a document without a method part closes with what it was made from."""
        pieces: list[str] = []
        for block in self.document.blocks:
            piece = self._block(block)
            if pieces and pieces[-1].endswith("</w:tbl>") and not isinstance(block, Heading | Entry):
                pieces.append(self.pen.paragraph("report after table", ""))
            pieces.append(piece)
        if not self.document.contents:
            made = " · ".join(f"{line.label}: {line.text}" for line in self.document.imprint)
            pieces.append(self.pen.paragraph("report quiet", self.pen.run(made)))
        if not pieces or pieces[-1].endswith("</w:tbl>"):
            pieces.append(self.pen.paragraph("report after table", ""))
        return "".join(pieces)

    def contents(self) -> str:
        """A table of contents with its entries in it, each leading to its part.

        A page number is a field of its own that the program that lays the pages out fills in when it opens the file. There
        is no TOC field around them: LibreOffice shows what stands in one as text, and so without the numbers.
        """
        parts = [one for one in self.document.blocks if isinstance(one, Heading) and one.level == 1]
        if not self.document.contents or not parts:
            return ""
        tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{self.room}"/></w:tabs>'
        lines = [self.pen.paragraph("toc heading", self.pen.run(TEXT["contents"]))]
        for part in parts:
            lines.append(
                self.pen.paragraph(
                    "toc 1", self.pen.link(part.anchor, part.text) + page_of(part.anchor), tabs
                )
            )
        return "".join(lines)

    def _block(self, block: Block) -> str:
        pen = self.pen
        match block:
            case Heading():
                properties = "<w:pageBreakBefore/>" if block.page else ""
                return self.lines.heading(block.level, block.text, block.anchor, properties)
            case Paragraph():
                return pen.paragraph(_TONES[block.tone], pen.run(block.text))
            case Bullets():
                style = "report quiet" if block.tone == "quiet" else "list bullet"
                return "".join(self.lines.item(style, pen.run(one), 0) for one in block.items)
            case Facts():
                return self._facts(block.lines)
            case Verdicts():
                return self._verdicts(block)
            case Actions():
                return self._actions(block)
            case TableBlock():
                return self._table(block)
            case PictureBlock():
                return self._picture(block.picture)
            case Entry():
                return entry_paragraphs(self.lines, block, self.room)
            case SignOff():
                return "".join(self._sign_off(one) for one in block.signers)
            case _:
                assert_never(block)

    def _facts(self, lines: Iterable[Line]) -> str:
        return "".join(self.lines.labeled(line.label, self.pen.run(line.text)) for line in lines)

    def _verdicts(self, block: Verdicts) -> str:
        pen, many = self.pen, len(block.gates)
        if not many:
            return ""
        widths = [self.room // many] * many
        heads = [
            pen.run(gate.label, "report label") + pen.run(f"  {gate.date}", "report faint")
            for gate in block.gates
        ]
        words = [
            pen.run(f"{gate.mark} {gate.verdict}", _VERDICTS.get(gate.key, "strong")) for gate in block.gates
        ]
        why = [pen.run(gate.sentence) for gate in block.gates]
        return pen.table(TEXT["verdict"], heads, [words, why], widths, look="report cards", together=True)

    def _actions(self, block: Actions) -> str:
        pen, t = self.pen, TEXT
        heads = [pen.run(t[key]) for key in ("col_rank", "col_action", "col_owner", "col_by")]
        rows = [
            (
                self.lines.ref(f"gap-{one.rank}", str(one.rank)),
                pen.run(one.step, "strong")
                + BREAK
                + pen.run(
                    " · ".join(part for part in (f"{one.id} {one.title}", one.subject) if part),
                    "report faint",
                )
                + (BREAK + pen.run(one.waiting) if one.waiting else ""),
                pen.run(one.who, "strong"),
                pen.run(one.due, "strong") + BREAK + pen.run(one.effort, "report faint"),
            )
            for one in block.actions
        ]
        rest = self.room - _RANK
        widths = [_RANK, int(rest * 0.58), int(rest * 0.23), rest - int(rest * 0.58) - int(rest * 0.23)]
        return pen.table(t["top_actions"], heads, rows, widths)

    def _table(self, block: TableBlock) -> str:
        pen, table = self.pen, block.table
        if not table.rows:
            return pen.paragraph("normal", pen.run(block.empty)) if block.empty else ""
        texts, anchors = table.texts, table.anchors
        rows = [self._cells(texts, anchors, place, total=table.total) for place in range(len(texts))]
        heads = [pen.run(head) for head in table.headers]
        few = len(rows) <= 6 and sum(len(cell) for row in texts for cell in row) < 1500
        return pen.table(
            block.name,
            heads,
            rows,
            column_widths(table, self.room),
            align=table.align,
            total=table.total,
            together=few,
        )

    def _cells(
        self, texts: Sequence[Sequence[str]], anchors: Sequence[str], place: int, *, total: bool
    ) -> list[str]:
        row, anchor = texts[place], anchors[place]
        style = "strong" if total and place == len(texts) - 1 else ""
        cells = [self.pen.run(cell, style) for cell in row]
        if anchor and cells:
            cells[0] = self.lines.ref(anchor, row[0])
        return cells

    def _picture(self, picture: Picture) -> str:
        wide = int(self.room * _PICTURE)
        high = round(wide * picture.height / max(picture.width, 1))
        if high > self.tallest:
            wide, high = round(wide * self.tallest / high), self.tallest
        inside = drawing(self.embed(picture), self.lines.number(), picture.title, picture.alt, wide, high)
        return self.pen.paragraph("caption", self.pen.run(picture.title)) + self.pen.paragraph(
            "normal", f"<w:r>{inside}</w:r>"
        )

    def _sign_off(self, signer: str) -> str:
        pen, t = self.pen, TEXT
        title = f"{t['sign_off']}: {signer}"
        heads = [pen.run(t[key]) for key in ("name", "role", "signature", "date")]
        widths = [int(self.room * share) for share in (0.28, 0.26, 0.3)]
        lines = pen.table(
            title, heads, [("", "", "", "")], [*widths, self.room - sum(widths)], together=True, tall=700
        )
        return self.lines.heading(2, title) + lines
