"""What counts as a change: a control in, out, ruled out or undecided; what never was in does not go out."""

from __future__ import annotations

from bpo_controls.answers.answer_model import Answer, answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.what_changed import Changes, changes

from .build import WORKFLOWS, control, is_, library, question, said, yes

LIB = library(
    [WORKFLOWS, question("a"), question("b", per="workflow")],
    [
        control("AC-01", yes("a")),
        control("AC-02", is_("workflow", "coding"), per="workflow"),
        control("AC-03", yes("b"), per="workflow"),
    ],
)


def between(before: list[Answer], after: list[Answer]) -> Changes:
    first, second = (evaluate(LIB, Record(answers_of(answers)), "2026-11-23") for answers in (before, after))
    return changes(first, second)


def told(found: Changes) -> dict[str, list[str]]:
    names = ("came_in", "went_out", "ruled_out", "undecided")
    return {
        name: [f"{f.control.id}@{f.subject.id}" for f in getattr(found, name)]
        for name in names
        if getattr(found, name)
    }


def test_a_new_subject_brings_only_what_applies_to_it() -> None:
    one = [said("workflows", ("coding",))]
    two = [said("workflows", ("coding", "billing"))]
    assert told(between(one, two)) == {}
    assert told(between(two, one)) == {}
    assert told(between([said("workflows", ("billing",))], two)) == {"came_in": ["AC-02@coding"]}
    assert told(between(two, [said("workflows", ("billing",))])) == {"went_out": ["AC-02@coding"]}


def test_undecided_to_no_was_never_in() -> None:
    assert told(between([], [said("a", False)])) == {"ruled_out": ["AC-01@"]}
    assert told(between([said("a", True)], [said("a", False)])) == {"went_out": ["AC-01@"]}
    assert told(between([said("a", True)], [])) == {"undecided": ["AC-01@"]}
