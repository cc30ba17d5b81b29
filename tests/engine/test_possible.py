"""What is possible: the search agrees with trying every set of answers, and says never only with proof."""

from __future__ import annotations

from functools import cache
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Answers, Subject, Value, answers_of
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import Across, AllOf, AnyOf, Condition, Leaf, Not, SubjectKind
from bpo_controls.library.model import Derived, Library, Option, Question
from bpo_controls.lint.satisfiable import GaveUp, Possibilities

from .build import SITES, WORKFLOWS, is_, library, no, question, yes

LIBRARY = library(
    [
        WORKFLOWS,
        SITES,
        question("a"),
        question("b", ask_when=yes("a")),
        question("c", "any-of", options=("x", "y", Option("none", "None", True)), ask_when=Not(yes("w"))),
        question("n", "number", whole=True, minimum=0, maximum=3),
        question("w", per="workflow", ask_when=no("b")),
        question("s", per="site"),
    ],
    derived=[Derived("d", "d", AllOf((yes("w"), is_("traits", "shapes-claims"))), "workflow")],
)


KINDS: tuple[tuple[str, SubjectKind, str], ...] = (("w", "workflow", "workflows"), ("s", "site", "sites"))


@cache
def every_sheet() -> tuple[Answers, ...]:
    """All answers that can be given, with up to two sites and three workflows."""
    people: list[dict[str, tuple[str, ...]]] = [
        {"workflows": workflows, "sites": sites}
        for size in (1, 2)
        for workflows in combinations(LIBRARY.workflows, size)
        for sites in ((), ("One",), ("One", "Two"))
    ]
    facts: list[list[tuple[str, Value]]] = [
        [("a", True), ("a", False)],
        [("b", True), ("b", False)],
        [("c", one) for one in (("x",), ("y",), ("x", "y"), ("none",))],
        [("n", one) for one in (0, 1, 2, 3)],
    ]
    sheets = []
    for named in people:
        own: list[list[tuple[str, Subject, Value]]] = []
        for item, kind, introducer in KINDS:
            own += [
                [(item, Subject(kind, name.casefold()), v) for v in (True, False)]
                for name in named[introducer]
            ]
        for common in product(*facts):
            for single in product(*own):
                answers = [Answer(item, ENGAGEMENT, value) for item, value in named.items()]
                answers += [Answer(item, ENGAGEMENT, value) for item, value in common]
                answers += [Answer(item, subject, value) for item, subject, value in single]
                sheets.append(answers_of(answers))
    return tuple(sheets)


tests = st.one_of(
    st.builds(
        lambda fact, value: Leaf(fact, "one_of", (value,)),
        st.sampled_from(["a", "b", "d", "w", "s"]),
        st.booleans(),
    ),
    st.builds(
        lambda op, values: Leaf("c", op, tuple(values)),
        st.sampled_from(["one_of", "includes_all", "excludes"]),
        st.lists(st.sampled_from(["x", "y", "none"]), min_size=1, max_size=2, unique=True),
    ),
    st.builds(
        lambda op, bound: Leaf("n", op, (bound,)),
        st.sampled_from(["at_least", "at_most", "above", "below"]),
        st.sampled_from([0, 1, 1.5, 3]),
    ),
    st.sampled_from([is_("workflow", "coding"), is_("traits", "speaks-to-patients"), is_("office", "back")]),
)
rules: st.SearchStrategy[Condition] = st.recursive(
    tests,
    lambda inner: st.one_of(
        st.builds(lambda parts: AllOf(tuple(parts)), st.lists(inner, min_size=2, max_size=3)),
        st.builds(lambda parts: AnyOf(tuple(parts)), st.lists(inner, min_size=2, max_size=2)),
        st.builds(Not, inner),
        st.builds(Across, st.sampled_from(["workflow", "site"]), st.booleans(), tests),
    ),
    max_leaves=4,
)


