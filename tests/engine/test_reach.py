"""What only the whole library shows: each fault is told at its rule, and a sound rule is let stand."""

from __future__ import annotations

from typing import Any

import pytest

from bpo_controls.library.condition import ALWAYS, Across, AllOf, AnyOf, Condition, Leaf, Not
from bpo_controls.library.model import Derived, Option, Question, Raise
from bpo_controls.lint.unreachable import rule_remarks
from bpo_controls.words.conditions import condition_in_words

from .build import SITES, WORKFLOWS, control, is_, library, no, question, yes

PHI = Derived("phi", "it sees health data", is_("kinds", "clinical", "billing"), "workflow")
QUESTIONS = [
    WORKFLOWS,
    SITES,
    question(
        "kinds", "any-of", per="workflow", options=("clinical", "billing", Option("none", "None", True))
    ),
    question("logins"),
    question("remote", ask_when=yes("logins")),
    question("home", per="site"),
    question("stage", "one-of", options=("new", "live")),
    question("team", "number", minimum=1, maximum=100, whole=True),
]


def found(
    when: Condition = ALWAYS, *more: Question, derived: Any = (PHI,), **keys: Any
) -> list[tuple[str, str, str]]:
    """(check, where, message) of a library with one control that reads what the others do not."""
    sound = [yes("phi"), yes("remote"), yes("home"), is_("stage", "new"), Leaf("team", "below", (6,))]
    controls = [control("AC-01", when, **keys), *(control(f"AC-{n:02}", c) for n, c in enumerate(sound, 2))]
    remarks = rule_remarks(library([*QUESTIONS, *more], controls, derived), condition_in_words)
    return [
        (check, f"{one.id} {'.'.join(map(str, one.steps))}".strip(), one.message)
        for check, several in remarks.items()
        for one in several
    ]


@pytest.mark.parametrize(
    "when",
    [
        ALWAYS,
        AllOf((yes("phi"), yes("logins"))),
        AllOf((is_("workflow", "coding"), is_("traits", "speaks-to-patients"))),  # two workflows
        AllOf((yes("logins"), yes("remote"))),  # repeats when remote is asked: it says so to the reader
        AnyOf((AllOf((yes("phi"), yes("home"))), AllOf((no("logins"), yes("home"))))),
        Not(AllOf((is_("stage", "new"), yes("home")))),
        is_("traits", "shapes-claims", "submits-claims"),  # of traits one may include another
        Across("site", True, no("home")),
    ],
)
def test_a_sound_rule_is_let_stand(when: Condition) -> None:
    assert found(when) == []


def test_a_control_out_of_reach() -> None:
    own = AllOf((is_("workflow", "coding"), is_("traits", "speaks-to-patients")))
    said = "no set of answers makes it apply: the work is Coding and the work speaks to patients"
    assert found(own, per="workflow") == [("unreachable-control", "AC-01 applies_when", said)]
    closed = AllOf((no("logins"), yes("remote")))
    assert [line[:2] for line in found(closed)] == [("unreachable-control", "AC-01 applies_when")]


def test_a_part_that_never_counts() -> None:
    when = AnyOf((yes("logins"), AllOf((yes("phi"), Across("workflow", True, is_("kinds", "none"))))))
    ((check, where, message),) = found(when)
    assert (check, where) == ("unreachable-part", "AC-01 applies_when")
    assert message.startswith(
        "no set of answers makes this part count: it sees health data and (for every workflow"
    )


def test_a_choice_that_never_counts() -> None:
    when = AllOf((is_("workflow", "coding", "calls"), is_("office", "back")))
    assert found(when, per="workflow") == [
        (
            "unreachable-part",
            "AC-01 applies_when",
            "no set of answers makes this choice count: the work is Calls",
        ),
    ]


def test_a_condition_that_cannot_be_false() -> None:
    assert [line[:2] for line in found(is_("stage", "new", "live"))] == [
        ("idle-condition", "AC-01 applies_when")
    ]
    assert [line[:2] for line in found(Leaf("team", "at_least", (1,)))] == [
        ("idle-condition", "AC-01 applies_when")
    ]


def test_a_part_that_another_one_demands() -> None:
    when = AllOf((yes("phi"), is_("kinds", "clinical")))
    ((check, where, message),) = found(when)
    assert (check, where) == ("idle-condition", "AC-01 applies_when")
    assert message == "this part is true wherever it could count: it sees health data"


def test_below_a_not_wide_and_narrow_change_places() -> None:
    when = Not(AnyOf((yes("phi"), is_("kinds", "clinical"))))
    assert [line[:2] for line in found(when)] == [("unreachable-part", "AC-01 applies_when")]


def test_raises_and_scopes_are_read_where_the_control_applies() -> None:
    sourced = {"raises": (Raise(no("logins"), "critical", "b"),), "source_scope": {"law": yes("logins")}}
    assert [line[:2] for line in found(yes("logins"), **sourced)] == [
        ("unreachable-part", "AC-01 raise_severity_when.0.when"),
        ("idle-condition", "AC-01 sources_only_when.law"),
    ]


def test_a_question_that_nothing_opens() -> None:
    shut = question("shut", ask_when=AllOf((yes("logins"), no("logins"))))
    told = found(yes("shut"), shut)
    assert ("unreachable-question", "shut ask_when") in [line[:2] for line in told]
    assert ("unreachable-control", "AC-01 applies_when") in [line[:2] for line in told]


def test_a_question_whose_answer_changes_nothing() -> None:
    vain = question("vain")
    when = AnyOf((yes("logins"), AllOf((yes("vain"), no("vain")))))
    assert ("unreachable-question", "vain", "no answer to it can change a decision") in found(when, vain)
    printed = question("vain", also_for=("gap-report",))
    assert "unreachable-question" not in [line[0] for line in found(when, printed)]


def test_a_question_that_only_opens_another_counts_if_that_one_does() -> None:
    door, room = question("door"), question("room", ask_when=yes("door"))
    assert found(yes("room"), door, room) == []


def test_a_derived_fact_that_is_always_so() -> None:
    always = Derived("settled", "it has a stage", is_("stage", "new", "live"))
    told = found(yes("settled"), derived=(PHI, always))
    assert ("idle-condition", "settled when") in [line[:2] for line in told]
