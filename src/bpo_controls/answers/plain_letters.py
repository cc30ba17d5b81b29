"""A text as a reader sees it: accents folded, invisible characters gone, one kind of dash, space and apostrophe."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d")
_STROKES = {
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ð": "d",
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    "ı": "i",
}
_APOSTROPHES = frozenset("\u2018\u2019\u02bc\u00b4`")


@dataclass(frozen=True, slots=True)
class PlainLetters:
    """Folded text; `places[i]` is where character `i` of it stood in the text as typed, the last one its end."""

    text: str
    places: tuple[int, ...]

    def typed_span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the typed text that stands behind a stretch of the folded one."""
        return self.places[start], self.places[end - 1] + 1 if end > start else self.places[start]


def plain_letters(text: str) -> PlainLetters:
    """Folds a text. `Jose\u0301` and `José` give `Jose`; a soft hyphen between two digits disappears."""
    if text.isascii():
        return PlainLetters(text, tuple(range(len(text) + 1)))
    letters: list[str] = []
    places: list[int] = []
    for place, ch in enumerate(text):
        for letter in _folded(ch):
            letters.append(letter)
            places.append(place)
    return PlainLetters("".join(letters), (*places, len(text)))


def _folded(ch: str) -> str:
    if ch in _DASHES:
        return "-"
    if ch in _STROKES:
        return _STROKES[ch]
    if ch in _APOSTROPHES:
        return "'"
    category = unicodedata.category(ch)
    if category == "Zs":
        return " "
    if category in ("Cf", "Mn"):
        return ""
    apart = unicodedata.normalize("NFKD", ch)
    return "".join(part for part in apart if unicodedata.category(part) != "Mn")
