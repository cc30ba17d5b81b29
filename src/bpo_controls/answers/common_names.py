"""First and last names that are frequent in the United States."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("common_names.txt")


@cache
def first_names() -> frozenset[str]:
    """In small letters, without accents."""
    return _section("given:")


@cache
def last_names() -> frozenset[str]:
    """In small letters, without accents."""
    return _section("last:")


def _section(heading: str) -> frozenset[str]:
    text = _FILE.read_text(encoding="ascii")
    body = text.partition(f"\n{heading}\n")[2]
    return frozenset(body.partition(":")[0].split())
