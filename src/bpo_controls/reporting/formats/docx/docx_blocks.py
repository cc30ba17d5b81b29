"""The blocks of a document as WordprocessingML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from bpo_controls.reporting.blocks.document import (
    Actions,
    Block,
    Bullets,
    CheckBlock,
    Document,
    Facts,
    GapBlock,
    Heading,
    Paragraph,
    PictureBlock,
    SignOff,
    TableBlock,
    Verdicts,
)
from bpo_controls.reporting.blocks.picture import Picture
from bpo_controls.reporting.formats.docx.docx_gap import gap_entry
from bpo_controls.reporting.formats.docx.docx_pieces import Pen, bookmark, check_box, column_widths, drawing
from bpo_controls.reporting.view import CheckItem, Line, Table

_TONES = {"plain": "normal", "lead": "report lead", "quiet": "report quiet", "caution": "report caution"}
_VERDICTS = {
    "not-ready": "report not ready",
    "cannot-tell": "report cannot tell",
    "ready-with-conditions": "report ready with conditions",
    "ready": "report ready",
}
_KEEP = "<w:keepNext/>"
_CLOSE = '<w:spacing w:after="20"/>'
_BREAK = "<w:r><w:br/></w:r>"
_LABEL = 21
"""Longest label, in letters, that stands beside its text; a longer one stands above it."""
_PICTURE = 0.9
"""How much of the width a picture takes."""
_FIRST_PICTURE = 1001
"""The first number of a picture or check box; the template's own are smaller."""


