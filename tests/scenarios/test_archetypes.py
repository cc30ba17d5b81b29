"""Engagements of common kinds: what an expert expects of each is what the library decides.

Twelve say which controls apply and which do not. The others say what an expert insists on and what does not belong.
"""

from __future__ import annotations

import functools

import pytest

from backtest.archetype import ARCHETYPES, Archetype, load_archetypes
from backtest.economy import KNOWN, Economy, economy, most_control_questions, scoping_median
from backtest.expectation import decision_differences, fact_differences, undecided
from backtest.insistence import insistence
from bpo_controls.library.load import load_library
from bpo_controls.library.model import Library

NAMES = sorted(path.stem for path in ARCHETYPES.glob("*.yaml"))
DECIDED = [
    "ai-denial-management",
    "claims-processor",
    "collections-agency",
    "home-based-billing",
    "medicare-advantage-prior-authorization",
    "multi-site-member-support",
    "offshore-coding",
    "onshore-contact-center",
    "print-and-mail",
    "records-digitization",
    "single-biller",
    "sud-clinic-billing",
]
INSISTENT = [name for name in NAMES if name not in DECIDED]


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


def test_there_are_eighty_eight() -> None:
    assert len(NAMES) == 88
    assert set(DECIDED) <= set(NAMES)


def test_every_workflow_has_an_archetype() -> None:
    chosen = {
        workflow
        for one in archetypes().values()
        for answer in one.scope
        if answer.item == "workflows" and isinstance(answer.value, tuple)
        for workflow in answer.value
    }
    assert set(library().workflows) - chosen == NOT_PLAYED


NOT_PLAYED = {"other-work"}
"""Only the general controls speak to it."""


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_undecided_and_no_question_lacks_an_answer(name: str) -> None:
    assert undecided(library(), archetypes()[name]) == []
    assert counted(name).undecided == ()
    assert counted(name).unanswered == ()


@pytest.mark.parametrize("name", DECIDED)
def test_the_facts_follow(name: str) -> None:
    differences = fact_differences(library(), archetypes()[name])
    assert not differences, told(differences)


@pytest.mark.parametrize("name", DECIDED)
def test_what_an_expert_expects_applies(name: str) -> None:
    differences = decision_differences(library(), archetypes()[name], applies=True)
    assert not differences, told(differences)


@pytest.mark.parametrize("name", DECIDED)
def test_what_an_expert_excludes_does_not_apply(name: str) -> None:
    differences = decision_differences(library(), archetypes()[name], applies=False)
    assert not differences, told(differences)


@pytest.mark.parametrize("name", DECIDED)
def test_each_archetype_decides_enough(name: str) -> None:
    expected = archetypes()[name].expected
    assert len([one for one in expected if one.applies]) >= 8
    assert len([one for one in expected if not one.applies]) >= 6
    assert archetypes()[name].facts


@pytest.mark.parametrize("name", INSISTENT)
def test_each_expert_insists_on_enough(name: str) -> None:
    one = archetypes()[name]
    assert len(one.insists) >= 10
    assert any(demand.priority == "critical" for demand in one.insists)
    assert one.out


@pytest.mark.parametrize("name", INSISTENT)
def test_every_control_named_exists(name: str) -> None:
    one = archetypes()[name]
    named = {control for demand in one.insists for control in (*demand.full, *demand.partly)}
    named |= {control for row in one.out for control in row.controls}
    assert sorted(named - set(library().controls)) == []


@pytest.mark.parametrize("name", INSISTENT)
def test_nothing_an_expert_struck_out_applies(name: str) -> None:
    assert insistence(library(), archetypes()[name]).unwanted == ()


def test_questions_do_not_grow_beyond_what_is_known() -> None:
    counts = [counted(name) for name in NAMES]
    assert scoping_median(counts) <= KNOWN.scoping_median
    assert most_control_questions(counts) <= KNOWN.control_questions
