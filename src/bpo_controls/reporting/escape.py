"""Makes text harmless in Markdown and in Typst, so that it reads as typed and never acts."""

from __future__ import annotations

import re
from functools import lru_cache

from bpo_controls.reporting.formats.glyphs import shown
from bpo_controls.words.visible import one_line, visible

_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>|~$&#!^]")
_AUTOLINK = re.compile(
    r"(?i)(\b(?:https?|ftp|mailto|xmpp|javascript|data|vbscript))(:)(?=\S)|(\bwww)(\.)|(@)"
)
_OPENING = re.compile(r"^(?:[-+=:]|\d{1,9}[.)](?=\s|$))")
_LONG = re.compile(r"[^\s\u200b]{25,}")
BREAK = "\u200b"
"""Zero-width space: lets a very long word break at the end of a line."""


@lru_cache(maxsize=8192)  # a report says the same labels, titles and sources many times
def markdown(text: str) -> str:
    """The text as one line of GitHub Flavoured Markdown that renders as typed, in a cell or a paragraph.

    Punctuation that could open markup, a link or a block is escaped; line breaks become spaces.
    """
    escaped = _MARKDOWN.sub(r"\\\g<0>", one_line(visible(text)))
    escaped = _AUTOLINK.sub(_unlinked, escaped)
    opening = _OPENING.match(escaped)
    if opening:
        at = opening.end() - 1
        escaped = f"{escaped[:at]}\\{escaped[at:]}"
    return escaped


def _unlinked(match: re.Match[str]) -> str:
    word, colon, www, dot, at = match.groups()
    if at:
        return "\\@"
    return f"{word}\\:" if colon else f"{www}\\{dot}"


@lru_cache(maxsize=8192)
def typst_string(text: str, *, latin_only: bool = False) -> str:
    """The text as a Typst string literal, quotes included; for arguments in code."""
    text = shown(visible(text), latin_only=latin_only).replace("\t", " ")
    text = _LONG.sub(_breakable, text)
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{text}"'


def typst(text: str, *, latin_only: bool = False) -> str:
    """The text as Typst markup: a string literal that ends where it ends, whatever follows it."""
    return f"#{typst_string(text, latin_only=latin_only)};"


def _breakable(match: re.Match[str]) -> str:
    word = match.group()
    return BREAK.join(word[start : start + 12] for start in range(0, len(word), 12))
