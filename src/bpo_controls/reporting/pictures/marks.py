"""The verdict marks as shapes, because not every font has the characters."""

from __future__ import annotations

from bpo_controls.reporting.blocks.color import BAD, GOOD, QUIET, TEXT, WARN, WHITE
from bpo_controls.reporting.pictures.svg import circle, diamond, px, text
from bpo_controls.words.labels import VERDICT_MARK

_COLOR = {
    VERDICT_MARK["ready"]: GOOD,
    VERDICT_MARK["ready-with-conditions"]: WARN,
    VERDICT_MARK["cannot-tell"]: QUIET,
    VERDICT_MARK["not-ready"]: BAD,
}


def color(mark: str) -> str:
    """The color that goes with a verdict; it reads on white."""
    return _COLOR.get(mark, TEXT)


def draw(mark: str, x: float, y: float, radius: float) -> str:
    """The mark around (x, y): a full, half or empty circle, or a diamond; any other character as text."""
    ink = color(mark)
    if mark == VERDICT_MARK["ready"]:
        return circle(x, y, radius, ink, ink)
    if mark == VERDICT_MARK["not-ready"]:
        return circle(x, y, radius, ink, WHITE)
    if mark == VERDICT_MARK["cannot-tell"]:
        return diamond(x, y, radius + 1, ink, WHITE, 1.6)
    if mark == VERDICT_MARK["ready-with-conditions"]:
        r = px(radius)
        half = f'<path d="M{px(x)} {px(y - radius)}a{r} {r} 0 0 0 0 {px(2 * radius)}z" fill="{ink}"/>'
        return circle(x, y, radius, ink, WHITE) + half
    return text(x, y, mark, radius * 2, ink, "middle")
