"""The truth of a condition alone is the truth of its reason; equal conditions of a library are one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, NonAnswer, answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate, evaluate_applying
from bpo_controls.engine.gates import gate_verdicts
from bpo_controls.engine.judge import judge, truth
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import (
    Across,
    AllOf,
    AnyOf,
    Condition,
    Leaf,
    Not,
    shared,
)
from bpo_controls.library.load import load_library

LIBRARY = load_library()
SAID = (
    Answer("workflows", ENGAGEMENT, ("coding", "payment-posting")),
    Answer("data_types", ENGAGEMENT, ("demographics", "clinical")),
    Answer("sites", ENGAGEMENT, ("Manila", "Cebu")),
)


def conditions() -> Iterator[Condition]:
    for control in LIBRARY.controls.values():
        yield control.applies_when
        yield from (step.when for step in control.raises)
        yield from control.source_scope.values()
    for table in LIBRARY.parameters.values():
        yield from (row.when for row in table.values if row.when is not None)


@pytest.mark.parametrize("given", [0, 1, 2, 3])
def test_the_truth_alone_is_that_of_the_reason(given: int) -> None:
    answers = answers_of(SAID[:given])
    found = {Truth.TRUE: 0, Truth.FALSE: 0, Truth.UNKNOWN: 0}
    for condition in dict.fromkeys(conditions()):
        # A scope for each, so that neither is helped by what the other has worked out.
        alone = truth(condition, ENGAGEMENT, Scope(LIBRARY, answers, judge))
        assert alone is judge(condition, ENGAGEMENT, Scope(LIBRARY, answers, judge)).truth, condition
        found[alone] += 1
    assert found[Truth.UNKNOWN] > 20
    assert found[Truth.FALSE] > 20 or not given


def test_a_finding_explains_itself_as_it_was_decided() -> None:
    assessment = evaluate(LIBRARY, Record(answers_of(SAID)), "2026-11-23")
    for finding in assessment.findings:
        assert finding.reason.truth is finding.applies
        assert finding.reason is finding.reason  # worked out once


def test_equal_conditions_of_a_library_are_one() -> None:
    kept: dict[Condition, Condition] = {}
    for condition in conditions():
        assert kept.setdefault(condition, condition) is condition or condition == AllOf(())


def test_conditions_are_one_only_if_they_read_the_same() -> None:
    yes, one = Leaf("a", "one_of", (True,)), Leaf("a", "one_of", (1,))
    seen: dict[tuple[object, ...], Condition] = {}
    first = shared(AllOf((yes, AnyOf((yes, Not(yes))), Across("site", True, yes))), seen)
    again = shared(AllOf((yes, AnyOf((yes, Not(yes))), Across("site", True, yes))), seen)
    assert first is again
    assert shared(yes, seen) is yes
    assert shared(one, seen) is one
    assert shared(Across("site", False, yes), seen) != shared(Across("site", True, yes), seen)
    assert shared(AnyOf((yes,)), seen) != shared(AllOf((yes,)), seen)


PARTS = (
    (),
    SAID,
    (Answer("workflows", ENGAGEMENT, ()),),
    (Answer("workflows", ENGAGEMENT, non_answer=NonAnswer("dont-know", "Kim")),),
    (Answer("workflows", ENGAGEMENT, ("coding", "no-such-work")), *SAID[1:]),
    *(
        (Answer("workflows", ENGAGEMENT, (one,)), Answer("data_types", ENGAGEMENT, ()))
        for one in LIBRARY.workflows
    ),
)


@pytest.mark.parametrize("given", PARTS, ids=lambda given: str(given[0].value) if given else "nothing")
def test_what_applies_is_what_is_left_of_everything(given: tuple[Answer, ...]) -> None:
    record = Record(answers_of(given))
    everything = evaluate(LIBRARY, record, "2026-11-23")
    applying = evaluate_applying(LIBRARY, record, "2026-11-23")
    assert applying.findings == tuple(f for f in everything.findings if f.applies is not Truth.FALSE)
    assert applying.subjects == everything.subjects
    assert gate_verdicts(applying) == gate_verdicts(everything)
    assert all(applying.by_control.values())
