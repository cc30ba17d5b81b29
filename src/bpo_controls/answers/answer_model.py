"""What has been said: answers, non-answers, evidence, and the answers as they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple

from bpo_controls.library.condition import SubjectKind

Value = bool | int | float | str | tuple[str, ...]
"""yes-no: bool; number: int or float; one-of, date (ISO), text, practice scale: str; any-of, names: tuple."""

Assurance = Literal["stated", "seen", "tested"]
ASSURANCES: tuple[Assurance, ...] = ("stated", "seen", "tested")
NonAnswerKind = Literal["dont-know", "later", "declined", "not-applicable"]
NON_ANSWERS: tuple[NonAnswerKind, ...] = ("dont-know", "later", "declined", "not-applicable")

EVERY = "*"
"""Subject id that stands for all subjects of a kind; an answer for one subject wins over it."""


class Subject(NamedTuple):
    """What a question or control is about. The engagement has the empty id.

    A named tuple, because every decision looks something up by it.
    """

    kind: SubjectKind
    id: str = ""

    def __str__(self) -> str:
        return self.id or self.kind


ENGAGEMENT = Subject("engagement")


class Need(NamedTuple):
    """A question or control (`item`, its id) and the subject it has to be asked about."""

    item: str
    subject: Subject


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
    A control's value is a number or a word of the practice scale; "another-way" needs a note. Where a number is
    asked for, "in-place" is a claim until the number comes. `form` says what kind of answer was asked for when
    this one was given (see `answers.fit`); it is no part of what was said.
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
    form: str = field(default="", compare=False)

    @property
    def need(self) -> Need:
        """What this answers: the item and the subject."""
        return Need(self.item, self.subject)


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers as they stand now: the last one per item and subject."""

    entries: Mapping[Need, Answer] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, item: str, subject: Subject) -> Answer | None:
        """The subject's own answer, else the one given for every subject of its kind, else None."""
        # A plain tuple is found like a Need and made in a fifth of the time: this is asked a hundred thousand times.
        own = self.entries.get((item, subject))  # type: ignore[call-overload]
        if own is not None or not subject.id:
            return own  # type: ignore[no-any-return]
        return self.entries.get((item, (subject.kind, EVERY)))  # type: ignore[call-overload, no-any-return]

    def with_answer(self, answer: Answer) -> Answers:
        """New answers among which this one stands."""
        return Answers(MappingProxyType({**self.entries, answer.need: answer}))

    def without(self, item: str, subject: Subject) -> Answers:
        """New answers among which this one no longer stands."""
        kept = {key: value for key, value in self.entries.items() if key != (item, subject)}
        return Answers(MappingProxyType(kept))

    def __iter__(self) -> Iterator[Answer]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)


def answers_of(answers: Iterable[Answer]) -> Answers:
    """These answers by item and subject, a later one replacing an earlier one."""
    return Answers(MappingProxyType({answer.need: answer for answer in answers}))
