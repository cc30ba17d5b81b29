"""The dates of a trigger's clocks as a calendar file."""

from __future__ import annotations

from bpo_controls.library.clock_model import ClockBook
from bpo_controls.library.model import Library
from bpo_controls.papers.clock_request import ClockAnswer
from bpo_controls.reporting.formats.calendar_file import CalendarEntry, calendar_file
from bpo_controls.words.clock_words import extras, named, rests_on, what_words, within_words
from bpo_controls.words.numbers import sentence


def clock_calendar(
    library: Library, book: ClockBook, found: ClockAnswer, as_of: str, buyer: str = "", vendor: str = ""
) -> bytes:
    """Every clock with a date. One of hours stands at its minute, one of days on its day."""
    entries = []
    for one in found.clocks:
        if one.state != "dated" or one.end is None:
            continue
        lines = (within_words(one, book), rests_on(library, one, as_of), *extras(one), one.stops, one.note)
        entries.append(
            CalendarEntry(
                key=f"{found.trigger.id}/{found.start.day.isoformat()}/{one.id}",
                when=one.end.instant if one.end.at is not None else one.end.day,
                summary=named(what_words(one), buyer, vendor),
                description=named("\n".join(sentence(line) for line in lines if line), buyer, vendor),
                remind=0 if one.end.at is not None else 1,
            )
        )
    return calendar_file(found.trigger.title, entries, as_of)
