"""What has most often gone wrong is asked first, and a first pass takes one key per answer."""

from __future__ import annotations

from dataclasses import replace

from bpo_controls.interview.asker import Recorded, Screen
from bpo_controls.interview.moves import Give, Move, Quit
from bpo_controls.interview.plain.parse_line import Typed, read_line
from bpo_controls.interview.sitting_plan import Plan
from bpo_controls.library.condition import ALWAYS
from bpo_controls.library.model import PRACTICE, Control
from tests.interview.scripted import Scripted
from tests.interview.tiny import control, interview, library

RISKY = library(
    questions=(),
    controls=(
        replace(control("GOV-01", ALWAYS, domain="governance"), severity="low"),
        replace(control("GOV-02", ALWAYS, domain="governance"), severity="critical"),
        replace(control("GOV-03", ALWAYS, domain="governance"), precedents=("a-case", "another")),
        replace(control("GOV-04", ALWAYS, domain="governance"), precedents=("a-case", "another", "a-third")),
    ),
)


def asked(plan: Plan) -> list[str]:
    asker = Scripted(lambda _screen: Give("in-place"))
    interview(asker, tiny=RISKY, plan=plan)
    return [screen.asked.id for screen in asker.screens]


def test_what_has_gone_wrong_comes_first_then_what_is_severe() -> None:
    assert asked(Plan()) == ["GOV-01", "GOV-02", "GOV-03", "GOV-04"]
    assert asked(Plan(order="risk")) == ["GOV-04", "GOV-02", "GOV-03", "GOV-01"]


def test_the_first_two_by_risk() -> None:
    assert asked(Plan(order="risk", first=2)) == ["GOV-04", "GOV-02"]


def test_a_first_pass_takes_one_key_and_enter_for_each_control() -> None:
    keys = 0

    def play(screen: Screen) -> Move:
        nonlocal keys
        assert isinstance(screen.asked, Control)
        typed = "1234"[keys % 3]
        keys += 1
        read = read_line(typed, screen.asked, triage=True)
        assert isinstance(read, Typed)
        assert read.raw == PRACTICE[int(typed) - 1]
        return Give(read.raw) if keys < 20 else Quit()

    asker = Scripted(play)
    interview(asker, tiny=RISKY, plan=Plan(triage=True))
    assert keys == sum(isinstance(one, Recorded) for one in asker.notices) == 4
