"""A Word file with placeholders, the bundled one or a firm's own: found, checked and filled in.

Placeholders are typed into the text of the file: `{{ title }}` for text, `{{p body }}` alone in a paragraph for what
takes that paragraph's place, `{%p if … %}` and `{%tr for … %}` for whole paragraphs and table rows. Word
splits what is typed into runs as it likes; a placeholder that lies in several is put together again first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from bpo_controls.diagnostics import did_you_mean, user_error
from bpo_controls.reporting.formats.docx.docx_package import (
    FILE,
    Package,
    PackageError,
    read_package,
    well_formed,
)
from bpo_controls.reporting.formats.docx.docx_styles import refuse_misnamed, with_styles
from bpo_controls.reporting.formats.templates.environment import fill_source, located

BLOCKS = ("body", "contents")
"""Placeholders that stand for paragraphs and tables, not for text."""

TEXTS = (
    "as_of",
    "buyer",
    "cover",
    "draft",
    "firm",
    "imprint",
    "logo",
    "name",
    "vendor",
    "running",
    "t",
    "title",
)
"""Placeholders for text, and for lines of it (`cover`, `imprint`)."""


PLACEHOLDERS = 5_000
"""The most placeholders in a part; Jinja takes a second for each ten thousand or so."""
_TOO_MANY = f"it has more than {PLACEHOLDERS:,} placeholders"


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A checked template: where it lies, its parts, and the Jinja source of each part that holds text.

    `logos` are the parts that ask for the logo. `own` is false for the bundled one.
    """

    name: str
    own: bool
    package: Package
    sources: Mapping[str, str] = field(repr=False)
    logos: frozenset[str]

    def copy(self) -> Package:
        """The parts, for one document to change."""
        return Package(dict(self.package.parts), self.package.main)


def open_template(document: str, dirs: Sequence[Path], *, draft: bool) -> WordTemplate:
    """The first of `docx/<document>.docx` and `docx/document.docx` in the first folder that has either.

    With `draft` the pages have to say so. Raises UserError for a file that cannot be used.
    """
    names = (f"docx/{document}.docx", "docx/document.docx")
    for folder in dirs:
        for name in names:
            path = folder / name
            if path.is_file():
                seen = path.stat()
                own = folder != dirs[-1]
                return _opened(path, name, tuple(dirs), own, draft, seen.st_mtime_ns, seen.st_size)
    raise user_error(
        "template-missing", f"there is no template {names[1]}", hint="install bpo-controls again"
    )


@lru_cache(maxsize=8)
def _opened(
    path: Path, name: str, dirs: tuple[Path, ...], own: bool, draft: bool, _changed: int, size: int
) -> WordTemplate:
    where = located(name, dirs)
    try:
        if size > FILE:
            raise PackageError(f"it is larger than {FILE // 1_000_000} MB")
        package = read_package(path.read_bytes())
        parts = {part: _source(package.text(part), part) for part in _with_text(package)}
        _body_stands_once(parts[package.main])
        used = {part: _used(source, part) for part, source in parts.items()}
        edges = {name for kind in ("header", "footer") for name in package.related(kind)}
        if draft and not any("draft" in used[part] for part in edges):
            raise PackageError(
                "no header or footer has {{ draft }}, so that its pages would not show that they are a draft"
            )
        styles = package.related("styles")
        if own and styles:
            refuse_misnamed(package.text(styles[0]))
    except (PackageError, OSError) as error:
        text = error.strerror if isinstance(error, OSError) else str(error)
        raise user_error("word-template", str(text), where=where, hint=_HINT) from error
    except _UnknownError as error:
        raise user_error("word-template", error.message, where=where, hint=error.hint) from error
    if own:
        package = with_styles(package, _bundled_styles(dirs))
    return WordTemplate(
        name, own, package, parts, frozenset(part for part, names in used.items() if "logo" in names)
    )


_HINT = "start from a copy of the bundled docx/document.docx"


