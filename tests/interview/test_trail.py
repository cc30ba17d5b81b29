"""Where back and forward lead, and how a jump differs from walking."""

from __future__ import annotations

from bpo_controls.answers.model import ENGAGEMENT, Need
from bpo_controls.interview.asker import Back, Give, GoTo, Keep, Move, Quit
from bpo_controls.interview.trail import Trail
from tests.interview.scripted import Scripted
from tests.interview.tiny import interview

A, B, C = (Need(item, ENGAGEMENT) for item in "abc")


def test_forward_from_a_step_back_leads_through_every_answer() -> None:
    trail = Trail([A, B, C])
    assert [trail.back(()), trail.back(()), trail.here] == [True, True, B]
    trail.forward(())
    assert trail.here == C
    trail.forward(())
    assert trail.here is None


def test_forward_after_a_jump_leads_straight_to_the_open_question() -> None:
    trail = Trail([A, B, C])
    trail.jump(A)
    assert (trail.here, trail.steps(())) == (A, 3)
    trail.forward(())
    assert trail.here is None


def test_a_step_back_after_a_jump_is_walking_again() -> None:
    trail = Trail([A, B, C])
    trail.jump(C)
    trail.back(())
    trail.forward(())
    assert trail.here == C


def test_what_sleeps_is_stepped_over() -> None:
    trail = Trail([A, B, C])
    trail.back(())
    trail.back((B,))
    assert trail.here == A
    trail.forward((B,))
    assert trail.here == C


def test_the_answer_one_went_to_leads_back_to_the_open_question() -> None:
    moves: list[Move] = [Give("coding billing"), Give("Home"), GoTo("workflows"), Keep(), Back(), Quit()]
    asker = Scripted(moves)
    interview(asker)
    asked = [screen.asked.id for screen in asker.screens]
    assert asked[2:5] == ["data", "workflows", "data"]
