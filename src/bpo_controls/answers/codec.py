"""Answers to plain data (JSON types) and back, exactly. Strict: what it does not know it refuses."""

from __future__ import annotations

import math
from collections.abc import Mapping

from bpo_controls.answers.answer_model import (
    ASSURANCES,
    NON_ANSWERS,
    Acceptance,
    Answer,
    Evidence,
    Need,
    NonAnswer,
    Subject,
    Value,
)
from bpo_controls.library.condition import SUBJECT_KINDS

_TEXTS = ("note", "by", "role", "at")
_KEYS = {
    "item",
    "subject",
    "value",
    "non_answer",
    "assurance",
    "evidence",
    "flagged",
    "accepted",
    "form",
    *_TEXTS,
}


def answer_to_plain(answer: Answer) -> dict[str, object]:
    """A mapping of JSON types, in a fixed key order; what has its default value is left out."""
    plain: dict[str, object] = {"item": answer.item, "subject": subject_to_plain(answer.subject)}
    if answer.value is not None:
        plain["value"] = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    if answer.non_answer is not None:
        plain["non_answer"] = {"kind": answer.non_answer.kind, "text": answer.non_answer.text}
    for key in _TEXTS:
        text: str = getattr(answer, key)
        if text:
            plain[key] = text
    if answer.assurance != "stated":
        plain["assurance"] = answer.assurance
    if answer.evidence:
        plain["evidence"] = [
            {"title": seen.title, "kept_at": seen.kept_at, "period": seen.period, "seen_on": seen.seen_on}
            for seen in answer.evidence
        ]
    if answer.flagged:
        plain["flagged"] = True
    if answer.accepted is not None:
        kept = answer.accepted
        plain["accepted"] = {"by": kept.by, "reason": kept.reason, "until": kept.until}
    if answer.form:
        plain["form"] = answer.form
    return plain


def answer_from_plain(plain: object) -> Answer:
    """The answer that `answer_to_plain` wrote. Raises ValueError, with one line, for anything else."""
    data = _mapping(plain, "an answer", _KEYS)
    value = _value(data["value"]) if "value" in data else None
    non_answer = _non_answer(data["non_answer"]) if "non_answer" in data else None
    if (value is None) == (non_answer is None):
        raise ValueError("an answer has either a value or a reason for having none")
    assurance = data.get("assurance", "stated")
    if assurance not in ASSURANCES:
        raise ValueError(f"unknown assurance {assurance!r}")
    evidence = data.get("evidence", [])
    if not isinstance(evidence, list):
        raise ValueError("evidence must be a list")
    flagged = data.get("flagged", False)
    if not isinstance(flagged, bool):
        raise ValueError("flagged must be true or false")
    item = _text(data.get("item"), "item")
    if not item:
        raise ValueError("an answer names its item")
    return Answer(
        item=item,
        subject=subject_from_plain(data.get("subject")),
        value=value,
        non_answer=non_answer,
        note=_text(data.get("note", ""), "note"),
        by=_text(data.get("by", ""), "by"),
        role=_text(data.get("role", ""), "role"),
        at=_text(data.get("at", ""), "at"),
        assurance=assurance,
        evidence=tuple(_evidence(plain) for plain in evidence),
        flagged=flagged,
        accepted=_acceptance(data["accepted"]) if "accepted" in data else None,
        form=_text(data.get("form", ""), "form"),
    )


def need_to_plain(need: Need) -> dict[str, object]:
    """The item and subject as `{"item": …, "subject": …}`."""
    return {"item": need.item, "subject": subject_to_plain(need.subject)}


def need_from_plain(plain: object) -> Need:
    """The need that `need_to_plain` wrote. Raises ValueError."""
    data = _mapping(plain, "an item with its subject", {"item", "subject"})
    return Need(_text(data.get("item"), "item"), subject_from_plain(data.get("subject")))


def subject_to_plain(subject: Subject) -> dict[str, object]:
    """The subject as `{"kind": …, "id": …}`."""
    return {"kind": subject.kind, "id": subject.id}


def subject_from_plain(plain: object) -> Subject:
    """The subject that `subject_to_plain` wrote. Raises ValueError."""
    data = _mapping(plain, "a subject", {"kind", "id"})
    kind = data.get("kind")
    if kind not in SUBJECT_KINDS:
        raise ValueError(f"unknown kind of subject {kind!r}")
    found = Subject(kind, _text(data.get("id"), "subject id"))
    if (found.kind == "engagement") != (found.id == ""):
        raise ValueError("the engagement has no id, every other subject has one")
    return found


def _mapping(plain: object, what: str, keys: set[str]) -> Mapping[str, object]:
    if not isinstance(plain, dict):
        raise ValueError(f"{what} must be a mapping")
    if not keys.issuperset(plain):
        unknown = sorted(str(key) for key in plain if key not in keys)
        raise ValueError(f"{what} has the unknown key {unknown[0]!r}")
    return plain


def _text(plain: object, what: str) -> str:
    if not isinstance(plain, str):
        raise ValueError(f"{what} must be text")
    return plain


def _value(plain: object) -> Value:
    if isinstance(plain, (bool, str, int)):
        return plain
    if isinstance(plain, float) and math.isfinite(plain):
        return plain
    if isinstance(plain, list):
        return tuple(_text(part, "each part of a value") for part in plain)
    raise ValueError("a value must be yes or no, a finite number, text or a list of texts")


def _non_answer(plain: object) -> NonAnswer:
    data = _mapping(plain, "a non-answer", {"kind", "text"})
    kind = data.get("kind")
    if kind not in NON_ANSWERS:
        raise ValueError(f"unknown kind of non-answer {kind!r}")
    return NonAnswer(kind, _text(data.get("text"), "the reason"))


def _evidence(plain: object) -> Evidence:
    data = _mapping(plain, "evidence", {"title", "kept_at", "period", "seen_on"})
    return Evidence(**{key: _text(data.get(key), key) for key in ("title", "kept_at", "period", "seen_on")})


def _acceptance(plain: object) -> Acceptance:
    data = _mapping(plain, "an accepted risk", {"by", "reason", "until"})
    return Acceptance(**{key: _text(data.get(key), key) for key in ("by", "reason", "until")})
