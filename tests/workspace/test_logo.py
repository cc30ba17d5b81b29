"""The logo: what is taken, and what is refused before any deliverable holds it."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from bpo_controls.diagnostics import UserError
from bpo_controls.workspace.read_logo import MOST_BYTES, read_logo


def png(width: int = 4, height: int = 2) -> bytes:
    """A gray picture; its size may be a lie."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"\0\x80\x80\x80\x80" * 2)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


JPEG = b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x0b\x08\x00\x10\x00\x20\x01\x01\x11\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9"


def svg(inside: str, more: str = "") -> bytes:
    """A picture with this inside."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" {more}>{inside}</svg>'.encode()


GOOD = {
    "a.png": png(),
    "a.PNG": png(),
    "a.jpg": JPEG,
    "plain.svg": svg('<path d="M0 0L9 9" style="fill:#123456"/>'),
    "gradient.svg": svg('<defs><linearGradient id="g"/></defs><rect width="9" height="9" fill="url(#g)"/>'),
    "drawn.svg": svg(
        '<i:namedview xmlns:i="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/><g i:label="x" '
        'xmlns:i="http://www.inkscape.org/namespaces/inkscape"/>'
    ),
    "marked.svg": b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>" + svg(""),
}

BAD = {
    "text.png": (b"hello", "not a PNG"),
    "jpeg.png": (JPEG, "not a PNG"),
    "a.jpg": (png(), "not a JPEG"),
    "cut.jpg": (JPEG[:8], "not a whole JPEG"),
    "bomb.png": (png(60_000, 60_000), "too many"),
    "nothing.png": (png(0, 4), "no size"),
    "large.png": (png() + b"\0" * MOST_BYTES, "more than 1 MB"),
    "png.svg": (png(), "UTF-8"),
    "html.svg": (b"<html/>", "not an SVG"),
    "broken.svg": (b"<svg", "not an SVG"),
    "script.svg": (svg("<script>alert(1)</script>"), "<script>"),
    "foreign.svg": (svg("<foreignObject/>"), "<foreignObject>"),
    "xhtml.svg": (svg('<script xmlns="http://www.w3.org/1999/xhtml"/>'), "<script>"),
    "hidden.svg": (svg('<metadata><x:script xmlns:x="http://www.inkscape.org/x"/></metadata>'), "<script>"),
    "moving.svg": (svg('<animate attributeName="href" to="x"/>'), "<animate>"),
    "event.svg": (svg("", 'onload="alert(1)"'), "script (onload)"),
    "click.svg": (svg('<rect onclick="alert(1)"/>'), "script (onclick)"),
    "begin.svg": (svg('<g ONBEGIN="alert(1)"/>'), "script (onbegin)"),
    "link.svg": (svg('<use href="https://example.test/a.svg#b"/>'), "outside itself (href)"),
    "xlink.svg": (
        svg('<image x:href="file:///a" xmlns:x="http://www.w3.org/1999/xlink"/>'),
        "outside itself",
    ),
    "nested.svg": (svg('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'), "outside itself"),
    "style.svg": (svg("<style>@import 'https://example.test'</style>"), "its style"),
    "url.svg": (svg("<rect fill=\"url( 'https://example.test')\"/>"), "outside itself (fill)"),
    "escape.svg": (svg('<rect style="fill:u\\72l(//example.test)"/>'), "outside itself (style)"),
    "entity.svg": (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"), "DOCTYPE"),
    "utf16.svg": (b"<?xml version='1.0' encoding='utf-16'?>" + svg(""), "UTF-8"),
    "sheet.svg": (b"<?xml-stylesheet href='x'?>" + svg(""), "processing instruction"),
    "deep.svg": (svg("<g>" * 60 + "</g>" * 60), "too complicated"),
    "many.svg": (svg("<g/>" * 6000), "too complicated"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_plain_picture_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(GOOD[name])
    assert read_logo(tmp_path, name) == GOOD[name]


@pytest.mark.parametrize("name", BAD)
def test_anything_else_is_refused_in_words(tmp_path: Path, name: str) -> None:
    data, why = BAD[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_logo(tmp_path, name)
    assert why in str(caught.value)
    assert str(tmp_path / name) in str(caught.value)


def test_none_named_is_none_and_one_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert read_logo(tmp_path, "") == b""
    with pytest.raises(UserError, match="no such file"):
        read_logo(tmp_path, "logo.png")
    (tmp_path / "dir.png").mkdir()
    with pytest.raises(UserError, match="cannot be read"):
        read_logo(tmp_path, "dir.png")


def test_a_link_out_of_the_engagement_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.png").write_bytes(png())
    (tmp_path / "job").mkdir()
    (tmp_path / "job" / "logo.png").symlink_to(tmp_path / "elsewhere.png")
    with pytest.raises(UserError, match="leads outside"):
        read_logo(tmp_path / "job", "logo.png")
