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
    box = re.search(r'viewBox\s*=\s*["\']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)', tag)
    sides = [re.search(rf'\b{side}\s*=\s*["\']\s*([\d.]+)', tag) for side in ("width", "height")]
    wide, high = (float(one.group(1)) if one else 0.0 for one in sides)
    if box and not (wide and high):
        wide, high = float(box.group(1)), float(box.group(2))
    scale = min(1.0, 1200 / max(wide, high, 1.0))
    return max(1, round(wide * scale) or 300), max(1, round(high * scale) or 100)


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
