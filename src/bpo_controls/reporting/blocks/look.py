"""How a document looks and what every page of it says of itself."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from bpo_controls.reporting.blocks.color import READABLE, WHITE, contrast
from bpo_controls.words.numbers import date_words

INK = "#16324f"
"""The color of headings and rules."""

ACCENT = "#a3400d"
"""The color of what asks for attention: draft marks and remarks. What is not ready has a color of its own."""

RUNNING = 80
"""Longest name in the running head, in characters."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a format needs beside the blocks.

    `author` is the firm, `running` the name in the running head, `as_of` an ISO date, the only time in any file.
    `logo` is a PNG, JPEG or SVG file, or empty. `buyer` and `vendor` are for a firm's own templates; a document about
    several engagements may leave them empty.
    """

    author: str
    running: str
    as_of_iso: str
    ink: str = INK
    accent: str = ACCENT
    logo: bytes = b""
    keywords: tuple[str, ...] = ()
    buyer: str = ""
    vendor: str = ""
    lang: str = "en-US"

    @property
    def as_of(self) -> str:
        """The as-of date in words."""
        return date_words(self.as_of_iso)

    @property
    def stamp(self) -> int:
        """The as-of date as seconds since 1970 (UTC midnight)."""
        year, month, day = (int(part) for part in self.as_of_iso[:10].split("-"))
        return calendar.timegm((year, month, day, 0, 0, 0))


def running_head(name: str) -> str:
    """The name as it fits into the head of a page."""
    return name if len(name) <= RUNNING else name[: RUNNING - 1] + "…"


def readable(color: str, otherwise: str) -> str:
    """The color "#rrggbb" if it reads on white (WCAG 2, AA), else the other one."""
    legible = re.fullmatch("#[0-9a-fA-F]{6}", color) and contrast(color, WHITE) >= READABLE
    return color if legible else otherwise
