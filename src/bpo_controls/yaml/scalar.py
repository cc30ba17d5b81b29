"""What an unquoted word of YAML means: null, true, false, a number, or text as it is written."""

from __future__ import annotations

import math
import re
import sys

_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
DOTTED = re.compile(r"[-+]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+\Z")
"""A number that means thousands to half the world: 9.000."""
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")


def plain_scalar(text: str) -> str | int | float | bool | None:
    """What an unquoted word means. Raises OverflowError for a number beyond what can be held."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        # Ids and words of a vocabulary come back thousands of times: one copy of each is enough.
        return sys.intern(text) if len(text) <= 40 and " " not in text else text
    if _INTEGER.match(text):
        if len(text) > 300:
            raise OverflowError(text)
        return int(text)
    if _FLOAT.match(text):
        number = float(text)
        if math.isinf(number):
            raise OverflowError(text)
        return number
    return text