@dataclass(slots=True)
class Writer:
    """Writes the blocks of one document.

    `room` is how wide text stands, in twentieths of a point; `lists` the number of the first list;
    `embed` puts a picture into the file and gives the id of the relation; none stands higher than `tallest`.
    `numbered` counts numbered lists.
    """

    pen: Pen
    document: Document
    t: Mapping[str, str]
    room: int
    lists: int
    embed: Callable[[Picture], str]
    tallest: int
    numbered: int = 0
    _anchors: frozenset[str] = frozenset()
    _objects: int = field(default=_FIRST_PICTURE)
    _bookmarks: int = field(default=_FIRST_PICTURE)

    def body(self) -> str:
        """All blocks; a document without a method part closes with what it was made from."""
        self._anchors = self.document.anchors
        pieces: list[str] = []
        for block in self.document.blocks:
            piece = self._block(block)
            if (
                pieces
                and pieces[-1].endswith("</w:tbl>")
                and not isinstance(block, Heading | CheckBlock | GapBlock)
            ):
                pieces.append(self.pen.paragraph("report after table", ""))
            pieces.append(piece)
        if not self.document.contents:
            made = " · ".join(f"{line.label}: {line.text}" for line in self.document.imprint)
            pieces.append(self.pen.paragraph("report quiet", self.pen.run(made)))
        if not pieces or pieces[-1].endswith("</w:tbl>"):
            pieces.append(self.pen.paragraph("report after table", ""))
        return "".join(pieces)

    def contents(self) -> str:
        """A table of contents with its entries in it, each leading to its part; Word renews it on request.

        Page numbers are left out: only the program that lays the pages out knows them, and a wrong one is worse.
        """
        parts = [one for one in self.document.blocks if isinstance(one, Heading) and one.level == 1]
        if not self.document.contents or not parts:
            return ""
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\n \\h \\z '
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        lines = [self.pen.paragraph("toc heading", self.pen.run(self.t["contents"]))]
        for place, part in enumerate(parts, start=1):
            inside = (begin if place == 1 else "") + self.pen.link(part.anchor, part.text)
            lines.append(self.pen.paragraph("toc 1", inside + (end if place == len(parts) else "")))
        return "".join(lines)

    def _block(self, block: Block) -> str:
        pen = self.pen
        match block:
            case Heading():
                properties = "<w:pageBreakBefore/>" if block.page else ""
                return self.heading(block.level, block.text, block.anchor, properties)
            case Paragraph():
                return pen.paragraph(_TONES[block.tone], pen.run(block.text))
            case Bullets():
                style = "report quiet" if block.tone == "quiet" else "list bullet"
                return "".join(self.item(style, pen.run(one), 0) for one in block.items)
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
            case GapBlock():
                return gap_entry(self, block.gap)
            case CheckBlock():
                return self._check(block.item)
            case SignOff():
                return "".join(self._sign_off(one) for one in block.signers)
            case _:
                assert_never(block)

    # What blocks are made of

    def heading(self, level: int, text: str, anchor: str = "", properties: str = "") -> str:
        inside = self.pen.run(text)
        if anchor:
            number, self._bookmarks = self._bookmarks, self._bookmarks + 1
            inside = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(anchor)}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'
        return self.pen.paragraph(f"heading {level}", inside, properties)

    def number(self) -> int:
        number, self._objects = self._objects, self._objects + 1
        return number

    def item(self, style: str, inside: str, which: int, keep: str = "") -> str:
        """A line of a list; `which` counts from the first list of the document."""
        listed = f'{keep}<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self.lists + which}"/></w:numPr>'
        return self.pen.paragraph(style, inside, listed)

    def ref(self, anchor: str, text: str) -> str:
        return self.pen.link(anchor, text) if anchor in self._anchors else self.pen.run(text)

    def entry(self, label: str, inside: str, *, keep: bool = False) -> str:
        """A label in the margin column and its text beside it; without text, the label over what follows."""
        between = "<w:r><w:tab/></w:r>" if len(label) <= _LABEL else _BREAK
        if not inside:
            return self.pen.paragraph("report entry", self.pen.run(label, "report label"), _KEEP + _CLOSE)
        both = self.pen.run(label, "report label") + between + inside
        return self.pen.paragraph("report entry", both, _KEEP if keep else "")

    def more(self, inside: str) -> str:
        return self.pen.paragraph("report entry more", inside)

    def several(self, label: str, items: Sequence[str]) -> str:
        """A label with one sentence beside it, or several as a list under it."""
        if len(items) <= 1:
            return self.entry(label, self.pen.run("".join(items)))
        return self.entry(label, "") + "".join(
            self.item("report entry more", self.pen.run(one), 1) for one in items
        )

    def _facts(self, lines: Iterable[Line]) -> str:
        return "".join(self.entry(line.label, self.pen.run(line.text)) for line in lines)

    # One block each

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
        return pen.table(self.t["verdict"], heads, [words, why], widths, look="report cards", together=True)

    def _actions(self, block: Actions) -> str:
        pen, t = self.pen, self.t
        heads = [pen.run(t[key]) for key in ("col_rank", "col_action", "col_owner", "col_by")]
        rows = [
            (
                self.ref(f"gap-{one.rank}", str(one.rank)),
                pen.run(one.step, "strong")
                + _BREAK
                + pen.run(f"{one.id} {one.title} · {one.subject}", "report faint"),
                pen.run(one.who, "strong"),
                pen.run(one.due, "strong") + _BREAK + pen.run(one.effort, "report faint"),
            )
            for one in block.actions
        ]
        rest = self.room - 620
        widths = [620, int(rest * 0.58), int(rest * 0.23), rest - int(rest * 0.58) - int(rest * 0.23)]
        return pen.table(t["top_actions"], heads, rows, widths)

    def _table(self, block: TableBlock) -> str:
        pen, table = self.pen, block.table
        if not table.rows:
            return pen.paragraph("normal", pen.run(block.empty)) if block.empty else ""
        rows = [self._cells(table, place) for place in range(len(table.rows))]
        heads = [pen.run(head) for head in table.headers]
        few = len(rows) <= 6 and sum(len(cell) for row in table.rows for cell in row) < 1500
        return pen.table(
            block.name,
            heads,
            rows,
            column_widths(table, self.room),
            align=table.align,
            total=table.total,
            together=few,
        )

    def _cells(self, table: Table, place: int) -> list[str]:
        row = table.rows[place]
        anchor = table.anchors[place] if table.anchors else ""
        style = "strong" if table.total and place == len(table.rows) - 1 else ""
        cells = [self.pen.run(cell, style) for cell in row]
        if anchor and cells:
            cells[0] = self.ref(anchor, row[0])
        return cells

    def _picture(self, picture: Picture) -> str:
        wide = int(self.room * _PICTURE)
        high = round(wide * picture.height / max(picture.width, 1))
        if high > self.tallest:
            wide, high = round(wide * self.tallest / high), self.tallest
        inside = drawing(self.embed(picture), self.number(), picture.title, picture.alt, wide, high)
        return self.pen.paragraph("caption", self.pen.run(picture.title)) + self.pen.paragraph(
            "normal", f"<w:r>{inside}</w:r>"
        )

    def _check(self, item: CheckItem) -> str:
        pen, t = self.pen, self.t

        def named(label: str, text: str) -> str:
            return self.item("list bullet", pen.run(f"{label}: ", "strong") + pen.run(text), 0, _KEEP)

        pieces = [
            self.heading(3, f"{item.id} · {item.title}"),
            pen.paragraph("normal", pen.run(item.statement), _KEEP),
        ]
        for step in item.steps:
            check = pen.run(f"{step.method}: ", "strong") + pen.run(f"{step.what} ")
            passes = pen.run(f"{t['passes']} ", "strong") + pen.run(step.accept)
            pieces.append(self.item("list bullet", check + passes, 0, _KEEP))
        if item.passes:
            pieces.append(named(t["limit"], item.passes))
        pieces.append(named(t["evidence"], "; ".join(item.evidence)))
        pieces.append(self._boxes(item))
        return "".join(pieces)

    def _boxes(self, item: CheckItem) -> str:
        pen, t = self.pen, self.t
        heads = [pen.run(t[key]) for key in ("col_subject", "now", "initials", "date", "reference")]
        rows = [
            (
                check_box(self.number(), f"{item.id} {subject}") + pen.run(f" {subject}"),
                pen.run(f"{mark} {now}"),
                "",
                "",
                "",
            )
            for subject, mark, now in item.boxes
        ]
        shares = (0.32, 0.22, 0.1, 0.14)
        widths = [int(self.room * share) for share in shares]
        return pen.table(item.id, heads, rows, [*widths, self.room - sum(widths)], together=True)

    def _sign_off(self, signer: str) -> str:
        pen, t = self.pen, self.t
        title = f"{t['sign_off']}: {signer}"
        heads = [pen.run(t[key]) for key in ("name", "role", "signature", "date")]
        widths = [int(self.room * share) for share in (0.28, 0.26, 0.3)]
        lines = pen.table(
            title, heads, [("", "", "", "")], [*widths, self.room - sum(widths)], together=True, tall=700
        )
        return self.heading(2, title) + lines
