"""Text as lines for a terminal: what is dangerous made visible, the rest wrapped at word boundaries."""

from __future__ import annotations

import unicodedata

from bpo_controls.words.visible import visible


def cells(text: str) -> int:
    """How many terminal columns the text takes: wide letters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_cell(character) for character in text)


def _cell(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def wrapped(
    text: str, width: int, *, first: str = "", rest: str | None = None, cut: bool = True
) -> list[str]:
    """Lines of at most `width` columns; `first` starts the first line, `rest` the others.

    The text is made visible first. Words longer than a line are cut, or with `cut=False` left whole, as a
    path should be. At least one line comes back.
    """
    rest = " " * cells(first) if rest is None else rest
    lines: list[str] = []
    start, line, used = first, "", 0
    for word in visible(text).split():
        room = max(width - cells(start), 8)
        size = cells(word)
        if line and used + 1 + size > room:
            lines.append(start + line)
            start, line, used = rest, "", 0
            room = max(width - cells(start), 8)
        while cut and size > room:
            head = _head(word, room)
            lines.append(start + head)
            word = word[len(head) :]  # noqa: PLW2901  the rest of a cut word
            start, size = rest, cells(word)
            room = max(width - cells(start), 8)
        if not word:
            continue
        line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
    if line or not lines:
        lines.append((start + line).rstrip() if not line else start + line)
    return lines


def _head(word: str, room: int) -> str:
    """As much of a word as fits in `room` columns; a mark stays with its letter."""
    used = 0
    for index, character in enumerate(word):
        used += _cell(character)
        if used > room and index:
            return word[:index]
    return word


def shortened(text: str, limit: int) -> str:
    """The text on one line of at most `limit` columns, with an ellipsis where it was cut."""
    flat = " ".join(visible(text).split())
    if cells(flat) <= limit:
        return flat
    return _head(flat, max(limit - 1, 1)).rstrip() + "…"
