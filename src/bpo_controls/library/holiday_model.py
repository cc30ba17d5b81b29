"""What working-papers/holidays.yaml holds: the legal holidays of states. Frozen; no disk, no YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

MovedFrom = Literal["saturday", "sunday"]
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = ("first", "second", "third", "fourth", "last")
EASTER_DAYS = {"Good Friday": -2, "Mardi Gras": -47}
"""Days that move with Easter Sunday, and how many days after it they fall."""

DAY_EXAMPLES = "January 1, third Monday in January, last Monday in May, Friday after the fourth Thursday in November, Good Friday, 2025-12-26"


@dataclass(frozen=True, slots=True)
class DayRule:
    """A day of a year. One of: `month` and `day`; `month`, `nth` and `weekday`; days after Easter; one ISO date (`only`).

    `nth` counts from 1, -1 is the last. `then` is the first such weekday after that day. Weekdays count from Monday, 0.
    """

    month: int = 0
    day: int = 0
    nth: int = 0
    weekday: int = 0
    then: int | None = None
    easter: int | None = None
    only: str = ""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A legal holiday of a state. `moves` are the weekend days from which it is moved to the nearest weekday.

    `even_years` is for days of general elections; `since` and `until` are ISO dates, "" leaves that side open.
    """

    name: str
    on: DayRule
    moves: tuple[MovedFrom, ...]
    even_years: bool = False
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class StateCalendar:
    """The holidays that a state's business days leave out. `and_federal`: its law leaves out federal holidays too."""

    state: str
    name: str
    citation: str
    verified: str
    days: tuple[Holiday, ...]
    and_federal: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class HolidayBook:
    """The calendars by the two letters of the state."""

    calendars: Mapping[str, StateCalendar]


_NTH = rf"(?P<nth>{'|'.join(ORDINALS)}) (?P<weekday>{'|'.join(WEEKDAYS)}) in (?P<month>{'|'.join(MONTHS)})"
_WORDS = re.compile(rf"(?:(?P<then>{'|'.join(WEEKDAYS)}) after the )?{_NTH}")
_FIXED = re.compile(rf"(?P<month>{'|'.join(MONTHS)}) (?P<day>[1-9][0-9]?)", re.ASCII)


def parse_day_rule(text: str) -> DayRule | None:
    """A day from plain words, as in `DAY_EXAMPLES`; None when the words say something else."""
    if text in EASTER_DAYS:
        return DayRule(easter=EASTER_DAYS[text])
    if found := _WORDS.fullmatch(text):
        nth = -1 if found["nth"] == "last" else ORDINALS.index(found["nth"]) + 1
        then = WEEKDAYS.index(found["then"]) if found["then"] else None
        return DayRule(MONTHS.index(found["month"]) + 1, 0, nth, WEEKDAYS.index(found["weekday"]), then)
    try:
        if found := _FIXED.fullmatch(text):
            month, day = MONTHS.index(found["month"]) + 1, int(found["day"])
            date(2023, month, day)  # February 29 is no holiday anywhere
            return DayRule(month, day)
        return DayRule(only=date.fromisoformat(text).isoformat())
    except ValueError:
        return None
