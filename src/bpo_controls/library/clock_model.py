"""What working-papers/clocks.yaml holds: triggers, who is told, and the clocks that run. Frozen; no disk, no YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bpo_controls.library.condition import Condition
from bpo_controls.library.parameter_model import ParameterValue

Unit = Literal["minutes", "hours", "days", "months", "years"]
Skip = Literal["", "holidays", "weekends-and-holidays"]
After = Literal["event", "month", "quarter", "year"]
ClockBasis = Literal["law", "contract", "guidance", "working-limit"]

CLOCK_BASES: tuple[ClockBasis, ...] = ("law", "contract", "guidance", "working-limit")
AT_ONCE = "at once"
ANY_STATE = "any"
"""A state of `Crowd`: in any one state."""


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time. `skip` says which days do not count; `after` that counting starts when that period ends."""

    number: int
    unit: Unit
    skip: Skip = ""
    after: After = "event"

    @property
    def timed(self) -> bool:
        """Whether the end has a time of day; a clock of days ends with the day."""
        return self.unit in ("minutes", "hours")


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people it takes: `at_least` and `at_most` of them living in `state` (""; anywhere, `any`: in any one state)."""

    at_least: int = 0
    at_most: int | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What clocks start from, in words. Where it has no date, that of the event `taken_as` is taken, if one is named."""

    id: str
    words: str
    taken_as: str = ""


@dataclass(frozen=True, slots=True)
class RowReading:
    """How a row of a parameter table counts where its number and unit alone do not say it.

    `within` is the time of a row whose value is words, `counts` the unit of one whose value is a number; `together`
    (`clock/row`) that it is due with another clock. `holds` tells rows of the same label apart, `part` names the part.
    """

    row: str
    holds: str = ""
    part: str = ""
    within: Span | None = None
    within_words: str = ""
    counts: str = ""
    together: str = ""
    start: str = ""
    people: Crowd | None = None
    extra: Span | None = None
    extra_when: str = ""
    note: str = ""

    def reads(self, row: ParameterValue) -> bool:
        """Whether this is about that row."""
        return self.row == row.label and (not self.holds or self.holds in str(row.value))


@dataclass(frozen=True, slots=True)
class Clock:
    """One duty with its time. With `table` it stands for every row of that parameter table that binds.

    `start` is the event it runs from. `extra` is an extension and `extra_when` what it takes; `stops` says what ends
    or pauses it. `{buyer}` and `{vendor}` in the texts are names.
    """

    id: str
    due: str
    by: str
    to: str
    basis: ClockBasis
    start: str
    within: Span | None = None
    within_words: str = ""
    table: str = ""
    only: tuple[str, ...] = ()
    rows: tuple[RowReading, ...] = ()
    source: str = ""
    when: Condition | None = None
    people: Crowd | None = None
    extra: Span | None = None
    extra_when: str = ""
    stops: str = ""
    note: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Who hears of it inside the two companies: level 1 (team lead) to 5 (executive), within what time, by what channel."""

    level: int
    who: str
    within: Span
    within_words: str
    channel: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Something that happens and starts clocks. `moment` says when the first one starts.

    `workflows` are those in which it happens; none stands for all. `implies` are facts that the trigger itself settles; `also` are triggers whose
    clocks start with it.
    """

    id: str
    title: str
    start: str
    moment: str
    workflows: tuple[str, ...]
    implies: Mapping[str, bool]
    also: tuple[str, ...]
    steps: tuple[Step, ...]
    clocks: tuple[Clock, ...]
    when: Condition | None = None
    if_missed: str = ""


@dataclass(frozen=True, slots=True)
class ClockBook:
    """The whole file. `levels` the five steps of the ladder."""

    title: str
    events: Mapping[str, Event]
    levels: tuple[str, ...]
    triggers: Mapping[str, Trigger]


@dataclass(frozen=True, slots=True)
class ContractClock:
    """A clock that a firm or a plan's contract adds. It runs in every case of its trigger, unless states or lines are named.

    `within` is the time; dates are ISO 8601, "" leaves that side open.
    """

    trigger: str
    due: str
    within: Span
    within_words: str
    by: str = ""
    to: str = ""
    start: str = ""
    plan: str = ""
    citation: str = ""
    states: tuple[str, ...] = ()
    payer_lines: tuple[str, ...] = ()
    note: str = ""
    since: str = ""
    until: str = ""


_WORDS = re.compile(
    r"(?P<number>[0-9]+) (?:(?P<kind>business|working|calendar) )?(?P<unit>minute|hour|day|month|year)s?"
    r"(?P<skip> without (?:weekends and )?holidays)?(?: after the (?P<after>month|quarter|year))?"
)
_UNITS: dict[str, Unit] = {
    "minute": "minutes",
    "hour": "hours",
    "day": "days",
    "month": "months",
    "year": "years",
}
_AFTER: dict[str | None, After] = {None: "event", "month": "month", "quarter": "quarter", "year": "year"}

SPAN_EXAMPLES = "at once, 72 hours, 5 business days, 60 calendar days, 60 days after the year"


def parse_span(text: str) -> Span | None:
    """A length of time from plain words, as in `SPAN_EXAMPLES`; None when the words say something else."""
    if text == AT_ONCE:
        return Span(0, "minutes")
    found = _WORDS.fullmatch(text)
    if found is None:
        return None
    unit = _UNITS[found["unit"]]
    skip: Skip = ""
    if found["kind"] in ("business", "working"):
        if unit != "days":
            return None
        skip = "weekends-and-holidays"
    elif found["skip"]:
        skip = "weekends-and-holidays" if "weekends" in found["skip"] else "holidays"
    return Span(int(found["number"]), unit, skip, _AFTER[found["after"]])
