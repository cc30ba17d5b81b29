"""Makes the Word templates that ship with the tool: `python -m docs.word_template` (or `make word`).

Written as plain WordprocessingML, so that every style in it is there for a reason and the file is the same on every
machine. Firms start from a copy of it: placeholders stand in its text, looks in its styles. Its two colors
are those of a report without branding; a firm that only names its colors gets this file in them.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from bpo_controls.reporting.blocks.look import ACCENT, INK
from bpo_controls.reporting.formats.docx.docx_package import W, packed
from docs.word_styles import HEAD, SANS, SERIF, style_id, styles

FOLDER = Path(__file__).parents[1] / "templates" / "docx"
MADE = {"document.docx": False, "one-pager.docx": True}
"""The file for all documents, and one that is set closer for what has to fit on a page."""
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def _paragraph(style: str, text: str, *, tail: str = "") -> str:
    """A paragraph; a tab in `text` stays one."""
    runs = "".join(
        f'<w:r>{"<w:tab/>" if place else ""}<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
        for place, piece in enumerate(text.split("\t"))
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr>{runs}{tail}</w:p>'


def _labeled(style: str, label: str, text: str) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id(style)}"/></w:pPr><w:r><w:rPr><w:rStyle w:val="ReportLabel"/></w:rPr>'
        f'<w:t>{label}</w:t></w:r><w:r><w:tab/><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _document(close: bool) -> str:
    separate = " · "
    made_for = separate.join(
        f"{{{{ t.{label} }}}}: {{{{ {value} }}}}"
        for label, value in (("for", "buyer"), ("with", "vendor"), ("prepared_by", "firm"))
    )
    body = [
        _paragraph("Normal", "{%p if cover %}"),
        _paragraph("Report Firm", "{% if logo %}{{ logo }}{% else %}{{ firm }}{% endif %}"),
        _paragraph("Title", "{{ title }}"),
        _paragraph("Subtitle", "{{ name }}"),
        _paragraph("Normal", "{%p for line in cover %}"),
        _labeled("Report Cover Line", "{{ line.label }}", "{{ line.text }}"),
        _paragraph("Normal", "{%p endfor %}"),
        _paragraph("Normal", "{%p if draft %}"),
        _paragraph("Report Caution", "{{ t.draft_long }}"),
        _paragraph("Normal", "{%p endif %}"),
        _paragraph("Normal", "{{p contents }}"),
        _paragraph("Normal", "{%p else %}"),
        _paragraph("Normal", "{%p if logo %}"),
        _paragraph("Normal", "{{ logo }}"),
        _paragraph("Normal", "{%p endif %}"),
        _paragraph("Report Title", "{{ title }}"),
        _paragraph("Report Subtitle", "{{ name }}"),
        _paragraph("Report Made For", made_for + separate + "{{ t.as_of }} {{ as_of }}"),
        _paragraph("Normal", "{{p contents }}"),
        _paragraph("Normal", "{%p endif %}"),
        _paragraph("Normal", "{{p body }}"),
    ]
    parts = ("header", "default", 1), ("header", "first", 2), ("footer", "default", 3), ("footer", "first", 3)
    refer = "".join(f'<w:{kind}Reference w:type="{type_}" r:id="rId{id_}"/>' for kind, type_, id_ in parts)
    section = (
        f'<w:sectPr>{refer}<w:pgSz w:w="12240" w:h="15840"/>'
        f'<w:pgMar w:top="{860 if close else 1370}" w:right="1224" w:bottom="{760 if close else 1150}" w:left="1224" '
        f'w:header="{400 if close else 620}" w:footer="{400 if close else 560}" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )
    return f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{RELATIONS}"><w:body>{"".join(body)}{section}</w:body></w:document>'


def _draft_at_right() -> str:
    return (
        '<w:r><w:tab/></w:r><w:r><w:rPr><w:rStyle w:val="ReportDraft"/></w:rPr><w:t>{{ draft }}</w:t></w:r>'
    )


def _header(text: str) -> str:
    line = _paragraph("header", text, tail=_draft_at_right())
    return f'{HEAD}<w:hdr xmlns:w="{W}" xmlns:r="{RELATIONS}">{line}</w:hdr>'


def _footer() -> str:
    page = (
        '<w:r><w:tab/><w:t xml:space="preserve">{{ t.page }} </w:t></w:r>' + _field("PAGE")
        + '<w:r><w:t xml:space="preserve"> {{ t.of }} </w:t></w:r>' + _field("NUMPAGES")
    )  # fmt: skip
    line = _paragraph("footer", "{{ t.confidential }} · {{ t.as_of }} {{ as_of }} · {{ firm }}", tail=page)
    return f'{HEAD}<w:ftr xmlns:w="{W}" xmlns:r="{RELATIONS}">{line}</w:ftr>'


def _numbering() -> str:
    return f'{HEAD}<w:numbering xmlns:w="{W}"></w:numbering>'


def _settings() -> str:
    compatible = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:compat>{compatible}</w:compat><w:themeFontLang w:val="en-US"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def _font_table() -> str:
    """What to take where our fonts are not installed."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, instead, family in ((SANS, "Calibri", "swiss"), (SERIF, "Cambria", "roman"))
    )
    return f'{HEAD}<w:fonts xmlns:w="{W}">{fonts}</w:fonts>'


