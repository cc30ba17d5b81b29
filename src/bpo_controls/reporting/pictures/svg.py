"""Writes SVG: a few shapes, text that cannot become markup, and numbers that come out the same each time."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Literal

from bpo_controls.reporting.blocks.color import TEXT
from bpo_controls.reporting.blocks.picture import Picture
from bpo_controls.reporting.pictures.glyphs import shown
from bpo_controls.words.visible import one_line, visible

FONTS = "'Source Sans Pro', 'Source Sans 3', Arial, sans-serif"
WIDTH = 660
"""Every picture is as wide as the text of a page, in px."""

BODY = 12.5
SMALL = 11.5
LABEL_AT = 0.36
"""The middle of small letters and figures stands this share of the font size above the base line."""

Anchor = Literal["start", "middle", "end"]


def drawn(id_: str, title: str, alt: str, height: float, parts: Iterable[str]) -> Picture:
    """The finished picture. `id_` is unique in a document; all ids inside begin with it."""
    high = round(height)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{high}" viewBox="0 0 {WIDTH} {high}" '
        f'role="img" aria-labelledby="{id_}-title {id_}-desc" font-family="{FONTS}">'
        f'<title id="{id_}-title">{plain(title)}</title><desc id="{id_}-desc">{plain(alt)}</desc>'
        f"{''.join(parts)}</svg>"
    )
    return Picture(id_, title, alt, svg, WIDTH, high)


def clean(text: str) -> str:
    """The text on one line, each of its characters one that can be seen and drawn."""
    return one_line(shown(visible(text)))


def plain(text: str) -> str:
    """The text as the content of an element or attribute."""
    return escape(clean(text))


def px(value: float) -> str:
    """A length with at most two decimals and no needless nought: `12`, `0.5`."""
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def text(
    x: float,
    y: float,
    words: str,
    size: float = BODY,
    fill: str = TEXT,
    anchor: Anchor = "start",
    *,
    bold: bool = False,
) -> str:
    """A line of text; `y` is the middle of its letters."""
    where = f'x="{px(x)}" y="{px(y + size * LABEL_AT)}"'
    weight = ' font-weight="600"' if bold else ""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text {where} font-size="{px(size)}" fill="{fill}"{weight}{side}>{plain(words)}</text>'


def lines(x: float, y: float, rows: tuple[str, ...], size: float = BODY, *, bold: bool = False) -> str:
    """Lines of text around the middle `y`."""
    step = size * 1.2
    top = y - step * (len(rows) - 1) / 2
    return "".join(text(x, top + step * place, row, size, bold=bold) for place, row in enumerate(rows))


def rect(
    x: float, y: float, wide: float, high: float, fill: str, *, stroke: str = "", round_: float = 0
) -> str:
    """A box; with a stroke, a thin line that stays inside it."""
    if stroke:
        x, y, wide, high = x + 0.5, y + 0.5, max(wide - 1, 0), max(high - 1, 0)
    more = (f' stroke="{stroke}"' if stroke else "") + (f' rx="{px(round_)}"' if round_ else "")
    return f'<rect x="{px(x)}" y="{px(y)}" width="{px(wide)}" height="{px(high)}" fill="{fill}"{more}/>'


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, wide: float = 1, dash: str = "") -> str:
    """A straight line."""
    more = f' stroke-dasharray="{dash}"' if dash else ""
    ends = f'x1="{px(x1)}" y1="{px(y1)}" x2="{px(x2)}" y2="{px(y2)}"'
    return f'<line {ends} stroke="{stroke}" stroke-width="{px(wide)}"{more}/>'


def diamond(x: float, y: float, radius: float, stroke: str, fill: str = "none", wide: float = 1.3) -> str:
    """A square on its tip around (x, y)."""
    r = px(radius)
    way = f"M{px(x)} {px(y - radius)}l{r} {r}l-{r} {r}l-{r} -{r}z"
    return f'<path d="{way}" fill="{fill}" stroke="{stroke}" stroke-width="{px(wide)}"/>'


def circle(x: float, y: float, radius: float, stroke: str, fill: str, wide: float = 1.6) -> str:
    """A circle around (x, y)."""
    where = f'cx="{px(x)}" cy="{px(y)}" r="{px(radius)}"'
    return f'<circle {where} fill="{fill}" stroke="{stroke}" stroke-width="{px(wide)}"/>'
