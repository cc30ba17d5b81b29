"""The one door for words people type: notes, names, reasons, evidence titles and text answers."""

from __future__ import annotations

import re
import unicodedata

from bpo_controls.diagnostics import Diagnostic

MAX_TEXT = 2_000
"""Longest text kept, in characters."""

MAX_NAME = 120
"""Longest name of a site, company or person, in characters."""

_LINE_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_OVERRIDES = frozenset("\u202d\u202e")
_INVISIBLE_ENDS = "\ufeff\u200b \t\n"


def clean_text(
    raw: object,
    what: str = "the text",
    *,
    limit: int = MAX_TEXT,
    one_line: bool = False,
    empty_ok: bool = False,
) -> str | Diagnostic:
    """The text trimmed and with plain line ends, or the reason it is refused.

    Nothing else is changed: markup, formulas, emoji and right-to-left words stay as typed, since every
    deliverable escapes them in its own language. Refused: control characters (a terminal escape among
    them), direction overrides, halves of surrogate pairs, nothing at all, and more than `limit` characters.
    """
    if not isinstance(raw, str):
        return Diagnostic(
            "text-expected", f"{what} must be words, not {describe(raw)}", hint="put the text in quotes"
        )
    text = _LINE_BREAKS.sub("\n", raw).strip(_INVISIBLE_ENDS)
    for position, ch in enumerate(text, start=1):
        if ch >= " " and ch.isprintable():
            continue
        if ch == "\t" or (ch == "\n" and not one_line):
            continue
        bad = _refusal(ch)
        if bad:
            return Diagnostic(
                "control-character",
                f"{what} holds {bad} ({visible(ch)}) at character {position}",
                hint="take it out and give the text again",
            )
    if not text and not empty_ok:
        return Diagnostic("text-empty", f"{what} is empty", hint="give at least one word")
    if len(text) > limit:
        return Diagnostic(
            "text-too-long",
            f"{what} has {len(text):,} characters; at most {limit:,} are kept",
            hint="shorten it, and refer to a document for the rest",
        )
    return text


def _refusal(ch: str) -> str:
    """What is wrong with a character that does not print, or "" when nothing is."""
    if ch == "\x1b":
        return "a terminal escape"
    if ch == "\n":
        return "a line break"
    category = unicodedata.category(ch)
    if category == "Cc":
        return "a control character"
    if category == "Cs":
        return "half of a character that is not valid text"
    if ch in _OVERRIDES:
        return "a direction override"
    if ord(ch) & 0xFFFE == 0xFFFE:
        return "a code that is no character"
    return ""


def visible(text: str, limit: int = 60) -> str:
    """The text on one line for a message: what does not print is shown as its code, the end cut off."""
    shown = "".join(ch if ch.isprintable() else ch.encode("unicode_escape").decode("ascii") for ch in text)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def describe(raw: object) -> str:
    """A plain value in a few words, for a message."""
    if raw is None:
        return "nothing"
    if raw is True or raw is False:
        return str(raw).lower()
    if isinstance(raw, (list, tuple)):
        return "a list"
    if isinstance(raw, dict):
        return "a mapping"
    return f'"{visible(str(raw))}"'
