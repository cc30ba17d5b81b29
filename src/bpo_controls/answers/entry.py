"""One answer in its readable form, as answer files and the mirror hold it, to an Answer and back."""

from __future__ import annotations

import re
from dataclasses import replace

from bpo_controls.answers.answer_model import (
    ASSURANCES,
    Acceptance,
    Answer,
    Assurance,
    Evidence,
    NonAnswer,
    NonAnswerKind,
    Subject,
    Value,
)
from bpo_controls.answers.measure import is_to_come, parse_date
from bpo_controls.answers.rules import Problem, answer_problems
from bpo_controls.answers.typed_text import clean_text, describe
from bpo_controls.answers.validate import parse_value
from bpo_controls.diagnostics import Diagnostic, did_you_mean
from bpo_controls.library.model import Control, Library, Question

_NON_ANSWER_KEYS: dict[str, NonAnswerKind] = {
    "dont_know": "dont-know",
    "later": "later",
    "declined": "declined",
    "not_applicable": "not-applicable",
}
KEYS: tuple[str, ...] = (
    "value", *_NON_ANSWER_KEYS, "note", "by", "role", "at", "assurance", "evidence", "flag", "accepted",
)  # fmt: skip
"""Keys of an answer written as a mapping. Exactly one of the first five is given."""

_EVIDENCE_KEYS = ("title", "kept_at", "period", "seen_on")
_ACCEPTED_KEYS = ("by", "reason", "until")
_ASSURANCE_WORDS = {"document seen": "seen", "document-seen": "seen", "said": "stated"}
_ANOTHER_WAY = frozenset({"another_way", "another-way"})
_DONT_KNOW = "{dont_know: whom to ask}"
_DECLINED = "{declined: the reason}"
_NOT_APPLICABLE = "{not_applicable: the reason}"
_MEANT: dict[str, str] = {
    "later": "{later: true}", "open": "{later: true}", "todo": "{later: true}", "tbd": "{later: true}",
    "unknown": _DONT_KNOW, "?": _DONT_KNOW, "dont-know": _DONT_KNOW, "dk": _DONT_KNOW,
    "declined": _DECLINED, "refused": _DECLINED,
    "na": _NOT_APPLICABLE, "not-applicable": _NOT_APPLICABLE,
}  # fmt: skip
"""What people write for want of an answer, folded, and how it is written here."""

_MOMENT = r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})?)?"


def read_entry(
    asked: Question | Control,
    subject: Subject,
    raw: object,
    library: Library | None = None,
    *,
    allow_identifiers: bool = False,
    today: str = "",
) -> tuple[Answer | None, tuple[Problem, ...]]:
    """The answer that plain data stands for: a bare value, or a mapping with the keys of `KEYS`.

    Returns the answer, or None with every problem found and the key it was found at. `today` (ISO date)
    is for the refusal of evidence seen on a day to come; without it no such day is refused.
    """
    bare = not isinstance(raw, dict)
    reader = _Reader(asked, subject, library, today)
    answer = reader.read(raw if isinstance(raw, dict) else {"value": raw})
    problems = reader.problems
    if answer is not None and not problems:
        problems += answer_problems(asked, answer, library, allow_identifiers=allow_identifiers)
    if bare:  # a bare value has no keys: every problem is at the value itself
        problems = [((), problem) for _, problem in problems]
    return (None if problems else answer), tuple(problems)


