"""Numbers as people say them: `2 weeks` where hours are asked, `45k`, `~30`, `3/50`; and those that must be asked again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from bpo_controls.answers.typed_text import visible
from bpo_controls.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class SpokenNumber:
    """What was said, as a number in the unit asked for; `words` say it for the echo: `336 hours`."""

    number: int | float
    words: str


# Seconds each: only units that always last equally long. A month is none of them, and a business day neither.
_SECONDS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_UNIT_WORDS = {
    "s": "second", "sec": "second", "second": "second", "m": "minute", "min": "minute", "minute": "minute",
    "h": "hour", "hr": "hour", "hour": "hour", "d": "day", "day": "day", "calendar day": "day",
    "w": "week", "wk": "week", "week": "week", "mo": "month", "month": "month", "quarter": "quarter",
    "y": "year", "yr": "year", "year": "year",
}  # fmt: skip
_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,9})?"
_DOTTED = r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+"
_ABOUT = r"(?:~|≈|ca\.?|about|around|approx(?:\.|imately)?|roughly|circa)\s*"
_BOUND = (
    r"(?:[<>≤≥]=?|at least|at most|up to|less than|more than|fewer than|over|under|max(?:\.|imum)?|min(?:\.|imum)?|"
    r"within|no more than|not more than)\s*"
)
PERCENT = ("percent", "%", "per cent")
"""How a library writes the unit of a percentage."""


def spoken_number(raw: str, unit: str) -> SpokenNumber | Diagnostic | None:
    """What a line says if it is not a plain number in the unit asked for; None when it says nothing we know.

    A Diagnostic comes back where two readings are possible: a range, a bound, `9.000`, a share below one
    where percent is asked. Nothing is guessed.
    """
    text = re.sub(r"\s+", " ", raw.strip())[:80]
    asked = f" {unit}" if unit else ""
    if re.fullmatch(_DOTTED, text):
        return _dotted(text)
    if match := re.fullmatch(
        rf"({_FIGURE}) ?(?:-|\u2013|\u2014|to|or|\.\.\.?) ?({_FIGURE})( ?[^\d]{{0,30}})", text
    ):
        low, high = match.group(1), match.group(2)
        return _unclear(text, "is a range", f"give one figure, usually the worse one: {low} or {high}")
    if (match := re.fullmatch(rf"(?i){_BOUND}({_FIGURE})( ?[^\d]{{0,30}})", text)) or (
        match := re.fullmatch(rf"({_FIGURE})( ?%)?\+", text)
    ):
        return _unclear(text, "is a limit, not a figure", "give the figure that was measured")
    if unit.strip().casefold() in PERCENT and re.fullmatch(r"0?\.\d*[1-9]\d*", text):
        share = _number(Fraction(text) * 100)
        return _unclear(text, "can be read two ways", f"write {share:g}% or {float(text):g}%")
    about = re.match(rf"(?i){_ABOUT}", text)
    figure = text[about.end() :] if about else re.sub(r"(?<=\d)ish\b", "", text)
    found = _share(figure, unit) or _large(figure, unit) or _lasting(figure, unit)
    if (
        found is None
        and figure != text
        and re.fullmatch(_FIGURE, figure.removesuffix("%").removesuffix(unit).strip())
    ):
        found = _plain(figure.removesuffix("%").removesuffix(unit))
    if found is None or isinstance(found, Diagnostic):
        return found
    number = _number(found)
    spaced = "%" if unit.strip().casefold() in PERCENT else asked
    return SpokenNumber(number, f"{number:,}{spaced}")


def _dotted(text: str) -> Diagnostic:
    grouped = text.replace(".", ",")
    if text.count(".") > 1:
        return _unclear(text, "has dots between its thousands", f"write {grouped}")
    short = text.rstrip("0").rstrip(".")
    return _unclear(
        text, "can be read two ways", f"write {grouped} or {short if short != text else f'{text}0'}"
    )


def _share(text: str, unit: str) -> Fraction | Diagnostic | None:
    """`3/50`, `3 of 50`, `3 out of 50`, `3 in 50`."""
    match = re.fullmatch(rf"({_FIGURE}) ?(?:/|of|out of|in) ?({_FIGURE})(?: [^\d]{{0,20}})?", text)
    if match is None:
        return None
    part, whole = _plain(match.group(1)), _plain(match.group(2))
    if unit.strip().casefold() not in PERCENT:
        wanted = f"{unit} are asked for" if unit else "a plain number is asked for"
        return _unclear(text, f"is a share, and {wanted}", "give one number")
    if whole == 0:
        return _unclear(text, "divides by zero", "give the percentage")
    return Fraction(round(part / whole * 100, 2))


def _large(text: str, unit: str) -> Fraction | Diagnostic | None:
    """`45k`, `$1.2 million`. `5M` is a thousand to an accountant and a million to everybody else."""
    match = re.fullmatch(rf"(?i)\$? ?({_FIGURE}) ?(k|thousand|m|mm|mio|million|)(?: ([^\d]{{1,30}}))?", text)
    if match is None or (match.group(3) and not _same_word(match.group(3), unit)):
        return None
    figure, word = _plain(match.group(1)), match.group(2).casefold()
    if not word:
        return figure if text.startswith("$") and "dollar" in unit else None
    if word == "m":
        if unit.strip().casefold().removesuffix("s") in _SECONDS:
            return None
        return _unclear(
            text,
            "can be read two ways",
            f"write {_number(figure * 1_000):,} or {_number(figure * 1_000_000):,}",
        )
    return figure * (1_000 if word in ("k", "thousand") else 1_000_000)


def _lasting(text: str, unit: str) -> Fraction | Diagnostic | None:
    """A stretch of time in other units than asked for: `2 weeks`, `1 h 30 min`."""
    wanted = _unit_of(unit)
    text = re.sub(
        r"(?i)^(an?|[a-z]{3,6}) (?=[a-z])", lambda word: f"{_WORDS.get(word[1].lower(), word[1])} ", text
    )
    parts = re.findall(rf"({_FIGURE}) ?([A-Za-z]+(?: days?)?)\.?(?:,| and)? ?", text)
    rebuilt = re.fullmatch(rf"(?:{_FIGURE} ?[A-Za-z]+(?: days?)?\.?(?:,| and)? ?){{1,4}}", text)
    if not parts or rebuilt is None:
        return None
    units = [_unit_of(word) for _, word in parts]
    if units == [wanted] and text[0].isdigit():
        return None  # said in the unit asked for
    for table in (_SECONDS, _MONTHS):
        if wanted in table and all(one in table for one in units):
            total = sum(
                _plain(figure) * table[one] for (figure, _), one in zip(parts, units, strict=True) if one
            )
            return Fraction(total) / table[wanted]
    return None


def _unit_of(words: str) -> str:
    return _UNIT_WORDS.get(
        re.sub(r"s$", "", words.strip().casefold()), _UNIT_WORDS.get(words.strip().casefold(), "")
    )


def _same_word(tail: str, unit: str) -> bool:
    return tail.strip().casefold().removesuffix("s") in unit.casefold() if unit else False


def _plain(figure: str) -> Fraction:
    return Fraction(figure.replace(",", "").strip())


def _number(found: Fraction) -> int | float:
    """Whole where it is whole, else with four places at most."""
    return int(found) if found.denominator == 1 else round(float(found), 4)


def _unclear(text: str, why: str, hint: str) -> Diagnostic:
    return Diagnostic("number-unclear", f'"{visible(text)}" {why}', hint=hint)
