"""A logo is right in every format, or left out of all with one line; it never stops a document."""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path

import pytest

from bpo_controls.diagnostics import Diagnostic, Level
from bpo_controls.reporting.deliver.usable_logo import usable_logo
from bpo_controls.reporting.formats.logo_svg import logo_size

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" '


def _png(width: int, height: int, rows: int | None = None, kind: int = 2, depth: int = 8) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    wide = {0: 1, 2: 3, 4: 2, 6: 4}[kind] * width * depth // 8 + 1
    body = zlib.compress(bytes(wide) * (height if rows is None else rows))
    head = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _jpeg(components: int, orientation: int | None = None, order: str = "<") -> bytes:
    exif = b""
    if orientation is not None:
        mark = b"II*\0" if order == "<" else b"MM\0*"
        row = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
        tiff = mark + struct.pack(f"{order}IH", 8, 1) + row + bytes(4)
        exif = b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff
    frame = struct.pack(">HBHHB", 8 + 3 * components, 8, 20, 30, components) + bytes(3 * components)
    return b"\xff\xd8" + exif + b"\xff\xc0" + frame + b"\xff\xd9"


def _nested(levels: int) -> str:
    groups = "".join(
        f'<g id="a{level + 1}">' + f'<use href="#a{level}"/>' * 10 + "</g>" for level in range(levels)
    )
    return f'{HEAD}width="120" height="40"><defs><g id="a0"><path d="M0 0h1"/></g>{groups}</defs><use href="#a{levels}"/></svg>'


def _inside(data: bytes, kind: str = "png") -> str:
    coded = base64.b64encode(data).decode()
    return f'{HEAD}width="120" height="40"><image width="9" height="9" href="data:image/{kind};base64,{coded}"/></svg>'


BAD: dict[str, tuple[str, str | bytes]] = {
    "no size": ("svg", f'{HEAD}width="0" height="0"/>'),
    "no number": ("svg", f'{HEAD}width="1.2.3" height="....."/>'),
    "negative": ("svg", f'{HEAD}width="-5" height="10"/>'),
    "infinite": ("svg", f'{HEAD}width="1e99" height="10"/>'),
    "no size at all": ("svg", f"{HEAD}><path d='M0 0h1'/></svg>"),
    "box of dots": ("svg", f'{HEAD}viewBox="0 0 1.1.1 5"/>'),
    "box of three": ("svg", f'{HEAD}viewBox="0 0 5"/>'),
    "empty box": ("svg", f'{HEAD}viewBox="0 0 0 0"/>'),
    "tall": ("svg", f'{HEAD}width="1" height="100000"><rect width="1" height="100000"/></svg>'),
    "wide": ("svg", f'{HEAD}viewBox="0 0 90000 2"><rect width="1" height="1"/></svg>'),
    "use bomb": ("svg", _nested(6)),
    "use of itself": ("svg", f'{HEAD}width="9" height="9"><g id="a"><use href="#a"/></g></svg>'),
    "pattern of itself": (
        "svg",
        f'{HEAD}width="9" height="9"><pattern id="p"><rect fill="url(#p)"/></pattern><rect fill="url(#p)"/></svg>',
    ),
    "long text": ("svg", f'{HEAD}width="120" height="40"><text>{"A" * 3_000}</text></svg>'),
    "long text in pieces": (
        "svg", f'{HEAD}width="120" height="40">' + f"<text>{'A' * 900}</text>" * 3 + "</svg>",
    ),
    "144 megapixels inside": ("svg", _inside(_png(12_000, 12_000, rows=1))),
    "CMYK inside": ("svg", _inside(_jpeg(4), "jpeg")),
    "turned inside": ("svg", _inside(_jpeg(3, 6), "jpeg")),
    "CMYK": ("jpg", _jpeg(4)),
    "turned": ("jpg", _jpeg(3, 6)),
    "turned, other byte order": ("jpeg", _jpeg(3, 8, ">")),
    "mirrored": ("jpg", _jpeg(3, 2)),
    "JPEG without a picture": ("jpg", _jpeg(3, 1)),
    "strip": ("png", _png(4_000, 3)),
    "cut short": ("png", _png(50, 50)[:60]),
    "rows missing": ("png", _png(50, 50, rows=2)[:-20]),
}  # fmt: skip


def _tried(tmp_path: Path, suffix: str, content: str | bytes) -> tuple[bytes, list[Diagnostic]]:
    name = f"logo.{suffix}"
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    told: list[Diagnostic] = []
    return usable_logo(tmp_path, name, told.append), told


@pytest.mark.parametrize(("suffix", "content"), BAD.values(), ids=BAD)
def test_an_odd_logo_is_left_out_with_one_line(tmp_path: Path, suffix: str, content: str | bytes) -> None:
    data, told = _tried(tmp_path, suffix, content)
    assert data == b""
    assert [problem.code for problem in told] == ["logo-unusable"]
    assert told[0].level is Level.WARNING
    assert "without it" in told[0].hint
    assert "\n" not in str(told[0])


GOOD: dict[str, tuple[str, str | bytes]] = {
    "units": ("svg", f'{HEAD}width="3cm" height="1cm"><rect width="9" height="9"/></svg>'),
    "box alone": ("svg", f'{HEAD}viewBox="-5,-5 30.5,10"><rect width="9" height="9"/></svg>'),
    "share of the page": ("svg", f'{HEAD}width="100%" height="100%" viewBox="0 0 30 10"><rect width="9" height="9"/></svg>'),
    "some use": ("svg", _nested(2)),
    "picture inside": ("svg", _inside(_png(9, 9))),
    "gray": ("png", _png(30, 10, kind=0)),
    "gray with alpha": ("png", _png(30, 10, kind=4)),
    "16 bits": ("png", _png(30, 10, kind=6, depth=16)),
}  # fmt: skip


@pytest.mark.parametrize(("suffix", "content"), GOOD.values(), ids=GOOD)
def test_a_sound_logo_is_taken_as_it_is(tmp_path: Path, suffix: str, content: str | bytes) -> None:
    data, told = _tried(tmp_path, suffix, content)
    assert told == []
    assert data == (content if isinstance(content, bytes) else content.encode())


def test_units_count() -> None:
    assert logo_size(f'{HEAD}width="1in" height="2cm"/>') == (96, 76)
    assert logo_size(f'{HEAD}width="1.2.3" height="5"/>') == (300, 5)
    assert logo_size(f'{HEAD}stroke-width="5" viewBox="0 0 30 10"/>') == (30, 10)
