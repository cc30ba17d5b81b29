"""Which sources must be looked at again, and why."""

from __future__ import annotations

import re
from datetime import date

from bpo_controls.library.model import Library, Source

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")


def stale_sources(library: Library, as_of: str, days: int) -> tuple[tuple[Source, str], ...]:
    """Sources never read, read more than `days` days before the ISO date, or proposed with a date that has passed."""
    today = date.fromisoformat(as_of)
    found = []
    for source in library.sources.values():
        why = _why(source, today, days)
        if why:
            found.append((source, why))
    return tuple(found)


def _why(source: Source, today: date, days: int) -> str:
    read = _DAY.search(source.verified)
    if not source.verified or read is None:
        return "never read in a text that can be cited"
    age = (today - date.fromisoformat(read.group())).days
    if age > days:
        return f"read {age} days ago"
    expected = source.compliance or source.effective
    if (
        source.state in ("proposed", "stayed", "upcoming")
        and expected
        and date.fromisoformat(expected) <= today
    ):
        return f"{source.state}, but its date of {expected} has passed"
    return ""
