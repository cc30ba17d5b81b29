"""What clocks say: due dates with where they come from, and what had to be assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bpo_controls.engine.horizon import standing
from bpo_controls.library.clock_model import ANY_STATE, ClockBasis, ClockBook, Crowd
from bpo_controls.library.model import Library
from bpo_controls.papers.clock_plain import counts_key
from bpo_controls.papers.clock_request import ClockAnswer
from bpo_controls.papers.due_moment import Moment
from bpo_controls.papers.running_clocks import RunningClock
from bpo_controls.papers.state_zones import SPLIT, zone_words
from bpo_controls.words.findings import citation_words
from bpo_controls.words.numbers import capital, date_words, listed, number, sentence

FEW = 3
"""So many clocks that hang on the same answer are told one by one."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

BASIS: dict[ClockBasis, str] = {
    "law": "law",
    "contract": "contract",
    "guidance": "guidance",
    "working-limit": "working limit of this library, no law",
}

COUNTS: dict[str, str] = {
    "": "",
    "hours": "",
    "hours-of-business-days": "hours of business days",
    "days-without-holidays": "calendar days without holidays",
    "business-days": "business days",
    "calendar-days": "calendar days",
}

HEADS: dict[str, str] = {
    "dated": "Due, in order",
    "waits": "No date yet: starts with something that has not been told",
    "unread": "No number of days in the rule",
    "open": "May run too",
    "stops": "What stops or stretches a clock",
    "assumed": "Not told, and therefore assumed",
}

NONE_RUNS = "No clock runs with what was told."
NOT_ADVICE = (
    "Dates are worked out from the sources named. They are no legal advice; counsel decides which rule binds."
)
CONTRACT_FIRST = (
    "A contract can be shorter than the law. Put its clocks into contract-clocks.yaml or --contract FILE."
)


def day_words(day: date) -> str:
    """`Monday, November 30, 2026`."""
    return f"{WEEKDAYS[day.weekday()]}, {date_words(day.isoformat())}"


def moment_words(moment: Moment) -> str:
    """`Monday, November 30, 2026, 9:00 a.m.`; without the time where it is a whole day."""
    words = day_words(moment.day)
    if moment.at is None:
        return words
    hour, minute = moment.at.hour, moment.at.minute
    half = "a.m." if hour < 12 else "p.m."
    return f"{words}, {hour % 12 or 12}:{minute:02} {half}"


def named(text: str, buyer: str, vendor: str) -> str:
    """The text with the names of the companies in it."""
    return text.replace("{buyer}", buyer or "the buyer").replace("{vendor}", vendor or "the vendor")


def what_words(one: RunningClock) -> str:
    """What is due and for whom: `Letters to the people concerned (Florida)`; for a step, who is told."""
    if one.level:
        return f"Tell level {one.level}: {one.to}"
    return f"{one.due} ({one.label})" if one.label else one.due


def within_words(one: RunningClock, book: ClockBook) -> str:
    """`30 days from the day it was discovered, in calendar days`."""
    event = book.events[one.start].words if one.start in book.events else one.start
    counts = COUNTS[counts_key(one)]
    said = one.within_words
    plainly = (
        f", counted in {counts}" if counts and counts not in said and not said.startswith("at once") else ""
    )
    return f"{said} from {event}{plainly}" if one.span and one.span.number else said


def rests_on(library: Library, one: RunningClock, as_of: str) -> str:
    """The citation with how it stands, the clause of a contract, or that it is a working limit."""
    source = library.sources.get(one.source)
    if source is not None:
        words = citation_words(source, standing(source, as_of))
        read = f", read {_read_on(source.verified)}" if source.verified else ""
        told = f"{words}{read}"
        return told if one.basis in ("law", "guidance") else f"{BASIS[one.basis]} ({told})"
    if one.basis == "contract":
        return one.citation or "contract, clause not named"
    return BASIS[one.basis]


def _read_on(verified: str) -> str:
    return date_words(verified.rpartition(", ")[2])


