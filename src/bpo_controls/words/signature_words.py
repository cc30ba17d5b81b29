"""Who signed a state of the record, which state it is, and what still waits for a person."""

from __future__ import annotations

import re

from bpo_controls.answers.engagement_record import Record, SignOff
from bpo_controls.words.answer_words import name_of
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import date_words, plural

MOST_NAMED = 5
"""Conflicts named one by one."""


def signed_words(sign_off: SignOff) -> str:
    """`Reviewed by Robin Sample, privacy officer, on November 28, 2026`."""
    role = f", {sign_off.role}," if sign_off.role else ""
    return f"Reviewed by {sign_off.by}{role} on {date_words(sign_off.at[:10])}"


def mark_words(sign_off: SignOff | None, as_of: str) -> str:
    """The mark of one engagement among several: who signed it and for what date, or that it is a draft."""
    if sign_off is None:
        return TEXT["draft"]
    words = signed_words(sign_off)
    return words if sign_off.as_of == as_of else f"{words}, for the state of {date_words(sign_off.as_of)}"


def waiting_words(record: Record) -> str:
    """What waits for a person: `2 conflicts to settle (ACC-02, PRV-01), 3 proposals to confirm`; empty for nothing."""
    parts: list[str] = []
    if record.contested:
        named = sorted(name_of(need) for need in record.contested)
        more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
        parts.append(f"{plural(len(named), 'conflict')} to settle ({', '.join(named[:MOST_NAMED])}{more})")
    if record.proposals:
        parts.append(f"{plural(len(record.proposals), 'proposal')} to confirm")
    if record.step_proposals:
        parts.append(f"{plural(len(record.step_proposals), 'proposal')} about steps to confirm")
    return ", ".join(parts)


def record_words(digest: str, event: int) -> str:
    """Which state of the record a document shows, as its imprint says it."""
    return f"{digest} (event {event})"


def event_of(line: str) -> int:
    """The number of the event in such a line, 0 for what is none."""
    found = re.search(r"[0-9a-f]{64} \(event ([0-9]{1,9})\)", line)
    return int(found[1]) if found else 0
