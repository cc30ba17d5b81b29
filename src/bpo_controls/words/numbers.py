"""Numbers, shares, dates and lists as words."""

from __future__ import annotations

import re
from collections.abc import Sequence

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


_WHOLES = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty")


def plural(count: int, one: str, many: str = "") -> str:
    """`no gaps`, `1 gap`, `1,200 gaps`. `many` defaults to `one` with an s."""
    if count == 1:
        return f"1 {one}"
    return f"{number(count) if count else 'no'} {many or one + 's'}"


def capital(text: str) -> str:
    """The text with its first letter large and the rest untouched."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text as a sentence: a capital first and one full stop last."""
    text = capital(text.strip())
    return text if not text or text.endswith((".", "?", "!", ".”")) else text + "."


def first_sentence(text: str) -> str:
    """The first sentence of a text, up to a full stop before a capital letter."""
    return sentence(re.split(r"(?<=[a-z0-9)”][.!?]) (?=[A-Z“])", text.strip(), maxsplit=1)[0])


def number(value: float) -> str:
    """Thousands with a comma, no needless decimals: `1,200`, `0.5`, `95`."""
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def measured(value: float, unit: str) -> str:
    """A number with its unit: `72 hours`, `1 hour`, `95%`, `12`, `4 of ten reasons`."""
    unit = unit.strip()
    if unit in ("%", "percent"):
        return f"{number(value)}%"
    things, of, whole = unit.partition(" of ")
    if of and whole in _WHOLES:
        return f"{number(value)} of {whole} {things}"
    if not unit:
        return number(value)
    return f"{number(value)} {_singular(unit) if value == 1 else unit}"


def _singular(unit: str) -> str:
    """`working day` of `working days`, `item a month` of `items a month`: the first plural word is the thing."""
    words = unit.split(" ")
    for index, word in enumerate(words):
        if word == "people" or (word.endswith("s") and not word.endswith("ss")):
            return " ".join((*words[:index], _one(word), *words[index + 1 :]))
    return unit


def _one(word: str) -> str:
    """`company` of `companies`, `address` of `addresses`, `day` of `days`, `person` of `people`."""
    if word == "people":
        return "person"
    if word.endswith("ies"):
        return word.removesuffix("ies") + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word.removesuffix("es")
    return word[:-1]


def percent(part: int, whole: int) -> int:
    """Whole percent. Only all is 100 and only none is 0, so that nothing is rounded away."""
    if whole == 0 or part == 0:
        return 0
    if part == whole:
        return 100
    return min(99, max(1, (200 * part + whole) // (2 * whole)))


def share(part: int, whole: int) -> str:
    """`14 of 52 (27%)`; of nothing, `0 of 0`: there is no percentage of nothing."""
    if whole == 0:
        return f"{number(part)} of 0"
    return f"{number(part)} of {number(whole)} ({percent(part, whole)}%)"


def date_words(iso: str) -> str:
    """`November 23, 2026` for `2026-11-23` or a timestamp of that day, `May 2020` for `2020-05`; else as it stands."""
    head = iso[:10]
    parts = head.split("-")
    if len(iso) == 7 and len(parts) == 2 and all(part.isascii() and part.isdigit() for part in parts):
        return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}" if 1 <= int(parts[1]) <= 12 else iso
    if (
        len(parts) == 3
        and all(part.isascii() and part.isdigit() for part in parts)
        and 1 <= int(parts[1]) <= 12
    ):
        return f"{MONTHS[int(parts[1]) - 1]} {int(parts[2])}, {int(parts[0])}"
    return iso


def date_words_short(iso: str) -> str:
    """`Nov 23, 2026` for `2026-11-23`, for a narrow column; else as it stands."""
    text = date_words(iso)
    month, blank, rest = text.partition(" ")
    return f"{month[:3]}{blank}{rest}" if month in MONTHS else text


def listed(items: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; a comma before the last where an item has that word inside."""
    if len(items) < 2:
        return "".join(items)
    comma = "," if any(f" {last} " in item for item in items) else ""
    return f"{', '.join(items[:-1])}{comma} {last} {items[-1]}"


def money(usd: int) -> str:
    """US dollars: `$3,500,000`."""
    return f"${usd:,}"
