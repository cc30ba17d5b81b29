"""Dates as a calendar file (iCalendar, RFC 5545) that Outlook, Google Calendar and Apple Calendar take in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

LINE = 75
"""Bytes in a line; longer ones are folded (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A date to keep. `when` is a whole day, or an instant in UTC; `remind` days before it an alarm rings (0: none)."""

    key: str
    when: date | datetime
    summary: str
    description: str = ""
    remind: int = 1


def calendar_file(name: str, entries: Iterable[CalendarEntry], stamp: str, made_of: str = "clocks") -> bytes:
    """The file. `stamp` is the ISO date it was made as of: same entries and date, same bytes. `made_of` is what for."""
    made = stamp.replace("-", "") + "T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//bpo-controls//{made_of}//EN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for entry in entries:
        lines += _entry(entry, made)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode("utf-8")


def _entry(entry: CalendarEntry, made: str) -> list[str]:
    # Two entries with the same key and words are the same date: a calendar that takes the file in twice keeps one.
    uid = hashlib.sha256(f"{entry.key}\n{entry.summary}".encode()).hexdigest()[:32]
    lines = ["BEGIN:VEVENT", f"UID:{uid}@bpo-controls", f"DTSTAMP:{made}"]
    if isinstance(entry.when, datetime):
        lines += [f"DTSTART:{entry.when:%Y%m%dT%H%M%SZ}", f"DTEND:{entry.when:%Y%m%dT%H%M%SZ}"]
    else:
        lines += [
            f"DTSTART;VALUE=DATE:{entry.when:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.when + timedelta(days=1):%Y%m%d}",
            "TRANSP:TRANSPARENT",
        ]
    lines.append(f"SUMMARY:{_text(entry.summary)}")
    if entry.description:
        lines.append(f"DESCRIPTION:{_text(entry.description)}")
    if entry.remind:
        lines += [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_text(entry.summary)}",
            f"TRIGGER:-P{entry.remind}D",
            "END:VALARM",
        ]
    return [*lines, "END:VEVENT"]


def _text(text: str) -> str:
    """Text as a value: what would end it or start another line is escaped, control characters are left out."""
    plain = "".join(char for char in text if char == "\n" or char.isprintable())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    parts, taken = [""], 0
    for char in line:
        size = len(char.encode("utf-8"))
        if taken + size > LINE:
            parts.append(" ")
            taken = 1
        parts[-1] += char
        taken += size
    return "\r\n".join(parts)
