"""Twelve engagements of common kinds: what an expert expects of each is what the library decides."""

from __future__ import annotations

import functools

import pytest

from backtest.archetype import ARCHETYPES, Archetype, load_archetypes
from backtest.economy import CONTROL_QUESTIONS, SCOPING_MEDIAN, Economy, economy, scoping_median
from backtest.expectation import decision_differences, fact_differences, undecided
from bpo_controls.library.load import load_library
from bpo_controls.library.model import Library

NAMES = sorted(path.stem for path in ARCHETYPES.glob("*.yaml"))


@functools.cache
def library() -> Library:
    return load_library()


@functools.cache
def archetypes() -> dict[str, Archetype]:
    return {one.id: one for one in load_archetypes(library())}


@functools.cache
def counted(name: str) -> Economy:
    return economy(library(), archetypes()[name])


def told(differences: list[str]) -> str:
    return "\n" + "\n".join(differences)


def test_there_are_twelve() -> None:
    assert len(NAMES) == 12


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_follow(name: str) -> None:
    differences = fact_differences(library(), archetypes()[name])
    assert not differences, told(differences)


@pytest.mark.parametrize("name", NAMES)
def test_what_an_expert_expects_applies(name: str) -> None:
    differences = decision_differences(library(), archetypes()[name], applies=True)
    assert not differences, told(differences)


@pytest.mark.parametrize("name", NAMES)
def test_what_an_expert_excludes_does_not_apply(name: str) -> None:
    differences = decision_differences(library(), archetypes()[name], applies=False)
    assert not differences, told(differences)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_undecided_and_no_question_lacks_an_answer(name: str) -> None:
    assert undecided(library(), archetypes()[name]) == []
    assert counted(name).undecided == ()
    assert counted(name).unanswered == ()


@pytest.mark.parametrize("name", NAMES)
def test_each_archetype_says_enough(name: str) -> None:
    expected = archetypes()[name].expected
    assert len([one for one in expected if one.applies]) >= 8
    assert len([one for one in expected if not one.applies]) >= 6
    assert archetypes()[name].facts


@pytest.mark.parametrize("name", NAMES)
def test_control_questions_stay_within_the_limit(name: str) -> None:
    assert counted(name).control_questions <= CONTROL_QUESTIONS


def test_scoping_settles_soon() -> None:
    assert scoping_median(counted(name) for name in NAMES) <= SCOPING_MEDIAN
