"""The record of an engagement: everything people have said about it, in order, and how it stands now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from bpo_controls.answers.model import Answer, Answers, Need

ReviewVerdict = Literal["accepted", "challenged", "overridden"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer that counts for nothing until a named person confirms it.

    `origin` says where it came from: a person who was absent, a program, a document.
    """

    answer: Answer
    origin: str


@dataclass(frozen=True, slots=True)
class Review:
    """What the second reviewer decided about one answer, who they are, why, and when (ISO 8601)."""

    need: Need
    verdict: ReviewVerdict
    by: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """A signature: who signed, in what role, when (ISO 8601), and the as-of date that was signed for."""

    by: str
    role: str
    at: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one event of the journal added: its number from 1, its moment (ISO 8601), and what was said.

    What is `withdrawn` no longer stands; then `given` answers take their place.
    """

    number: int
    at: str
    given: tuple[Answer, ...] = ()
    withdrawn: tuple[Need, ...] = ()
    proposed: tuple[Proposal, ...] = ()
    reviewed: tuple[Review, ...] = ()
    signed: tuple[SignOff, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What was said, folded from `changes`: the answers that stand, proposals, reviews and sign-offs.

    A record made from answers alone (`Record(answers)`) has no past.
    """

    answers: Answers = field(default_factory=Answers)
    proposals: tuple[Proposal, ...] = ()
    reviews: tuple[Review, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    changes: tuple[Change, ...] = field(default=(), repr=False)

    def after(self, changes: Iterable[Change]) -> Record:
        """The record once these changes have been made, in order."""
        added = tuple(changes)
        standing = dict(self.answers.entries)
        for change in added:
            for need in change.withdrawn:
                standing.pop(need, None)
            standing.update((answer.need, answer) for answer in change.given)
        return Record(
            answers=Answers(MappingProxyType(standing)),
            proposals=(*self.proposals, *(proposal for change in added for proposal in change.proposed)),
            reviews=(*self.reviews, *(review for change in added for review in change.reviewed)),
            sign_offs=(*self.sign_offs, *(signature for change in added for signature in change.signed)),
            changes=(*self.changes, *added),
        )

    def at(self, moment: int | str) -> Record:
        """The record as it stood after the event with this number, or at the end of this day (ISO date).

        A day ends with the last event that carries its date or an earlier one, so that a clock that ran
        ahead for a while hides nothing that was said afterward.
        """
        kept = 0
        for index, change in enumerate(self.changes, start=1):
            if change.number <= moment if isinstance(moment, int) else change.at[:10] <= moment:
                kept = index
        return Record().after(self.changes[:kept])

    def history(self, need: Need) -> tuple[Answer, ...]:
        """Every answer ever given for exactly this item and subject, oldest first."""
        return tuple(answer for change in self.changes for answer in change.given if answer.need == need)
