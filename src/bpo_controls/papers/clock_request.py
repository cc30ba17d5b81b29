"""A question to the clocks as it is typed, checked and answered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

from bpo_controls.answers.answer_model import Answers, Value
from bpo_controls.answers.validate import parse_value
from bpo_controls.diagnostics import Diagnostic, UserError, did_you_mean, user_error
from bpo_controls.engine.known_facts import spread
from bpo_controls.library.clock_model import ClockBook, ContractClock, Trigger
from bpo_controls.library.model import Library
from bpo_controls.papers.clock_case import Case, events_used, with_taken
from bpo_controls.papers.due_moment import Moment, moment_of
from bpo_controls.papers.running_clocks import RunningClock, running_clocks
from bpo_controls.papers.state_zones import EASTERN, earliest_zone, zone_of
from bpo_controls.papers.told_facts import Told

ZoneFrom = Literal["told", "states", "engagement", "assumed"]
EARLIEST_YEAR = 2000
"""No clock of today's rules began before."""


@dataclass(frozen=True, slots=True)
class ClockRequest:
    """What was typed. `facts` and `events` by id; `people` is `620` or `TX=300,FL=40`; zones are IANA names."""

    trigger: str
    start: str
    events: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    states: str = ""
    people: str = ""
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    zone: str = ""
    seen_in: str = ""


@dataclass(frozen=True, slots=True)
class ClockAnswer:
    """The clocks, and what they rest on. `states_from` is told, engagement or "" where the states are not known."""

    trigger: Trigger
    case: Case
    clocks: tuple[RunningClock, ...]
    zone: str
    zone_from: ZoneFrom
    states_from: str
    lines: tuple[str, ...]

    @property
    def start(self) -> Moment:
        """When the trigger happened, where deadlines are counted."""
        return self.case.events[self.trigger.start]


def answer_request(
    library: Library,
    book: ClockBook,
    asked: ClockRequest,
    today: str,
    answers: Answers | None = None,
    added: tuple[ContractClock, ...] = (),
) -> ClockAnswer:
    """The clocks that run. The rules of the day on which the trigger happened count.

    Raises UserError for an unknown trigger, event, fact, state or zone, and for a date that cannot be.
    """
    trigger = find_trigger(book, asked.trigger)
    facts = _facts(library, asked)
    told = Told(library, facts, answers)
    known_states = told.known("patient_states")
    states = known_states if isinstance(known_states, tuple) else ()
    told_lines = told.known("payer_lines")
    typed = {trigger.start: _typed(asked.start, "--from", asked.seen_in)}
    for name, text in asked.events.items():
        _check_event(book, trigger, name)
        typed[name] = _typed(text, f"--event {name}", asked.seen_in)
    zone, zone_from = _zone(asked, "patient_states" in facts, states, typed[trigger.start])
    given = {name: _placed(one, zone) for name, one in typed.items()}
    for name, moment in given.items():
        option = "--from" if name == trigger.start else f"--event {name}"
        if moment.day > date.fromisoformat(today):
            raise user_error(
                "date-to-come",
                f"{option}: {moment.day.isoformat()} is after today, {today}",
                hint="to plan ahead, give that day with --as-of",
            )
    total, by_state = _people(library, asked.people, states)
    events, taken = with_taken(book, trigger, given)
    case = Case(trigger.id, MappingProxyType(events), total, MappingProxyType(by_state), states, taken)
    clocks = running_clocks(library, book, case, told, given[trigger.start].day.isoformat(), added)
    return ClockAnswer(
        trigger, case, clocks, zone, zone_from,
        "told" if "patient_states" in facts else "engagement" if states else "",
        told_lines if isinstance(told_lines, tuple) else (),
    )  # fmt: skip


def find_trigger(book: ClockBook, name: str) -> Trigger:
    """The trigger of that name. Raises UserError `unknown-trigger`."""
    if name not in book.triggers:
        hint = did_you_mean(name, book.triggers) or "see: bpo-controls clock list"
        raise user_error("unknown-trigger", f'there is no trigger "{name}"', hint=hint)
    return book.triggers[name]


def _check_event(book: ClockBook, trigger: Trigger, name: str) -> None:
    used = [one for one in events_used(book, trigger) if one != trigger.start]
    if name not in used:
        hint = did_you_mean(name, used) or "see: bpo-controls clock list"
        raise user_error(
            "unknown-event", f'--event: no clock of {trigger.id} starts from "{name}"', hint=hint
        )


