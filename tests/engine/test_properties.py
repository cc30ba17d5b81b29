"""Laws that hold for every library and every set of answers."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpo_controls.answers.answer_model import (
    ENGAGEMENT,
    NON_ANSWERS,
    Answer,
    Answers,
    Need,
    NonAnswer,
    Subject,
    Value,
    answers_of,
)
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate, reevaluate
from bpo_controls.engine.finding import Assessment
from bpo_controls.engine.question_plan import next_question, open_now
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import Across, AllOf, AnyOf, Condition, Leaf, Not
from bpo_controls.library.model import Derived, Library, Question, Raise

from .build import SITES, WORKFLOWS, control, is_, library, question, yes

AS_OF = "2026-11-23"
QUESTIONS = [
    WORKFLOWS,
    SITES,
    question("a"),
    question("b", ask_when=yes("a")),
    question("c", "one-of", options=("x", "y", "z")),
    question("d", "any-of", options=("p", "q"), ask_when=AnyOf((is_("c", "x"), Not(yes("b"))))),
    question("n", "number"),
    question("w", per="workflow"),
    question("v", "one-of", options=("x", "y"), per="workflow", ask_when=yes("w")),
    question("s", per="site"),
]
DERIVED = [
    Derived("dw", "dw", AnyOf((yes("w"), yes("a"))), "workflow"),
    Derived("de", "de", AllOf((yes("dw"),))),
]
BY_ID = {q.id: q for q in QUESTIONS}

leaf = st.one_of(
    st.builds(
        lambda f, v: Leaf(f, "one_of", (v,)), st.sampled_from(["a", "b", "w", "s", "dw", "de"]), st.booleans()
    ),
    st.builds(lambda v: is_("c", *v), st.lists(st.sampled_from("xyz"), min_size=1, max_size=2, unique=True)),
    st.builds(
        lambda op, v: Leaf("d", op, (v,)), st.sampled_from(["one_of", "excludes"]), st.sampled_from("pq")
    ),
    st.builds(lambda op, v: Leaf("n", op, (v,)), st.sampled_from(["at_least", "below"]), st.integers(0, 3)),
    st.just(is_("v", "x")),
    st.just(is_("workflow", "coding")),
    st.just(is_("traits", "speaks-to-patients")),
)
conditions: st.SearchStrategy[Condition] = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.builds(lambda p: AllOf(tuple(p)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda p: AnyOf(tuple(p)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(Not, inner),
        st.builds(lambda every, p: Across("workflow", every, p), st.booleans(), inner),
    ),
    max_leaves=6,
)


@st.composite
def libraries(draw: st.DrawFn, size: int = 4) -> Library:
    controls = []
    for index in range(draw(st.integers(1, size))):
        raises = (Raise(draw(conditions), "critical", "worse"),) if draw(st.booleans()) else ()
        per = draw(st.sampled_from(["engagement", "workflow", "site"]))
        controls.append(control(f"AC-{index:02}", draw(conditions), per=per, raises=raises))
    return library(QUESTIONS, controls, DERIVED)


def values(asked: Question) -> list[Value]:
    match asked.kind:
        case "yes-no":
            return [True, False]
        case "one-of":
            return [option.id for option in asked.options]
        case "any-of":
            if asked.id == "workflows":
                return [("coding",), ("coding", "calls"), ()]
            return [(), ("p",), ("q",), ("p", "q")]
        case "names":
            return [(), ("Here",), ("Here", "There")]
        case _:
            return [0, 1, 2, 3]


SUBJECTS = {
    "engagement": [ENGAGEMENT],
    "workflow": [Subject("workflow", w) for w in ("coding", "calls")],
    "site": [Subject("site", s) for s in ("here", "there")],
}


@st.composite
def answer_lists(draw: st.DrawFn, lib: Library | None = None) -> list[Answer]:
    answers = []
    for asked in QUESTIONS:
        for subject in SUBJECTS[asked.per]:
            pick = draw(st.integers(0, 5))
            if pick <= 1:
                continue
            if pick == 2:
                kind = draw(st.sampled_from(NON_ANSWERS))
                answers.append(Answer(asked.id, subject, non_answer=NonAnswer(kind, "because")))
            else:
                answers.append(Answer(asked.id, subject, draw(st.sampled_from(values(asked)))))
    return answers


def decided(assessment: Assessment) -> dict[tuple[str, Subject], Truth]:
    return {f.key: f.applies for f in assessment.findings if f.applies is not Truth.UNKNOWN}


@given(libraries(), answer_lists(), st.data())
def test_adding_an_answer_never_changes_a_settled_decision(
    lib: Library, answers: list[Answer], data: st.DataObject
) -> None:
    standing = answers_of(answers)
    before = evaluate(lib, Record(standing), AS_OF)
    missing = [(q, s) for q in QUESTIONS for s in SUBJECTS[q.per] if standing.get(q.id, s) is None]
    if not missing:
        return
    asked, subject = data.draw(st.sampled_from(missing))
    value = data.draw(st.sampled_from(values(asked)))
    after = decided(evaluate(lib, Record(standing.with_answer(Answer(asked.id, subject, value))), AS_OF))
    for key, truth in decided(before).items():
        if key[1].id == "*":  # the stand-in for subjects not known yet: they inherit what was settled
            assert all(t is truth for k, t in after.items() if k[0] == key[0])
        else:
            assert after[key] is truth


@pytest.mark.slow
@given(libraries(), answer_lists(), st.data())
def test_reevaluating_gives_what_evaluating_gives(
    lib: Library, answers: list[Answer], data: st.DataObject
) -> None:
    standing = answers_of(answers)
    assessment = evaluate(lib, Record(standing), AS_OF)
    for _ in range(3):
        asked = data.draw(st.sampled_from(QUESTIONS))
        subject = data.draw(st.sampled_from(SUBJECTS[asked.per]))
        standing = standing.with_answer(Answer(asked.id, subject, data.draw(st.sampled_from(values(asked)))))
        assessment = reevaluate(lib, assessment, Record(standing), [asked.id])
        assert assessment.by_control == evaluate(lib, Record(standing), AS_OF).by_control
        assert assessment.subjects == evaluate(lib, Record(standing), AS_OF).subjects


@pytest.mark.slow
@given(libraries(), answer_lists(), st.randoms(use_true_random=False))
def test_the_order_in_which_answers_came_does_not_matter(
    lib: Library, answers: list[Answer], random: object
) -> None:
    shuffled = list(answers)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert evaluate(lib, Record(answers_of(shuffled)), AS_OF) == evaluate(
        lib, Record(answers_of(answers)), AS_OF
    )


@settings(max_examples=60)
@given(libraries(), st.data())
def test_asking_until_nothing_is_open_decides_everything(lib: Library, data: st.DataObject) -> None:
    standing = Answers()
    assessment = evaluate(lib, Record(standing), AS_OF)
    for _ in range(200):
        need = next_question(lib, standing, assessment)
        if need is None:
            break
        assert standing.get(*need) is None
        asked = BY_ID.get(need[0])
        value = data.draw(st.sampled_from(values(asked))) if asked else "in-place"
        standing = standing.with_answer(Answer(*need, value))
        assessment = reevaluate(lib, assessment, Record(standing), [need[0]])
    else:
        raise AssertionError("the interview does not end")
    assert all(f.applies is not Truth.UNKNOWN for f in assessment.findings)
    assert all(not f.severity_open for f in assessment.findings)


@st.composite
def read_once(draw: st.DrawFn) -> Library:
    """One control whose rule reads each fact at most once: there, an open question must be able to matter."""
    facts = draw(st.permutations(["a", "c", "n", "w"]))
    pool: list[Condition] = []
    for fact in facts[: draw(st.integers(1, 4))]:
        pool.append(
            {"a": yes("a"), "c": is_("c", "x"), "n": Leaf("n", "at_least", (2,)), "w": yes("w")}[fact]
        )
    while len(pool) > 1:
        pair = (pool[0], pool[1])
        joined: Condition = AllOf(pair) if draw(st.booleans()) else AnyOf(pair)
        pool = [joined, *pool[2:]]
        if draw(st.booleans()):
            pool[0] = Not(pool[0])
    return library(QUESTIONS, [control("AC-01", pool[0])], [])


@settings(max_examples=80)
@given(read_once(), answer_lists())
def test_no_question_is_asked_whose_answer_cannot_change_a_decision(
    lib: Library, answers: list[Answer]
) -> None:
    answers = [a for a in answers if a.item in ("a", "c", "n", "w") and a.non_answer is None]
    answers.append(Answer("workflows", ENGAGEMENT, ("coding", "calls")))
    standing = answers_of(answers)
    assessment = evaluate(lib, Record(standing), AS_OF)
    open_ = [need for need in open_now(lib, standing, assessment) if need[0] in BY_ID]
    for need in open_:
        others = [other for other in open_ if other != need]
        assert any(
            len(
                {
                    _applies(lib, standing, dict(zip(others, rest, strict=True)) | {need: v})
                    for v in values(BY_ID[need[0]])
                }
            )
            > 1
            for rest in product(*(values(BY_ID[item]) for item, _ in others))
        )


def _applies(lib: Library, standing: Answers, more: dict[Need, Value]) -> Truth:
    for (item, subject), value in more.items():
        standing = standing.with_answer(Answer(item, subject, value))
    return evaluate(lib, Record(standing), AS_OF).findings[0].applies


@pytest.mark.slow
@given(libraries(), answer_lists())
def test_going_back_and_forth_ends_where_straight_on_ends(lib: Library, answers: list[Answer]) -> None:
    straight = evaluate(lib, Record(answers_of(answers)), AS_OF)
    standing = answers_of(answers)
    assessment = straight
    for answer in answers:
        for value in values(BY_ID[answer.item]):
            standing = standing.with_answer(replace(answer, value=value, non_answer=None))
            assessment = reevaluate(lib, assessment, Record(standing), [answer.item])
        standing = standing.with_answer(answer)
        assessment = reevaluate(lib, assessment, Record(standing), [answer.item])
    assert assessment.by_control == straight.by_control
