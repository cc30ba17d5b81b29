"""Depth per workflow: every workflow has controls of its own, and measurements are common."""

from __future__ import annotations

from collections import Counter

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.truth import Truth
from bpo_controls.library.load import load_library
from bpo_controls.library.model import Library

OWN = 6
"""Controls of its own that each workflow needs."""

SHARED_BY = 6
"""A control is a workflow's own while at most this many of the 18 workflows can get it."""


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def own_controls(library: Library) -> dict[str, list[str]]:
    """For each workflow the controls that it gets and most other workflows cannot get, whatever else is so."""
    reached: dict[str, list[str]] = {}
    for workflow in library.workflows:
        answers = answers_of([Answer("workflows", ENGAGEMENT, value=(workflow,))])
        for finding in evaluate(library, Record(answers), library.reviewed_on).findings:
            if finding.applies is not Truth.FALSE and workflow not in reached.setdefault(
                finding.control.id, []
            ):
                reached[finding.control.id].append(workflow)
    own: dict[str, list[str]] = {workflow: [] for workflow in library.workflows}
    for control, workflows in reached.items():
        if len(workflows) <= SHARED_BY:
            for workflow in workflows:
                own[workflow].append(control)
    return own


def test_every_workflow_has_controls_of_its_own(library: Library) -> None:
    thin = {
        workflow: sorted(controls)
        for workflow, controls in own_controls(library).items()
        if len(controls) < OWN and library.workflows[workflow].traits
    }
    assert not thin


def test_a_third_of_the_controls_measure(library: Library) -> None:
    kinds = Counter(control.ask.kind for control in library.controls.values())
    assert 3 * kinds["number"] >= len(library.controls), kinds
