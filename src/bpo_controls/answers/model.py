"""What has been said: answers, non-answers, evidence, and the sheet that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from bpo_controls.library.condition import SubjectKind

Value = bool | int | float | str | tuple[str, ...]
"""yes-no: bool; number: int or float; one-of, date (ISO), text, practice scale: str; any-of, names: tuple."""

Assurance = Literal["stated", "seen", "tested"]
ASSURANCES: tuple[Assurance, ...] = ("stated", "seen", "tested")
NonAnswerKind = Literal["dont-know", "later", "declined", "not-applicable"]
NON_ANSWERS: tuple[NonAnswerKind, ...] = ("dont-know", "later", "declined", "not-applicable")

EVERY = "*"
"""Subject id that stands for all subjects of a kind; an answer for one subject wins over it."""


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a question or control is about. The engagement has the empty id."""

    kind: SubjectKind
    id: str = ""

    def __str__(self) -> str:
        return self.id or self.kind


ENGAGEMENT = Subject("engagement")


@dataclass(frozen=True, slots=True)
class NonAnswer:
    """Why there is no value. `text` is whom to ask (dont-know) or the reason (not-applicable, declined)."""

    kind: NonAnswerKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A reference to something seen; never the thing itself. Dates and periods are text as given."""

    title: str
    kept_at: str = ""
    period: str = ""
    seen_on: str = ""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A gap the buyer has decided to live with: who, why, until when (ISO date)."""

    by: str
    reason: str
    until: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer for one question or control (`item`) and one subject.

    Exactly one of `value` and `non_answer` is set. `at` is ISO 8601 with offset, or "" when unknown.
    A control's value is a number or a word of the practice scale; "another-way" needs a note.
    """

    item: str
    subject: Subject
    value: Value | None = None
    non_answer: NonAnswer | None = None
    note: str = ""
    by: str = ""
    role: str = ""
    at: str = ""
    assurance: Assurance = "stated"
    evidence: tuple[Evidence, ...] = ()
    flagged: bool = False
    accepted: Acceptance | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answers as they stand now: the last one per item and subject."""

    entries: Mapping[tuple[str, Subject], Answer] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, item: str, subject: Subject) -> Answer | None:
        """The subject's own answer, else the one given for every subject of its kind, else None."""
        own = self.entries.get((item, subject))
        if own is not None or not subject.id:
            return own
        return self.entries.get((item, Subject(subject.kind, EVERY)))

    def with_answer(self, answer: Answer) -> Sheet:
        """A new sheet in which this answer stands."""
        return Sheet(MappingProxyType({**self.entries, (answer.item, answer.subject): answer}))

    def without(self, item: str, subject: Subject) -> Sheet:
        """A new sheet in which this answer no longer stands."""
        kept = {key: value for key, value in self.entries.items() if key != (item, subject)}
        return Sheet(MappingProxyType(kept))

    def __iter__(self) -> Iterator[Answer]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)


def sheet_of(answers: Iterable[Answer]) -> Sheet:
    """A sheet of these answers, a later one replacing an earlier one."""
    return Sheet(MappingProxyType({(a.item, a.subject): a for a in answers}))
