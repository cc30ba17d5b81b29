"""The pydantic doors of working-papers/clocks.yaml."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, StrictBool, StrictInt
from pydantic_core import PydanticCustomError

from bpo_controls.diagnostics import did_you_mean
from bpo_controls.library.clock_model import (
    SPAN_EXAMPLES,
    Clock,
    ClockBasis,
    ClockBook,
    Crowd,
    Event,
    RowReading,
    Span,
    Step,
    Trigger,
    parse_span,
)
from bpo_controls.library.door_fields import ConditionTree, Door, FactId, IsoDate, SourceId, Text, WordId
from bpo_controls.library.paper_doors import PaperDoor
from bpo_controls.library.parse_condition import parse_condition
from bpo_controls.library.problems import Entry, Problems, Spot
from bpo_controls.library.vocabulary import Vocabulary


def _span(value: str) -> str:
    if parse_span(value) is None:
        raise PydanticCustomError(
            "span", "must be a length of time, as in {examples}", {"examples": SPAN_EXAMPLES}
        )
    return value


def _counts(value: str) -> str:
    if parse_span(f"1 {value}") is None:
        raise PydanticCustomError("span", "must be a unit of time, as in calendar days, business days, hours")
    return value


SpanWords = Annotated[Text, AfterValidator(_span)]
CountWords = Annotated[Text, AfterValidator(_counts)]


class EventDoor(Door):
    id: WordId = Field(description="the name by which clocks start from it")
    words: Text = Field(description="the event in words")
    taken_as: WordId = Field("", description="the event whose date is taken where this one has none")


class CrowdDoor(Door):
    at_least: StrictInt = Field(0, description="at least so many people")
    at_most: StrictInt | None = Field(None, description="at most so many people")
    state: Text = Field("", description="who live in this state; any: in any one state")


class RowDoor(Door):
    known_by: ClassVar[str] = "row"
    row: Text = Field(description="the row of the table, by its label")
    holds: Text = Field("", description="words of the row's value, where several rows have the same label")
    part: Text = Field("", description="which part of the row this is about")
    within: SpanWords | None = Field(None, description="the time, where the row's value is words")
    counts: CountWords | None = Field(
        None, description="how the row's number counts, where its unit is more than that"
    )
    together: Text = Field("", description="due with another clock of the trigger: its id, a slash, the row")
    starts: WordId = Field("", description="the event this row counts from")
    people: CrowdDoor | None = Field(None, description="how many people it takes")
    extra: SpanWords | None = Field(None, description="an extension")
    extra_when: Text = Field("", description="what the extension takes")
    note: Text = Field("", description="what else to know")


class ClockDoor(Door):
    id: WordId = Field(description="unique in the trigger")
    due: Text = Field(description="what is due")
    by: Text = Field(description="who owes it")
    to: Text = Field(description="to whom")
    basis: ClockBasis = Field(description="law, contract, guidance or working-limit")
    starts: WordId = Field(description="the event it counts from")
    within: SpanWords | None = Field(None, description="the time; left out with a table")
    table: WordId = Field("", description="the parameter table with a time per row")
    only: tuple[Text, ...] = Field((), description="only these rows of the table, by their labels")
    rows: tuple[RowDoor, ...] = Field(
        (), description="how rows count where number and unit alone do not say it"
    )
    source: SourceId = Field("", description="the source; left out with a table")
    when: ConditionTree = Field(None, description="it runs when this holds; without it, always")
    people: CrowdDoor | None = Field(None, description="how many people it takes")
    extra: SpanWords | None = Field(None, description="an extension")
    extra_when: Text = Field("", description="what the extension takes")
    stops: Text = Field("", description="what ends or pauses it")
    note: Text = Field("", description="what else to know")
    since: IsoDate = Field("", description="counts from this date on")
    until: IsoDate = Field("", description="no longer counts from this date on")


class StepDoor(Door):
    known_by: ClassVar[str] = "who"
    level: StrictInt = Field(ge=1, le=5, description="1 (team lead) to 5 (executive)")
    who: Text = Field(description="who is told")
    within: SpanWords = Field(description="within what time")
    channel: Text = Field(description="by what channel")
    note: Text = Field("", description="what else to know")


class TriggerDoor(Door):
    id: WordId = Field(description="the name on the command line")
    title: Text = Field(description="what happened")
    starts: WordId = Field(description="the event that the given date is")
    moment: Text = Field(description="when exactly that is")
    workflows: tuple[Text, ...] = Field((), description="the workflows in which it happens; none: all")
    when: ConditionTree = Field(None, description="it can happen when this holds; without it, always")
    implies: dict[FactId, StrictBool] = Field(
        default_factory=dict, description="yes-no facts that it settles by itself"
    )
    also: tuple[Text, ...] = Field((), description="triggers whose clocks start with it")
    if_missed: Text = Field(description="what happens when nobody acts")
    steps: tuple[StepDoor, ...] = Field(description="who is told inside the companies")
    clocks: tuple[ClockDoor, ...] = Field(description="the clocks that start")


class ClocksDoor(PaperDoor):
    """working-papers/clocks.yaml: triggers, who is told, and the clocks that run"""

    levels: tuple[Text, ...] = Field(
        min_length=5, max_length=5, description="the five levels from team lead to public"
    )
    events: tuple[EventDoor, ...] = Field(min_length=1, description="what clocks start from")
    triggers: tuple[TriggerDoor, ...] = Field(min_length=1, description="what can happen")


def clock_book(entry: Entry[ClocksDoor], _name: str, words: Vocabulary, problems: Problems) -> ClockBook:
    """The file; unknown events, triggers and facts, and clocks without a time, go to `problems`."""
    door, spot = entry.door, entry.spot
    events = {one.id: Event(one.id, one.words, one.taken_as) for one in door.events}
    known = tuple(one.id for one in door.triggers)
    triggers: dict[str, Trigger] = {}
    for index, one in enumerate(door.triggers):
        here = spot.at("triggers", index)
        if one.id in triggers:
            problems.add("duplicate-id", here.at("id"), f'the trigger "{one.id}" stands twice')
        for place, other in enumerate(one.also):
            _known(other, known, here.at("also", place), "trigger", problems)
        for fact in one.implies:
            if fact not in words.facts:
                message = f'{one.id}: unknown fact "{fact}"'
                hint = did_you_mean(fact, words.facts)
                problems.add("unknown-fact", here.at("implies", fact), message, hint, on_key=True)
        _known(one.starts, events, here.at("starts"), "event", problems)
        triggers[one.id] = Trigger(
            id=one.id,
            title=one.title,
            start=one.starts,
            moment=one.moment,
            workflows=one.workflows,
            implies=one.implies,
            also=one.also,
            steps=tuple(
                Step(step.level, step.who, _read(step.within), step.within, step.channel, step.note)
                for step in one.steps
            ),
            clocks=tuple(
                _clock(clock, here.at("clocks", place), events, words, problems)
                for place, clock in enumerate(one.clocks)
            ),
            when=parse_condition(here.at("when"), words, "engagement", problems)
            if "when" in one.model_fields_set
            else None,
            if_missed=one.if_missed,
        )
    return ClockBook(door.title, events, door.levels, triggers)


def _clock(
    door: ClockDoor, spot: Spot, events: dict[str, Event], words: Vocabulary, problems: Problems
) -> Clock:
    _known(door.starts, events, spot.at("starts"), "event", problems)
    if bool(door.table) == (door.within is not None):
        problems.add(
            "clock-does-not-fit", spot, f"{door.id} needs either within or table", "give one of them"
        )
    for place, row in enumerate(door.rows):
        if row.starts:
            _known(row.starts, events, spot.at("rows", place, "starts"), "event", problems)
    when = None
    if "when" in door.model_fields_set:
        when = parse_condition(spot.at("when"), words, "engagement", problems)
    return Clock(
        id=door.id,
        due=door.due,
        by=door.by,
        to=door.to,
        basis=door.basis,
        start=door.starts,
        within=_read(door.within) if door.within else None,
        within_words=door.within or "",
        table=door.table,
        only=door.only,
        rows=tuple(_row(row) for row in door.rows),
        source=door.source,
        when=when,
        people=_crowd(door.people),
        extra=_read(door.extra) if door.extra else None,
        extra_when=door.extra_when,
        stops=door.stops,
        note=door.note,
        since=door.since,
        until=door.until,
    )


def _row(door: RowDoor) -> RowReading:
    return RowReading(
        row=door.row,
        holds=door.holds,
        part=door.part,
        within=_read(door.within) if door.within else None,
        within_words=door.within or "",
        counts=door.counts or "",
        together=door.together,
        start=door.starts,
        people=_crowd(door.people),
        extra=_read(door.extra) if door.extra else None,
        extra_when=door.extra_when,
        note=door.note,
    )


def _crowd(door: CrowdDoor | None) -> Crowd | None:
    return Crowd(door.at_least, door.at_most, door.state) if door else None


def _read(words: str) -> Span:
    span = parse_span(words)
    assert span is not None  # the door has checked it
    return span


def _known(word: str, known: Collection[str], spot: Spot, what: str, problems: Problems) -> None:
    if word not in known:
        problems.add("clock-does-not-fit", spot, f'unknown {what} "{word}"', did_you_mean(word, known))