def _theme() -> str:
    """What "theme colors" and "theme fonts" offer in Word: the colors and fonts of the report."""
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    colors = {
        "dk1": "000000", "lt1": "FFFFFF", "dk2": INK[1:], "lt2": "F1F4F7", "accent1": INK[1:], "accent2": ACCENT[1:],
        "accent3": "55606D", "accent4": "7A5600", "accent5": "1C6B3C", "accent6": "B9C2CC", "hlink": INK[1:],
        "folHlink": "55606D",
    }  # fmt: skip
    scheme = "".join(
        f'<a:{name}><a:srgbClr val="{color.upper()}"/></a:{name}>' for name, color in colors.items()
    )
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{name}"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>'
        for kind, name in (("major", SERIF), ("minor", SANS))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{wide}">{fill}</a:ln>' for wide in (6350, 12700, 19050))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'{HEAD}<a:theme xmlns:a="{a}" name="Report"><a:themeElements><a:clrScheme name="Report">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Report">{fonts}</a:fontScheme><a:fmtScheme name="Report"><a:fillStyleLst>{fill * 3}'
        f"</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _relations(*rows: tuple[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{place}" Type="{kind if ":" in kind else RELATIONS + "/" + kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(rows, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _types() -> str:
    kinds = {
        "document": "document.main", "styles": "styles", "numbering": "numbering", "settings": "settings",
        "fontTable": "fontTable", "header1": "header", "header2": "header", "footer1": "footer",
    }  # fmt: skip
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}'
        '<Override PartName="/word/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>"
    )


def template(*, close: bool) -> bytes:
    """The file; `close` where much has to stand on a page."""
    core = (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Report template</dc:title></cp:coreProperties>'
    )
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": core,
        "word/_rels/document.xml.rels": _relations(
            ("header", "header1.xml"),
            ("header", "header2.xml"),
            ("footer", "footer1.xml"),
            ("styles", "styles.xml"),
            ("numbering", "numbering.xml"),
            ("settings", "settings.xml"),
            ("fontTable", "fontTable.xml"),
            ("theme", "theme/theme1.xml"),
        ),
        "word/document.xml": _document(close),
        "word/header1.xml": _header("{{ title }} | {{ running }}"),
        "word/header2.xml": _header(""),
        "word/footer1.xml": _footer(),
        "word/styles.xml": styles(close),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        "word/theme/theme1.xml": _theme(),
    }
    return packed({name: text.encode() for name, text in parts.items()})


def main() -> None:
    """Write the bundled templates."""
    FOLDER.mkdir(exist_ok=True)
    for name, close in MADE.items():
        (FOLDER / name).write_bytes(template(close=close))


if __name__ == "__main__":
    main()
