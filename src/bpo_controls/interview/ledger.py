"""The record as it is on disk, and what is decided from it: every change goes to disk first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bpo_controls.answers.answer_model import Answer, Answers, Need
from bpo_controls.answers.engagement_record import Change, Record, Rename
from bpo_controls.answers.reconcile import Reconciled
from bpo_controls.answers.recorded_library import as_recorded
from bpo_controls.engine.evaluate import evaluate, reevaluate
from bpo_controls.engine.question_plan import (
    Progress,
    asked_item,
    dormant,
    less_set_aside,
    open_now,
    progress,
    role_of,
    section_of,
)
from bpo_controls.engine.what_changed import Changes, changes
from bpo_controls.library.model import Library


class Keeper(Protocol):
    """Keeps the record. What was saved or withdrawn is on disk, and in `record`, when the call returns."""

    @property
    def record(self) -> Record:
        """The record as it is on disk."""

    def save(self, answer: Answer, instead_of: Iterable[Need] = ()) -> Reconciled:
        """Put an answer on disk, as what it is to the one that stands; withdraw those it stands `instead_of`.

        Raises when it could not be saved.
        """

    def amend(self, answer: Answer) -> None:
        """Put the standing answer on disk as it is written now: something in it was corrected or taken out."""

    def settle(self, answer: Answer, by: str, reason: str = "", *, instead_of: Iterable[Need] = ()) -> None:
        """End a conflict: this answer counts, `instead_of` others too. Raises when that could not be saved."""

    def withdraw(self, need: Need) -> None:
        """Record that an answer no longer stands. Raises when that could not be saved."""

    def rename_to(self, before: str, after: str, by: str = "") -> Rename:
        """Call a site, subcontractor or workflow otherwise; its answers stay. Raises UserError when that cannot be."""

    def drop_own(self, id_: str, by: str = "") -> str:
        """Take a control of the engagement's own back; its title. Raises UserError when it is none."""

    def undo(self, by: str = "") -> Change | None:
        """Step back over the latest change of the record; None when there is none."""

    def redo(self, by: str = "") -> Change | None:
        """Bring back what was undone last; None when there is nothing."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change did: answers that went dormant or count again, and the difference between the assessments.

    `saved` is what the answer was to the one that stood before; None where no answer was given.
    """

    asleep: tuple[Need, ...]
    awake: tuple[Need, ...]
    changes: Changes
    saved: Reconciled | None = None


