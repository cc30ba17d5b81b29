"""Errors of the YAML parser in words that somebody who writes a file understands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bpo_controls.diagnostics import Diagnostic, Location

if TYPE_CHECKING:
    import yaml

# The parser's words, the sentence we say instead, the remedy. The first that fits is used.
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        'a ": " stands where no value can start',
        "put the text in quotes, or check the indentation",
    ),
    ("find expected ':'", "a key has no colon, or the text before it is not closed", "write key: value"),
    ("',' or ']'", "a list in [brackets] is not closed, or lacks a comma", "close it with ]"),
    ("',' or '}'", "a mapping in {braces} is not closed, or lacks a comma", "close it with }"),
    ("unexpected end of stream", "a quote is opened here and never closed", "close it"),
    ("unknown escape", "an unknown escape stands after the backslash", "use single quotes"),
    ("sequence entries are not allowed", "a list entry (-) cannot start here", "put it on a line of its own"),
    ("expected key", "the indentation does not fit the lines above", "line the keys up"),
    ("expected <block end>", "the indentation does not fit the lines above", "line the keys up"),
    ("expected '-' indicator", "the indentation does not fit the lines above", "line the entries up"),
    ("undefined tag handle", "tags (!) are not read", "put the text in quotes"),
    ("while scanning a tag", "tags (!) are not read", "put the text in quotes"),
)


def in_plain_words(error: yaml.MarkedYAMLError, text: str, name: str) -> Diagnostic:
    """A syntax error of this text at the place that is at fault, with what to do. `name` is that of the file."""
    problem = error.problem or "cannot be read"
    mark = error.problem_mark or error.context_mark
    # What was opened and never closed is at fault where it was opened, not where the file ends.
    context = error.context or ""
    if error.context_mark and ("quoted" in context or "flow" in context) and "escape" not in problem:
        mark = error.context_mark
    if mark is None:
        return Diagnostic("yaml-syntax", problem, Location(name))
    where = Location(name, mark.line + 1, mark.column + 1)
    lines = re.split("\r\n|\r|\n", text)
    line = lines[mark.line] if mark.line < len(lines) else ""
    rest = line[mark.column :]
    if "tab" in problem or ("cannot start any token" in problem and "\t" in line[: mark.column + 1]):
        return Diagnostic("yaml-syntax", "a tab is used for indentation", where, "use spaces")
    if "cannot start any token" in problem and rest:
        return Diagnostic("yaml-syntax", f"text cannot start with {rest[0]}", where, "put it in quotes")
    if "expected key" in problem and rest.startswith(":"):
        return Diagnostic("yaml-key", "a key is missing before the colon", where)
    for words, message, hint in _SYNTAX:
        if words in f"{context} {problem}":
            return Diagnostic("yaml-syntax", message, where, hint)
    return Diagnostic("yaml-syntax", problem, where)
