"""The same for several questions: their moves, made one after the other at the session."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bpo_controls.answers.answer_model import Need
from bpo_controls.interview import asker, moves
from bpo_controls.words.numbers import capital, plural


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
        elif isinstance(notice, asker.Refused) and self._named:
            self._refused.append(self._named)

    def summary(self) -> str:
        """What came of it: `12 recorded. Not taken: ACC-02, ACC-07.`"""
        said = f"{capital(plural(self._recorded, 'question'))} recorded; ctrl+z undoes them one by one."
        if self._refused:
            said += f" Not taken: {', '.join(dict.fromkeys(self._refused))}."
        return said
