"""Colors: the fixed ones, how they mix, and what reads on them."""

from __future__ import annotations

WHITE = "#ffffff"
TEXT = "#1d2733"
QUIET = "#55606e"
RULE = "#c9d0d8"
PALE = "#f3f5f7"
GOOD = "#22643f"
WARN = "#805000"
BAD = "#9c2418"
READABLE = 4.5
"""The contrast that WCAG 2 (AA) asks of text."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colors "#rrggbb" as WCAG 2 reckons it, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(color))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mix(paper: str, ink: str, share: float) -> str:
    """So much of `ink` (0 to 1) on `paper`."""
    pairs = zip(_channels(paper), _channels(ink), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in pairs)


def on(fill: str) -> str:
    """A text color that reads on the fill: our own, else white, else black (one of these always does)."""
    return next((one for one in (TEXT, WHITE) if contrast(one, fill) >= READABLE), "#000000")


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
