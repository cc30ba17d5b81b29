"""The record as it is on disk, and what is decided from it: every change goes to disk first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from bpo_controls.answers.engagement_record import Record
from bpo_controls.answers.model import Answer, Answers, Need
from bpo_controls.engine.evaluate import evaluate, reevaluate
from bpo_controls.engine.question_plan import dormant, open_now
from bpo_controls.engine.what_changed import Changes, changes
from bpo_controls.library.model import Library


class Keeper(Protocol):
    """Keeps the record. What was saved or withdrawn is on disk, and in `record`, when the call returns."""

    @property
    def record(self) -> Record:
        """The record as it is on disk."""

    def save(self, answer: Answer) -> None:
        """Put an answer on disk. Raises when it could not be saved."""

    def withdraw(self, need: Need) -> None:
        """Record that an answer no longer stands. Raises when that could not be saved."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change did: answers that went dormant or count again, and the difference between the assessments."""

    asleep: tuple[Need, ...]
    awake: tuple[Need, ...]
    changes: Changes


class Ledger:
    """The keeper's record with its assessment, which follows every change. `last` is the effect of the last one."""

    __slots__ = ("_keeper", "asleep", "assessment", "last", "library", "recorded")

    def __init__(self, library: Library, keeper: Keeper, as_of: str) -> None:
        self.library = library
        self._keeper = keeper
        self.assessment = evaluate(library, keeper.record, as_of)
        self.asleep = frozenset(dormant(library, self.answers, self.assessment))
        self.recorded = 0
        self.last: Effect | None = None

    @property
    def answers(self) -> Answers:
        """The answers that stand."""
        return self._keeper.record.answers

    def open(
        self, *, role: str | None = None, section: str | None = None, set_aside: bool = False
    ) -> tuple[Need, ...]:
        """What can be asked now; see `engine.question_plan.open_now`."""
        return open_now(
            self.library, self.answers, self.assessment, role=role, section=section, set_aside=set_aside
        )

    def put(self, answer: Answer, instead_of: Iterable[Need] = ()) -> Effect:
        """Record an answer, and withdraw those it stands `instead_of`.

        The new answer is on disk before the others are withdrawn, so that a crash in between loses nothing.
        """
        open_before = self.open()
        self._keeper.save(answer)
        self.recorded += 1
        for need in instead_of:
            if need in self.answers.entries:
                self._keeper.withdraw(need)
        return self._decide_again(answer.item, open_before)

    def take_back(self, need: Need) -> Effect:
        """Withdraw an answer; the question is open again."""
        open_before = self.open()
        self._keeper.withdraw(need)
        return self._decide_again(need.item, open_before)

    def _decide_again(self, item: str, open_before: tuple[Need, ...]) -> Effect:
        before, was_asleep = self.assessment, self.asleep
        self.assessment = reevaluate(self.library, before, self._keeper.record, [item])
        self.asleep = frozenset(dormant(self.library, self.answers, self.assessment))
        difference = changes(before, self.assessment, open_before=open_before, open_after=self.open())
        difference = replace(difference, closed=tuple(n for n in difference.closed if n.item != item))
        standing = [need for need, answer in self.answers.entries.items() if not is_put_off(answer)]
        self.last = Effect(
            tuple(need for need in standing if need in self.asleep - was_asleep),
            tuple(need for need in standing if need in was_asleep - self.asleep),
            difference,
        )
        return self.last


def is_put_off(answer: Answer | None) -> bool:
    """Whether this is "come back later"."""
    return answer is not None and answer.non_answer is not None and answer.non_answer.kind == "later"