def entry_of(answer: Answer) -> object:
    """The readable form: a bare value where nothing else was said, else a mapping."""
    data: dict[str, object] = {}
    if answer.non_answer is not None:
        key = answer.non_answer.kind.replace("-", "_")
        data[key] = answer.non_answer.text or True
    else:
        # The empty tuple is what "none" is kept as; an empty list is not taken in again.
        data["value"] = (list(answer.value) or "none") if isinstance(answer.value, tuple) else answer.value
    for key in ("note", "by", "role", "at"):
        if getattr(answer, key):
            data[key] = getattr(answer, key)
    if answer.assurance != "stated":
        data["assurance"] = answer.assurance
    if answer.evidence:
        data["evidence"] = [
            {key: getattr(seen, key) for key in _EVIDENCE_KEYS if getattr(seen, key)}
            for seen in answer.evidence
        ]
    if answer.flagged:
        data["flag"] = True
    if answer.accepted is not None:
        data["accepted"] = {key: getattr(answer.accepted, key) for key in _ACCEPTED_KEYS}
    return data["value"] if list(data) == ["value"] else data


def _folded(raw: object) -> str:
    if not isinstance(raw, str):
        return ""
    return re.sub(r"[\s_-]+", "-", re.sub(r"[/.'\u2019]", "", raw.strip().casefold()))


