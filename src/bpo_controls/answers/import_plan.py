"""Many answers at once: what each would change, before anything is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from bpo_controls.answers.answer_model import EVERY, Answer, Need
from bpo_controls.answers.engagement_record import Record
from bpo_controls.answers.reconcile import Reconciled, Relation, is_older, reconcile

Policy = Literal["keep", "newer", "stop", "ask"]
"""What becomes of a conflict: the standing answer is kept and the other waits; the newer one counts; nothing is
taken in at all; a person is asked for each (as `keep`, until they have settled it)."""
POLICIES: tuple[Policy, ...] = ("keep", "newer", "stop", "ask")


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import will do, row by row in the order of the file; `withdrawn` answers are taken out."""

    rows: tuple[Reconciled, ...]
    policy: Policy = "keep"
    withdrawn: tuple[Need, ...] = ()

    def of(self, *relations: Relation) -> tuple[Reconciled, ...]:
        """The rows of these relations."""
        return tuple(row for row in self.rows if row.relation in relations)

    @property
    def given(self) -> tuple[Answer, ...]:
        """The answers that will count."""
        fresh = [row.answer for row in self.of("new", "added", "changed")]
        return (*fresh, *(row.answer for row in self.of("conflict") if self._wins(row)))

    @property
    def contested(self) -> tuple[Answer, ...]:
        """The answers kept beside those that stand."""
        return tuple(row.answer for row in self.of("conflict") if not self._wins(row))

    @property
    def settled(self) -> tuple[Need, ...]:
        """The conflicts that the policy settles."""
        if self.policy != "newer":
            return ()
        return tuple(row.answer.need for row in self.of("conflict"))

    @property
    def changes_nothing(self) -> bool:
        """Whether there is nothing to record."""
        return not (self.given or self.contested or self.withdrawn)

    def _wins(self, row: Reconciled) -> bool:
        standing = row.standing.at if row.standing is not None else ""
        return self.policy == "newer" and is_older(standing, row.answer.at)


def plan_import(
    record: Record,
    answers: Iterable[Answer],
    policy: Policy = "keep",
    withdrawn: Iterable[Need] = (),
    *,
    now: Callable[[], str],
) -> ImportPlan:
    """Hold validated answers against the record; those for all subjects come first.

    An answer without a moment is of now (ISO 8601). An answer that says nothing new is a row `same`, so that
    a file can be taken in twice; so is one that contends already.
    """
    rows: list[Reconciled] = []
    standing = dict(record.answers.entries)
    at = now()
    for answer in sorted(answers, key=lambda given: given.subject.id != EVERY):
        row = reconcile(standing.get(answer.need), replace(answer, at=answer.at or at))
        if row.relation == "conflict" and _waits(record, row.answer):
            row = replace(row, relation="same")
        if row.relation in ("new", "added", "changed"):
            standing[answer.need] = row.answer
        rows.append(row)
    return ImportPlan(tuple(rows), policy, tuple(withdrawn))


def _waits(record: Record, answer: Answer) -> bool:
    return any(
        replace(other, at="") == replace(answer, at="") for other in record.contested.get(answer.need, ())
    )
