"""`answers.yaml`: where the answers stand, for people to read. The journal is the record; this follows it.

The header carries the journal head it stands for and a digest of what follows, so that a file somebody
edited can be told from one that merely lags behind after a crash.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from bpo_controls.answers.answer_model import EVERY, Answer, Answers, Need
from bpo_controls.answers.typed_text import visible
from bpo_controls.diagnostics import Diagnostic, Level, Location
from bpo_controls.library.model import Control, Library, Question
from bpo_controls.plain_file import read_head
from bpo_controls.workspace.journal import Event
from bpo_controls.workspace.paths import MIRROR

_HEADER = """\
# Answers as they stand, kept in step by bpo-controls; the record itself is journal.jsonl.
# Changes made here by hand are noticed, and offered to be taken in like any other answer.
# stands-for: {head} (event {number})
# body-sha256: {digest}
"""
_MARKS = re.compile(
    rb"# stands-for: (?P<head>[0-9a-f]{64})(?: \(event (?P<number>[0-9]{1,9})\))?\n"
    rb"# body-sha256: (?P<digest>[0-9a-f]{64})\n"
)
_LARGEST = 16 * 1024 * 1024

State = Literal["current", "stale", "missing", "edited", "ahead"]
"""`stale` lags behind the journal; `ahead` stands for an event that the journal does not hold."""


@dataclass(frozen=True, slots=True)
class Mirror:
    """What answers.yaml holds: its state against the journal, and its bytes (empty when missing).

    `number` is that of the event it stands for, 0 when it does not say.
    """

    state: State
    raw: bytes = b""
    number: int = 0


@dataclass(frozen=True, slots=True)
class HandEdits:
    """Changes made by hand: answers given or changed, answers taken out, and what is wrong with the file.

    `digest` names the bytes that were read, so that an import replaces these and no later edit.
    """

    answers: tuple[Answer, ...] = ()
    withdrawn: tuple[Need, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    digest: str = ""


def read_mirror(path: Path, head: str, events: Sequence[Event]) -> Mirror:
    """Looks at the mirror without reading its YAML. A file that cannot be read counts as edited.

    `events` are those of the journal and `head` its last digest.
    """
    return judge_mirror(read_raw(path), head, events)


def read_raw(path: Path) -> bytes | None:
    """The bytes of the mirror, None when there is none, empty when it cannot be read."""
    try:
        return read_head(path, _LARGEST)
    except FileNotFoundError:
        return None
    except OSError:
        return b""


def judge_mirror(raw: bytes | None, head: str, events: Sequence[Event]) -> Mirror:
    """What these bytes are to the journal. Read them before the journal: a mirror never runs ahead of it."""
    if raw is None:
        return Mirror("missing")
    marks = _MARKS.search(raw, 0, 1000)
    if marks is None:
        return Mirror("edited", raw)
    named = marks.group("head").decode("ascii")
    if named != head and not any(event.digest == named for event in reversed(events)):
        return Mirror("ahead", raw, int(marks.group("number") or 0))
    if hashlib.sha256(raw[marks.end() :]).hexdigest() != marks.group("digest").decode("ascii"):
        return Mirror("edited", raw)
    return Mirror("current" if named == head else "stale", raw)


def shortened(mirror: Mirror, where: Path, count: int, hint: str) -> Diagnostic:
    """The warning that the journal lost events which the mirror knows. `count` is how many it has."""
    named = f"event {mirror.number}" if mirror.number else "the event"
    message = f"does not hold {named} that {MIRROR} stands for; it ends at event {count}"
    return Diagnostic("journal-shortened", message, Location(str(where)), hint, Level.WARNING)


class MirrorText:
    """Writes the text of the mirror; remembers each entry, so that one new answer costs one new entry."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._entries: dict[Need, tuple[Answer, str]] = {}

    def of(self, answers: Answers, head: str, number: int, misfits: Sequence[Answer] = ()) -> bytes:
        """The whole file for these answers, standing for the event with this digest and number.

        `misfits` are answers that do not fit the library of today; they are kept as comments.
        """
        body = self._body(answers, misfits).encode("utf-8")
        header = _HEADER.format(head=head, number=number, digest=hashlib.sha256(body).hexdigest())
        return header.encode("ascii") + body

    def _body(self, answers: Answers, misfits: Sequence[Answer]) -> str:
        by_item: dict[str, list[Answer]] = {}
        for answer in answers:
            by_item.setdefault(answer.item, []).append(answer)
        out: list[str] = []
        for heading, items in _groups(self._library):
            told = [self._item(asked, by_item.pop(asked.id)) for asked in items if asked.id in by_item]
            if told:
                out += [f"\n# == {visible(heading, 200)} ==\n", *told]
        left = [*misfits, *(answer for given in by_item.values() for answer in given)]
        if left:
            out.append("\n# == Kept from another version of the library ==\n")
            out += [_as_comment(self._entry(answer)) for answer in left]
        return "".join(out) or "\n# Nothing has been answered yet.\n"

    def _item(self, asked: Question | Control, answers: list[Answer]) -> str:
        title = asked.ask if isinstance(asked, Question) else asked.title
        answers.sort(key=lambda answer: answer.subject.id not in ("", EVERY))
        lines = [
            self._entry(answer) if answer.subject.kind == asked.per else _as_comment(self._entry(answer))
            for answer in answers
        ]
        return f"\n# {visible(title, 300)}\n{''.join(lines)}"

    def _entry(self, answer: Answer) -> str:
        key = answer.need
        known = self._entries.get(key)
        if known is None or known[0] is not answer:
            from bpo_controls.answers.entry import entry_of
            from bpo_controls.yaml.text import dump_yaml

            one = "" if answer.subject.id in ("", EVERY) else f"@{answer.subject.id}"
            known = (answer, dump_yaml({f"{answer.item}{one}": entry_of(answer)}))
            self._entries[key] = known
        return known[1]


