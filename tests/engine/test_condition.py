from __future__ import annotations

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Subject, answers_of
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.reason import Reason, deciding
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import ALWAYS, Across, AllOf, AnyOf, Condition, Leaf
from bpo_controls.library.model import Derived, Library

from .build import SITES, WORKFLOWS, is_, library, no, question, said, unsaid, yes

CODING, BILLING, CALLS = (Subject("workflow", name) for name in ("coding", "billing", "calls"))
LIB = library(
    [
        WORKFLOWS,
        SITES,
        question("logins"),
        question("remote", ask_when=yes("logins")),
        question("buyer", "one-of", options=("hospital", "plan")),
        question("count", "number"),
        question("start", "date"),
        question("data", "any-of", options=("clinical", "sud", "none"), per="workflow"),
        question("place", "one-of", options=("office", "home"), per="site"),
    ],
    derived=[
        Derived("phi", "sees data", is_("data", "clinical", "sud"), "workflow"),
        Derived("home", "works from home", is_("place", "home"), "site"),
        Derived("risky", "is risky", AllOf((yes("phi"), yes("home")))),
    ],
)
TWO = [said("workflows", ("coding", "billing"))]


def truth(
    condition: Condition, *answers: Answer, subject: Subject = ENGAGEMENT, lib: Library = LIB
) -> Reason:
    return judge(condition, subject, Scope(lib, answers_of(answers), judge))


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        (ALWAYS, [], "yes"),
        (yes("logins"), [], "undecided"),
        (yes("logins"), [said("logins", True)], "yes"),
        (no("logins"), [said("logins", True)], "no"),
        (is_("buyer", "plan", "hospital"), [said("buyer", "plan")], "yes"),
        (Leaf("count", "at_least", (10,)), [said("count", 10)], "yes"),
        (Leaf("count", "above", (10,)), [said("count", 10)], "no"),
        (Leaf("count", "below", (10,)), [said("count", 9.5)], "yes"),
        (Leaf("count", "at_most", (10,)), [said("count", 11)], "no"),
        (Leaf("start", "before", ("2026-01-01",)), [said("start", "2025-12-31")], "yes"),
        (Leaf("start", "after", ("2026-01-01",)), [said("start", "2026-01-01")], "no"),
    ],
)
def test_tests_of_one_value(condition: Condition, answers: list[Answer], expected: str) -> None:
    assert truth(condition, *answers).truth.value == expected


@pytest.mark.parametrize(
    ("op", "operand", "expected"),
    [
        ("one_of", ("sud",), "yes"),
        ("one_of", ("none",), "no"),
        ("includes_all", ("clinical", "sud"), "yes"),
        ("includes_all", ("clinical", "none"), "no"),
        ("excludes", ("none",), "yes"),
        ("excludes", ("sud", "none"), "no"),
    ],
)
def test_tests_of_a_set(op: str, operand: tuple[str, ...], expected: str) -> None:
    leaf = Leaf("data", op, operand)  # type: ignore[arg-type]
    answers = [*TWO, said("data", ("clinical", "sud"), CODING)]
    assert truth(leaf, *answers, subject=CODING).truth.value == expected


def test_one_settled_part_decides_and_is_named() -> None:
    condition = AllOf((yes("logins"), is_("buyer", "plan")))
    reason = truth(condition, said("buyer", "hospital"))
    assert reason.truth is Truth.FALSE
    assert [leaf.fact for leaf in deciding(reason)] == ["buyer"]
    open_ = truth(AnyOf((yes("logins"), is_("buyer", "plan"))), said("buyer", "hospital"))
    assert open_.truth is Truth.UNKNOWN
    assert [leaf.item for leaf in deciding(open_)] == ["logins"]


