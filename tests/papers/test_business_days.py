"""Federal holidays on the days they are observed, from the calendar that OPM publishes, and spans worked by hand."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_controls.library.clock_model import Span, parse_span
from bpo_controls.papers.business_days import federal_holidays, is_business_day, last_business_day
from bpo_controls.papers.due_moment import Moment, end_of, three_quarters

EAST = "America/New_York"

OPM = {
    2021: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
    2022: "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26",
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
    2027: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
    2028: "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
}
"""Observed days. New Year's Day of 2022 and of 2028 is a Saturday and is observed on December 31 before."""


@pytest.mark.parametrize("year", OPM)
def test_observed_holidays_are_those_of_the_calendar(year: int) -> None:
    assert [day.strftime("%m-%d") for day in federal_holidays(year)] == OPM[year].split()


def test_juneteenth_is_a_holiday_from_2021_on() -> None:
    assert date(2020, 6, 19) not in federal_holidays(2020)


def test_the_last_business_day_goes_over_a_long_weekend() -> None:
    assert last_business_day(date(2026, 12, 27)) == date(2026, 12, 24)  # Sunday; the 25th is Christmas
    assert last_business_day(date(2026, 12, 24)) == date(2026, 12, 24)


SPANS = [
    ("60 days after the year", "2027-05-01", None, "2028-02-29"),  # 31 + 29
    ("60 days after the year", "2026-05-01", None, "2027-03-01"),  # 31 + 28 + 1
    ("30 days after the quarter", "2026-05-04", None, "2026-07-30"),
    ("6 months after the month", "2027-06-15", None, "2027-12-31"),
    ("6 months after the month", "2027-08-31", None, "2028-02-29"),
    ("1 calendar year", "2028-02-29", None, "2029-02-28"),
    ("12 months", "2026-11-27", None, "2027-11-27"),
    ("6 months", "2027-08-31", None, "2028-02-29"),
    ("15 business days", "2026-12-22", None, "2027-01-14"),  # Christmas and New Year's Day lie between
    ("1 business day", "2026-11-25", None, "2026-11-27"),  # Thanksgiving
    ("5 business days", "2026-11-28", None, "2026-12-04"),  # begins on a Saturday
    ("3 calendar days without holidays", "2026-11-25", None, "2026-11-29"),  # the weekend counts, Thursday does not
    ("72 hours", "2026-10-30", "10:00", "2026-11-02 09:00"),  # clocks go back on November 1
    ("48 hours", "2026-03-06", "12:00", "2026-03-08 13:00"),  # clocks go forward on March 8
    ("48 hours without weekends and holidays", "2026-11-25", "15:00", "2026-11-30 15:00"),  # 9 + 24 + 15
    ("24 hours without weekends and holidays", "2026-11-28", "09:00", "2026-12-01 00:00"),  # all of Monday
    ("15 minutes", "2026-11-27", "23:50", "2026-11-28 00:05"),
    ("at once", "2026-11-27", "09:15", "2026-11-27 09:15"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "day", "at", "end"), SPANS)
def test_spans_end_where_a_calendar_says(words: str, day: str, at: str | None, end: str) -> None:
    span = parse_span(words)
    assert span is not None
    start = Moment(date.fromisoformat(day), EAST, time.fromisoformat(at) if at else None)
    found = end_of(span, start)
    assert f"{found.day.isoformat()} {found.at:%H:%M}" == end if found.at else found.day.isoformat() == end
    assert (found.at is not None) == span.timed


@pytest.mark.parametrize(
    "words", ["", "soon", "5", "five days", "3 business hours", "1.5 days", "-3 days", "60 days late"]
)
def test_other_words_are_no_span(words: str) -> None:
    assert parse_span(words) is None


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 60))
def test_business_days_between_are_as_many_as_asked(day: date, number: int) -> None:
    end = end_of(Span(number, "days", "weekends-and-holidays"), Moment(day, EAST)).day
    between = [
        one
        for one in range(day.toordinal() + 1, end.toordinal() + 1)
        if is_business_day(date.fromordinal(one))
    ]
    assert len(between) == number
    assert is_business_day(end)


@given(
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.integers(2, 400),
    st.sampled_from(["days", "hours", "months"]),
)
def test_three_quarters_lie_between_start_and_end(day: date, number: int, unit: str) -> None:
    span, start = Span(number, unit), Moment(day, EAST, time(9, 30) if unit == "hours" else None)  # type: ignore[arg-type]
    warn = three_quarters(span, start)
    assert warn is not None
    assert start.order() < warn.order() <= end_of(span, start).order() or warn.day == day
