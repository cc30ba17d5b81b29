"""Lines of a Word document: headings, list items, labels with text, links; with the numbers that a file needs of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from bpo_controls.reporting.formats.docx.docx_pieces import Pen, bookmark

KEEP = "<w:keepNext/>"
BREAK = "<w:r><w:br/></w:r>"
_CLOSE = '<w:spacing w:after="20"/>'
_LABEL = 21
"""Longest label, in letters, that stands beside its text; a longer one stands above it."""
_FIRST_OBJECT = 1001
"""The first number of a picture, check box or bookmark; the template's own are smaller."""


@dataclass(slots=True)
class Lines:
    """Writes lines with a pen. `lists` is the number of the first list; `anchors` is what can be led to.

    `numbered` counts numbered lists.
    """

    pen: Pen
    lists: int
    anchors: frozenset[str]
    numbered: int = 0
    _objects: int = field(default=_FIRST_OBJECT)
    _bookmarks: int = field(default=_FIRST_OBJECT)

    def heading(self, level: int, text: str, anchor: str = "", properties: str = "") -> str:
        """A heading; with an anchor, something to lead to."""
        inside = self.pen.run(text)
        if anchor:
            number, self._bookmarks = self._bookmarks, self._bookmarks + 1
            inside = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(anchor)}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'
        return self.pen.paragraph(f"heading {level}", inside, properties)

    def number(self) -> int:
        """A number for a picture or a check box."""
        number, self._objects = self._objects, self._objects + 1
        return number

    def item(self, style: str, inside: str, which: int, keep: str = "") -> str:
        """A line of a list; `which` counts from the first list of the document."""
        listed = f'{keep}<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self.lists + which}"/></w:numPr>'
        return self.pen.paragraph(style, inside, listed)

    def ref(self, anchor: str, text: str) -> str:
        """Text that leads to an anchor, where the document has it."""
        return self.pen.link(anchor, text) if anchor in self.anchors else self.pen.run(text)

    def labeled(self, label: str, inside: str) -> str:
        """A label in the margin column and its text beside it; without text, the label over what follows."""
        name = self.pen.run(label, "report label")
        if not inside:
            return self.pen.paragraph("report entry", name, KEEP + _CLOSE)
        between = "<w:r><w:tab/></w:r>" if len(label) <= _LABEL else BREAK
        return self.pen.paragraph("report entry", name + between + inside)

    def more(self, inside: str) -> str:
        """A further paragraph beside a label."""
        return self.pen.paragraph("report entry more", inside)
