"""Numbers that may be given with `--set`: read, bounded, and refused in one clear line."""

from __future__ import annotations

import math
import re

from bpo_controls.diagnostics import Diagnostic, UserError
from bpo_controls.papers.asked import Asked


def number_given(
    asked: Asked,
    key: str,
    subject: str = "",
    *,
    least: float = 0,
    most: float = math.inf,
    whole: bool = False,
) -> float | None:
    """The number set for a key (and subject), or None where nothing was. Raises UserError `bad-setting`.

    Both bounds are allowed values. A percent sign and commas between thousands are understood.
    """
    text = asked.of(key, subject)
    if not text:
        return None
    named = f"{key}@{subject}" if f"{key}@{subject}" in asked.given else key
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text.strip().removesuffix("%").strip())
    wanted = bounds_words(least, most, whole)
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?|[+-]?\.\d+", plain, re.ASCII):
        raise refusal(named, text, "is not a number", wanted)
    value = float(plain)
    if whole and value != int(value):
        raise refusal(named, text, "is not a whole number", wanted)
    if not least <= value <= most:
        raise refusal(named, text, "is out of range", wanted)
    return int(value) if value == int(value) else value


def refusal(key: str, text: str, what: str, hint: str) -> UserError:
    """A setting that cannot be taken, in one line."""
    return UserError(Diagnostic("bad-setting", f'--set {key}: "{text}" {what}', hint=hint))


def bounds_words(least: float, most: float, whole: bool) -> str:
    """`give a number from 0 to 100`."""
    kind = "a whole number" if whole else "a number"
    if most == math.inf:
        return f"give {kind} of at least {least:g}"
    return f"give {kind} from {least:g} to {most:g}"
