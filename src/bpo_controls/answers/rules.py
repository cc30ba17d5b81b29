"""What an answer must satisfy as a whole, whichever way it came in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bpo_controls.answers.answer_model import Answer, NonAnswer
from bpo_controls.answers.measure import parse_date
from bpo_controls.answers.phi import identifier_problem
from bpo_controls.answers.typed_text import MAX_NAME, clean_text, visible
from bpo_controls.answers.validate import parse_value
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.library.model import Control, Library, Question

Problem = tuple[tuple[str | int, ...], Diagnostic]
"""A problem and the keys that lead to it in an answer file: `("evidence", 0, "title")`."""


def answer_problems(
    asked: Question | Control,
    answer: Answer,
    library: Library | None = None,
    *,
    allow_identifiers: bool = False,
) -> tuple[Problem, ...]:
    """Everything that speaks against keeping this answer; empty when nothing does.

    `allow_identifiers` is the consultant's word that what looks like a patient identifier is none.
    """
    problems = list(_rules(asked, answer, library))
    for path, text, contact, limit in _texts(asked, answer):
        cleaned = clean_text(text, _called(path), limit=limit) if limit else text
        if isinstance(cleaned, Diagnostic):
            problems.append((path, cleaned))
        elif not allow_identifiers:
            found = identifier_problem(text, _called(path), contact=contact)
            if found is not None:
                problems.append((path, found))
    return tuple(problems)


def _rules(asked: Question | Control, answer: Answer, library: Library | None) -> Iterator[Problem]:
    if answer.value is not None:
        value = parse_value(asked, answer.value, library)
        if isinstance(value, Diagnostic):
            yield ("value",), value
        if isinstance(asked, Control) and answer.value == "another-way" and not answer.note:
            yield (
                ("value",),
                Diagnostic(
                    "note-needed",
                    '"another-way" needs a note',
                    hint="say in the note what is done instead and why that is enough",
                ),
            )
        elif isinstance(asked, Control) and answer.value == "another-way" and too_short(answer.note):
            yield ("note",), _too_short("note-needed", answer.note, "what is done instead")
    elif answer.non_answer == NonAnswer("not-applicable"):
        yield (
            ("not_applicable",),
            Diagnostic("reason-needed", "not applicable needs a reason", hint="say why it cannot apply here"),
        )
    elif answer.non_answer is not None and answer.non_answer.kind in ("not-applicable", "declined"):
        text = answer.non_answer.text
        if text and too_short(text):
            key = answer.non_answer.kind.replace("-", "_")
            yield (key,), _too_short("reason-needed", text, "the reason")
    if answer.accepted is not None:
        if too_short(answer.accepted.reason):
            yield ("accepted", "reason"), _too_short("reason-needed", answer.accepted.reason, "the reason")
        if not isinstance(asked, Control):
            yield (
                ("accepted",),
                Diagnostic("not-a-control", "only the gap of a control can be accepted", hint="take it out"),
            )
        until = parse_date(answer.accepted.until)
        if isinstance(until, Diagnostic):
            yield ("accepted", "until"), until


def too_short(text: str) -> bool:
    """True for a reason that says nothing: neither two words nor eight characters, or no letter at all."""
    words = re.findall(r"\w+", text)
    return not any(ch.isalpha() for ch in text) or (len(words) < 2 and len(text.strip()) < 8)


def _too_short(code: str, text: str, what: str) -> Diagnostic:
    return Diagnostic(
        code,
        f'"{visible(text)}" is too short to say {what}',
        hint="use two words or more: a reviewer has to understand it later",
    )


def _texts(
    asked: Question | Control, answer: Answer
) -> Iterator[tuple[tuple[str | int, ...], str, bool, int]]:
    """Every text: its path, itself, whether it names a contact, and its limit (0: checked elsewhere)."""
    if isinstance(asked, Question) and asked.kind in ("text", "names"):
        parts = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        for part in parts:
            if isinstance(part, str):
                yield ("value",), part, asked.kind == "names", 0
    if answer.non_answer is not None and answer.non_answer.text:
        kind = answer.non_answer.kind
        yield (kind.replace("-", "_"),), answer.non_answer.text, kind == "dont-know", 2_000
    if answer.note:
        yield ("note",), answer.note, False, 2_000
    for key in ("by", "role"):
        if getattr(answer, key):
            yield (key,), getattr(answer, key), True, MAX_NAME
    for index, one in enumerate(answer.evidence):
        yield ("evidence", index, "title"), one.title, False, 300
        for key in ("kept_at", "period", "seen_on"):
            if getattr(one, key):
                yield ("evidence", index, key), getattr(one, key), key == "kept_at", 300
    if answer.accepted is not None:
        yield ("accepted", "by"), answer.accepted.by, True, MAX_NAME
        yield ("accepted", "reason"), answer.accepted.reason, False, 2_000


def _called(path: tuple[str | int, ...]) -> str:
    """What to call a text in a message."""
    names = {
        "value": "the answer",
        "note": "the note",
        "by": "the name of who said it",
        "role": "the role",
        "dont_know": "whom to ask",
        "declined": "the reason",
        "not_applicable": "the reason",
        "evidence": "the evidence",
        "accepted": "the accepted risk",
    }
    head = names[str(path[0])]
    return f"{head} ({str(path[-1]).replace('_', ' ')})" if len(path) > 1 else head