def _groups(library: Library) -> list[tuple[str, list[Question | Control]]]:
    """Questions by section and controls by domain, in the library's order."""
    groups: dict[str, tuple[str, list[Question | Control]]] = {
        f"section {section.id}": (section.title, []) for section in library.sections
    }
    for question in library.questions.values():
        groups.setdefault(f"section {question.section}", (question.section, []))[1].append(question)
    for control in library.controls.values():
        groups.setdefault(f"domain {control.domain}", (control.domain, []))[1].append(control)
    return list(groups.values())


def _as_comment(text: str) -> str:
    return "".join(f"# {line}\n" for line in text.splitlines())


def edits_in(mirror: Mirror, path: Path, standing: Answers, library: Library, today: str = "") -> HandEdits:
    """What a hand-edited mirror says differently from the answers that stand. Only changed entries are judged."""
    from bpo_controls.answers.answer_file import read_answer_file

    digest = hashlib.sha256(mirror.raw).hexdigest()
    try:
        text = mirror.raw.decode("utf-8")
    except UnicodeDecodeError:
        problem = Diagnostic("yaml-encoding", "is not UTF-8 text", Location(str(path)), "save it as UTF-8")
        return HandEdits(diagnostics=(problem,), digest=digest)
    # An identifier the consultant let through once must not come back as a problem on every edit:
    # first read everything, then read again what changed, with the guard up.
    loose, problems = read_answer_file(
        text, path.name, library, earlier=standing, allow_identifiers=True, today=today
    )
    strict, guarded = read_answer_file(text, path.name, library, earlier=standing, today=today)
    fine = {answer.need for answer in strict}
    changed: list[Answer] = []
    kept_as_is = True
    for answer in loose:
        before = standing.entries.get(answer.need)
        if before == answer:
            continue
        if answer.need not in fine:
            kept_as_is = False
            continue
        same_moment = before is not None and before.at == answer.at
        changed.append(replace(answer, at="") if same_moment else answer)
    present = {answer.need for answer in loose}
    gone: tuple[Need, ...] = ()
    if not problems:
        gone = tuple(
            key
            for key, answer in standing.entries.items()
            if key not in present and _mirrored(answer, library)
        )
    return HandEdits(tuple(changed), gone, problems if kept_as_is else guarded, digest)


def _mirrored(answer: Answer, library: Library) -> bool:
    asked = library.questions.get(answer.item) or library.controls.get(answer.item)
    return asked is not None and asked.per == answer.subject.kind
