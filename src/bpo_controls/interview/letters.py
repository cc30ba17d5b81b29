"""What letters stand for, and what some answers need beside themselves: the same for every front end."""

from __future__ import annotations

from bpo_controls.interview import asker, moves
from bpo_controls.library.model import Control

SIMPLE_MOVES: dict[str, moves.Move] = {
    "?": moves.Why(), "b": moves.Back(), "o": moves.Onward(), "[": moves.Step(-1), "]": moves.Step(1),
    "j": moves.Skip(), "l": moves.Later(), "w": moves.WhatChanged(), "s": moves.SwitchRespondent(),
    "u": moves.TakeBack(), "z": moves.Undo(), "redo": moves.Redo(), "c": moves.Settle(), "f": moves.Flag(),
    "q": moves.Quit(), "+": moves.Register(),
}  # fmt: skip
"""Letters that are moves as they stand, with nothing more to ask."""

LETTERS = frozenset("?./bo[]jgldxr=nefkczuwvshq+")
"""Every letter that is a key of the question; `interview.plain.parse_line.COMMANDS` says what each does."""


def wants_description(screen: asker.Screen, raw: object) -> bool:
    """Whether the answer "done another way" still has to say what is done instead."""
    present = screen.present
    described = present is not None and present.value == "another-way" and present.note
    standing = isinstance(screen.asked, Control) and raw == "another-way"
    return standing and not screen.note and not described


def given_before(screen: asker.Screen) -> moves.Give | None:
    """The answer given for the subject before this one, to be given here too; None when there is none."""
    before = screen.before
    if before is None or before.value is None:
        return None
    return moves.Give(before.value, before.note if before.value == "another-way" else "")
