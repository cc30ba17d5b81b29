"""The answer of the clocks as plain data, for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from zoneinfo import ZoneInfo

from bpo_controls.library.model import Library
from bpo_controls.papers.clock_request import ClockAnswer
from bpo_controls.papers.due_moment import Moment
from bpo_controls.papers.running_clocks import RunningClock


def plain_answer(library: Library, found: ClockAnswer) -> dict[str, object]:
    """What was asked, every clock, and what had to be assumed."""
    case = found.case
    return {
        "trigger": found.trigger.id,
        "title": found.trigger.title,
        "start": plain_moment(found.start),
        "zone": found.zone,
        "zone_from": found.zone_from,
        "states": list(case.states),
        "people": case.people,
        "people_by_state": dict(case.people_in),
        "payer_lines": list(found.lines),
        "taken_events": list(case.taken),
        "clocks": [_clock(library, clock) for clock in found.clocks],
    }


def plain_moment(moment: Moment | None) -> str | None:
    """`2026-11-30` for a whole day, `2026-11-30T09:00-05:00` for a time of that day."""
    if moment is None:
        return None
    if moment.at is None:
        return moment.day.isoformat()
    local = moment.instant.astimezone(UTC).astimezone(ZoneInfo(moment.zone))
    return local.isoformat(timespec="minutes")


def _clock(library: Library, one: RunningClock) -> Mapping[str, object]:
    source = library.sources.get(one.source)
    crowd = one.crowd
    return {
        "id": one.id,
        "state": one.state,
        "due": plain_moment(one.end),
        "act_by": one.act_by.isoformat() if one.act_by else None,
        "warn": plain_moment(one.warn),
        "extended": plain_moment(one.extended),
        "what": one.due,
        "for": one.label,
        "by": one.by,
        "to": one.to,
        "level": one.level or None,
        "channel": one.channel or None,
        "within": one.within_words,
        "counts": counts_key(one),
        "holidays": _holidays(one),
        "starts": one.start,
        "started": plain_moment(one.started),
        "basis": one.basis,
        "source": one.source or None,
        "citation": source.citation if source else one.citation or None,
        "read": source.verified if source else None,
        "extension": one.extra_when or None,
        "stops": one.stops or None,
        "note": one.note or None,
        "missing": list(one.missing),
        "people": {"at_least": crowd.at_least, "at_most": crowd.at_most, "state": crowd.state}
        if crowd
        else None,
    }


def counts_key(one: RunningClock) -> str:
    """How the clock counts: business-days, calendar-days, days-without-holidays, hours, hours-of-business-days or ""."""
    span = one.span
    if span is None or span.number == 0:
        return ""
    if span.timed:
        return "hours-of-business-days" if span.skip else "hours"
    if span.skip == "holidays":
        return "days-without-holidays"
    return "business-days" if span.skip else "calendar-days"


def _holidays(one: RunningClock) -> Mapping[str, object] | None:
    """Whose holidays a clock leaves out, and which; None for a clock that counts them."""
    if one.span is None or not one.span.skip:
        return None
    known = one.calendar
    return {
        "of": known.state if known else "federal",
        "rule_state": one.rule_state or None,
        "citation": known.citation if known else "5 U.S.C. 6103",
        "read": known.verified if known else None,
        "left_out": [{"day": day.isoformat(), "name": name} for day, name in one.left_out],
    }
