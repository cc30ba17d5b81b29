"""What happened in a case: the dates of its events, and the people and states concerned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bpo_controls.engine.truth import Truth, truth_of
from bpo_controls.library.clock_model import ANY_STATE, ClockBook, Crowd, Trigger
from bpo_controls.papers.due_moment import Moment


@dataclass(frozen=True, slots=True)
class Case:
    """`events` are the moments of events by id. People are counted in all and by state, as far as known.

    `taken` are events whose date was not told, and that took the date of another.
    """

    trigger: str
    events: Mapping[str, Moment]
    people: int | None = None
    people_in: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    states: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


def with_taken(
    book: ClockBook, trigger: Trigger, events: Mapping[str, Moment]
) -> tuple[dict[str, Moment], tuple[str, ...]]:
    """The events, with those that take the date of another; and the ids of the latter that the trigger's clocks use."""
    used = events_used(book, trigger)
    full: dict[str, Moment] = dict(events)
    taken: list[str] = []
    for _ in book.events:
        for event in book.events.values():
            if event.id not in full and event.taken_as in full:
                full[event.id] = full[event.taken_as]
                taken.append(event.id)
    return full, tuple(one for one in taken if one in used)


def events_used(book: ClockBook, trigger: Trigger) -> tuple[str, ...]:
    """The ids of every event that clocks of the trigger start from, its own first."""
    kinds = (trigger, *(book.triggers[other] for other in trigger.also))
    return tuple(dict.fromkeys(start for one in kinds for start in _starts(one)))


def _starts(trigger: Trigger) -> Iterator[str]:
    yield trigger.start
    for clock in trigger.clocks:
        yield clock.start
        yield from (row.start for row in clock.rows if row.start)


def crowd_truth(crowd: Crowd | None, case: Case) -> Truth:
    """Whether as many people are concerned as it takes."""
    if crowd is None:
        return Truth.TRUE
    total = case.people
    if total is None and case.people_in and set(case.people_in) >= set(case.states):
        total = sum(case.people_in.values())
    if not crowd.state:
        return _between(total, crowd)
    counts = dict(case.people_in)
    if not counts and total is not None and len(case.states) == 1:
        counts = {case.states[0]: total}
    if crowd.state != ANY_STATE and crowd.state in counts:
        return _between(counts[crowd.state], crowd)
    if total is not None and total < crowd.at_least:
        return Truth.FALSE
    if crowd.state != ANY_STATE:
        return Truth.UNKNOWN
    if any(_between(count, crowd) is Truth.TRUE for count in counts.values()):
        return Truth.TRUE
    return Truth.FALSE if counts and sum(counts.values()) == total else Truth.UNKNOWN


def _between(count: int | None, crowd: Crowd) -> Truth:
    if count is None:
        return Truth.UNKNOWN
    return truth_of(count >= crowd.at_least and (crowd.at_most is None or count <= crowd.at_most))
