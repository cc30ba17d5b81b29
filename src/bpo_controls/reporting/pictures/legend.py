"""What the shades, patterns and marks of a picture mean, in rows that wrap where the picture ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bpo_controls.reporting.blocks.color import QUIET
from bpo_controls.reporting.pictures.svg import SMALL, WIDTH, text
from bpo_controls.reporting.pictures.widths import cut, width

ROW = 21
_GAP = 18
_BESIDE = 6


@dataclass(frozen=True, slots=True)
class Key:
    """`draw` gives the sign with its left edge at x and its middle at y, `wide` px wide; words alone have none.

    `start` begins a new row.
    """

    words: str
    wide: float = 0
    draw: Callable[[float, float], str] | None = None
    start: bool = False


def legend(keys: Sequence[Key], y: float) -> tuple[str, float]:
    """The keys from `y` down, and where the legend ends."""
    parts: list[str] = []
    x, middle = 0.0, y + ROW / 2
    for key in keys:
        lead = key.wide + _BESIDE if key.wide else 0
        words = cut(key.words, SMALL, WIDTH - lead)
        wide = lead + width(words, SMALL)
        if x and (key.start or x + wide > WIDTH):
            x, middle = 0.0, middle + ROW
        if key.draw:
            parts.append(key.draw(x, middle))
        parts.append(text(x + lead, middle, words, SMALL, QUIET))
        x += wide + _GAP
    return "".join(parts), middle + ROW / 2
