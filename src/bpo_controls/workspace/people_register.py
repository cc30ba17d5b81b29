"""Adding people to the register in engagement.yaml; everything else in that file stays as it is."""

from __future__ import annotations

import codecs
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from bpo_controls.diagnostics import Location, UserError, user_error
from bpo_controls.plain_file import read_plain_file
from bpo_controls.workspace import paths
from bpo_controls.workspace.engagement_file import PERSON_KEYS, Person, read_engagement_file

LARGEST = 1_000_000
"""Bytes of an engagement.yaml that is still read."""


def add_people(directory: Path, added: Sequence[Person]) -> None:
    """Write these people after those under `people`, in one replacement of the file.

    UserError when the file cannot be read or written, or when its list is written in a way that cannot be
    added to (an alias, say); then nothing has changed.
    """
    path = directory / paths.ENGAGEMENT_FILE
    raw = read_plain_file(path, LARGEST)
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    text = raw[len(mark) :].decode("utf-8")
    before, problems = read_engagement_file(text, str(path))
    if before is None:
        raise UserError(*problems)
    renewed = _with_entries(text, [_entry(one) for one in added])
    after, _ = read_engagement_file(renewed, str(path))
    if after != replace(before, people=(*before.people, *added)):
        raise user_error(
            "cannot-write",
            "nobody can be added to this list of people; nothing was changed",
            where=Location(str(path)),
            hint="write each entry under people: on a line of its own, beginning with -",
        )
    paths.write_atomically(path, mark + renewed.encode("utf-8"))


def _entry(person: Person) -> str:
    """One line: `{name: "Lee Sample", role: "it-security"}`; in quotes, so that `redact` leaves it readable."""
    given = {key: getattr(person, key) for key in PERSON_KEYS}
    return "{" + ", ".join(f"{key}: {_quoted(text)}" for key, text in given.items() if text) + "}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _with_entries(text: str, entries: Sequence[str]) -> str:
    """The text with these entries at the end of its list of people."""
    newline = "\r\n" if "\r\n" in text else "\n"
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    found = next((pair for pair in root.value if pair[0].value == "people"), None)
    if found is None:
        gap = "" if text.endswith("\n") else newline
        return f"{text}{gap}people:{newline}{_lines(entries, 2, newline)}"
    key, value = found
    if isinstance(value, yaml.SequenceNode) and value.value and value.flow_style:
        return _into_brackets(text, value, entries)
    if isinstance(value, yaml.SequenceNode) and value.value:
        end = _line_end(text, _last_leaf(value).end_mark)
        head = text[:end] if text[:end].endswith("\n") else text[:end] + newline
        return head + _lines(entries, value.start_mark.column, newline) + text[end:]
    start = text.index(":", key.end_mark.index) + 1  # nobody yet: [], null or nothing at all
    stop = max(start, value.end_mark.index) if text[start : value.end_mark.index].strip() else start
    end = text.find("\n", stop) + 1 or len(text)
    rest = text[stop:end].rstrip("\r\n")
    return text[:start] + rest + newline + _lines(entries, 2, newline) + text[end:]


def _into_brackets(text: str, value: yaml.SequenceNode, entries: Sequence[str]) -> str:
    """`[a, b]` becomes `[a, b, c]`: right after the last one, so that a comment behind it stays behind it."""
    at = value.value[-1].end_mark.index
    return text[:at] + "".join(f", {entry}" for entry in entries) + text[at:]


def _lines(entries: Sequence[str], column: int, newline: str) -> str:
    return "".join(f"{' ' * column}- {entry}{newline}" for entry in entries)


def _last_leaf(node: yaml.Node) -> yaml.Node:
    """What is written last inside: the end of a block list itself lies behind the comments that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_leaf(last[1] if isinstance(last, tuple) else last)
    return node


def _line_end(text: str, mark: yaml.Mark) -> int:
    """Where the line with this mark ends, its line break included."""
    if mark.column == 0 and mark.index:
        return int(mark.index)
    at = text.find("\n", mark.index)
    return len(text) if at < 0 else at + 1
