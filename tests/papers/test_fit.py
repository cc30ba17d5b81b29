"""Workflow fit: each criterion by the answer or the control that gives it, and nothing guessed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Answers, Subject, answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.diagnostics import UserError
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.library.fit_model import FitData
from bpo_controls.library.load import load_library
from bpo_controls.library.paper_model import paper_data
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.workflow_fit import Fit, Rated, WorkflowFit, workflow_fit
from tests.cli.conftest import run_in

LIBRARY = load_library()
DATA = paper_data(LIBRARY, "fit", FitData)
CODING = Subject("workflow", "coding")
SCOPE = answers_of([Answer("workflows", ENGAGEMENT, ("coding",))])


def fit(answers: Answers, data: FitData = DATA, **given: str) -> Fit:
    assessment = evaluate(LIBRARY, Record(answers), "2026-11-23")
    return workflow_fit(LIBRARY, answers, assessment, data, Asked(given))


def of(answers: Answers, **given: str) -> WorkflowFit:
    (found,) = fit(answers, DATA, **given).workflows
    return found


def rated(found: WorkflowFit, id_: str) -> Rated:
    return next(one for one in found.rated if one.criterion.id == id_)


def test_every_control_that_the_data_names_exists() -> None:
    named = [id_ for one in DATA.criteria for id_ in one.controls]
    named += [id_ for sign in DATA.signs for id_ in sign.controls]
    assert named
    assert set(named) <= set(LIBRARY.controls)


def test_without_answers_nothing_is_known_but_what_the_workflow_brings() -> None:
    found = of(SCOPE)
    assert found.word == "cannot-tell"
    known = {one.criterion.id for one in found.rated if one.score is not None}
    assert known == {"paper-work", "clock"}  # coding is back office, and no legal clock runs on its items
    assert fit(answers_of([])).scope_known is False


@pytest.mark.parametrize(
    ("volume", "score"), [(0, 0), (199, 0), (200, 1), (999, 1), (1000, 2), (4999, 2), (5000, 3), (90000, 3)]
)
def test_volume_is_scored_by_its_bands(volume: int, score: int) -> None:
    found = of(SCOPE.with_answer(Answer("monthly_volume", CODING, volume)))
    assert (rated(found, "volume").score, rated(found, "volume").source) == (score, "answers")


def test_a_criterion_is_as_good_as_the_worst_of_its_controls() -> None:
    one = SCOPE.with_answer(Answer("EXC-01", CODING, 100))
    assert rated(of(one), "exceptions").score is None  # EXC-02 is not known yet
    gap = SCOPE.with_answer(Answer("EXC-02", ENGAGEMENT, "not-in-place"))
    assert rated(of(gap), "exceptions").score == 0  # a gap settles it
    both = one.with_answer(Answer("EXC-02", ENGAGEMENT, 0))
    assert rated(of(both), "exceptions").score == 3


def test_signs_are_red_amber_clear_or_unknown() -> None:
    def state(answers: Answers) -> str:
        return next(one.state for one in of(answers).signs if one.sign.id == "loose-exceptions")

    assert state(SCOPE) == "not-known"
    assert state(SCOPE.with_answer(Answer("EXC-02", ENGAGEMENT, "not-in-place"))) == "red"
    met = SCOPE.with_answer(Answer("EXC-01", CODING, 100)).with_answer(Answer("EXC-02", ENGAGEMENT, 0))
    assert state(met) == "clear"
    assert state(met.with_answer(Answer("EXC-01", CODING, "another-way", note="x"))) == "amber"


def test_a_hard_criterion_at_zero_is_no_fit() -> None:
    assert of(SCOPE, judgment="3", license="3", place="3").word != "cannot-tell"
    assert of(SCOPE, judgment="3", license="0", place="3").word == "no-fit"
    assert (
        of(SCOPE, **{"license@coding": "0"}).word == "no-fit"
    )  # one at 0 settles it while others are unknown


def test_the_verdict_follows_the_rule_that_is_printed() -> None:
    criteria = tuple(replace(one, controls=(), levels=()) for one in DATA.criteria)
    bare = FitData(criteria, (), "")
    threes = {one.id: "3" for one in criteria}
    words = {}
    for name, change in {"fit": {}, "conditions": {"rules": "1"}, "prepare": {"rules": "0"}}.items():
        words[name] = fit(SCOPE, bare, **{**threes, **change}).workflows[0].word
    assert words == {"fit": "fit", "conditions": "conditions", "prepare": "prepare"}


def test_a_score_that_cannot_be_is_refused() -> None:
    for wrong in ("4", "-1", "high", "1.5"):
        with pytest.raises(UserError) as refused:
            of(SCOPE, rules=wrong)
        assert [one.code for one in refused.value.diagnostics] == ["bad-setting"]


def test_what_to_fix_first_is_in_rank_order(demo: Path) -> None:
    shown = run_in(demo, "paper", "fit", "d", "--set", "rules@coding=2")
    assert (shown.code, shown.err) == (0, "")
    assert "| Rules that decide | 2: scored with the command | ? | ? |" in shown.out
    data = json.loads(run_in(demo, "paper", "fit", "d", "--json").out)["work"]
    assert [one["workflow"] for one in data["workflows"]] == ["coding", "medical-billing", "denial-handling"]
    assert all(one["first"] for one in data["workflows"])
