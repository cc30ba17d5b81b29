"""When a clock that started at a moment ends.

The day of the event does not count; the first day after it is day 1. Hours are hours that really pass, also over a
change to or from daylight saving time.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from bpo_controls.library.clock_model import After, Skip, Span
from bpo_controls.papers.business_days import ONE_DAY, Holidays, holiday, is_weekend


@dataclass(frozen=True, slots=True)
class Moment:
    """A day where deadlines are counted, and the time of day where it is known. `zone` is an IANA name."""

    day: date
    zone: str
    at: time | None = None
    fold: int = 0

    @property
    def instant(self) -> datetime:
        """The moment in UTC; without a time of day the first moment of the day."""
        local = datetime.combine(self.day, self.at or time(), ZoneInfo(self.zone)).replace(fold=self.fold)
        return local.astimezone(UTC)

    def order(self) -> tuple[datetime, int]:
        """For sorting: a day without a time comes after every time of that day."""
        if self.at is not None:
            return self.instant, 0
        return Moment(self.day, self.zone, time(23, 59, 59)).instant, 1


def moment_of(instant: datetime, zone: str) -> Moment:
    """An instant with offset, as the clock on the wall shows it in that zone."""
    local = instant.astimezone(ZoneInfo(zone))
    return Moment(local.date(), zone, local.time().replace(second=0, microsecond=0), local.fold)


def end_of(span: Span, start: Moment, holidays: Holidays = holiday) -> Moment:
    """When the clock ends. A clock of days, months or years ends with that day (no time of day).

    `holidays` says which days are holidays for a clock that leaves them out; by default the federal ones.
    """
    base = _period_end(start.day, span.after)
    match span.unit:
        case "minutes" | "hours":
            return _after_time(span, start, holidays)
        case "days":
            return Moment(_add_days(base, span.number, span.skip, holidays), start.zone)
        case "months" | "years":
            months = span.number * (12 if span.unit == "years" else 1)
            return Moment(_add_months(base, months, span.after != "event"), start.zone)
        case _:
            assert_never(span.unit)


def three_quarters(span: Span, start: Moment, holidays: Holidays = holiday) -> Moment | None:
    """When three quarters of the clock have run; None for a clock too short to warn in (one day, an hour)."""
    if span.number <= 1 or span.after != "event":
        return None
    match span.unit:
        case "minutes":
            return None
        case "hours":
            return end_of(Span(span.number * 45, "minutes", span.skip), start, holidays)
        case "days":
            return end_of(Span(span.number * 3 // 4, "days", span.skip), start, holidays)
        case "months" | "years":
            end = end_of(span, start).day
            return Moment(start.day + timedelta(days=(end - start.day).days * 3 // 4), start.zone)
        case _:
            assert_never(span.unit)


def _counts(day: date, skip: Skip, holidays: Holidays) -> bool:
    if skip and holidays(day):
        return False
    return not (skip == "weekends-and-holidays" and is_weekend(day))


def _add_days(day: date, number: int, skip: Skip, holidays: Holidays) -> date:
    if not skip:
        return day + timedelta(days=number)
    while number:
        day += ONE_DAY
        number -= _counts(day, skip, holidays)
    return day


def _add_months(day: date, months: int, to_month_end: bool) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, last if to_month_end else min(day.day, last))


def _period_end(day: date, after: After) -> date:
    match after:
        case "event":
            return day
        case "month":
            month = day.month
        case "quarter":
            month = (day.month + 2) // 3 * 3
        case "year":
            month = 12
        case _:
            assert_never(after)
    return date(day.year, month, monthrange(day.year, month)[1])


def _after_time(span: Span, start: Moment, holidays: Holidays) -> Moment:
    left = timedelta(minutes=span.number * (60 if span.unit == "hours" else 1))
    now = start.instant
    zone = ZoneInfo(start.zone)
    while span.skip:
        today = now.astimezone(zone).date()
        midnight = datetime.combine(today + ONE_DAY, time(), zone).astimezone(UTC)
        if _counts(today, span.skip, holidays):
            if left <= midnight - now:
                break
            left -= midnight - now
        now = midnight
    return moment_of(now + left, start.zone)
