"""Holidays of states against lists that the states published, and clocks that run on a state's business days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bpo_controls.library.clock_model import ClockBook
from bpo_controls.library.condition import AllOf, AnyOf, Leaf, Not
from bpo_controls.library.holiday_model import HolidayBook, parse_day_rule
from bpo_controls.library.load import load_library
from bpo_controls.library.paper_model import paper_data
from bpo_controls.papers.business_days import easter_sunday, federal_holidays
from bpo_controls.papers.clock_plain import plain_answer, plain_moment
from bpo_controls.papers.clock_request import ClockAnswer, ClockRequest, answer_request
from bpo_controls.papers.running_clocks import RunningClock
from bpo_controls.papers.state_holidays import state_holidays, state_of_rule
from bpo_controls.words.clock_words import answer_lines

LIBRARY = load_library()
BOOK = paper_data(LIBRARY, "clocks", ClockBook)
CALENDARS = paper_data(LIBRARY, "holidays", HolidayBook).calendars

PUBLISHED = {
    ("AL", 2023): "01-02 01-16 02-20 04-24 05-29 06-05 07-04 09-04 10-09 11-10 11-23 12-25",
    # inform.alabama.gov; Juneteenth and the Friday were proclaimed that year and are not in the section of then
    ("CA", 2013): "01-01 01-21 02-18 04-01 05-27 07-04 09-02 11-11 11-28 11-29 12-25",  # arb.ca.gov
    (
        "GA",
        2025,
    ): "01-01 01-20 04-18 05-26 06-19 07-04 09-01 10-13 11-11 11-27 11-28 12-25 12-26",  # georgia.gov
    ("NV", 2023): "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-27 11-10 11-23 11-24 12-25",  # NRS 236.015
    (
        "LA",
        2024,
    ): "01-01 01-15 02-13 03-29 07-04 09-02 11-05 11-11 11-28 12-25",  # R.S. 1:55(B)(1)(a), Caddo clerk
}
"""Observed days as the states published them, by month and day."""


@pytest.mark.parametrize(("state", "year"), PUBLISHED)
def test_observed_days_are_those_of_the_published_list(state: str, year: int) -> None:
    found = [day.strftime("%m-%d") for day in state_holidays(CALENDARS[state], year)]
    assert found == PUBLISHED[state, year].split()


SINGLE = [
    ("AL", "2026-04-27", "Confederate Memorial Day"),
    ("CA", "2027-03-31", "Cesar Chavez Day"),
    ("CA", "2028-11-10", "Veterans Day"),  # November 11 is a Saturday; no other day moves from one
    ("CA", "2026-07-03", ""),
    ("CA", "2026-10-12", ""),
    ("CO", "2026-10-05", "Frances Xavier Cabrini Day"),
    ("CO", "2026-10-12", ""),
    ("IL", "2026-02-12", "Lincoln's birthday"),
    ("IL", "2026-11-03", "general election day"),
    ("IL", "2027-11-02", ""),
    ("IN", "2026-04-03", "Good Friday"),
    ("IN", "2026-05-05", "primary election day"),
    ("IN", "2026-10-12", "Columbus Day"),  # federal
    ("LA", "2026-02-17", "Mardi Gras"),
    ("MD", "2026-11-27", "American Indian Heritage Day"),
    ("MN", "2026-11-27", ""),
    ("NV", "2026-10-30", "Nevada Day"),
    ("NY", "2027-11-02", "general election day"),
    ("TN", "2026-04-03", "Good Friday"),
    ("TX", "2026-07-03", ""),  # federal offices close, Texas moves no holiday
    ("TX", "2026-06-19", ""),
    ("TX", "2026-11-27", "the Friday after Thanksgiving"),
    ("VT", "2026-03-03", "Town Meeting Day"),
    ("VT", "2026-08-17", "Bennington Battle Day"),  # the 16th is a Sunday
    ("WA", "2026-11-27", "Native American Heritage Day"),
]  # fmt: skip


@pytest.mark.parametrize(("state", "day", "name"), SINGLE)
def test_single_days_of_the_statutes(state: str, day: str, name: str) -> None:
    found = date.fromisoformat(day)
    assert state_holidays(CALENDARS[state], found.year).get(found, "") == name


def test_a_holiday_counts_from_its_first_day_on() -> None:
    assert date(2024, 6, 19) not in state_holidays(CALENDARS["AL"], 2024)
    assert date(2025, 6, 19) in state_holidays(CALENDARS["AL"], 2025)


def test_new_years_day_on_a_saturday_is_observed_in_the_year_before() -> None:
    assert state_holidays(CALENDARS["NV"], 2027)[date(2027, 12, 31)] == "New Year's Day"
    assert date(2028, 1, 1) not in state_holidays(CALENDARS["NV"], 2028)


def test_every_federal_holiday_is_one_in_indiana() -> None:
    assert set(federal_holidays(2026)) <= set(state_holidays(CALENDARS["IN"], 2026))


def test_easter_is_where_the_tables_put_it() -> None:
    """1818 and 2285 are the earliest dates that can be, 1943 and 2038 the latest."""
    table = {1818: "03-22", 1943: "04-25", 1961: "04-02", 2000: "04-23", 2026: "04-05", 2038: "04-25", 2285: "03-22"}  # fmt: skip
    assert {year: easter_sunday(year).strftime("%m-%d") for year in table} == table


@pytest.mark.parametrize("words", ["", "January 32", "fifth Monday in May", "Easter", "2026-02-30", "monday"])
def test_other_words_are_no_day(words: str) -> None:
    assert parse_day_rule(words) is None


def ask(trigger: str, start: str, states: str, **facts: str) -> ClockAnswer:
    return answer_request(
        LIBRARY, BOOK, ClockRequest(trigger, start, states=states, facts=facts), "2030-01-01"
    )


def one_of(found: ClockAnswer, label: str) -> RunningClock:
    (one,) = [clock for clock in found.clocks if clock.label == label]
    return one


INSURED = {"payer_lines": "commercial", "funding": "insured"}
HANDS = [
    # Friday, November 20, 2026. California: 23, 24, 25, 30, December 1 (Thanksgiving and the day after are out).
    ("records-request", "2026-11-20", "CA", "California providers: to inspect", "2026-12-01", {"buyer_kind": "hospital"}),
    # Nevada: 10 working days from Monday, October 26: 27, 28, 29, (30 Nevada Day), Nov 2-6, 9, 10.
    ("records-request", "2026-10-26", "NV", "Nevada custodians: to inspect", "2026-11-10", {"buyer_kind": "hospital"}),
    # Maryland: 21 working days from Monday, November 2, 2026; out: 3 (election), 11, 26, 27.
    # 4-6 is 3, 9-10 5, 12-13 7, 16-20 12, 23-25 15, 30-December 4 20, 7 is 21.
    ("records-request", "2026-11-02", "MD", "Maryland providers", "2026-12-07", {"buyer_kind": "hospital"}),
    # Texas: July 3, 2026 is a business day there (federal offices are closed). 15 from Wednesday, July 1:
    # 2, 3, 6-10 is 7, 13-17 12, 20, 21, 22.
    ("records-request", "2026-07-01", "TX", "Texas providers with an electronic record", "2026-07-22", {"buyer_kind": "hospital"}),
    # Colorado: 5 business days over Cabrini Day. Thursday, October 1: 2, 6, 7, 8, 9.
    ("standard-authorization", "2026-10-01", "CO", "Colorado-regulated plans", "2026-10-09", INSURED),
    # Columbus Day is a business day in Colorado. Friday, October 9: 12, 13, 14, 15, 16.
    ("standard-authorization", "2026-10-09", "CO", "Colorado-regulated plans", "2026-10-16", INSURED),
    # Louisiana: Monday, February 16, 2026: 17 is Mardi Gras; 18, 19, 20, 23, 24. Presidents' Day itself is the start.
    ("standard-authorization", "2026-02-16", "LA", "Louisiana-regulated plans", "2026-02-24", INSURED),
    # Indiana: 48 hours from Thursday noon before Good Friday: 12 hours, the whole of Monday, 12 on Tuesday.
    ("standard-authorization", "2026-04-02T12:00", "IN", "Indiana-regulated plans, weekends and holidays not counted",
     "2026-04-07T12:00-04:00", INSURED),
    # Vermont: 14 business days from Friday, August 14: 17 is Bennington Battle Day; 18-21 4, 24-28 9, 31-Sep 4 14.
    ("breach", "2026-08-14", "VT", "Vermont attorney general", "2026-09-04", {}),
    # Alabama: 2 business days over Confederate Memorial Day. Friday, April 24: 28, 29.
    ("standard-authorization", "2026-04-24", "AL", "Alabama-regulated review, from receipt of the information",
     "2026-04-29", INSURED),
]  # fmt: skip


@pytest.mark.parametrize(("trigger", "start", "state", "label", "due", "facts"), HANDS)
def test_a_clock_runs_on_the_business_days_of_its_state(
    trigger: str, start: str, state: str, label: str, due: str, facts: dict[str, str]
) -> None:
    one = one_of(ask(trigger, start, state, **facts), label)
    assert plain_moment(one.end) == due
    assert one.calendar is CALENDARS[state]


def test_the_days_left_out_and_their_source_are_told() -> None:
    found = ask("records-request", "2026-11-20", "CA", buyer_kind="hospital")
    lines = "\n".join(answer_lines(LIBRARY, BOOK, found))
    assert (
        "Holidays of California that do not count: Thursday, November 26, 2026 (Thanksgiving Day) and "
        "Friday, November 27, 2026 (the day after Thanksgiving)" in lines
    )
    assert "(California Government Code 6700, 6701, 19853)" in lines
    clocks: Any = plain_answer(LIBRARY, found)["clocks"]
    (one,) = [clock for clock in clocks if clock["for"] == "California providers: to inspect"]
    assert one["holidays"]["of"] == "CA"
    assert [day["day"] for day in one["holidays"]["left_out"]] == ["2026-11-26", "2026-11-27"]


def test_a_state_without_a_calendar_is_an_assumption_and_counts_federal_holidays() -> None:
    book = HolidayBook({state: one for state, one in CALENDARS.items() if state != "CA"})
    without = replace(LIBRARY, papers={**LIBRARY.papers, "holidays": book})
    asked = ClockRequest("records-request", "2026-11-20", states="CA", facts={"buyer_kind": "hospital"})
    found = answer_request(without, BOOK, asked, "2030-01-01")
    one = one_of(found, "California providers: to inspect")
    assert (one.calendar, plain_moment(one.end)) == (None, "2026-11-30")
    lines = "\n".join(answer_lines(without, BOOK, found))
    assert "The holidays of CA are not known here" in lines
    assert "Holidays that do not count: Thursday, November 26, 2026 (Thanksgiving Day)\n" in lines


def test_federal_clocks_keep_the_federal_calendar() -> None:
    found = ask("surprise-bill", "2026-11-20", "CA", payer_lines="commercial")
    skipping = [one for one in found.clocks if one.span and one.span.skip and one.end]
    assert skipping
    assert {one.calendar for one in skipping} == {None}


CA, TX = Leaf("patient_states", "one_of", ("CA",)), Leaf("patient_states", "one_of", ("TX",))
INSURED_PLAN = Leaf("funding", "one_of", ("insured",))


@pytest.mark.parametrize(
    ("when", "state"),
    [
        (None, ""),
        (CA, "CA"),
        (AllOf((CA, INSURED_PLAN)), "CA"),
        (AllOf((AnyOf((CA, TX)), INSURED_PLAN)), ""),
        (AnyOf((AllOf((CA, INSURED_PLAN)), CA)), "CA"),
        (AnyOf((CA, INSURED_PLAN)), ""),
        (AllOf((CA, TX)), ""),
        (Not(CA), ""),
        (Leaf("patient_states", "one_of", ("CA", "TX")), ""),
        (Leaf("patient_states", "excludes", ("CA",)), ""),
    ],
)
def test_whose_rule_it_is_follows_from_its_condition(when: object, state: str) -> None:
    assert state_of_rule(when) == state  # type: ignore[arg-type]


def test_every_state_whose_rules_count_business_days_has_a_calendar() -> None:
    states = set()
    for trigger in BOOK.triggers:
        found = ask(trigger, "2026-11-27T09:00", "all")
        states |= {one.rule_state for one in found.clocks if one.span and one.span.skip and one.rule_state}
    assert states <= set(CALENDARS)
    assert len(states) >= 12
