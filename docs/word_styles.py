"""The styles of the Word templates that ship with the tool, written as WordprocessingML."""

from __future__ import annotations

import re

from bpo_controls.reporting.blocks.color import BAD
from bpo_controls.reporting.blocks.look import ACCENT, INK
from bpo_controls.reporting.formats.docx.docx_package import W

SANS, SERIF = "Source Sans Pro", "Source Serif Pro"
FAINT, HAIR, WASH = "55606D", "B9C2CC", "F1F4F7"
_INK, _ACCENT, _BAD = INK[1:].upper(), ACCENT[1:].upper(), BAD[1:].upper()
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def _run(
    size: float = 0, *, bold: bool | None = None, color: str = "", font: str = "", italic: bool = False
) -> str:
    """Properties of a run, in the order the schema wants; `size` in points."""
    parts = [_fonts(font) if font else ""]
    if bold is not None:
        parts.append("<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>')
    if italic:
        parts.append("<w:i/><w:iCs/>")
    parts.append(f'<w:color w:val="{color}"/>' if color else "")
    if size:
        parts.append(f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>')
    inside = "".join(parts)
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def _space(before: float = 0, after: float = 0, line: int = 0) -> str:
    """Space around a paragraph in points; `line` in 240ths of a line."""
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{lines}/>'


def _edge(side: str, color: str, eighths: int, space: int = 1) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{color}"/>'


def _style(
    kind: str,
    name: str,
    run: str = "",
    paragraph: str = "",
    *,
    based: str = "",
    following: str = "",
    default: bool = False,
    rest: str = "",
) -> str:
    id_ = style_id(name)
    own = name.startswith("Report ")
    return (
        f'<w:style w:type="{kind}"{" w:default=" + chr(34) + "1" + chr(34) if default else ""}'
        f'{" w:customStyle=" + chr(34) + "1" + chr(34) if own else ""} w:styleId="{id_}"><w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + run
        + rest
        + "</w:style>"
    )


def style_id(name: str) -> str:
    """How Word names the style of that name inside a file."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def _heading(level: int, size: float, before: float, after: float) -> str:
    paragraph = f'<w:keepNext/><w:keepLines/>{_space(before, after, 252)}<w:outlineLvl w:val="{level - 1}"/>'
    run = _run(size, bold=True, color=_INK, font=SERIF)
    return _style("paragraph", f"heading {level}", run, paragraph, based="Normal", following="Normal")


def _text(name: str, run: str, paragraph: str, based: str = "Normal") -> str:
    return _style("paragraph", name, run, paragraph, based=based)


def _tables() -> str:
    cells = '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="90" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
    plain = (
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
    )
    edges = _edge("top", _INK, 8, 0) + _edge("bottom", _INK, 8, 0) + _edge("insideH", HAIR, 4, 0)
    under = f"<w:tblBorders>{_edge('bottom', _INK, 8, 0)}</w:tblBorders>".replace("tblBorders", "tcBorders")
    head = (
        '<w:tblStylePr w:type="firstRow">' + _run(bold=True, color=_INK)
        + f'<w:tcPr>{under}<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    )  # fmt: skip
    last = f'<w:tblStylePr w:type="lastRow">{_run(bold=True)}<w:tcPr><w:tcBorders>{_edge("top", _INK, 6, 0)}</w:tcBorders></w:tcPr></w:tblStylePr>'
    report = f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders>{cells}</w:tblPr>{head}{last}"
    sides = _edge("top", _INK, 18, 0) + _edge("insideV", "FFFFFF", 48, 0)
    wide = cells.replace('"60"', '"80"').replace('"90"', '"140"')
    cards = f'<w:tblPr><w:tblBorders>{sides}</w:tblBorders>{wide}</w:tblPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{WASH}"/></w:tcPr>'
    return (
        _style("table", "Normal Table", rest=plain, default=True)
        + _style("table", "Report Table", rest=report, based="NormalTable")
        + _style("table", "Report Cards", rest=cards, based="NormalTable")
    )


def styles(close: bool) -> str:
    """Every style the reports use; the bundled file is where a firm's own template gets those it lacks."""
    hanging = '<w:tabs><w:tab w:val="left" w:pos="2000"/></w:tabs>'
    boxed = "".join(_edge(side, _ACCENT, 6, 6) for side in ("top", "left", "bottom", "right"))
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(SANS)}<w:sz w:val="20"/><w:szCs w:val="20"/>'
        '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_space(0, 6, 259)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    character = [
        _style("character", "Default Paragraph Font", default=True),
        _style("character", "Strong", _run(bold=True)),
        _style("character", "Hyperlink", _run(color=_INK)),
        _style("character", "Report Label", _run(bold=True, color=_INK)),
        _style("character", "Report Faint", _run(color=FAINT, bold=False)),
        _style("character", "Report Draft", _run(bold=True, color=_ACCENT)),
        _style("character", "Report Not Ready", _run(15, bold=True, color=_BAD)),
        _style("character", "Report Cannot Tell", _run(15, bold=True, color="4A5568")),
        _style("character", "Report Ready With Conditions", _run(15, bold=True, color="7A5600")),
        _style("character", "Report Ready", _run(15, bold=True, color="1C6B3C")),
    ]
    paragraph = [
        _style("paragraph", "Normal", default=True),
        _heading(1, 19, 22, 9),
        _heading(2, 13, 16, 5),
        _heading(3, 11, 12, 4),
        _text("Title", _run(36, bold=True, color=_INK, font=SERIF), f"<w:keepNext/>{_space(0, 8, 240)}"),
        _text("Subtitle", _run(17), f"<w:keepNext/><w:pBdr>{_edge('bottom', _ACCENT, 18, 10)}</w:pBdr>{_space(0, 20, 240)}"),
        _text("TOC Heading", _run(11, bold=True, color=_INK, font=SERIF), f"<w:keepNext/>{_space(20, 4)}"),
        _text("toc 1", _run(9.5), _space(0, 2, 240)),
        _text("List Bullet", "", _space(0, 3)),
        _text("List Number", "", _space(0, 3)),
        _text("caption", _run(11, bold=True, color=_INK, font=SERIF), f"<w:keepNext/>{_space(12, 5)}"),
        _text("header", _run(8.5, color=FAINT), f'<w:pBdr>{_edge("bottom", HAIR, 4, 4)}</w:pBdr><w:tabs><w:tab w:val="right" w:pos="9792"/></w:tabs>{_space(0, 0, 240)}'),
        _text("footer", _run(8.5, color=FAINT), f'<w:tabs><w:tab w:val="right" w:pos="9792"/></w:tabs>{_space(0, 0, 240)}'),
        _text("Report Title", _run(25, bold=True, color=_INK, font=SERIF), f"<w:keepNext/>{_space(0, 5, 240)}"),
        _text("Report Subtitle", _run(13), f"<w:keepNext/>{_space(0, 5, 240)}"),
        _text("Report Made For", _run(9, color=FAINT), f"<w:pBdr>{_edge('bottom', _INK, 12, 8)}</w:pBdr>{_space(0, 14, 250)}"),
        _text("Report Firm", _run(13, bold=True, color=_INK, font=SERIF), _space(0, 90)),
        _text("Report Cover Line", _run(10), f'{hanging}{_space(0, 4)}<w:ind w:left="2000" w:hanging="2000"/>'),
        _text("Report Lead", _run(15, color=_INK, font=SERIF), _space(8, 10, 252)),
        _text("Report Quiet", _run(9, color=FAINT), f"{_space(6, 8)}<w:contextualSpacing/>"),
        _text("Report Caution", _run(9.5, bold=True), f'<w:pBdr>{boxed}</w:pBdr>{_space(8, 10)}<w:ind w:left="140" w:right="140"/>'),
        _text("Report Meta", _run(9), f"<w:keepNext/>{_space(0, 6)}"),
        _text("Report Entry", _run(9.5), f'{hanging}{_space(0, 4, 252)}<w:ind w:left="2000" w:hanging="2000"/>'),
        _text("Report Entry More", _run(9.5), f'{_space(0, 4, 252)}<w:ind w:left="2000"/>'),
        _text("Report Cell", _run(9), _space(0, 0, 245)),
        _text("Report After Table", _run(4), _space(0, 0, 240)),
    ]  # fmt: skip
    inside = f"{defaults}{''.join(paragraph)}{''.join(character)}{_tables()}"
    return f'{HEAD}<w:styles xmlns:w="{W}">{_closer(inside) if close else inside}</w:styles>'


def _closer(styles: str) -> str:
    """The styles with smaller letters and less space between them."""

    def less(match: re.Match[str], by: float) -> str:
        return f"{match.group(1)}{round(int(match.group(2)) * by)}"

    styles = re.sub(r'(<w:sz(?:Cs)? w:val=")(\d+)', lambda one: less(one, 0.85), styles)
    styles = re.sub(r'(w:(?:before|after)=")(\d+)', lambda one: less(one, 0.45), styles)
    return re.sub(r'(<w:(?:top|bottom) w:w=")(\d+)', lambda one: less(one, 0.6), styles)