def _facts(library: Library, asked: ClockRequest) -> dict[str, Value]:
    raw = dict(asked.facts)
    if asked.states:
        raw["patient_states"] = asked.states
    found: dict[str, Value] = {}
    problems: list[Diagnostic] = []
    for name, text in raw.items():
        option = "--state" if name == "patient_states" and asked.states else f"--fact {name}"
        question = library.questions.get(name)
        if question is None:
            hint = did_you_mean(name, library.questions)
            problems.append(Diagnostic("unknown-fact", f'--fact: unknown fact "{name}"', hint=hint))
            continue
        value = parse_value(question, text, library)
        if isinstance(value, Diagnostic):
            problems.append(Diagnostic(value.code, f"{option}: {value.message}", hint=value.hint))
        else:
            found[name] = spread(question, value)
    if problems:
        raise UserError(*problems)
    return found


_TYPED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2})?(Z|[+-]\d{2}:\d{2})?)?", re.ASCII)


def _typed(text: str, option: str, seen_in: str) -> date | datetime:
    """A date, a local time without a zone, or an instant. Raises UserError `bad-date`."""
    found = _TYPED.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError
        day = date.fromisoformat(found[1])
        if day.year < EARLIEST_YEAR or day.year > 9900:
            raise ValueError
        if not found[2]:
            return day
        local = datetime.combine(day, time.fromisoformat(found[2]))
        if found[3]:
            offset = datetime.fromisoformat(f"2000-01-01T00:00{found[3].replace('Z', '+00:00')}").tzinfo
            return local.replace(tzinfo=offset)
        return local.replace(tzinfo=_zone_info(seen_in, "--seen-in")) if seen_in else local
    except ValueError:
        raise user_error(
            "bad-date",
            f'{option}: "{text}" is not a date, or a date and time',
            hint="write 2026-11-23, or 2026-11-23T16:30, or 2026-11-23T16:30-05:00",
        ) from None


def _zone_info(name: str, option: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise user_error(
            "unknown-zone",
            f'{option}: there is no time zone "{name}"',
            hint="write it as America/Chicago or Asia/Manila",
        ) from None


def _zone(
    asked: ClockRequest, states_told: bool, states: tuple[str, ...], start: date | datetime
) -> tuple[str, ZoneFrom]:
    """Where deadlines are counted: as told, else in the states' zone, of several in the one where it is earliest."""
    if asked.zone:
        return _zone_info(asked.zone, "--zone").key, "told"
    zones = tuple(dict.fromkeys(zone for state in states if (zone := zone_of(state))))
    if not zones:
        return EASTERN, "assumed"
    instant = (
        start.astimezone(UTC)
        if isinstance(start, datetime) and start.tzinfo
        else datetime(2026, 1, 1, tzinfo=UTC)
    )
    return earliest_zone(zones, instant), "states" if states_told else "engagement"


def _placed(typed: date | datetime, zone: str) -> Moment:
    """What was typed as a moment in the zone. A local time without a zone is taken as of that zone."""
    if not isinstance(typed, datetime):
        return Moment(typed, zone)
    if typed.tzinfo is None:
        return Moment(typed.date(), zone, typed.time())
    return moment_of(typed, zone)


def _people(library: Library, text: str, states: tuple[str, ...]) -> tuple[int | None, dict[str, int]]:
    """How many people in all, and by state. Raises UserError `bad-people`."""
    total: int | None = None
    by_state: dict[str, int] = {}
    asked = library.questions.get("patient_states")
    known = (
        [option.id for option in asked.options if not option.alone and not option.covers_all] if asked else []
    )
    for part in (one.strip() for one in re.split(r"[,;](?!\d{3}\b)", text) if one.strip()):
        state, equals, count = part.rpartition("=")
        plain = count.strip().replace(",", "")
        if not re.fullmatch(r"\d{1,9}", plain, re.ASCII):
            raise _bad_people(part, "write 620, or TX=300,FL=40")
        if not equals:
            total = int(plain)
            continue
        state = state.strip().upper()
        if state not in known:
            raise _bad_people(part, did_you_mean(state, known))
        if states and state not in states:
            raise _bad_people(part, f"{state} is not among the states: {', '.join(states)}")
        by_state[state] = int(plain)
    if total is not None and sum(by_state.values()) > total:
        raise _bad_people(text, "the states add up to more than the total")
    return total, by_state


def _bad_people(text: str, hint: str) -> UserError:
    return user_error("bad-people", f'--people: "{text}" does not count people', hint=hint)