def extras(one: RunningClock) -> Iterator[str]:
    """What else belongs to a date: the last business day, when to warn, the extension."""
    if one.left_out:
        whose = f" of {one.calendar.name}" if one.calendar else ""
        days = listed([f"{day_words(day)} ({name})" for day, name in one.left_out])
        yield f"Holidays{whose} that do not count: {days}"
    if one.act_by is not None and one.end is not None:
        yield f"The end is no business day: act by {day_words(one.act_by)}"
    if one.warn is not None and not one.level:
        yield f"Escalate on {moment_words(one.warn)}, when three quarters have run"
    if one.extended is not None:
        yield f"With an extension until {moment_words(one.extended)}: {one.extra_when}"


def open_words(library: Library, one: RunningClock) -> str:
    """What decides whether it runs: missing answers, and how many people are concerned."""
    asked = [library.questions[item].ask for item in one.missing]
    parts = [f"it depends on the answer to {listed([f'“{ask}”' for ask in asked])}"] if asked else []
    if one.crowd is not None:
        parts.append(f"if it concerns {crowd_words(one.crowd)}")
    return "; ".join(parts)


def crowd_words(crowd: Crowd) -> str:
    """`500 or more people`, `more than 500 people in any one state`, `at most 499 people`."""
    where = {"": "", ANY_STATE: " in any one state"}.get(crowd.state, f" in {crowd.state}")
    if crowd.at_most is not None and not crowd.at_least:
        return f"at most {number(crowd.at_most)} people{where}"
    return f"{number(crowd.at_least)} or more people{where}"


def stops_words(clocks: Iterable[RunningClock]) -> tuple[str, ...]:
    """Each remark on what stops a clock, once, with what is due."""
    found: dict[str, None] = {}
    for one in clocks:
        for text in (one.stops, one.note):
            if text:
                found[f"{what_words(one) if one.level else one.due}: {text}"] = None
    return tuple(found)


def assumptions(book: ClockBook, found: ClockAnswer) -> tuple[str, ...]:
    """What was not told, and what was taken instead; then how days were counted."""
    case = found.case
    lines: list[str] = []
    running = [one for one in found.clocks if one.state == "dated"]
    if found.start.at is None and any(one.span and one.span.timed for one in running):
        lines.append(
            f"The time of day was not told: hours count from the first minute of {day_words(found.start.day)}, so that no deadline comes out late"
        )
    lines += [_zone_words(found)]
    for name in case.taken:
        event = book.events[name]
        other = book.events[event.taken_as].words
        lines.append(f"Not told is {event.words}: taken as {other} (--event {name}=DATE)")
    if not found.states_from and any("patient_states" in one.missing for one in found.clocks):
        lines.append("The states were not told (--state): clocks of states are not dated")
    elif found.states_from == "engagement":
        lines.append("The states are those of the whole engagement (--state names those concerned)")
    if case.people is None and not case.people_in and any(one.crowd for one in found.clocks):
        lines.append("How many people are concerned was not told (--people)")
    if not found.lines and any("payer_lines" in one.missing for one in found.clocks):
        lines.append("The kind of coverage was not told (--plan)")
    if any(one.span and one.span.timed and one.span.number and not one.span.skip for one in running):
        lines.append("Hours run through nights, weekends and holidays")
    lines += _holiday_words(running)
    if any(
        one.within_words.endswith(" days")
        and counts_key(one) == "calendar-days"
        and "calendar" not in one.within_words
        for one in running
    ):
        lines.append("Where a rule says days and no more, calendar days are counted")
    if any(one.act_by for one in running):
        lines.append(
            "No deadline is moved from a weekend or holiday to the next business day, unless its rule says so"
        )
    lines.append("The day of the event does not count; the day after it is day 1")
    lines.append(f"The rules in force on {date_words(found.start.day.isoformat())} are used")
    return tuple(sentence(line) for line in lines)


def _holiday_words(running: list[RunningClock]) -> Iterator[str]:
    """Whose holidays were left out, by state; and which states' holidays are not known."""
    skipping = [one for one in running if one.span and one.span.skip]
    for known in {one.calendar.state: one.calendar for one in skipping if one.calendar}.values():
        federal = " and the federal ones" if known.and_federal else ""
        yield (
            f"Business days under the rules of {known.name} are Monday to Friday without the holidays of "
            f"{known.name}{federal} ({known.citation}). A day in doubt counts as a business day"
        )
        if known.note:
            yield f"{known.name}: {known.note}"
    unknown = sorted({one.rule_state for one in skipping if one.rule_state and not one.calendar})
    if unknown:
        yield (
            f"The holidays of {listed(unknown)} are not known here: clocks under its rules leave out federal "
            "holidays instead. Look at the state's own list when a date lies near a holiday"
        )
    if any(not one.rule_state for one in skipping):
        yield (
            "Business days of federal rules, contracts and working limits are Monday to Friday without federal "
            "holidays"
        )


