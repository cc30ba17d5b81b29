"""Which clocks a trigger starts in a case, and when each of them ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bpo_controls.engine.truth import Truth, both
from bpo_controls.library.clock_model import (
    Clock,
    ClockBasis,
    ClockBook,
    ContractClock,
    Crowd,
    RowReading,
    Span,
    Step,
    Trigger,
    parse_span,
)
from bpo_controls.library.holiday_model import HolidayBook, StateCalendar
from bpo_controls.library.model import Library
from bpo_controls.library.parameter_model import Parameter, ParameterValue
from bpo_controls.papers.business_days import (
    Holidays,
    holiday,
    holidays_between,
    is_business_day,
    last_business_day,
)
from bpo_controls.papers.clock_case import Case, crowd_truth
from bpo_controls.papers.due_moment import Moment, end_of, three_quarters
from bpo_controls.papers.state_holidays import StateHolidays, state_of_rule
from bpo_controls.papers.told_facts import Told

RunningState = Literal["dated", "waits", "unread", "open"]
"""dated: it has an end; waits: it starts with an event that has no date; unread: only words; open: a fact is missing."""

STATES: tuple[RunningState, ...] = ("dated", "waits", "unread", "open")


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A clock in a case. `label` says whom it binds, `source` is an id of the library, `citation` a clause in words.

    `act_by` is the last business day when the end is none; `warn` is when three quarters have run; `extended` is the
    end with the extension. `missing` are questions whose answers decide it, `crowd` the number of people that does.

    `rule_state` is the one state whose rule it is, "" for federal and contract clocks; `calendar` the holidays of that
    state, None where the federal ones are counted. `left_out` are the holidays between start and end that do not count.
    """

    id: str
    due: str
    by: str
    to: str
    label: str
    basis: ClockBasis
    within_words: str
    start: str
    span: Span | None = None
    state: RunningState = "open"
    started: Moment | None = None
    end: Moment | None = None
    act_by: date | None = None
    warn: Moment | None = None
    extended: Moment | None = None
    extra_when: str = ""
    source: str = ""
    citation: str = ""
    stops: str = ""
    note: str = ""
    level: int = 0
    channel: str = ""
    missing: tuple[str, ...] = ()
    crowd: Crowd | None = None
    rule_state: str = ""
    calendar: StateCalendar | None = None
    left_out: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A clock before its end is known: whether it runs, and what its end takes. `family` is the clock it is a row of."""

    clock: RunningClock
    truth: Truth
    family: str = ""
    extra: Span | None = None
    together: str = ""


def running_clocks(
    library: Library,
    book: ClockBook,
    case: Case,
    told: Told,
    as_of: str,
    added: tuple[ContractClock, ...] = (),
) -> tuple[RunningClock, ...]:
    """Every clock that runs or may run, in the order in which they end; those without a date follow.

    `as_of` is an ISO date: it decides which version of a rule counts. Raises KeyError for an unknown trigger.
    """
    first = book.triggers[case.trigger]
    drafts: list[_Draft] = [_step(step, first) for step in first.steps]
    for trigger in (first, *(book.triggers[other] for other in first.also)):
        known = told.with_facts({**first.implies, **trigger.implies})
        for clock in trigger.clocks:
            drafts += _drafts(library, clock, case, known, as_of)
        drafts += [_added(one, trigger, case, known, as_of) for one in added if one.trigger == trigger.id]
    holidays = _calendars(library)
    running = [replace(d, clock=_dated(d, case, holidays)) for d in drafts if d.truth is not Truth.FALSE]
    by_row = {f"{draft.family}/{draft.clock.label}": draft.clock for draft in running if draft.family}
    return tuple(sorted((_with_companion(draft, by_row) for draft in running), key=_order))


def _calendars(library: Library) -> Mapping[str, StateHolidays]:
    book = library.papers.get("holidays")
    if not isinstance(book, HolidayBook):
        return {}
    return {state: StateHolidays(calendar) for state, calendar in book.calendars.items()}


def _order(one: RunningClock) -> tuple[object, ...]:
    place = STATES.index(one.state)
    return (place, *one.end.order(), -one.level) if one.state == "dated" and one.end else (place,)


def _drafts(library: Library, clock: Clock, case: Case, told: Told, as_of: str) -> Iterator[_Draft]:
    if not _counts(clock.since, clock.until, as_of):
        return
    truth, missing = told.judge(clock.when)
    crowd = crowd_truth(clock.people, case)
    base = RunningClock(
        clock.id, clock.due, clock.by, clock.to, "", clock.basis, clock.within_words, clock.start, clock.within,
        extra_when=clock.extra_when, source=clock.source, stops=clock.stops, note=clock.note,
        missing=missing, crowd=clock.people if crowd is Truth.UNKNOWN else None,
        rule_state=state_of_rule(clock.when),
    )  # fmt: skip
    whole = both((truth, crowd))
    if not clock.table:
        yield _Draft(base, whole, extra=clock.extra)
        return
    if whole is Truth.FALSE:
        return
    for number, row in enumerate(library.parameters[clock.table].values, start=1):
        if _counts(row.since, row.until, as_of) and (not clock.only or row.label in clock.only):
            yield from _row_drafts(clock, replace(base, id=f"{clock.id}-{number}"), row, whole, case, told)


def _row_drafts(
    clock: Clock, base: RunningClock, row: ParameterValue, whole: Truth, case: Case, told: Told
) -> Iterator[_Draft]:
    """A clock for a row of a table, or one for each of its parts."""
    truth, missing = told.judge(row.when)
    readings = [reading for reading in clock.rows if reading.reads(row)] or [RowReading(row.label)]
    for part, reading in enumerate(readings):
        crowd = crowd_truth(reading.people, case)
        span, words = row_span(row, reading)
        yield _Draft(
            replace(
                base,
                id=f"{base.id}{chr(ord('a') + part)}" if len(readings) > 1 else base.id,
                label=f"{row.label}: {reading.part}" if reading.part else row.label,
                source=row.source,
                span=span,
                within_words=words,
                start=reading.start or base.start,
                extra_when=reading.extra_when or base.extra_when,
                note=" ".join(text for text in (base.note, reading.note) if text),
                missing=tuple(dict.fromkeys((*base.missing, *missing))),
                crowd=reading.people if reading.people and crowd is Truth.UNKNOWN else base.crowd,
                rule_state=state_of_rule(row.when) or base.rule_state,
            ),
            both((whole, truth, crowd)),
            family=clock.id,
            extra=reading.extra or clock.extra,
            together=reading.together,
        )


def row_span(row: ParameterValue, reading: RowReading) -> tuple[Span | None, str]:
    """How long the clock of a row runs, and that in words; None where only its words say it."""
    if reading.within is not None:
        return reading.within, reading.within_words
    if isinstance(row.value, int | float):
        words = f"{row.value:g} {reading.counts or row.unit}"
        return parse_span(words), words
    return parse_span(row.value), row.value


def tables_of(book: ClockBook, library: Library) -> Iterator[tuple[Trigger, Clock, Parameter]]:
    """Every clock that stands for the rows of a table of this library."""
    for trigger in book.triggers.values():
        for clock in trigger.clocks:
            if clock.table in library.parameters:
                yield trigger, clock, library.parameters[clock.table]


def _step(step: Step, trigger: Trigger) -> _Draft:
    clock = RunningClock(
        f"level-{step.level}", "", "", step.who, "", "working-limit", step.within_words, trigger.start, step.within,
        note=step.note, level=step.level, channel=step.channel,
    )  # fmt: skip
    return _Draft(clock, Truth.TRUE)


def _added(one: ContractClock, trigger: Trigger, case: Case, told: Told, as_of: str) -> _Draft:
    """A clock of a contract. It runs unless the case is known to lie in other states or lines of coverage."""
    states = not one.states or not case.states or not set(one.states).isdisjoint(case.states)
    lines = told.known("payer_lines")
    covered = (
        not one.payer_lines or not isinstance(lines, tuple) or not set(one.payer_lines).isdisjoint(lines)
    )
    runs = states and covered and _counts(one.since, one.until, as_of)
    clock = RunningClock(
        "contract", one.due, one.by, one.to, one.plan, "contract", one.within_words, one.start or trigger.start,
        one.within, citation=one.citation, note=one.note,
    )  # fmt: skip
    return _Draft(clock, Truth.TRUE if runs else Truth.FALSE)


def _counts(since: str, until: str, as_of: str) -> bool:
    return not (since and as_of < since) and not (until and as_of >= until)


def _dated(draft: _Draft, case: Case, calendars: Mapping[str, StateHolidays]) -> RunningClock:
    """The clock with its dates, as far as its event has one."""
    clock, span = draft.clock, draft.clock.span
    start = case.events.get(clock.start)
    sure = draft.truth is Truth.TRUE
    if span is None:
        return replace(clock, state="unread" if sure else "open", started=start)
    own = calendars.get(clock.rule_state) if span.skip else None
    holidays: Holidays = own or holiday
    clock = replace(clock, calendar=own.calendar if own else None)
    if start is None:
        return replace(clock, state="waits" if sure else "open")
    end = end_of(span, start, holidays)
    business = span.timed or is_business_day(end.day, holidays)
    return replace(
        clock,
        state="dated" if sure else "open",
        started=start,
        end=end,
        act_by=None if business else last_business_day(end.day, holidays),
        warn=three_quarters(span, start, holidays),
        extended=end_of(draft.extra, end, holidays) if draft.extra else None,
        left_out=tuple(holidays_between(start.day, end.day, holidays)) if span.skip else (),
    )


def _with_companion(draft: _Draft, by_row: Mapping[str, RunningClock]) -> RunningClock:
    """A duty that is due together with another clock gets the dates of that one."""
    clock, other = draft.clock, by_row.get(draft.together)
    if other is None or other.end is None:
        return clock
    state: RunningState = "dated" if clock.state == "unread" and other.state == "dated" else clock.state
    return replace(
        clock, state=state, started=other.started, end=other.end, act_by=other.act_by, warn=other.warn
    )
