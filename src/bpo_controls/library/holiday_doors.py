"""The door of working-papers/holidays.yaml."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, StrictBool
from pydantic_core import PydanticCustomError

from bpo_controls.library.door_fields import Door, IsoDate, Text
from bpo_controls.library.holiday_model import (
    DAY_EXAMPLES,
    DayRule,
    Holiday,
    HolidayBook,
    MovedFrom,
    StateCalendar,
    parse_day_rule,
)
from bpo_controls.library.lot_doors import ReadDoor
from bpo_controls.library.paper_doors import PaperDoor
from bpo_controls.library.problems import Entry, Problems
from bpo_controls.library.vocabulary import Vocabulary


def _day(value: str) -> str:
    if parse_day_rule(value) is None:
        raise PydanticCustomError("day", "must be a day, as in {examples}", {"examples": DAY_EXAMPLES})
    return value


class HolidayDoor(Door):
    known_by: ClassVar[str] = "name"
    name: Text = Field(description="the holiday")
    day: Annotated[Text, AfterValidator(_day)] = Field(description="the day it falls on, in words")
    moves: tuple[MovedFrom, ...] | None = Field(
        None, description="the weekend days from which it is moved; without it, those of the calendar"
    )
    even_years: StrictBool = Field(False, description="true where it comes in even years only")
    since: IsoDate = Field("", description="the day from which it is a holiday")
    until: IsoDate = Field("", description="the day from which it is one no more")


class StateCalendarDoor(Door):
    known_by: ClassVar[str] = "state"
    state: Text = Field(description="the two letters of the state")
    name: Text = Field(description="its name")
    citation: Text = Field(description="where the state lists its holidays")
    url: Text = Field("", description="the publisher's page")
    verified: ReadDoor = Field(description="how and when the list was checked")
    moves: tuple[MovedFrom, ...] = Field(
        (), description="saturday: to the Friday before; sunday: to the Monday after"
    )
    and_federal: StrictBool = Field(
        False, description="true where the state's law leaves out federal holidays too"
    )
    note: Text = Field("", description="what was left out, and why")
    days: tuple[HolidayDoor, ...] = Field(min_length=1, description="the holidays")


class HolidaysDoor(PaperDoor):
    """working-papers/holidays.yaml: the legal holidays that a state's business days leave out"""

    note: Text = Field(description="which days were taken up")
    calendars: tuple[StateCalendarDoor, ...] = Field(min_length=1, description="the states")


def holiday_book(
    entry: Entry[HolidaysDoor], _name: str, _words: Vocabulary, problems: Problems
) -> HolidayBook:
    """The calendars; a state that stands twice goes to `problems`."""
    found: dict[str, StateCalendar] = {}
    for index, door in enumerate(entry.door.calendars):
        if door.state in found:
            here = entry.spot.at("calendars", index, "state")
            problems.add("duplicate-id", here, f'the calendar of "{door.state}" stands twice')
        days = tuple(
            Holiday(
                day.name,
                parse_day_rule(day.day) or DayRule(),
                door.moves if day.moves is None else day.moves,
                day.even_years,
                day.since,
                day.until,
            )
            for day in door.days
        )
        verified = f"{door.verified.how}, {door.verified.on}"
        found[door.state] = StateCalendar(
            door.state, door.name, door.citation, verified, days, door.and_federal, door.note
        )
    return HolidayBook(found)
