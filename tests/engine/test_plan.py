from __future__ import annotations

from dataclasses import replace

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Need, Subject, answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.question_plan import dormant, follow_ups, next_question, open_now, progress
from bpo_controls.engine.what_changed import changes
from bpo_controls.library.condition import AllOf
from bpo_controls.library.model import Library

from .build import WORKFLOWS, control, is_, library, measured, question, said, unsaid, yes

AS_OF = "2026-11-23"
LIB = library(
    [
        WORKFLOWS,
        question("a", who="privacy-officer"),
        question("b", ask_when=yes("a")),
        question("unused"),
        question("printed", "number", per="workflow", also_for=("gap-report",)),
    ],
    [
        control("AC-01", AllOf((yes("a"), yes("b")))),
        control("AC-02", is_("workflow", "coding"), per="workflow"),
    ],
)


def items(lib: Library, *answers: Answer, **more: object) -> list[str]:
    standing = answers_of(answers)
    return [f"{i}@{s}" for i, s in open_now(lib, standing, evaluate(lib, Record(standing), AS_OF), **more)]  # type: ignore[arg-type]


def test_only_what_can_still_matter_is_asked_and_a_branch_waits_for_its_gate() -> None:
    assert items(LIB) == ["workflows@engagement", "a@engagement"]
    assert items(LIB, said("a", False), said("workflows", ("calls",))) == ["printed@calls"]
    assert items(
        LIB, said("a", True), said("workflows", ("coding",)), said("printed", 5, Subject("workflow", "*"))
    ) == [
        "b@engagement",
        "AC-02@coding",
    ]


def test_a_role_is_asked_only_its_own() -> None:
    assert items(LIB, role="privacy-officer") == ["a@engagement"]
    assert items(LIB, section="access", role="it-security") == []


def test_later_comes_last_and_dont_know_is_set_aside_for_a_follow_up() -> None:
    given = [
        unsaid("a", "later"),
        said("workflows", ("coding",)),
        unsaid("AC-02", "dont-know", "Sam", Subject("workflow", "coding")),
    ]
    assert items(LIB, *given) == ["printed@coding", "a@engagement"]
    assert items(LIB, *given, set_aside=True) == ["printed@coding", "a@engagement", "AC-02@coding"]
    standing = answers_of(given)
    assert next_question(LIB, standing, evaluate(LIB, Record(standing), AS_OF)) == (
        "printed",
        Subject("workflow", "coding"),
    )
    found = follow_ups(LIB, standing, evaluate(LIB, Record(standing), AS_OF))
    assert [(f.item, f.cause, f.ask) for f in found] == [
        ("printed", "unanswered", "it-security"),
        ("a", "later", "privacy-officer"),
        ("AC-02", "dont-know", "Sam"),
    ]


def test_what_was_put_off_in_this_session_is_not_asked_again() -> None:
    standing = answers_of([])
    assessment = evaluate(LIB, Record(standing), AS_OF)
    assert next_question(LIB, standing, assessment, put_off=[Need("workflows", ENGAGEMENT)]) == (
        "a",
        ENGAGEMENT,
    )


def test_a_closed_branch_puts_answers_to_sleep_and_wakes_them() -> None:
    answers = [said("b", True), said("AC-01", "in-place"), said("a", False)]
    standing = answers_of(answers)
    assessment = evaluate(LIB, Record(standing), AS_OF)
    assert dormant(LIB, standing, assessment) == (("b", ENGAGEMENT), ("AC-01", ENGAGEMENT))
    assert progress(LIB, standing, assessment).answered == 1
    woken = standing.with_answer(said("a", True))
    again = evaluate(LIB, Record(woken), AS_OF)
    assert dormant(LIB, woken, again) == ()
    assert progress(LIB, woken, again).answered == 3


def test_progress_counts_answered_open_and_what_may_open() -> None:
    standing = answers_of([said("workflows", ("coding", "calls")), unsaid("a", "dont-know")])
    found = progress(LIB, standing, evaluate(LIB, Record(standing), AS_OF))
    # answered: workflows; open: two volumes and AC-02@coding; may open: b behind a, and AC-01
    assert (found.answered, found.open_now, found.may_open, found.set_aside) == (1, 3, 2, 1)


def test_a_claim_is_not_asked_again_at_once_and_its_figure_is_a_follow_up_for_whoever_said_it() -> None:
    lib = library([], [control("AC-01", ask=measured()), control("AC-02", ask=measured()), control("AC-03")])
    given = [
        replace(said("AC-01", "in-place"), by="Ana Fictional"),
        said("AC-02", "in-place"),
        said("AC-03", "in-place"),
    ]
    assert items(lib, *given) == []
    assert items(lib, *given, set_aside=True) == ["AC-01@engagement", "AC-02@engagement"]
    standing = answers_of(given)
    assessment = evaluate(lib, Record(standing), AS_OF)
    found = [(one.item, one.cause, one.ask) for one in follow_ups(lib, standing, assessment)]
    role = lib.controls["AC-02"].ask.who
    assert found == [("AC-01", "figure", "Ana Fictional"), ("AC-02", "figure", role)]
    counted = progress(lib, standing, assessment)
    assert (counted.answered, counted.claimed, counted.set_aside, counted.open_now) == (3, 2, 0, 0)


def test_a_removed_workflow_makes_its_answers_dormant() -> None:
    standing = answers_of(
        [said("workflows", ("calls",)), said("AC-02", "in-place", Subject("workflow", "coding"))]
    )
    assert dormant(LIB, standing, evaluate(LIB, Record(standing), AS_OF)) == (
        ("AC-02", Subject("workflow", "coding")),
    )


def test_what_an_answer_changed() -> None:
    before_sheet = answers_of([said("a", True)])
    after_sheet = before_sheet.with_answer(said("b", True))
    before, after = evaluate(LIB, Record(before_sheet), AS_OF), evaluate(LIB, Record(after_sheet), AS_OF)
    found = changes(
        before,
        after,
        open_before=open_now(LIB, before_sheet, before),
        open_after=open_now(LIB, after_sheet, after),
    )
    assert [f.control.id for f in found.came_in] == ["AC-01"]
    assert found.opened == (("AC-01", ENGAGEMENT),)
    assert found.closed == (("b", ENGAGEMENT),)
    assert not changes(after, after)