class _Reader:
    """Reads the parts of one entry and collects what is wrong with them."""

    def __init__(
        self, asked: Question | Control, subject: Subject, library: Library | None, today: str
    ) -> None:
        self.asked = asked
        self.subject = subject
        self.library = library
        self.today = today
        self.problems: list[Problem] = []

    def read(self, data: dict[str, object]) -> Answer | None:
        self._known(data, KEYS, ())
        value, non_answer = self._what_was_said(data)
        answer = Answer(
            item=self.asked.id,
            subject=self.subject,
            value=value,
            non_answer=non_answer,
            note=self._text(data, "note"),
            by=self._text(data, "by", one_line=True),
            role=self._text(data, "role", one_line=True),
            at=self._moment(data),
            assurance=self._assurance(data),
            evidence=self._evidence(data),
            flagged=self._flag(data),
            accepted=self._accepted(data),
        )
        return None if self.problems else answer

    def _what_was_said(self, data: dict[str, object]) -> tuple[Value | None, NonAnswer | None]:
        given = [key for key in _NON_ANSWER_KEYS if data.get(key) not in (None, False)]
        if data.get("value") is not None:
            given.insert(0, "value")
        if not given and _ANOTHER_WAY & {*data}:
            return None, None  # told already, with what to write instead
        if not given and "value" in data and len(data) == 1:
            hint = "leave the line out; to take an answer back, delete its line in answers.yaml"
            self.add(("value",), "one-answer", "nothing is given as the answer", hint)
            return None, None
        if len(given) != 1:
            listed = ", ".join(("value", *_NON_ANSWER_KEYS))
            wrong = "no answer is given" if not given else f"{' and '.join(given)} cannot both be given"
            self.add((given[1],) if given else (), "one-answer", wrong, f"give one of {listed}")
            return None, None
        key = given[0]
        if key == "value":
            value = parse_value(self.asked, data["value"], self.library)
            meant = _MEANT.get(_folded(data["value"]))
            if meant and isinstance(value, tuple) and getattr(self.asked, "kind", "") == "names":
                value = Diagnostic("name-unusable", f"{describe(data['value'])} is no name")
            if isinstance(value, Diagnostic):
                if meant:
                    value = replace(value, hint=f"to say {describe(data['value'])}, write {meant}")
                self.problems.append((("value",), value))
                return None, None
            return value, None
        kind = _NON_ANSWER_KEYS[key]
        if data[key] is True:
            return None, NonAnswer(kind)
        if kind == "later":
            self.add(
                (key,), "true-expected", "later takes the word true and nothing else", "write later: true"
            )
            return None, None
        return None, NonAnswer(kind, self._text(data, key))

    def _text(
        self,
        data: dict[str, object],
        key: str,
        path: tuple[str | int, ...] = (),
        *,
        one_line: bool = False,
        needed: bool = False,
    ) -> str:
        if data.get(key) is None and not needed:
            return ""
        text = clean_text(data.get(key), key.replace("_", " "), one_line=one_line, empty_ok=not needed)
        if isinstance(text, Diagnostic):
            self.problems.append(((*path, key), text))
            return ""
        return text

    def _moment(self, data: dict[str, object]) -> str:
        raw = data.get("at")
        if raw is None:
            return ""
        if isinstance(raw, str) and re.fullmatch(_MOMENT, raw) and isinstance(parse_date(raw[:10]), str):
            if self.today and is_to_come(raw[:10], self.today):
                self.add(("at",), "date-to-come", f"{raw[:10]} is still to come", f"today is {self.today}")
            return raw
        self.add(("at",), "date-expected", f"{describe(raw)} is not a date or time", "write YYYY-MM-DD")
        return ""

    def _assurance(self, data: dict[str, object]) -> Assurance:
        raw = data.get("assurance")
        if raw is None:
            return "stated"
        word = raw.strip().casefold() if isinstance(raw, str) else ""
        word = _ASSURANCE_WORDS.get(word, word)
        if word in ASSURANCES:
            return word
        self.add(
            ("assurance",),
            "unknown-assurance",
            f"{describe(raw)} is no assurance",
            "say stated, seen or tested",
        )
        return "stated"

    def _evidence(self, data: dict[str, object]) -> tuple[Evidence, ...]:
        raw = data.get("evidence")
        if raw is None:
            return ()
        found: list[Evidence] = []
        for index, one in enumerate(raw if isinstance(raw, list) else [raw]):
            path: tuple[str | int, ...] = ("evidence", index) if isinstance(raw, list) else ("evidence",)
            if isinstance(one, str):
                title = self._text({"title": one}, "title", path, one_line=True, needed=True)
                found.append(Evidence(title))
            elif isinstance(one, dict):
                self._known(one, _EVIDENCE_KEYS, path)
                title = self._text(one, "title", path, one_line=True, needed=True)
                rest = {key: self._text(one, key, path, one_line=True) for key in _EVIDENCE_KEYS[1:]}
                self._seen_on(rest["seen_on"], path)
                found.append(Evidence(title, **rest))
            else:
                self.add(
                    path, "mapping-expected", f"{describe(one)} is no evidence", "give title, kept_at, …"
                )
        return tuple(found)

    def _seen_on(self, text: str, path: tuple[str | int, ...]) -> None:
        if not text:
            return
        found = parse_date(text)
        if isinstance(found, Diagnostic):
            self.problems.append(((*path, "seen_on"), found))
        elif self.today and is_to_come(found, self.today):
            self.add(
                (*path, "seen_on"), "date-to-come", f"{found} is still to come", f"today is {self.today}"
            )

    def _flag(self, data: dict[str, object]) -> bool:
        raw = data.get("flag")
        if isinstance(raw, bool):
            return raw
        if raw is not None:
            self.add(
                ("flag",), "true-expected", f"{describe(raw)} is neither true nor false", "write flag: true"
            )
        return False

    def _accepted(self, data: dict[str, object]) -> Acceptance | None:
        raw = data.get("accepted")
        if raw is None:
            return None
        if not isinstance(raw, dict):
            self.add(
                ("accepted",),
                "mapping-expected",
                "an accepted risk has keys of its own",
                "give by, reason, until",
            )
            return None
        self._known(raw, _ACCEPTED_KEYS, ("accepted",))
        texts = {
            key: self._text(raw, key, ("accepted",), one_line=key != "reason", needed=True)
            for key in _ACCEPTED_KEYS
        }
        return Acceptance(**texts)

    def _known(self, data: dict[str, object], keys: tuple[str, ...], path: tuple[str | int, ...]) -> None:
        for key in data:
            if key not in keys:
                hint = did_you_mean(key, keys)
                if not path and key in _ANOTHER_WAY:
                    hint = "write value: another-way, and note: with what is done instead"
                self.add((*path, key), "unknown-key", f"unknown key {describe(key)}", hint)

    def add(self, path: tuple[str | int, ...], code: str, message: str, hint: str) -> None:
        self.problems.append((path, Diagnostic(code, message, hint=hint)))