class Ledger:
    """The keeper's record with its assessment, which follows every change. `last` is the effect of the last one."""

    __slots__ = (
        "_keeper",
        "_open",
        "_progress",
        "_whole",
        "asleep",
        "assessment",
        "last",
        "library",
        "recorded",
    )

    def __init__(self, library: Library, keeper: Keeper, as_of: str) -> None:
        self._whole = library
        self.library = as_recorded(library, keeper.record)
        self._keeper = keeper
        self.assessment = evaluate(self.library, keeper.record, as_of)
        self.asleep = frozenset(dormant(self.library, self.answers, self.assessment))
        self.recorded = 0
        self.last: Effect | None = None
        # A move asks many times what is open; only a change of the record can change the reply.
        self._open: dict[bool, tuple[Need, ...]] = {}
        self._progress: Progress | None = None

    @property
    def record(self) -> Record:
        """The record as it is on disk."""
        return self._keeper.record

    @property
    def answers(self) -> Answers:
        """The answers that stand."""
        return self._keeper.record.answers

    def contested(self, need: Need) -> tuple[Answer, ...]:
        """Answers that disagree with the one that stands, and wait to be settled."""
        return self._keeper.record.contested.get(need, ())

    def open(
        self, *, role: str | None = None, section: str | None = None, set_aside: bool = False
    ) -> tuple[Need, ...]:
        """What can be asked now; see `engine.question_plan.open_now`."""
        found = self._open.get(set_aside)
        if found is None:
            found = self._find_open(set_aside)
            self._open[set_aside] = found
        if role is None and section is None:
            return found
        return tuple(need for need in found if self._is_of(need, role, section))

    def progress(self) -> Progress:
        """How far the interview is; see `engine.question_plan.progress`."""
        if self._progress is None:
            waiting = self.open(set_aside=True)
            self._progress = progress(self.library, self.answers, self.assessment, waiting)
        return self._progress

    def _find_open(self, set_aside: bool) -> tuple[Need, ...]:
        if set_aside:
            return open_now(self.library, self.answers, self.assessment, set_aside=True)
        return less_set_aside(self.answers, self.assessment, self.open(set_aside=True))

    def _is_of(self, need: Need, role: str | None, section: str | None) -> bool:
        asked = asked_item(self.library, need.item)
        return role in (None, role_of(asked)) and section in (None, section_of(asked))

    def put(self, answer: Answer, instead_of: Iterable[Need] = ()) -> Effect:
        """Record an answer and withdraw those it stands `instead_of`, at once.

        One that disagrees with the standing answer decides nothing: see `Effect.saved`.
        """
        open_before = self.open()
        saved = self._keeper.save(answer, instead_of)
        self.recorded += 1
        return replace(self._decide_again([answer.item], open_before), saved=saved)

    def amend(self, answer: Answer) -> Effect:
        """Record the standing answer as it is written now."""
        open_before = self.open()
        self._keeper.amend(answer)
        return self._decide_again([answer.item], open_before)

    def settle(self, answer: Answer, by: str, reason: str = "", *, instead_of: Iterable[Need] = ()) -> Effect:
        """End a conflict: this answer counts, `instead_of` others too."""
        open_before = self.open()
        self._keeper.settle(answer, by, reason, instead_of=instead_of)
        return self._decide_again([answer.item], open_before)

    def take_back(self, need: Need) -> Effect:
        """Withdraw an answer; the question is open again."""
        open_before = self.open()
        self._keeper.withdraw(need)
        return self._decide_again([need.item], open_before)

    def rename_to(self, before: str, after: str, by: str = "") -> Rename:
        """Call a site, subcontractor or workflow otherwise; its answers stay. Raises UserError when that cannot be."""
        done = self._keeper.rename_to(before, after, by)
        self.take_library(self._whole)  # the subjects have changed, and with them what is decided about each
        return done

    def drop_own(self, id_: str, by: str = "") -> str:
        """Take a control of the engagement's own back. Its title. Raises UserError when it is none."""
        title = self._keeper.drop_own(id_, by)
        self.take_library(self._whole)
        return title

    def take_library(self, library: Library) -> None:
        """Decide everything anew, from another library or for subjects that are called otherwise."""
        self._whole = library
        self.library = library = as_recorded(library, self._keeper.record)
        self._open.clear()
        self._progress = None
        self.assessment = evaluate(library, self._keeper.record, self.assessment.as_of)
        self.asleep = frozenset(dormant(library, self.answers, self.assessment))

    def undo(self, by: str = "") -> tuple[Change, Effect] | None:
        """Step back over the latest change; None when there is none."""
        open_before = self.open()
        return self._step(self._keeper.undo(by), open_before)

    def redo(self, by: str = "") -> tuple[Change, Effect] | None:
        """Bring back what was undone last; None when there is nothing."""
        open_before = self.open()
        return self._step(self._keeper.redo(by), open_before)

    def _step(self, change: Change | None, open_before: tuple[Need, ...]) -> tuple[Change, Effect] | None:
        if change is None:
            return None
        if change.renamed or change.own_added or change.own_dropped:
            self.take_library(self._whole)
        known = (*self.library.questions, *self.library.controls)
        items = {need.item for need in change.needs}.intersection(known)
        return change, self._decide_again(sorted(items), open_before)

    def _decide_again(self, items: Sequence[str], open_before: tuple[Need, ...]) -> Effect:
        before, was_asleep = self.assessment, self.asleep
        self._open.clear()
        self._progress = None
        self.assessment = reevaluate(self.library, before, self._keeper.record, items)
        self.asleep = frozenset(dormant(self.library, self.answers, self.assessment))
        difference = changes(before, self.assessment, open_before=open_before, open_after=self.open())
        difference = replace(difference, closed=tuple(n for n in difference.closed if n.item not in items))
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
