"""The sheet as it is on disk, and what is decided from it: every change goes to disk first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bpo_controls.answers.model import EVERY, Answer, Sheet, Subject
from bpo_controls.engine.evaluate import evaluate, reevaluate
from bpo_controls.engine.finding import Need
from bpo_controls.engine.question_plan import dormant, open_now
from bpo_controls.engine.what_changed import Changes, changes
from bpo_controls.library.model import Library

OnAnswer = Callable[[Answer], None]
"""Puts an answer on disk; returns only when it is there."""
OnWithdraw = Callable[[str, Subject], None]
"""Records that an answer no longer stands; returns only when that is on disk."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change did: answers that fell asleep or woke up, and the difference between the assessments."""

    asleep: tuple[Need, ...]
    awake: tuple[Need, ...]
    changes: Changes


class Ledger:
    """Keeps sheet and assessment in step with the disk. `last` is the effect of the last change."""

    __slots__ = ("_on_answer", "_on_withdraw", "asleep", "assessment", "last", "library", "recorded", "sheet")

    def __init__(
        self, library: Library, sheet: Sheet, as_of: str, on_answer: OnAnswer, on_withdraw: OnWithdraw
    ) -> None:
        self.library = library
        self.sheet = sheet
        self.assessment = evaluate(library, sheet, as_of)
        self.asleep = frozenset(dormant(library, sheet, self.assessment))
        self.recorded = 0
        self.last: Effect | None = None
        self._on_answer = on_answer
        self._on_withdraw = on_withdraw

    def open(
        self, *, role: str | None = None, section: str | None = None, set_aside: bool = False
    ) -> tuple[Need, ...]:
        """What can be asked now; see `engine.plan.open_now`."""
        return open_now(
            self.library, self.sheet, self.assessment, role=role, section=section, set_aside=set_aside
        )

    def put(self, answer: Answer) -> Effect:
        """Record an answer."""
        return self._changed(answer.item, lambda: self._put(answer))

    def put_for_all(self, answer: Answer, covered: Iterable[Subject]) -> Effect:
        """Record one answer for every subject of a kind; answers of the `covered` subjects give way to it.

        The new answer is on disk before the others are withdrawn, so that a crash between loses nothing.
        """

        def change() -> None:
            self._put(replace(answer, subject=Subject(answer.subject.kind, EVERY)))
            for subject in covered:
                if (answer.item, subject) in self.sheet.entries:
                    self._on_withdraw(answer.item, subject)
                    self.sheet = self.sheet.without(answer.item, subject)

        return self._changed(answer.item, change)

    def take_back(self, item: str, subject: Subject) -> Effect:
        """Withdraw an answer; the question is open again."""

        def change() -> None:
            self._on_withdraw(item, subject)
            self.sheet = self.sheet.without(item, subject)

        return self._changed(item, change)

    def _put(self, answer: Answer) -> None:
        self._on_answer(answer)
        self.sheet = self.sheet.with_answer(answer)
        self.recorded += 1

    def _changed(self, item: str, change: Callable[[], None]) -> Effect:
        before, open_before, was_asleep = self.assessment, self.open(), self.asleep
        change()
        self.assessment = reevaluate(self.library, before, self.sheet, [item])
        self.asleep = frozenset(dormant(self.library, self.sheet, self.assessment))
        difference = changes(before, self.assessment, open_before=open_before, open_after=self.open())
        difference = replace(difference, closed=tuple(n for n in difference.closed if n[0] != item))
        standing = [need for need, answer in self.sheet.entries.items() if not put_off(answer)]
        self.last = Effect(
            tuple(need for need in standing if need in self.asleep - was_asleep),
            tuple(need for need in standing if need in was_asleep - self.asleep),
            difference,
        )
        return self.last


def put_off(answer: Answer | None) -> bool:
    """Whether this is "come back later"."""
    return answer is not None and answer.non_answer is not None and answer.non_answer.kind == "later"