def _zone_words(found: ClockAnswer) -> str:
    zone = zone_words(found.zone)
    match found.zone_from:
        case "told":
            return f"Days and hours are counted in {zone}"
        case "assumed":
            return (
                f"Neither a zone nor a state was told (--zone, --state): days and hours are counted in {zone}"
            )
        case _:
            pass
    split = [state for state in found.case.states if state in SPLIT]
    some = len(found.case.states) > 1
    words = f"Days and hours are counted in {zone}" + (
        ", of the zones of these states the one in which it was earliest" if some else ""
    )
    if split and not some:
        words += f". {split[0]} has a second zone (--zone)"
    return words


def answer_lines(
    library: Library, book: ClockBook, found: ClockAnswer, buyer: str = "", vendor: str = ""
) -> Iterator[str]:
    """The whole answer for a terminal. Blank lines part the clocks; details are indented."""
    as_of = found.start.day.isoformat()
    yield found.trigger.title
    yield f"{moment_words(found.start)} ({zone_words(found.zone)}): {book.events[found.trigger.start].words}."
    yield f"Clock starts: {found.trigger.moment}"
    if found.trigger.if_missed:
        yield f"If nobody acts: {found.trigger.if_missed}"
    if not found.clocks:
        yield ""
        yield NONE_RUNS
    for state in ("dated", "waits", "unread"):
        chosen = [one for one in found.clocks if one.state == state]
        if not chosen:
            continue
        yield ""
        yield HEADS[state]
        above = ""
        for one in chosen:
            yield ""
            when = moment_words(one.end) if state == "dated" and one.end is not None else ""
            if when != above:
                yield when
                above = when
            for line in _clock_lines(library, book, one, as_of):
                yield _capital_after_blanks(named(line, buyer, vendor))
    waiting = [one for one in found.clocks if one.state == "open"]
    if waiting:
        yield ""
        yield HEADS["open"]
        yield from (named(f"- {line}", buyer, vendor) for line in open_lines(library, waiting, as_of))
    for head, lines in (
        ("stops", stops_words(one for one in found.clocks if one.state != "open")),
        ("assumed", assumptions(book, found)),
    ):
        if lines:
            yield ""
            yield HEADS[head]
            yield from (f"- {named(sentence(line), buyer, vendor)}" for line in lines)
    yield ""
    yield CONTRACT_FIRST
    yield NOT_ADVICE


def open_lines(library: Library, clocks: list[RunningClock], as_of: str) -> Iterator[str]:
    """What may run, gathered by what decides it; of many that hang on one answer only the names."""
    groups: dict[str, list[RunningClock]] = {}
    for one in clocks:
        groups.setdefault(open_words(library, one), []).append(one)
    for why, some in groups.items():
        if len(some) > FEW:
            labels = dict.fromkeys(one.label or one.due for one in some)
            yield f"{capital(why)}. {len(some)} clocks: {'; '.join(labels)}."
            continue
        for one in some:
            end = f", by {moment_words(one.end)}" if one.end is not None else ""
            said = f"{one.within_words}; {rests_on(library, one, as_of)}"
            yield f"{capital(why)}: {what_words(one)}{end} ({said})."


def _clock_lines(library: Library, book: ClockBook, one: RunningClock, as_of: str) -> Iterator[str]:
    yield f"  {what_words(one)}"
    who = f"{one.by} to {one.to}" if one.by and one.to and not one.level else one.by
    channel = f"by {one.channel}" if one.channel else ""
    yield "    " + "; ".join(part for part in (within_words(one, book), channel, who) if part)
    yield f"    {rests_on(library, one, as_of)}"
    for extra in extras(one):
        yield f"    {extra}"


def _capital_after_blanks(line: str) -> str:
    text = line.lstrip(" ")
    return line[: len(line) - len(text)] + capital(text)
