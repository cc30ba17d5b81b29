"""How wide text is in Source Sans Pro, so that labels fit before anything is drawn."""

from __future__ import annotations

import unicodedata
from functools import cache

_WIDTHS = {
    200: " ",
    220: "\u00a0",
    260: "|¦",
    280: "',.:;ijl·ìíîïĩīĭįıĵĺļ‘’",
    300: "IÌÍÎÏĨĪĬĮİľł",
    320: "!f¡",
    340: "()-[]{}\u00ad•",
    360: "/\\ª°",
    380: "rt²³¹ºŕŗřţťŧ",
    420: "ŀ",
    440: "*sśŝşš",
    460: "?z“®”¿źżž",
    480: "cçćĉċč–",
    500: '"J_vxyýÿĴŷ“”',
    520: "#$+0123456789<=>FLY^aeg~¢£¤¥§¬±×Ýàáâãäåèéêë÷āăąēĕėęěĝğġģĹĻĽĿŁŶŸ",
    540: "EVZkÈÉÊËĒĔĖĘĚĳķĸŹŻŽ",
    560: "ASTX`hnou¨¯´¸ÀÁÂÃÄÅðñòóôõöøùúûüĀĂĄĥħńņňŋōŏőŚŜŞŠŢŤŦũūŭůűų",
    580: "CbdpqµÇþĆĈĊČđĲ",
    600: "BKPR¶ÞďĶŔŖŘ",
    620: "ß",
    640: "&DGĎĜĞĠĢ",
    660: "NUÐÑÙÚÛÜĐŃŅŇŊŨŪŬŮŰŲ",
    680: "HOQÒÓÔÕÖØĤŌŎŐ",
    700: "Ħ",
    760: "Mw©ŵ",
    800: "W¼æŴ—",
    820: "¾ŉ",
    840: "½Æœ",
    860: "%mŒ",
    880: "@",
    980: "…",
}
"""Advance in thousandths of the font size, the wider of regular and semibold, rounded up to twenty."""

_OTHER = 1000
_PICTOGRAM = 1300


@cache
def _table() -> dict[str, int]:
    return {char: wide for wide, chars in _WIDTHS.items() for char in chars}


def width(text: str, size: float) -> float:
    """Width in px at a font size in px; never less than what Source Sans Pro takes (kerning only narrows).

    Letters beyond Latin come from some other font and are counted as wide as they are high.
    """
    table = _table()
    return sum(table.get(char) or _beyond(char) for char in text) * size / 1000


def _beyond(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return _PICTOGRAM if ord(char) >= 0x1F000 else _OTHER


def cut(text: str, size: float, room: float) -> str:
    """The text, or as much of it as fits into `room` px with an ellipsis at its end."""
    if width(text, size) <= room:
        return text
    kept = text
    while kept and width(f"{kept.rstrip()}…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def wrapped(text: str, size: float, room: float, lines: int = 2) -> tuple[str, ...]:
    """The text on at most that many lines of `room` px; what does not fit ends in an ellipsis."""
    result: list[str] = []
    words = text.split()
    while words and len(result) < lines - 1:
        line = words.pop(0)
        if width(line, size) > room:  # a word without a place to break: the ellipsis has to do
            return (*result, cut(" ".join((line, *words)), size, room))
        while words and width(f"{line} {words[0]}", size) <= room:
            line = f"{line} {words.pop(0)}"
        result.append(line)
    if words:
        result.append(cut(" ".join(words), size, room))
    return tuple(result)
