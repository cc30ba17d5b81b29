"""How many true gaps an interview has come to after so many control questions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from backtest.background import without_own
from backtest.run import AS_OF, Outcome
from bpo_controls.answers.answer_model import Need
from bpo_controls.engine.answer_status import status_of
from bpo_controls.engine.question_plan import open_now
from bpo_controls.engine.ranking import risk_key
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import Library

QUESTIONS = (20, 50)
"""About half an hour and a long session."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The control questions of a case in some order, and the true gaps among them.

    `beyond` counts missing controls that the scope keeps out: no order comes to them.
    """

    needs: tuple[Need, ...]
    true: frozenset[Need]
    beyond: int

    @property
    def wanted(self) -> int:
        """Every true gap, those out of reach included."""
        return len(self.true) + self.beyond


def interview_order(library: Library, outcome: Outcome) -> Asked:
    """Control questions as the interview asks them once the scope is settled."""
    needs = open_now(library, outcome.scope, outcome.scoped)
    return _asked(library, outcome, tuple(need for need in needs if need[0] in library.controls))


def risk_order(library: Library, outcome: Outcome, own: frozenset[str]) -> Asked:
    """The same questions as `assess --order risk` asks them; `own` as for `background`."""
    applying = [without_own(f, own) for f in outcome.scoped.findings if f.applies is Truth.TRUE]
    return _asked(library, outcome, tuple(f.key for f in sorted(applying, key=risk_key)))


def reached(asked: Asked, questions: int) -> int:
    """True gaps among the first so many questions."""
    return len(asked.true & set(asked.needs[:questions]))


def reached_by_chance(asked: Asked, questions: int) -> float:
    """What a random order comes to on average."""
    if not asked.needs:
        return 0.0
    return len(asked.true) * min(1.0, questions / len(asked.needs))


def _asked(library: Library, outcome: Outcome, needs: tuple[Need, ...]) -> Asked:
    true = frozenset(gap.finding.key for gap in outcome.true_gaps)
    return Asked(needs, true & set(needs), len(_kept_out(library, outcome, needs)))


def _kept_out(library: Library, outcome: Outcome, needs: Collection[Need]) -> set[str]:
    """Controls that a fact shows missing and that nothing in scope asks about."""
    asked = {control for control, _ in needs}
    return {
        answer.item
        for uptake in outcome.uptakes
        for answer in uptake.fact.controls
        if answer.item not in asked
        and status_of(library.controls[answer.item], answer, AS_OF) in ("gap", "partly")
    }
