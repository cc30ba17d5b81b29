"""Federal legal holidays on the days they are observed, and business days between them.

Holidays: 5 U.S.C. 6103(a). A holiday on a Saturday is observed on the Friday before (5 U.S.C. 6103(b)), one on a
Sunday on the Monday after (Executive Order 11582). The holidays of states are in `state_holidays.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache

ONE_DAY = timedelta(days=1)
MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
JUNETEENTH_SINCE = 2021

Holidays = Callable[[date], str]
"""Says which holiday is observed on a day; "" when none is."""


@lru_cache(maxsize=256)
def federal_holidays(year: int) -> dict[date, str]:
    """The federal holidays observed in a calendar year, by observed day. New Year's Day can fall into the year before."""
    found: dict[date, str] = {}
    for of in (year, year + 1):
        for day, name in _legal_days(of):
            seen = observed(day)
            if seen.year == year:
                found[seen] = name
    return dict(sorted(found.items()))


def observed(day: date) -> date:
    """The day on which a legal holiday is observed."""
    if day.weekday() == SATURDAY:
        return day - ONE_DAY
    if day.weekday() == SUNDAY:
        return day + ONE_DAY
    return day


def holiday(day: date) -> str:
    """The name of the federal holiday observed on that day, or ""."""
    return federal_holidays(day.year).get(day, "")


def is_weekend(day: date) -> bool:
    """Whether the day is a Saturday or Sunday."""
    return day.weekday() >= SATURDAY


def is_business_day(day: date, holidays: Holidays = holiday) -> bool:
    """Monday to Friday, unless a holiday is observed on it: a federal one, or one of `holidays`."""
    return not is_weekend(day) and not holidays(day)


def last_business_day(day: date, holidays: Holidays = holiday) -> date:
    """The day itself when it is a business day, else the last one before it."""
    while not is_business_day(day, holidays):
        day -= ONE_DAY
    return day


def holidays_between(start: date, end: date, holidays: Holidays = holiday) -> Iterator[tuple[date, str]]:
    """The holidays after one day and up to another that are no weekend, in order."""
    day = start + ONE_DAY
    while day <= end:
        if not is_weekend(day) and (name := holidays(day)):
            yield day, name
        day += ONE_DAY


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm that Meeus prints, chapter 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    offset = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * offset) // 451
    month, day = divmod(epact + offset - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month, counted from 1. Weekdays count from Monday, 0."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def last_weekday(year: int, month: int, weekday: int) -> date:
    """The last such weekday of a month."""
    last = date(year + month // 12, month % 12 + 1, 1) - ONE_DAY
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _legal_days(year: int) -> list[tuple[date, str]]:
    days = [
        (date(year, 1, 1), "New Year's Day"),
        (nth_weekday(year, 1, MONDAY, 3), "Birthday of Martin Luther King, Jr."),
        (nth_weekday(year, 2, MONDAY, 3), "Washington's Birthday"),
        (last_weekday(year, 5, MONDAY), "Memorial Day"),
        (date(year, 7, 4), "Independence Day"),
        (nth_weekday(year, 9, MONDAY, 1), "Labor Day"),
        (nth_weekday(year, 10, MONDAY, 2), "Columbus Day"),
        (date(year, 11, 11), "Veterans Day"),
        (nth_weekday(year, 11, THURSDAY, 4), "Thanksgiving Day"),
        (date(year, 12, 25), "Christmas Day"),
    ]
    if year >= JUNETEENTH_SINCE:
        days.append((date(year, 6, 19), "Juneteenth National Independence Day"))
    return days
