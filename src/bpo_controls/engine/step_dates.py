"""When each step that closes a gap is due, counted back from its gate.

The dates of a step depend on nothing that changes from week to week: the gate's date, the severity and hours of the
control, and the day the gap was recorded. So a step keeps its date until one of these is changed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from bpo_controls.library.model import Severity

LEAD: dict[Severity, int] = {"critical": 15, "high": 10, "medium": 5, "low": 0}
"""Working days between the last step and its gate: room to test what blocks before the gate is decided."""

HOURS_A_DAY = 8
START = 5
"""Working days after the gap was recorded before which no step is due."""


def step_dates(hours: Sequence[float], severity: Severity, gate: str, recorded: str) -> tuple[str, ...]:
    """The ISO date of each step; "" for each where the gate has no date. `hours` are those of the steps in order.

    The last step is due `LEAD` working days before the gate; each step before it as many working days earlier as the
    next one takes. None is due sooner than `START` working days after the gap was recorded (an ISO date or ""), and
    none after the gate. Weekends are skipped, holidays are not known.
    """
    end = _day(gate)
    if end is None:
        return ("",) * len(hours)
    found = [back(end, LEAD[severity])] if hours else []
    for following in reversed(hours[1:]):
        found.append(back(found[-1], math.ceil(following / HOURS_A_DAY)))
    known = _day(recorded)
    first = min(end, forward(known, START)) if known else None
    dates = reversed(found)
    return tuple((max(one, first) if first else one).isoformat() for one in dates)


@lru_cache(4096)
def back(day: date, working_days: int) -> date:
    """So many working days earlier; a weekend is taken as the Friday before it."""
    return _walk(day, working_days, -1)


@lru_cache(4096)
def forward(day: date, working_days: int) -> date:
    """So many working days later; a weekend is taken as the Monday after it."""
    return _walk(day, working_days, 1)


def _walk(day: date, working_days: int, way: int) -> date:
    while day.weekday() > 4:
        day += timedelta(way)
    for _ in range(working_days):
        day += timedelta(way)
        while day.weekday() > 4:
            day += timedelta(way)
    return day


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None
