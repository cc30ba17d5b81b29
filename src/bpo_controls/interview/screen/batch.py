"""The same for several questions: their moves, made one after the other at the session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from bpo_controls.answers.answer_model import Need
from bpo_controls.interview import asker, moves
from bpo_controls.words.numbers import capital, plural


class Moves(Protocol):
    """Moves that are made by themselves, one after the other."""

    changes: int
    """Changes of the record that came of it."""

    undone: bool
    """Whether they undid what was recorded before."""

    def next(self, screen: asker.Screen | None) -> moves.Move | None: ...
    def heard(self, notice: asker.Notice) -> None: ...
    def summary(self) -> str: ...


class Running:
    """The moves that are being made by themselves, and those made last: these are undone, and redone, together."""

    def __init__(self) -> None:
        self.now: Moves | None = None
        self._last: Moves | None = None

    def next(self, screen: asker.Screen | None) -> moves.Move | None:
        """The next move by itself; None when nothing runs, or when all is done."""
        move = self.now.next(screen) if self.now is not None else None
        if move is None and self.now is not None:
            self._last, self.now = self.now, None
        return move

    def heard(self, notice: asker.Notice) -> bool:
        """Something was told; whether it belongs to what runs. What else is recorded ends being together."""
        if self.now is not None:
            self.now.heard(notice)
            return True
        if not isinstance(notice, asker.Refused | asker.Explained | asker.Consequences | asker.Dormant):
            self._last = None
        return False

    def summary(self) -> str:
        """What came of the moves made last."""
        return self._last.summary() if self._last is not None else ""

    def together(self, move: moves.Move) -> Moves | None:
        """All the steps that one press of undo or redo stands for, where several changes were made as one."""
        last = self._last
        if last is None or last.changes < 2:
            return None
        fits = isinstance(move, moves.Redo if last.undone else moves.Undo)
        return Steps(move, last.changes) if fits else None


class Steps:
    """The same step back, or forward again, as often as it was made together."""

    def __init__(self, step: moves.Move, times: int) -> None:
        self._step = step
        self._left = times
        self.changes = 0
        self.undone = isinstance(step, moves.Undo)

    def next(self, screen: asker.Screen | None) -> moves.Move | None:  # noqa: ARG002  goes from anywhere
        """The step again; None when it was made often enough."""
        if not self._left:
            return None
        self._left -= 1
        return self._step

    def heard(self, notice: asker.Notice) -> None:
        """Counts what was done; what is refused ends it."""
        if isinstance(notice, asker.Refused):
            self._left = 0
        elif isinstance(notice, asker.Stepped):
            self.changes += 1

    def summary(self) -> str:
        """What came of it: `12 answers undone; ctrl+y brings them back.`"""
        answers = capital(plural(self.changes, "answer"))
        return f"{answers} undone; ctrl+y brings them back." if self.undone else f"{answers} stand again."


class Batch:
    """Goes to each need and makes the move that `make` gives for it, then back to the usual order.

    `make` gives None where there is nothing to do. What was recorded and what was not is counted by `heard`.
    """

    def __init__(self, needs: Sequence[Need], make: Callable[[asker.Screen], moves.Move | None]) -> None:
        self._left = list(needs)
        self._make = make
        self._sought: Need | None = None
        self._returning = False
        self._made: set[str] = set()
        self._refused: list[str] = []
        self._recorded = 0
        self.changes = 0
        self.undone = False
        self._named = ""

    def next(self, screen: asker.Screen | None) -> moves.Move | None:
        """The next move; None when all is done."""
        while self._left:
            need = self._left[0]
            if screen is not None and screen.need == need:
                self._left.pop(0)
                self._named = need.item
                move = self._make(screen)
                if move is not None:
                    return move
                self._refused.append(need.item)
            elif self._sought == need:
                self._left.pop(0)
                self._refused.append(need.item)
            else:
                self._sought, self._named = need, ""
                return moves.GoTo(need)
        if not self._returning and screen is not None:
            self._returning = True
            return moves.Onward()
        return None

    def heard(self, notice: asker.Notice) -> None:
        """Something was told while the batch runs."""
        if self._returning:
            return
        if isinstance(notice, asker.Recorded) or (isinstance(notice, asker.Said) and self._named):
            self._recorded += 1
            self.changes += isinstance(notice, asker.Recorded)
        elif isinstance(notice, asker.Refused) and self._named:
            self._refused.append(self._named)

    def summary(self) -> str:
        """What came of it: `12 recorded. Not taken: ACC-02, ACC-07.`"""
        said = f"{capital(plural(self._recorded, 'question'))} recorded"
        said += "; ctrl+z undoes them together." if self.changes > 1 else "."
        if self._refused:
            said += f" Not taken: {', '.join(dict.fromkeys(self._refused))}."
        return said
