"""Makes the fonts that HTML deliverables carry inside them: `python -m docs.web_fonts` (or `make fonts`).

Subsets of the fonts in `templates/fonts`, and a small font of our own for the shapes of standings, which Source
lacks. It stands here because docs/ holds everything that is run when the repository is changed and never
when the tool is: the wheel ships the finished files alone, and fonttools stays a development dependency.

Source's license (SIL OFL 1.1) reserves the name "Source" for the unchanged fonts, so that the subsets are called
"Report" inside; the copyright and the license stay in them.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

TEMPLATES = Path(__file__).parents[1] / "templates"
SOURCES = TEMPLATES / "fonts"
MADE = TEMPLATES / "html" / "fonts"
FONTS = {
    "sans-regular": "SourceSansPro-Regular",
    "sans-italic": "SourceSansPro-It",
    "sans-semibold": "SourceSansPro-Semibold",
    "serif-semibold": "SourceSerifPro-Semibold",
}
"""Made file and the font it is a part of."""

LETTERS = frozenset(
    chain(
        range(0x20, 0x7F),
        range(0xA0, 0x180),
        range(0x2010, 0x2028),
        range(0x2030, 0x203B),
        range(0x2190, 0x2194),
        (0x2044, 0x20AC, 0x2122, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x2713),
    )
)
"""Latin, Latin-1, Latin Extended-A, punctuation, arrows, and the signs that numbers come with."""

FEATURES = ["kern", "liga", "ccmp", "locl", "lnum", "mark", "mkmk"]
MARKS = "●◐○◇◆□"
EM = 1000
_WIDE, _FAR = 760, 330
"""Advance of a mark, and how far it reaches from its middle."""


def subset(source: Path) -> TTFont:
    """The font with our letters alone, under a name of its own."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(layout_features=FEATURES, hinting=False, name_IDs=[0, 1, 2, 3, 4, 6, 13, 14, 16, 17])
    options.name_languages = [0x409]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = str(record).replace("Source", "Report")
    font.flavor = "woff2"
    return font


def marks() -> TTFont:
    """The shapes of standings as a font: circles, diamonds and a square of one size."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    names = {ord(mark): f"mark{place}" for place, mark in enumerate(MARKS)}
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    for mark in MARKS:
        pen = TTGlyphPen(None)
        _draw(pen, mark)
        glyphs[names[ord(mark)]] = pen.glyph()
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (_WIDE, _WIDE // 2 - _FAR)))
    builder.setupHorizontalHeader(ascent=750, descent=-250)
    builder.setupNameTable({"familyName": "Report Marks", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=750, sTypoDescender=-250, usWinAscent=750, usWinDescent=250)
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    builder.font.flavor = "woff2"
    return builder.font


def _draw(pen: object, mark: str) -> None:
    line = 82
    if mark in "●○◐":
        _ring(pen, _FAR, out=True)
        if mark == "○":
            _ring(pen, _FAR - line, out=False)
        if mark == "◐":
            _half(pen, _FAR - line)
    elif mark in "◆◇":
        _corners(pen, _FAR + 40, straight=False, out=True)
        if mark == "◇":
            _corners(pen, _FAR + 40 - line * 1.35, straight=False, out=False)
    else:
        _corners(pen, _FAR - 30, straight=True, out=True)
        _corners(pen, _FAR - 30 - line, straight=True, out=False)


def _at(x: float, y: float) -> tuple[int, int]:
    return round(_WIDE / 2 + x), round(EM * 0.32 + y)


def _ring(pen: object, radius: float, *, out: bool) -> None:
    """A circle of eight quadratic arcs; inner ones turn the other way and so make a hole."""
    from math import cos, pi, sin

    turn = -1 if out else 1
    pen.moveTo(_at(radius, 0))  # type: ignore[attr-defined]
    far = radius / cos(pi / 8)
    for step in range(8):
        middle, end = turn * (step + 0.5) * pi / 4, turn * (step + 1) * pi / 4
        control, to = _at(far * cos(middle), far * sin(middle)), _at(radius * cos(end), radius * sin(end))
        pen.qCurveTo(control, to)  # type: ignore[attr-defined]
    pen.closePath()  # type: ignore[attr-defined]


def _half(pen: object, radius: float) -> None:
    """The right half of a hole."""
    from math import cos, pi, sin

    far = radius / cos(pi / 8)
    pen.moveTo(_at(0, -radius))  # type: ignore[attr-defined]
    for step in range(-2, 2):
        middle, end = (step + 0.5) * pi / 4, (step + 1) * pi / 4
        control, to = _at(far * cos(middle), far * sin(middle)), _at(radius * cos(end), radius * sin(end))
        pen.qCurveTo(control, to)  # type: ignore[attr-defined]
    pen.closePath()  # type: ignore[attr-defined]


def _corners(pen: object, far: float, *, straight: bool, out: bool) -> None:
    corners = [(-far, far), (far, far), (far, -far), (-far, -far)] if straight else [
        (-far, 0), (0, far), (far, 0), (0, -far)
    ]  # fmt: skip
    first, *rest = corners if out else corners[::-1]
    pen.moveTo(_at(*first))  # type: ignore[attr-defined]
    for corner in rest:
        pen.lineTo(_at(*corner))  # type: ignore[attr-defined]
    pen.closePath()  # type: ignore[attr-defined]


def main() -> None:
    """Write the fonts."""
    MADE.mkdir(parents=True, exist_ok=True)
    for name, source in FONTS.items():
        subset(SOURCES / f"{source}.ttf").save(MADE / f"{name}.woff2")
    marks().save(MADE / "marks.woff2")


if __name__ == "__main__":
    main()
