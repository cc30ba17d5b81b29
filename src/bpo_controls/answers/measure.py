"""Numbers and dates as people type them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bpo_controls.answers.spoken_number import SpokenNumber, spoken_number
from bpo_controls.answers.typed_text import describe, visible
from bpo_controls.diagnostics import Diagnostic

LARGEST = 1e15
"""Numbers beyond this lose whole units as floats and measure nothing in this work."""

# Thousands stand apart by the same mark throughout: 1,200,000 or 1 200 000 (any kind of space) or 1_200_000.
_APART = r"[,_'\u2019 \u00a0\u2009\u202f]"
_NUMBER = rf"([+-]?)([0-9]{{1,3}}({_APART})[0-9]{{3}}(?:\3[0-9]{{3}})*|[0-9]+)(\.[0-9]+)?\s*((?s:.*))"
_SHORT_UNITS = {
    "h": "hour", "hr": "hour", "m": "minute", "min": "minute", "s": "second", "sec": "second",
    "d": "day", "wk": "week", "mo": "month", "yr": "year", "y": "year", "%": "percent", "per cent": "percent",
}  # fmt: skip
_LINKING = frozenset({"a", "an", "per", "of", "the", "in", "each", "/"})


def parse_number(
    raw: object,
    *,
    unit: str = "",
    minimum: float | None = None,
    maximum: float | None = None,
    whole: bool = False,
) -> int | float | Diagnostic:
    """A finite number: `1,200`, `1 200`, `0.5`, `72 hours`, `95%`. A whole number comes back as int.

    A unit may follow: the one asked for, or one that converts exactly ("3 days" are 72 hours). What people say
    instead of a number is read by `spoken_number`, or refused with every reading. A zero in front is refused too: `010` is ten to some programs and eight to others.
    `whole` refuses fractions.
    """
    bounds = _bounds(unit, minimum, maximum, whole)
    number: int | float
    if isinstance(raw, bool) or not isinstance(raw, (int, float, str)):
        return Diagnostic("number-expected", f"{describe(raw)} is not a number", hint=bounds)
    if isinstance(raw, str):
        spoken = spoken_number(raw, unit)
        if isinstance(spoken, Diagnostic):
            return spoken
        match = re.fullmatch(
            _NUMBER, f"{spoken.number:f}" if isinstance(spoken, SpokenNumber) else raw.strip()
        )
        if match is None:
            return Diagnostic("number-expected", f'"{visible(raw.strip())}" is not a number', hint=bounds)
        sign, grouped, apart, fraction, tail = match.groups()
        if tail and not _same_unit(tail, unit):
            wanted = f"asked for {unit}" if unit else "asked for a plain number"
            return Diagnostic(
                "wrong-unit" if re.match(r"[A-Za-z%]", tail) else "number-expected",
                f'cannot read "{visible(raw.strip())}": {wanted}',
                hint=bounds,
            )
        digits = sign + (grouped.replace(apart, "") if apart else grouped)
        if re.match(r"[+-]?0[0-9]", digits):
            return Diagnostic(
                "number-expected",
                f'"{visible(raw.strip())}" begins with a zero',
                hint=f"write {_plain(int(digits))}{fraction or ''}",
            )
        if len(digits) > 18:
            return Diagnostic("number-out-of-range", f"{visible(raw.strip())} is too large", hint=bounds)
        number = float(digits + fraction) if fraction else int(digits)
    else:
        number = raw
    if not abs(number) <= LARGEST:
        return Diagnostic("number-out-of-range", f"{describe(raw)} is not a usable number", hint=bounds)
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    if whole and isinstance(number, float):
        return Diagnostic("number-expected", f"{_plain(number)} is not a whole number", hint=bounds)
    if (minimum is not None and number < minimum) or (maximum is not None and number > maximum):
        return Diagnostic("number-out-of-range", f"{_plain(number)} is out of range", hint=bounds)
    return number


def _plain(number: float) -> str:
    return f"{number:,}" if isinstance(number, int) or not number.is_integer() else f"{int(number):,}"


def _bounds(unit: str, minimum: float | None, maximum: float | None, whole: bool) -> str:
    tail = f" {unit}" if unit else ""
    number = "a whole number" if whole else "a number"
    if minimum is not None and maximum is not None:
        return f"{number} from {_plain(minimum)} to {_plain(maximum)}{tail}"
    if minimum is not None:
        return f"{number} of at least {_plain(minimum)}{tail}"
    if maximum is not None:
        return f"{number} of at most {_plain(maximum)}{tail}"
    return f"{number}{tail and ' of' + tail}"


def _same_unit(tail: str, unit: str) -> bool:
    return set(_stems(tail)) <= set(_stems(unit)) if unit else False


def _stems(unit: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+|[\d_]+|%|[^\s\w]", unit.casefold().replace("per cent", "percent"))
    stems = (_SHORT_UNITS.get(word, _SHORT_UNITS.get(word.removesuffix("s"), word)) for word in words)
    return [stem.removesuffix("s") for stem in stems if stem not in _LINKING and stem != "."]


_ISO = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_PARTS = r"([0-9]{1,4})\s*[./ -]\s*([0-9]{1,2}|[A-Za-z]{3,9})\.?\s*[./ -]\s*([0-9]{1,4})"
_MONTH_FIRST = r"([A-Za-z]{3,9})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def parse_date(raw: object) -> str | Diagnostic:
    """An ISO 8601 calendar date (`2026-11-23`) that exists, between 1900 and 2199."""
    if not isinstance(raw, str):
        return Diagnostic("date-expected", f"{describe(raw)} is not a date", hint="write it as YYYY-MM-DD")
    text = raw.strip()
    match = re.fullmatch(_ISO, text)
    if match is None:
        return Diagnostic("date-expected", f'"{visible(text)}" is not a date', hint=_date_hint(text))
    if _iso(*match.groups()) is None:
        return Diagnostic("date-expected", f"there is no day {text}", hint="check year, month and day")
    return text


def _iso(year: str, month: str, day: str) -> str | None:
    """The ISO form, or None when there is no such day in the years we accept."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if 1900 <= found.year <= 2199 else None


def _month(word: str) -> str:
    if word.isdigit():
        return word
    return str(_MONTHS.index(word[:3].lower()) + 1) if word[:3].lower() in _MONTHS else "0"


def _date_hint(text: str) -> str:
    """The ISO form meant; both readings where day and month could change places."""
    candidates: list[str | None] = []
    if match := re.fullmatch(_PARTS, text):
        first, middle, last = match.groups()
        if len(first) == 4:
            candidates = [_iso(first, _month(middle), last)]
        elif len(last) == 4:
            candidates = [_iso(last, _month(middle), first)]
            if middle.isdigit():
                candidates.append(_iso(last, first, middle))
    elif match := re.fullmatch(_MONTH_FIRST, text):
        word, day, year = match.groups()
        candidates = [_iso(year, _month(word), day)]
    elif re.fullmatch(r"[0-9]{8}", text):
        candidates = [_iso(text[:4], text[4:6], text[6:])]
    forms = sorted({form for form in candidates if form})
    return f"write {' or '.join(forms)}" if forms else "write it as YYYY-MM-DD, for example 2026-11-23"


def is_to_come(day: str, today: str) -> bool:
    """Whether an ISO date lies in the future, wherever on earth somebody wrote it down: one day of grace."""
    return date.fromisoformat(day) > date.fromisoformat(today) + timedelta(days=1)