class _UnknownError(Exception):
    """Something in a template that we know by no such name."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def _bundled_styles(dirs: tuple[Path, ...]) -> str:
    bundled = read_package((dirs[-1] / "docx/document.docx").read_bytes())
    return bundled.text(bundled.related("styles")[0])


def _with_text(package: Package) -> Iterator[str]:
    """The main part first, then what stands around its pages."""
    yield package.main
    for kind in ("header", "footer", "footnotes", "endnotes"):
        for part in dict.fromkeys(package.related(kind)):
            if part in package.parts:
                yield part


def fill_part(template: WordTemplate, part: str, values: Mapping[str, object], dirs: Sequence[Path]) -> str:
    """A part filled in. Raises UserError when a placeholder in it fails or breaks the file."""
    text = fill_source(template.sources[part], template.name, values, dirs)
    try:
        well_formed(text.encode(), part)
    except PackageError as error:
        hint = "a placeholder opens a paragraph or row that it does not close: {%p … %} for a whole paragraph"
        raise user_error(
            "word-template", str(error), where=located(template.name, dirs), hint=hint
        ) from error
    return text


# From Word to Jinja ------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|[^<]+", re.DOTALL
)
_OPENING = re.compile(r"\{[{%#]")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_WHOLE = re.compile(r"\{([{%#])\s*(p|tr)\s+(.*?)\s*([}%#])\}", re.DOTALL)
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\u00a0": " "})
_NAMED = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def _source(xml: str, part: str) -> str:
    """The part as Jinja source. Only what stands in the text of paragraphs acts."""
    tokens = _TOKEN.findall(xml)
    if sum(map(len, tokens)) != len(xml):
        raise PackageError(f"{part} cannot be read")
    rows: list[int] = []
    paragraphs: list[tuple[int, list[int]]] = []
    text = False
    for place, token in enumerate(tokens):
        if token.startswith("<"):
            tokens[place] = _literal(token)
            kind = _element(token)
            if kind == "w:p":
                paragraphs.append((place, []))
            elif kind == "/w:p" and paragraphs:
                start, texts = paragraphs.pop()
                _join(tokens, texts)
                _lift(tokens, "p", start, place, texts, part)
                if rows:
                    _lift(tokens, "tr", rows[-1], -1, texts, part)
            elif kind == "w:tr":
                rows.append(place)
            elif kind == "/w:tr" and rows:
                _close_row(tokens, rows.pop(), place)
            text = kind == "w:t"
        elif text and paragraphs:
            paragraphs[-1][1].append(place)
        else:
            tokens[place] = _literal(token)
    source = "".join(tokens)
    if sum(map(source.count, _CLOSING)) > PLACEHOLDERS:
        raise PackageError(_TOO_MANY)
    return source


def _element(token: str) -> str:
    """The name of the element that a tag opens, with `/` before it when it closes one; nothing for `<w:p/>`."""
    if token.endswith("/>") or token[1] in "!?":
        return ""
    return token[1:-1].split(None, 1)[0] if token[1:-1].strip() else ""


def _literal(token: str) -> str:
    """Outside of text nothing acts: the braces are printed as they are."""
    return re.sub(r"\{(?=[{%#])", '{{ "{" }}', token) if "{" in token else token


def _join(tokens: list[str], texts: Sequence[int]) -> None:
    """Move each placeholder that lies in several runs into the first of them."""
    whole = "".join(tokens[place] for place in texts)
    if "{" not in whole:
        return
    if whole.count("{") > PLACEHOLDERS:
        raise PackageError(_TOO_MANY)
    owners = [place for place in texts for _ in tokens[place]]
    made: dict[int, list[str]] = {place: [] for place in texts}
    at = 0
    for start, end in (*_tags(whole), (len(whole), len(whole))):
        for place, letters in groupby(range(at, start), owners.__getitem__):
            made[place].extend(whole[letter] for letter in letters)
        if start < end:
            made[owners[start]].append(_plain(whole[start:end]))
        at = end
    for place, pieces in made.items():
        tokens[place] = "".join(pieces)


def _tags(text: str) -> Iterator[tuple[int, int]]:
    """Where each placeholder starts and ends. One that is never closed is left for Jinja to complain about."""
    at = 0
    while opening := _OPENING.search(text, at):
        closing = text.find(_CLOSING[opening.group()], opening.end())
        if closing < 0:
            return
        at = closing + 2
        yield opening.start(), at


def _plain(tag: str) -> str:
    """A placeholder as Jinja wants it: no entities, no curly quotes; `{{ body }}` stands for its paragraph."""
    for name, letter in _NAMED:
        tag = tag.replace(name, letter)
    tag = tag.translate(_STRAIGHT)
    block = re.fullmatch(r"\{\{(?:\s*p\s)?\s*(\w+)\s*\}\}", tag)
    return f"{{{{p {block.group(1)} }}}}" if block and block.group(1) in BLOCKS else tag


def _lift(tokens: list[str], kind: str, start: int, end: int, texts: Sequence[int], part: str) -> None:
    """Let a `{%p … %}` stand in place of its paragraph, and mark the row of a `{%tr … %}` with it."""
    whole = "".join(tokens[place] for place in texts).strip()
    found = _WHOLE.search(whole)
    if not found or found.group(2) != kind:
        return
    if kind == "p":
        if found.group() != whole:
            raise PackageError(f'in {part}, "{found.group()}" does not stand alone in its paragraph')
        if any(token.startswith("<w:sectPr") for token in tokens[start:end]):
            raise PackageError(
                f'in {part}, "{whole}" stands where a section ends; put an empty paragraph after it'
            )
        tokens[start : end + 1] = ["", *([""] * (end - start))]
    else:
        for place in texts:
            tokens[place] = ""
    opened = f"{{{found.group(1)} {found.group(3)} {found.group(4)}}}"
    tokens[start] = opened if kind == "p" else _ROW + opened


_ROW = "\0row"
"""Marks the start tag of a row that a placeholder takes the place of."""


def _close_row(tokens: list[str], start: int, end: int) -> None:
    if tokens[start].startswith(_ROW):
        tokens[start : end + 1] = [tokens[start].removeprefix(_ROW), *([""] * (end - start))]


def _body_stands_once(source: str) -> None:
    times = len(re.findall(r"\{\{\s*body\s*\}\}", source))
    if times != 1:
        why = (
            "there is no place for the report" if not times else "the report would stand in it more than once"
        )
        raise PackageError(f"its text has {times or 'no'} {{{{p body }}}}: {why}")


def _used(source: str, part: str) -> set[str]:
    """The placeholders of a part. Raises _UnknownError for one that has no meaning."""
    from jinja2 import Environment, TemplateSyntaxError, meta

    try:
        used = meta.find_undeclared_variables(Environment(autoescape=True).parse(source))
    except TemplateSyntaxError as error:
        raise PackageError(f"in {part}: {error.message}") from error
    except RecursionError as error:
        raise PackageError(f"in {part}: placeholders nested too deep") from error
    known = (*TEXTS, *BLOCKS)
    for one in sorted(used - set(known)):
        hint = did_you_mean(one, known) or "known: " + ", ".join(known)
        raise _UnknownError(f"{{{{ {one} }}}} in {part} has no meaning", hint)
    return used
