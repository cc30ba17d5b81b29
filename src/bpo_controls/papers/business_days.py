"""Federal legal holidays on the days they are observed, and business days between them.

Holidays: 5 U.S.C. 6103(a). A holiday on a Saturday is observed on the Friday before (5 U.S.C. 6103(b)), one on a
Sunday on the Monday after (Executive Order 11582). State and company holidays are not known here: leaving them out
never makes a date later than it is.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

ONE_DAY = timedelta(days=1)
MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
JUNETEENTH_SINCE = 2021


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


def is_business_day(day: date) -> bool:
    """Monday to Friday, unless a federal holiday is observed on it."""
    return not is_weekend(day) and not holiday(day)


def last_business_day(day: date) -> date:
    """The day itself when it is a business day, else the last one before it."""
    while not is_business_day(day):
        day -= ONE_DAY
    return day


def _legal_days(year: int) -> list[tuple[date, str]]:
    days = [
        (date(year, 1, 1), "New Year's Day"),
        (_nth(year, 1, MONDAY, 3), "Birthday of Martin Luther King, Jr."),
        (_nth(year, 2, MONDAY, 3), "Washington's Birthday"),
        (_last_monday_of_may(year), "Memorial Day"),
        (date(year, 7, 4), "Independence Day"),
        (_nth(year, 9, MONDAY, 1), "Labor Day"),
        (_nth(year, 10, MONDAY, 2), "Columbus Day"),
        (date(year, 11, 11), "Veterans Day"),
        (_nth(year, 11, THURSDAY, 4), "Thanksgiving Day"),
        (date(year, 12, 25), "Christmas Day"),
    ]
    if year >= JUNETEENTH_SINCE:
        days.append((date(year, 6, 19), "Juneteenth National Independence Day"))
    return days


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=(last.weekday() - MONDAY) % 7)
