"""The firm's logo as an SVG, whatever kind of picture it came as."""

from __future__ import annotations

import re
import struct
from base64 import b64encode

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""JPEG markers that carry width and height."""


def logo_svg(data: bytes) -> str:
    """An SVG as it is; a PNG or JPEG inside one; empty for no logo or for what is neither."""
    if data.startswith(PNG) and len(data) > 24:
        width, height = struct.unpack(">II", data[16:24])
        return _wrapped("image/png", data, width, height)
    if data.startswith(JPEG):
        size = _jpeg_size(data)
        return _wrapped("image/jpeg", data, *size) if size else ""
    text = data.decode("utf-8", "replace")
    return text if "<svg" in text[:4096] else ""


def logo_size(svg: str) -> tuple[int, int] | None:
    """The size of an SVG in px, at most 1200 on its longer side; None for what is no SVG."""
    found = re.search(r"<svg\b[^>]*>", svg)
    if not found:
        return None
    tag = found.group()
    box = re.search(r'\bviewBox\s*=\s*["\']\s*([^"\']*)', tag)
    wide, high = (_length(tag, side) for side in ("width", "height"))
    if box and not (wide and high):
        numbers = [_number(one) for one in re.split(r"[\s,]+", box.group(1).strip())]
        wide, high = (numbers[2], numbers[3]) if len(numbers) == 4 else (wide, high)
    scale = min(1.0, 1200 / max(wide, high, 1.0))
    return max(1, round(wide * scale) or 300), max(1, round(high * scale) or 100)


def _length(tag: str, side: str) -> float:
    """The width or height that a tag asks for, in px; 0 for none and for a share of the page."""
    found = re.search(rf"""\s{side}\s*=\s*["']\s*([^"']*)""", tag)
    unit = re.fullmatch(r"([\d.eE+-]+?)\s*(px|pt|pc|mm|cm|in|)\s*", found.group(1)) if found else None
    return _number(unit.group(1)) * _UNITS[unit.group(2)] if unit else 0.0


_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if 0 < number < 1e6 else 0.0


def _wrapped(kind: str, data: bytes, width: int, height: int) -> str:
    if not width or not height:
        return ""
    inside = b64encode(data).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:{kind};base64,{inside}"/></svg>'
    )


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if marker in _SIZES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
