"""Makes text harmless in Markdown, HTML, CSS and Typst, so that it reads as typed and never acts."""

from __future__ import annotations

import re
from functools import lru_cache

from bpo_controls.reporting.pictures.glyphs import shown
from bpo_controls.words.visible import nothing_acts, one_line, visible

_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>|~$&#!^]")
_AUTOLINK = re.compile(
    r"(?i)(\b(?:https?|ftp|mailto|xmpp|javascript|data|vbscript))(:)(?=\S)|(\bwww)(\.)|(@)"
)
_MAY_LINK = re.compile(r":\S|@|[wW]{3}\.")
"""What every such word has; looked for first, since few texts have it and it is found ten times as fast."""
_OPENING = re.compile(r"^(?:[-+=:]|\d{1,9}[.)](?=\s|$))")
_NO_CHARACTER = re.compile(
    "[\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
"""Code points that Unicode keeps out of texts; an HTML reader takes each for an error."""
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ]")


@lru_cache(maxsize=32768)  # the files of one run say the same labels, titles and steps many times
def markdown(text: str) -> str:
    """The text as one line of GitHub Flavored Markdown that renders as typed, in a cell or a paragraph.

    Punctuation that could open markup, a link or a block is escaped; line breaks become spaces.
    """
    escaped = _MARKDOWN.sub(_escaped, one_line(visible(text)))
    if _MAY_LINK.search(escaped):
        escaped = _AUTOLINK.sub(_unlinked, escaped)
    opening = _OPENING.match(escaped)
    if opening:
        at = opening.end() - 1
        escaped = f"{escaped[:at]}\\{escaped[at:]}"
    return escaped


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def _unlinked(match: re.Match[str]) -> str:
    word, colon, www, dot, at = match.groups()
    if at:
        return "\\@"
    return f"{word}\\:" if colon else f"{www}\\{dot}"


@lru_cache(maxsize=8192)
def html(text: str) -> str:
    """The text as the content of an HTML element or of an attribute in quotes. Line breaks stay, as references.

    It is not for a URL, a script or a style sheet: what stands there is never what somebody typed.
    """
    from markupsafe import escape

    return str(escape(plain(text))).replace("\n", "&#10;")


def css_string(text: str) -> str:
    """The text as a CSS string literal, quotes included; nothing but letters and digits stands there as it is."""
    safe = plain(text)
    return '"' + _NOT_PLAIN.sub(lambda found: f"\\{ord(found.group()):x} ", safe) + '"'


@lru_cache(maxsize=8192)
def typst_string(text: str, *, latin_only: bool = False) -> str:
    """The text as a Typst string literal, quotes included; for arguments in code."""
    return _typst_literal(shown(visible(text), latin_only=latin_only))


def typst_unseen(text: str) -> str:
    """A Typst string literal of text that no font draws: a title in the properties of the file."""
    return _typst_literal(visible(text))


def _typst_literal(text: str) -> str:
    text = text.replace("\t", " ")
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{text}"'


def typst(text: str, *, latin_only: bool = False) -> str:
    """The text as Typst markup: a string literal that ends where it ends, whatever follows it."""
    return f"#{typst_string(text, latin_only=latin_only)};"


_WORD = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": " ", "\ufffe": "\ufffd", "\uffff": "\ufffd",
                       "\n": '</w:t><w:br/><w:t xml:space="preserve">'})  # fmt: skip


@lru_cache(maxsize=8192)
def word(text: str) -> str:
    """The text for inside a `w:t` of a Word file, where nothing but text can stand; a line feed becomes a line break."""
    return visible(text).translate(_WORD)


def plain(text: str) -> str:
    """The text for where nothing but text can stand; what would act is shown, what is no character is marked."""
    if nothing_acts(text):
        return text
    return _NO_CHARACTER.sub("\ufffd", visible(text))
