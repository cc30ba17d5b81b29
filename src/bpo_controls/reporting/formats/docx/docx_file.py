"""Word deliverables: the blocks in a template with real styles, without a clock."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from bpo_controls.reporting.blocks.document import Document
from bpo_controls.reporting.blocks.look import ACCENT, INK, Look
from bpo_controls.reporting.blocks.picture import Picture
from bpo_controls.reporting.formats.docx.docx_blocks import Writer
from bpo_controls.reporting.formats.docx.docx_lines import Lines
from bpo_controls.reporting.formats.docx.docx_package import Package, W, packed
from bpo_controls.reporting.formats.docx.docx_pieces import Pen, drawing, numbering
from bpo_controls.reporting.formats.docx.docx_styles import colored, style_ids
from bpo_controls.reporting.formats.docx.docx_template import fill_part, open_template
from bpo_controls.reporting.formats.logo_svg import logo_size, logo_svg
from bpo_controls.reporting.formats.templates.escape import word
from bpo_controls.reporting.pictures.png import png
from bpo_controls.words.headings import TEXT

_NUMBERING = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_HIGH, _HIGH_ON_ONE_PAGE = 9000, 2500
"""The highest a picture stands, in twentieths of a point."""
_LOGO_HIGH, _LOGO_WIDE = 1000, 3600
"""The box a logo stands in, in twentieths of a point."""


def docx(document: Document, dirs: Sequence[Path]) -> bytes:
    """A document as a Word file. The only time in it is the as-of date, so that two runs give the same bytes.

    Raises UserError when the template is wrong.
    """
    from markupsafe import Markup

    upright = document.page != "across"
    template = open_template(document.id, dirs, draft=bool(document.draft))
    package = template.copy()
    upright = upright or template.own
    writer = _writer(document, package, dirs, upright=upright)
    body, contents = writer.body(), writer.contents()
    _number_lists(package, writer)
    if not template.own:
        _in_colors(package, document.look)
    values = _values(document)
    for place, part in enumerate(template.sources):
        logo = _logo(document.look, package, part, place, dirs) if part in template.logos else ""
        # Trusted: markers and XML of our own, made of escaped text.
        own = {"logo": Markup(logo), "body": Markup(_BODY), "contents": Markup(_CONTENTS if contents else "")}  # noqa: S704
        text = fill_part(template, part, {**values, **own}, dirs)
        text = text if upright else _turned(text)
        package.parts[part] = text.replace(_CONTENTS, contents).replace(_BODY, body).encode()
    package.set_core(_properties(document))
    return packed(package.parts)


_BODY, _CONTENTS = "<!--report body-->", "<!--report contents-->"
"""Where the blocks go: comments, which no text that somebody typed can make."""


def _values(document: Document) -> dict[str, object]:
    look = document.look
    return {
        "t": {**TEXT, "draft_long": document.draft_long},
        "title": document.title,
        "name": document.name,
        "buyer": look.buyer,
        "vendor": look.vendor,
        "firm": look.author,
        "as_of": look.as_of,
        "draft": document.draft,
        "running": look.running,
        "cover": document.cover,
        "imprint": document.imprint,
    }


def _writer(document: Document, package: Package, dirs: Sequence[Path], *, upright: bool) -> Writer:
    main = package.text(package.main)
    styles = style_ids(package.text(package.related("styles")[0]))
    pictures: dict[str, str] = {}

    def embed(picture: Picture) -> str:
        if picture.id not in pictures:
            name = f"media/report-{len(pictures) + 1}.png"
            data = _png(picture, tuple(dirs))
            pictures[picture.id] = package.relate(package.main, "image", name, data, "image/png")
        return pictures[picture.id]

    return Writer(
        lines=Lines(Pen(styles), _highest("numId", package) + 1, document.anchors),
        document=document,
        room=_room(main if upright else _turned(main)),
        embed=embed,
        tallest=_HIGH if document.page != "single" else _HIGH_ON_ONE_PAGE,
    )


@lru_cache(maxsize=16)  # several documents show the same picture
def _png(picture: Picture, dirs: tuple[Path, ...]) -> bytes:
    return png(picture, dirs)


def _turned(part: str) -> str:
    """The pages of our own template laid across, for wide tables."""
    size = re.compile(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"/>')
    return size.sub(r'<w:pgSz w:w="\2" w:h="\1" w:orient="landscape"/>', part)


def _room(document: str) -> int:
    """How wide the text of the last section stands, in twentieths of a point."""
    section = document[document.rfind("<w:sectPr") :]

    def size(element: str, side: str, otherwise: int) -> int:
        found = re.search(rf'<w:{element}\b[^>]*\bw:{side}="(-?\d+)"', section)
        return abs(int(found.group(1))) if found else otherwise

    wide = size("pgSz", "w", 12240) - size("pgMar", "left", 1440) - size("pgMar", "right", 1440)
    columns = max(1, min(size("cols", "num", 1), 4))
    return max(2000, min(wide, 30000) // columns)


def _highest(attribute: str, package: Package) -> int:
    parts = package.related("numbering")
    found = re.findall(rf'<w:\w+ [^>]*\bw:{attribute}="(\d+)"', package.text(parts[0])) if parts else []
    return max(map(int, found), default=0)


def _number_lists(package: Package, writer: Writer) -> None:
    """Add the lists of the body to those of the template; kinds of lists stand before lists."""
    parts = package.related("numbering")
    if not parts:
        empty = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:numbering xmlns:w="{W}"></w:numbering>'
        package.relate(package.main, "numbering", "report-numbering.xml", empty.encode(), _NUMBERING)
        parts = package.related("numbering")
    kinds, lists = numbering(
        _highest("abstractNumId", package) + 1, writer.lines.lists, writer.lines.numbered
    )
    text = re.sub(r"<w:numbering\b([^<>]*)/>\s*$", r"<w:numbering\1></w:numbering>", package.text(parts[0]))
    first = re.search(r"<w:num\b", text) or re.search(r"<w:numIdMacAtCleanup\b|</w:numbering>", text)
    last = re.search(r"<w:numIdMacAtCleanup\b|</w:numbering>", text)
    if first and last:
        text = (
            text[: first.start()] + kinds + text[first.start() : last.start()] + lists + text[last.start() :]
        )
    package.parts[parts[0]] = text.encode()


def _in_colors(package: Package, look: Look) -> None:
    if (look.ink, look.accent) == (INK, ACCENT):
        return
    styles = package.related("styles")[0]
    colors = {INK: look.ink, ACCENT: look.accent}
    package.parts[styles] = colored(package.text(styles), colors).encode()


def _logo(look: Look, package: Package, part: str, place: int, dirs: Sequence[Path]) -> str:
    """The logo as it stands in a line of text, or nothing."""
    svg = logo_svg(look.logo)
    size = logo_size(svg)
    if size is None:
        return ""
    wide, high = size
    data = _png(Picture("logo", look.author, look.author, svg, wide, high), tuple(dirs))
    pixels = struct.unpack(">II", data[16:24])
    scale = min(_LOGO_WIDE / pixels[0], _LOGO_HIGH / pixels[1])
    relation = package.relate(part, "image", f"media/report-logo-{place}.png", data, "image/png")
    inside = drawing(
        relation,
        900 + place,
        look.author,
        look.author,
        round(pixels[0] * scale),
        round(pixels[1] * scale),
    )
    return f'</w:t>{inside}<w:t xml:space="preserve">'


def _properties(document: Document) -> bytes:
    """What the file says of itself; its only date is the as-of date."""
    look = document.look
    base = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    day = f'xsi:type="dcterms:W3CDTF">{look.as_of_iso}T00:00:00Z</dcterms'

    def said(text: str) -> str:
        return word(" ".join(text.split()))

    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="{base}" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{said(document.title)}: {said(document.name)}</dc:title><dc:creator>{said(look.author)}</dc:creator>"
        f"<cp:keywords>{said(', '.join(look.keywords))}</cp:keywords><cp:lastModifiedBy>{said(look.author)}</cp:lastModifiedBy>"
        f"<cp:revision>1</cp:revision><dcterms:created {day}:created><dcterms:modified {day}:modified><dc:language>en-US</dc:language>"
        "</cp:coreProperties>"
    ).encode()
