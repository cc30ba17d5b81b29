"""Pieces of WordprocessingML: runs, paragraphs, links, tables, pictures, check boxes, fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from bpo_controls.reporting.blocks.table import Table
from bpo_controls.reporting.formats.templates.escape import word
from bpo_controls.reporting.pictures.widths import width
from bpo_controls.words.visible import one_line, visible

EMU = 635
"""Units of drawings in a twentieth of a point, the unit of text."""
_CELL_SIZE, _CELL_SIDES, _CLOSE_SIDES, _MANY = 12.0, 200, 110, 8
"""Font size in a table in px; what stands left and right of its text in twentieths of a point, and in a table of many
columns; how many those are."""
_CLOSE_MARGINS = (
    '<w:tblCellMar><w:left w:w="50" w:type="dxa"/><w:right w:w="50" w:type="dxa"/></w:tblCellMar>'
)


def attribute(text: str, most: int = 0) -> str:
    """Text for inside an XML attribute, on one line; cut where it is longer than `most`."""
    flat = one_line(visible(text))
    return word(flat if not most or len(flat) <= most else flat[: most - 1] + "…")


def bookmark(anchor: str) -> str:
    """The name of a bookmark: letters, digits and underscores, 40 at most."""
    name = "report_" + anchor.replace("-", "_")
    return name if len(name) <= 40 else f"{name[:31]}_{sha256(anchor.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes pieces with the ids that the styles have in one file, `styles` by name in small letters."""

    styles: dict[str, str]

    def run(self, text: str, style: str = "") -> str:
        """Text in a character style. It is data: nothing in it acts."""
        if not text:
            return ""
        looks = f'<w:rPr><w:rStyle w:val="{self.styles[style]}"/></w:rPr>' if style else ""
        return f'<w:r>{looks}<w:t xml:space="preserve">{word(text)}</w:t></w:r>'

    def paragraph(self, style: str, inside: str, properties: str = "") -> str:
        """A paragraph of runs; `properties` in the order of the schema, after the style."""
        named = f'<w:pStyle w:val="{self.styles[style]}"/>' if style else ""
        looks = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
        return f"<w:p>{looks}{inside}</w:p>"

    def link(self, anchor: str, text: str) -> str:
        """Text that leads to a bookmark of this file."""
        return f'<w:hyperlink w:anchor="{bookmark(anchor)}" w:history="1">{self.run(text, "hyperlink")}</w:hyperlink>'

    def table(
        self,
        name: str,
        headers: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[int],
        *,
        align: str = "",
        look: str = "report table",
        total: bool = False,
        together: bool = False,
        tall: int = 0,
    ) -> str:
        """A table; headers and cells are runs. The header repeats on each page; a row stays on one page.

        `widths` in twentieths of a point; `together` keeps the table on one page, `tall` is the least
        height of its rows.
        """
        columns = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
        last = "1" if total else "0"
        margins = _CLOSE_MARGINS if len(widths) >= _MANY else ""
        head = (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.styles[look]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/>{margins}<w:tblLook w:val="{"0060" if total else "0020"}" w:firstRow="1" '
            f'w:lastRow="{last}" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{attribute(name)}"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        )
        height = f'<w:trHeight w:val="{tall}" w:hRule="atLeast"/>' if tall else ""
        lines = [self._row(headers, widths, align, "<w:cantSplit/><w:tblHeader/>", keep=True)]
        for place, row in enumerate(rows, start=1):
            keep = together and place < len(rows)
            lines.append(self._row(row, widths, align, f"<w:cantSplit/>{height}", keep=keep))
        return f"{head}{''.join(lines)}</w:tbl>"

    def _row(
        self, cells: Sequence[str], widths: Sequence[int], align: str, properties: str, *, keep: bool
    ) -> str:
        made = []
        for place, (cell, wide) in enumerate(zip(cells, widths, strict=True)):
            looks = "<w:keepNext/>" if keep else ""
            looks += '<w:jc w:val="right"/>' if align[place : place + 1] == "r" else ""
            inside = self.paragraph("report cell", cell, looks)
            made.append(f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>{inside}</w:tc>')
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def column_widths(table: Table, room: int) -> tuple[int, ...]:
    """How wide each column stands, in twentieths of a point: as its text asks, or by its share of the rest.

    Never wider together than `room`, and wide enough for the longest word where there is room for that.
    """
    texts, sides = table.texts, _sides(len(table.columns))
    columns = (
        _column(head, [row[place] for row in texts], sides) for place, head in enumerate(table.headers)
    )
    asked, least = zip(*columns, strict=True)
    floor = [min(one, room // 4) for one in least]
    wanted = [max(min(one, room // 3), low) for one, low in zip(asked, floor, strict=True)]
    shared = {place: share for place, share in enumerate(table.shares) if share}
    rest = room - sum(one for place, one in enumerate(wanted) if place not in shared)
    if shared and rest > sum(floor[place] for place in shared):
        for place, wide in _shared(shared, floor, rest).items():
            wanted[place] = wide
    if sum(wanted) <= room:
        return tuple(wanted)
    slack = max(room - sum(floor), 0) / max(sum(wanted) - sum(floor), 1)
    fitted = [low + (one - low) * slack for one, low in zip(wanted, floor, strict=True)]
    scale = min(1.0, room / sum(fitted))
    return tuple(int(one * scale) for one in fitted)


def _shared(shares: dict[int, float], floor: Sequence[int], rest: int) -> dict[int, int]:
    """The rest by shares, where no column gets less than its longest word asks for."""
    made: dict[int, int] = {}
    while True:
        free = {place: share for place, share in shares.items() if place not in made}
        left, whole = rest - sum(made.values()), sum(free.values())
        short = [place for place, share in free.items() if left * share / whole < floor[place]]
        if not short:
            return made | {place: int(left * share / whole) for place, share in free.items()}
        made |= {place: floor[place] for place in short}


def _sides(columns: int) -> int:
    """What stands left and right of the text in a cell, together; a table of many columns stands closer."""
    return _CELL_SIDES if columns < _MANY else _CLOSE_SIDES


_SPARE = 1.2
"""Room for a word where the font is missing and a wider one stands in: no word of a narrow column breaks in two."""


def _column(head: str, cells: Sequence[str], sides: int) -> tuple[int, int]:
    """The width of the longest line and of the longest word of a column, with its sides."""
    lines = {line for cell in cells for line in cell.split("\n")}
    words = {word for line in lines for word in line.split()}
    bold = 1.08  # headers and totals are set in bold, a little wider
    most = max([*map(_wide, lines), _wide(head)]) * bold
    longest = max([*map(_wide, words), *map(_wide, head.split()), 0]) * bold * _SPARE
    return round(most) + sides, round(longest) + sides


@lru_cache(maxsize=8192)  # tables say the same words many times
def _wide(text: str) -> float:
    return width(text[:400], _CELL_SIZE) * 15


def drawing(relation: str, number: int, name: str, alt: str, wide: int, high: int) -> str:
    """A picture in the line, for inside a run; `wide` and `high` in twentieths of a point."""
    size = f'cx="{wide * EMU}" cy="{high * EMU}"'
    described = f'id="{number}" name="{attribute(name, 120)}" descr="{attribute(alt)}"'
    base = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0" xmlns:wp="{base}/wordprocessingDrawing">'
        f"<wp:extent {size}/><wp:docPr {described}/>"
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1" xmlns:a="{base}/main"/></wp:cNvGraphicFramePr>'
        f'<a:graphic xmlns:a="{base}/main"><a:graphicData uri="{base}/picture"><pic:pic xmlns:pic="{base}/picture">'
        f"<pic:nvPicPr><pic:cNvPr {described}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
        f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def page_of(anchor: str) -> str:
    """A tab and the number of the page that has the anchor; filled in by whoever lays the pages out."""
    return (
        '<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {bookmark(anchor)} \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t></w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def check_box(number: int, name: str) -> str:
    """A box to tick by a click."""
    font = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{attribute(name, 64)}"/><w:id w:val="{number}"/>'
        '<w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:checked w14:val="0"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
        f"</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr>{font}</w:rPr><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
    )


_BULLET = '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
_NUMBER = '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'


def numbering(first_kind: int, first: int, lists: int) -> tuple[str, str]:
    """Two kinds of bullets and `lists` numbered lists that each begin at 1; the kinds, then the lists.

    Lists are numbered from `first`: bullets in the text, bullets beside a label, then the numbered ones.
    """
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{first_kind + place}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/>{shape}<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hang}"/></w:pPr></w:lvl></w:abstractNum>'
        for place, (shape, left, hang) in enumerate(((_BULLET, 260, 260), (_BULLET, 2240, 240), (_NUMBER, 2300, 300)))
    )  # fmt: skip
    made = [
        f'<w:num w:numId="{first + one}"><w:abstractNumId w:val="{first_kind + one}"/></w:num>'
        for one in (0, 1)
    ]
    made += [
        f'<w:num w:numId="{first + 2 + one}"><w:abstractNumId w:val="{first_kind + 2}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for one in range(lists)
    ]
    return kinds, "".join(made)
