"""Back leads where one was before, as in a browser; forward leads where back came from."""

from __future__ import annotations

from bpo_controls.answers.answer_model import ENGAGEMENT, Need
from bpo_controls.interview.moves import Back, Give, GoTo, Keep, Move, Quit, Skip, Step
from bpo_controls.interview.trail import Trail
from tests.interview.scripted import InMemory, Scripted
from tests.interview.tiny import interview

A, B, C, OPEN = (Need(item, ENGAGEMENT) for item in "abcz")


def always(need: Need) -> bool:
    return True


def walked() -> Trail:
    trail = Trail([A, B, C])
    trail.arrive(OPEN)
    return trail


def test_forward_from_a_step_back_leads_to_where_one_came_from() -> None:
    trail = walked()
    assert (trail.back(OPEN, always), trail.here, trail.steps) == (True, C, 1)
    assert (trail.back(C, always), trail.here, trail.steps) == (True, B, 2)
    trail.pass_by(B)
    trail.forward(always)
    assert trail.here == C
    trail.pass_by(C)
    trail.forward(always)
    assert trail.here is None


def test_back_after_a_jump_leads_to_where_one_jumped_from_not_to_a_neighbor() -> None:
    trail = walked()
    trail.pass_by(OPEN)
    trail.jump(A)
    trail.arrive(A)
    assert (trail.back(A, always), trail.here) == (True, OPEN)


def test_what_cannot_be_shown_is_stepped_over_and_comes_back_once_it_can() -> None:
    trail = walked()
    trail.back(OPEN, lambda need: need != C)
    assert trail.here == B
    trail.back(B, always)
    assert trail.here == C


def test_the_first_question_has_nothing_before_it() -> None:
    trail = Trail()
    trail.arrive(A)
    assert not trail.back(A, always)
    assert not trail.can_go_back(always)


def asked(*moves: Move, journal: InMemory | None = None) -> list[str]:
    asker = Scripted(list(moves))
    interview(asker, journal)
    return [f"{s.asked.id}@{s.subject.id}" if s.subject.id else s.asked.id for s in asker.screens]


START = (Give("coding billing"), Give("Home"))


def test_back_after_a_correction_shows_the_corrected_question_again() -> None:
    """Not the neighbor of the open one, which a hurried number would overwrite."""
    seen = asked(*START, GoTo("workflows"), Give("coding mail"), Back(), Quit())
    assert seen == ["workflows", "sites", "data@coding", "workflows", "data@coding", "workflows"]


def test_a_question_jumped_over_is_seen_again_by_going_back() -> None:
    assert asked(*START, Skip(), Back(), Quit())[2:] == ["data@coding", "data@billing", "data@coding"]


def test_keep_leads_back_to_the_open_question_after_a_jump() -> None:
    assert asked(*START, GoTo("workflows"), Keep(), Quit())[2:] == ["data@coding", "workflows", "data@coding"]


def test_neighbors_are_those_of_the_area_answered_or_not() -> None:
    assert asked(*START, Step(1), Step(-1), Quit())[2:] == ["data@coding", "data@billing", "data@coding"]