def true_in(condition: Condition, standing: Answers) -> bool:
    return judge(condition, ENGAGEMENT, Scope(LIBRARY, standing, judge)).truth is Truth.TRUE


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(rules)
def test_never_means_that_no_answers_make_it_true(rule: Condition) -> None:
    possible = Possibilities(LIBRARY)
    found = possible.witness(rule)
    if found is not None:
        assert true_in(rule, found)
        assert not possible.never(rule)
    else:
        assert possible.never(rule)
        assert not any(true_in(rule, standing) for standing in every_sheet()[::5])


@pytest.mark.parametrize(
    ("rule", "never"),
    [
        (AllOf((yes("b"), no("a"))), True),  # b is asked only when a
        (AllOf((yes("d"), yes("b"))), True),  # w is asked only when b is not, and d follows from w
        (AllOf((yes("d"), yes("a"))), False),
        (AllOf((is_("c", "x"), is_("c", "none"))), True),  # none stands alone
        (AllOf((is_("c", "x"), is_("c", "y"))), False),
        (AllOf((Leaf("n", "above", (1,)), Leaf("n", "below", (2,)))), True),  # whole numbers only
        (AllOf((Leaf("n", "above", (1,)), Leaf("n", "below", (3,)))), False),
        (Leaf("n", "above", (3,)), True),  # the range ends there
        (Across("workflow", False, AllOf((is_("workflow", "coding"), is_("office", "front")))), True),
        (AllOf((is_("workflow", "coding"), is_("office", "front"))), False),  # two workflows
        (AllOf((is_("workflow", "coding"), Across("workflow", True, is_("office", "front")))), True),
        (AllOf((yes("w"), no("w"), yes("s"), no("s"))), False),  # two of each
        (AllOf((yes("s"), Across("site", True, no("s")))), True),
        (AllOf((Across("site", True, yes("s")), Across("site", True, no("s")))), False),  # no site at all
    ],
)  # fmt: skip
def test_what_only_the_whole_shows(rule: Condition, never: bool) -> None:
    assert Possibilities(LIBRARY).never(rule) is never


def test_two_subjects_that_need_each_other() -> None:
    """As many subjects as there are tests across them: with fewer it would look impossible."""
    apart = AllOf(
        (
            Across("workflow", False, AllOf((is_("workflow", "coding"), yes("w")))),
            Across("workflow", False, AllOf((is_("workflow", "coding", "billing"), no("w")))),
            is_("office", "front"),
        )
    )
    found = Possibilities(LIBRARY).witness(apart)
    assert found is not None
    assert {answer.value for answer in found if answer.item == "workflows"} == {
        ("coding", "billing", "calls")
    }


def test_who_gives_up_proves_nothing() -> None:
    rule = AllOf((yes("a"), no("a")))
    assert Possibilities(LIBRARY).never(rule)
    with pytest.raises(GaveUp):
        Possibilities(LIBRARY).witness(AllOf((yes("a"), yes("b"))), steps=1)


def test_dates_are_tried_around_each_bound() -> None:
    lib: Library = library([question("day", "date")])
    day = "2026-05-01"
    between = AllOf((Leaf("day", "after", (day,)), Leaf("day", "before", ("2026-05-02",))))
    assert Possibilities(lib).never(between)
    assert not Possibilities(lib).never(AllOf((between.parts[0], Leaf("day", "before", ("2026-05-03",)))))
    assert not Possibilities(lib).never(Leaf("day", "before", (day,)))


def test_choices_that_are_wanted_together_are_not_taken_for_alike() -> None:
    assert not Possibilities(LIBRARY).never(Leaf("c", "includes_all", ("x", "y")))


def test_the_tests_of_a_branch_are_tried_as_well() -> None:
    narrow = AllOf((Leaf("m", "at_least", (40,)), Leaf("m", "below", (45,))))
    lib = library([question("m", "number", minimum=0, maximum=100), question("u", ask_when=narrow)])
    assert not Possibilities(lib).never(yes("u"))


def test_questions_without_any_test_are_answered_anyhow() -> None:
    text = Question("t", "s", "t?", "w", "it-security", "text")
    assert Possibilities(library([text, question("u", ask_when=None)])).witness(yes("u")) is not None