def test_not_applicable_is_a_settled_absence_and_dont_know_stays_open() -> None:
    assert truth(yes("logins"), unsaid("logins", "not-applicable", "no systems")).truth is Truth.FALSE
    assert truth(no("logins"), unsaid("logins", "not-applicable", "no systems")).truth is Truth.TRUE
    assert truth(is_("buyer", "plan"), unsaid("buyer", "not-applicable", "r")).truth is Truth.FALSE
    for kind in ("dont-know", "declined", "later"):
        assert truth(yes("logins"), unsaid("logins", kind)).truth is Truth.UNKNOWN
    asked = truth(yes("logins"), unsaid("logins", "dont-know", "the IT lead"))
    assert (asked.cause, asked.text) == ("dont-know", "the IT lead")


def test_a_closed_branch_is_settled_and_keeps_the_reason() -> None:
    given = [said("remote", True)]
    assert truth(yes("remote"), *given).truth is Truth.UNKNOWN
    assert [leaf.item for leaf in deciding(truth(yes("remote"), *given))] == ["logins"]
    closed = truth(yes("remote"), *given, said("logins", False))
    assert (closed.truth, closed.cause) == (Truth.FALSE, "closed")
    assert truth(yes("remote"), *given, said("logins", True)).truth is Truth.TRUE


def test_a_subject_reads_its_own_fact_and_the_engagement_reads_any() -> None:
    answers = [*TWO, said("data", ("clinical",), CODING)]
    assert truth(yes("phi"), *answers, subject=CODING).truth is Truth.TRUE
    assert truth(yes("phi"), *answers, subject=BILLING).truth is Truth.UNKNOWN
    reason = truth(yes("phi"), *answers)
    assert reason.truth is Truth.TRUE
    assert {leaf.subject for leaf in deciding(reason)} == {CODING}
    settled = [*answers, said("data", ("none",), BILLING)]
    assert truth(Across("workflow", True, yes("phi")), *settled).truth is Truth.FALSE
    assert truth(Across("workflow", False, no("phi")), *settled).truth is Truth.TRUE


def test_in_any_keeps_several_tests_on_one_subject() -> None:
    split = [
        *TWO,
        said("data", ("clinical",), CODING),
        said("data", ("sud",), BILLING),
    ]
    side_by_side = AllOf((is_("data", "clinical"), is_("workflow", "billing")))
    assert truth(side_by_side, *split).truth is Truth.TRUE
    assert truth(Across("workflow", False, side_by_side), *split).truth is Truth.FALSE


def test_unknown_subjects_ask_for_the_list_and_no_subjects_settle() -> None:
    unknown = truth(yes("phi"))
    assert (unknown.truth, unknown.item) == (Truth.UNKNOWN, "workflows")
    nobody = [said("workflows", ())]
    assert truth(yes("phi"), *nobody).truth is Truth.FALSE
    assert truth(Across("workflow", True, yes("phi")), *nobody).truth is Truth.TRUE
    # The engagement reads a fact as "in any of them": with none there, nothing is true of any.
    assert truth(no("phi"), *nobody).truth is Truth.FALSE


def test_built_in_facts_of_a_workflow() -> None:
    assert truth(is_("workflow", "coding"), *TWO, subject=CODING).truth is Truth.TRUE
    assert truth(is_("traits", "submits-claims"), *TWO, subject=CODING).truth is Truth.FALSE
    assert truth(is_("traits", "submits-claims"), *TWO).truth is Truth.TRUE
    assert truth(is_("office", "front"), *TWO).truth is Truth.FALSE


def test_an_answer_for_every_subject_yields_to_the_subjects_own() -> None:
    answers = [
        *TWO,
        said("data", ("clinical",), Subject("workflow", "*")),
        said("data", ("none",), BILLING),
    ]
    assert truth(yes("phi"), *answers, subject=CODING).truth is Truth.TRUE
    assert truth(yes("phi"), *answers, subject=BILLING).truth is Truth.FALSE


def test_derived_facts_explain_themselves_through_their_rule() -> None:
    answers = [*TWO, said("data", ("clinical",), Subject("workflow", "*")), said("sites", ("Here",))]
    reason = truth(yes("risky"), *answers)
    assert reason.truth is Truth.UNKNOWN
    assert [(leaf.item, leaf.subject) for leaf in deciding(reason)] == [("place", Subject("site", "here"))]
