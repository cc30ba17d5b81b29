"""Shows characters that would act instead of being read: controls, terminal escapes, direction overrides."""

from __future__ import annotations

import re
from collections.abc import Iterator

ACTING_CHARACTER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""One character that acts instead of being read. Line feed and tab are none, nor are the joiners that emoji need."""


def nothing_acts(text: str) -> bool:
    """Whether a text has nothing but what is seen, line feeds and tabs: nearly every text, and told ten times as fast.

    What acts, and what is no character at all, Python never counts as printable.
    """
    return text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable()


def visible(text: str) -> str:
    """The text with acting characters replaced by signs for them: ESC becomes ␛, U+202E becomes [U+202E].

    Line feed and tab stay. Letters of right-to-left scripts and emoji stay as they are.
    """
    if nothing_acts(text):
        return text
    return ACTING_CHARACTER.sub(_sign, text.replace("\r\n", "\n"))


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"[U+{code:04X}]"


def escaped_in_json(text: str) -> str:
    """JSON text in which acting characters stand as escapes (`\\u202e`), so that a terminal that shows it is safe."""
    if nothing_acts(text):
        return text
    return ACTING_CHARACTER.sub(lambda match: "".join(_units(match.group())), text)


def _units(character: str) -> Iterator[str]:
    code = ord(character)
    if code > 0xFFFF:
        code -= 0x10000
        yield f"\\u{0xD800 + (code >> 10):04x}"
        code = 0xDC00 + (code & 0x3FF)
    yield f"\\u{code:04x}"


def one_line(text: str) -> str:
    """The text on one line: every run of white space becomes one space."""
    return " ".join(text.split())
