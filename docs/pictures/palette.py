"""PNG files that are small: a palette in place of true colors."""

from __future__ import annotations

import io
import sys
from array import array
from collections import Counter

Color = tuple[int, int, int]
_NEAR = 75
"""Squared distance of two colors that nobody tells apart in the edge of a letter."""


def small(png: bytes, colors: int = 128) -> bytes:
    """The same picture with at most `colors` colors: the frequent ones, no two of them near each other.

    Pages have few colors and many shades of their edges; averaging over areas would lose the colors of small text.
    """
    from PIL import Image

    with Image.open(io.BytesIO(png)) as opened:
        true = opened.convert("RGB").convert("RGBX")
    pixels = array("I", true.tobytes())
    kept: list[Color] = []
    place: dict[int, int] = {}
    for pixel, _ in Counter(pixels).most_common():
        color = _parts(pixel)
        nearest = min(range(len(kept)), key=lambda one: _apart(color, kept[one]), default=-1)
        if nearest < 0 or (len(kept) < colors and _apart(color, kept[nearest]) > _NEAR):
            kept.append(color)
            nearest = len(kept) - 1
        place[pixel] = nearest
    reduced = Image.frombytes("P", true.size, bytes(place[pixel] for pixel in pixels))
    reduced.putpalette([part for color in kept for part in color])
    made = io.BytesIO()
    reduced.save(made, "PNG", optimize=True)
    return made.getvalue()


def _parts(pixel: int) -> Color:
    red, green, blue, _ = pixel.to_bytes(4, sys.byteorder)
    return red, green, blue


def _apart(one: Color, other: Color) -> int:
    """The squared distance of two colors."""
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
