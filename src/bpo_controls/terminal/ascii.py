"""Signs that a stream cannot show, spelled with those it can."""

from __future__ import annotations

_STAND_INS = {
    "─": "-", "–": "-", "—": "-", "−": "-", "·": "-", "•": "*", "…": "...", "“": '"', "”": '"', "„": '"',
    "‘": "'", "’": "'", "→": "->", "≥": ">=", "≤": "<=", "×": "x", "§": "section ",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ",
}  # fmt: skip
_MARKS = "●◎◐○◇◆□■▲"
"""Marks stand beside a word that says the same, so they can be left out."""


def spelled(text: str, encoding: str | None) -> str:
    """The text with what `encoding` (None: any) cannot carry replaced: by a like sign, or left out for a mark.

    Letters without a stand-in become `\\u` codes, so that nothing is lost and nothing fails.
    """
    if text.isascii() or not encoding:
        return text
    try:
        text.encode(encoding)
        return text
    except UnicodeEncodeError:
        pass
    for mark in _MARKS:
        if not _carries(mark, encoding):
            text = text.replace(f"{mark} ", "").replace(mark, "")
    told = "".join(
        _STAND_INS[sign] if sign in _STAND_INS and not _carries(sign, encoding) else sign for sign in text
    )
    return told.encode(encoding, "backslashreplace").decode(encoding)


def _carries(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
