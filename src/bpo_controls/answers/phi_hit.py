"""A stretch of text that looks like a patient identifier."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PhiHit:
    """A stretch of text (`start` to `end`, in characters) and what it looks like; `masked` hides it."""

    kind: str
    looks_like: str
    masked: str
    start: int
    end: int


def hit(kind: str, looks_like: str, match: re.Match[str], group: int = 0) -> PhiHit:
    """The hit of a match, or of one of its groups."""
    return hit_between(kind, looks_like, match.string, match.start(group), match.end(group))


def hit_between(kind: str, looks_like: str, text: str, start: int, end: int) -> PhiHit:
    """The hit of the characters from `start` to `end`."""
    return PhiHit(kind, looks_like, _mask(kind, text[start:end]), start, end)


def _mask(kind: str, found: str) -> str:
    """Enough to find the place, never enough to know the person."""
    if kind == "name":
        return " ".join(f"{word[0]}…" for word in found.split())
    if kind == "e-mail":
        return f"{found[0]}…@…"
    if kind in ("birth-date", "address"):
        return re.sub(r"[^\W_]", "•", found)
    hidden = re.sub(r"[^\W_]", "•", found[:-2])
    return hidden + found[-2:]
