"""What a terminal is like: whether it can show a full screen, light or dark, and more than ASCII."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TextIO

PLAIN = ("BPO_PLAIN", "ACCESSIBLE", "SCREEN_READER")
"""Environment variables that ask for lines: ours, and two by which people who use a screen reader say so."""


def shows_full_screen(environment: Mapping[str, str], streams: Iterable[TextIO]) -> bool:
    """Whether all streams are a terminal that can be drawn on, and nobody asks for lines."""
    if any(environment.get(name, "0") not in ("", "0") for name in PLAIN):
        return False
    if environment.get("TERM", "") == "dumb":
        return False
    return all(stream.isatty() for stream in streams)


def is_light(environment: Mapping[str, str]) -> bool:
    """Whether the terminal says that its background is light (`COLORFGBG` ends in 7 or 15)."""
    return environment.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")


def shows_only_ascii(stream: TextIO) -> bool:
    """Whether the terminal's encoding has no signs beyond ASCII and Latin letters."""
    try:
        "─✓≠".encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return True
    return False
