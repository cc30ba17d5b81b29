"""Refusals of the interview that its plain form never gets to, because it looks before it asks."""

from __future__ import annotations

import pytest

from bpo_controls.interview import asker, moves
from tests.interview.scripted import Scripted
from tests.interview.tiny import interview


@pytest.mark.parametrize(
    ("move", "code", "line"),
    [
        (
            moves.Keep(),
            "nothing-to-keep",
            "there is no answer to keep yet (answer it, or j passes it by) [nothing-to-keep]",
        ),
        (
            moves.SameForAll(moves.Give("1")),
            "one-subject",
            "there is only one answer to this question (answer it without =) [one-subject]",
        ),
    ],
)
def test_an_asker_is_refused_what_makes_no_sense(move: moves.Move, code: str, line: str) -> None:
    player = Scripted([move])
    outcome, _ = interview(player)
    (refused,) = [notice for notice in player.notices if isinstance(notice, asker.Refused)]
    assert (refused.problem.code, str(refused.problem)) == (code, line)
    assert outcome.recorded == 0
