"""Times the moves of an interview: processor time from the move to the next question ready to be shown."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable

from bpo_controls.answers.answer_model import Answer, Answers, Need
from bpo_controls.answers.engagement_record import Change, Record, Rename
from bpo_controls.answers.reconcile import Reconciled, reconcile
from bpo_controls.engine.question_plan import Progress
from bpo_controls.interview import asker, moves
from bpo_controls.interview.people import Respondent
from bpo_controls.interview.session import Session
from bpo_controls.interview.sitting_plan import Plan
from bpo_controls.library.model import Control, Library

NOW = "2026-11-23T10:00:00+00:00"


def milliseconds_per_move(library: Library, answers: Answers, as_of: str, *, count: int = 40) -> float:
    """Median milliseconds of processor time between a move that changes the record and the next question.

    Answers, undo and redo count; steps, skips and going back are played in between, and are quicker.
    """
    player = _Player(count)
    Session(library, _InMemory(answers), as_of, player, now=lambda: NOW, plan=Plan(triage=True)).ask_all("")
    return statistics.median(player.taken) * 1000


class _InMemory:
    """Keeps the record without a disk."""

    def __init__(self, answers: Answers) -> None:
        self.record = Record().after([Change(0, "", given=tuple(answers))])

    def save(self, answer: Answer, instead_of: Iterable[Need] = ()) -> Reconciled:
        found = reconcile(self.record.answers.entries.get(answer.need), answer)
        gone = tuple(need for need in instead_of if need in self.record.answers.entries)
        self._add(Change(self._next, "", given=(found.answer,), withdrawn=gone))
        return found

    def amend(self, answer: Answer) -> None:
        self._add(Change(self._next, "", given=(answer,)))

    def settle(self, answer: Answer, by: str, reason: str = "", *, instead_of: Iterable[Need] = ()) -> None:
        gone = tuple(instead_of)
        self._add(
            Change(
                self._next, "", given=(answer,), withdrawn=gone, settled=(answer.need,), by=by, reason=reason
            )
        )

    def withdraw(self, need: Need) -> None:
        self._add(Change(self._next, "", withdrawn=(need,)))

    def drop_own(self, id_: str, by: str = "") -> str:
        raise NotImplementedError("no move that is timed takes a control back")

    def rename_to(self, before: str, after: str, by: str = "") -> Rename:
        raise NotImplementedError("no move that is timed renames anything")

    def undo(self, by: str = "") -> Change | None:
        change = self.record.to_undo
        if change is not None:
            self._add(Change(self._next, "", undoes=change.number, by=by))
        return change

    def redo(self, by: str = "") -> Change | None:
        change = self.record.to_redo
        if change is not None:
            self._add(Change(self._next, "", redoes=change.number, by=by))
        return change

    @property
    def _next(self) -> int:
        return len(self.record.changes)

    def _add(self, change: Change) -> None:
        self.record = self.record.after([change])


class _Player:
    """An asker that answers, steps, skips and undoes in turn, and keeps the time between its calls."""

    def __init__(self, count: int) -> None:
        self._left = count
        self._given_at = 0.0
        self._changes = False
        self.taken: list[float] = []

    def ask(self, screen: asker.Screen) -> moves.Move:
        if self._given_at and self._changes:
            self.taken.append(time.process_time() - self._given_at)
        self._left -= 1
        turn: moves.Move = moves.Quit()
        if self._left > 0:
            kinds: tuple[moves.Move, ...] = (
                self._answer(screen), moves.Step(1), self._answer(screen), moves.Skip(),
                self._answer(screen), moves.Undo(), moves.Redo(), self._answer(screen), moves.Back(), moves.Onward(),
            )  # fmt: skip
            turn = kinds[self._left % len(kinds)]
        self._changes = isinstance(turn, moves.Give | moves.DontKnow | moves.Undo | moves.Redo)
        self._given_at = time.process_time()
        return turn

    def _answer(self, screen: asker.Screen) -> moves.Move:
        return moves.Give("partly") if isinstance(screen.asked, Control) else moves.DontKnow("the QA lead")

    def open(self, opening: asker.Opening) -> None:
        """Nothing to do."""

    def identify(self, present: Respondent, known: tuple[Respondent, ...], *, role_fixed: bool) -> Respondent:  # noqa: ARG002
        return present

    def tell(self, notice: asker.Notice) -> None:
        """Nothing to do."""

    def keep_text(self, masked: tuple[str, ...]) -> bool:  # noqa: ARG002
        return True

    def settle(self, differing: asker.Differing) -> asker.Settlement:  # noqa: ARG002
        return "given"

    def go_through(self, set_aside: int) -> bool:  # noqa: ARG002
        return False

    def rest(self, progress: Progress) -> moves.Move:  # noqa: ARG002
        return moves.Quit()

    def close(self, summary: asker.Summary) -> None:
        """Nothing to do."""
