"""True gaps are counted where the interview asks about them; what the scope keeps out is never reached."""

from __future__ import annotations

from pathlib import Path

from backtest.reach import Asked, interview_order, reached, reached_by_chance, risk_order
from backtest.run import play
from bpo_controls.answers.answer_model import ENGAGEMENT, Need, Subject
from tests.backtest.tiny import LIBRARY, TEXT, tiny

TEN = tuple(Need(f"ACC-{n:02}", ENGAGEMENT) for n in range(1, 11))


def test_the_first_questions_count() -> None:
    asked = Asked(TEN, frozenset({TEN[0], TEN[4], TEN[9]}), beyond=1)
    assert [reached(asked, n) for n in (0, 1, 4, 5, 9, 10, 50)] == [0, 1, 1, 2, 2, 3, 3]
    assert asked.wanted == 4


def test_chance_reaches_its_share() -> None:
    asked = Asked(TEN, frozenset({TEN[0], TEN[9]}), beyond=0)
    assert [reached_by_chance(asked, n) for n in (0, 5, 10, 20)] == [0, 1, 2, 2]
    assert reached_by_chance(Asked((), frozenset(), 3), 20) == 0


def test_the_interview_asks_in_its_own_order(tmp_path: Path) -> None:
    asked = interview_order(LIBRARY, play(LIBRARY, tiny(tmp_path)))
    assert [(item, subject.id) for item, subject in asked.needs] == [
        ("ACC-01", ""),
        ("ACC-02", ""),
        ("ACC-03", "hill-office"),
        ("ACC-03", "river-office"),
        ("QA-01", "coding"),
    ]
    assert asked.true == {Need("ACC-01", ENGAGEMENT), ("ACC-03", Subject("site", "hill-office"))}
    assert (reached(asked, 1), reached(asked, 2), reached(asked, 3)) == (1, 1, 2)


def test_the_rank_asks_the_worst_first(tmp_path: Path) -> None:
    asked = risk_order(LIBRARY, play(LIBRARY, tiny(tmp_path)), frozenset())
    assert [item for item, _ in asked.needs] == ["ACC-02", "ACC-01", "QA-01", "ACC-03", "ACC-03"]
    assert reached(asked, 1) == 0


def test_a_missing_control_out_of_scope_is_out_of_reach(tmp_path: Path) -> None:
    asked = interview_order(LIBRARY, play(LIBRARY, tiny(tmp_path, TEXT.replace("phi: true", "phi: false"))))
    assert asked.beyond == 1
    assert asked.wanted == 2
    assert reached(asked, 50) == 1
