"""Business days of a state: Monday to Friday without the holidays that its own law lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from bpo_controls.library.condition import AllOf, AnyOf, Condition, Leaf
from bpo_controls.library.holiday_model import DayRule, Holiday, StateCalendar
from bpo_controls.papers.business_days import (
    ONE_DAY,
    SATURDAY,
    SUNDAY,
    easter_sunday,
    holiday,
    last_weekday,
    nth_weekday,
)

STATES_FACT = "patient_states"
"""The fact by which a rule says in which states it binds."""


@dataclass(frozen=True, slots=True)
class StateHolidays:
    """Names the holiday observed on a day in a state. Called with a date, "" when it is none."""

    calendar: StateCalendar
    _years: dict[int, dict[date, str]] = field(default_factory=dict)

    def __call__(self, day: date) -> str:
        if day.year not in self._years:
            self._years[day.year] = state_holidays(self.calendar, day.year)
        return self._years[day.year].get(day, "")


def state_holidays(calendar: StateCalendar, year: int) -> dict[date, str]:
    """The holidays observed in a calendar year, by observed day; those of federal law too where the state says so."""
    found: dict[date, str] = {}
    for of in (year - 1, year, year + 1):
        for one in calendar.days:
            day = _day_in(one, of)
            if day is not None and day.year == year:
                found[day] = one.name
    if calendar.and_federal:
        day = date(year, 1, 1)
        while day.year == year:
            if name := holiday(day):
                found.setdefault(day, name)
            day += ONE_DAY
    return dict(sorted(found.items()))


def state_of_rule(when: Condition | None) -> str:
    """The one state in which a rule binds by its condition, or "" where it binds in several or everywhere."""
    match when:
        case Leaf(fact=fact, op="one_of", operand=(str() as state,)) if fact == STATES_FACT:
            return state
        case AllOf(parts=parts):
            found = {state for part in parts if (state := state_of_rule(part))}
            return found.pop() if len(found) == 1 else ""
        case AnyOf(parts=parts):
            found = {state_of_rule(part) for part in parts}
            return found.pop() if len(found) == 1 else ""
        case _:
            return ""


def _day_in(one: Holiday, year: int) -> date | None:
    """The observed day of a holiday of that year; None when it is none in that year."""
    if one.even_years and year % 2:
        return None
    day = _rule_day(one.on, year)
    if (
        day is None
        or (one.since and day.isoformat() < one.since)
        or (one.until and day.isoformat() >= one.until)
    ):
        return None
    if day.weekday() == SATURDAY and "saturday" in one.moves:
        return day - ONE_DAY
    if day.weekday() == SUNDAY and "sunday" in one.moves:
        return day + ONE_DAY
    return day


def _rule_day(rule: DayRule, year: int) -> date | None:
    if rule.only:
        only = date.fromisoformat(rule.only)
        return only if only.year == year else None
    if rule.easter is not None:
        return easter_sunday(year) + timedelta(days=rule.easter)
    if rule.day:
        return date(year, rule.month, rule.day)
    if rule.nth == -1:
        day = last_weekday(year, rule.month, rule.weekday)
    else:
        day = nth_weekday(year, rule.month, rule.weekday, rule.nth)
    if rule.then is None:
        return day
    return day + timedelta(days=(rule.then - day.weekday() - 1) % 7 + 1)
