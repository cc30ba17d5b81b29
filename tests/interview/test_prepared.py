"""Prepared answers take the same path as spoken ones, and only what is new is recorded."""

from __future__ import annotations

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Answers, NonAnswer
from bpo_controls.answers.engagement_record import Record
from bpo_controls.answers.import_plan import plan_import
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.question_plan import dormant, follow_ups, open_now
from tests.interview.tiny import AS_OF, BILLING, CODING, EVERY_WORKFLOW, NOW, library

ANSWERS = (
    Answer("data", CODING, ("none",)),
    Answer("data", EVERY_WORKFLOW, ("clinical",)),
    Answer("workflows", ENGAGEMENT, ("coding", "billing")),
    Answer("logins", ENGAGEMENT, False),
    Answer("remote", ENGAGEMENT, True),
    Answer("volume", ENGAGEMENT, non_answer=NonAnswer("dont-know", "the CFO")),
)


def fresh(standing: Answers, prepared: tuple[Answer, ...] = ANSWERS) -> tuple[Answer, ...]:
    return plan_import(Record(standing), prepared, now=lambda: NOW).given


def taken_in(prepared: tuple[Answer, ...] = ANSWERS, standing: Answers | None = None) -> Answers:
    standing = standing or Answers()
    for answer in fresh(standing, prepared):
        standing = standing.with_answer(answer)
    return standing


def test_for_all_first_then_the_exceptions() -> None:
    assert fresh(Answers())[0].subject == EVERY_WORKFLOW
    assert len(fresh(Answers())) == 6
    assert taken_in().get("data", CODING).value == ("none",)  # type: ignore[union-attr]
    assert taken_in().get("data", BILLING).value == ("clinical",)  # type: ignore[union-attr]


def test_answers_to_what_is_not_asked_are_kept_and_dormant() -> None:
    answers = taken_in()
    assert dormant(library(), answers, evaluate(library(), Record(answers), AS_OF)) == (
        ("remote", ENGAGEMENT),
    )
    assert answers.get("remote", ENGAGEMENT).value is True  # type: ignore[union-attr]


def test_what_is_missing_is_listed() -> None:
    answers = taken_in()
    assessment = evaluate(library(), Record(answers), AS_OF)
    missing = [need.item for need in open_now(library(), answers, assessment)]
    assert missing == ["sites", "start", "fear", "stage", "PRV-01", "GOV-01"]
    assert "volume" in [follow_up.item for follow_up in follow_ups(library(), answers, assessment)]


def test_when_is_filled_in() -> None:
    answers = taken_in((Answer("logins", ENGAGEMENT, True, by="Ben Example", at="2026-01-01"), ANSWERS[2]))
    assert {(a.item, a.by, a.at) for a in answers} == {
        ("logins", "Ben Example", "2026-01-01"),
        ("workflows", "", NOW),
    }


def test_the_same_file_twice_records_once() -> None:
    once = taken_in()
    assert fresh(once) == ()
    assert [answer.value for answer in fresh(once, (Answer("logins", ENGAGEMENT, True),))] == [True]


def test_an_answer_given_twice_in_a_file_is_recorded_once() -> None:
    assert len(fresh(Answers(), (ANSWERS[3], ANSWERS[3]))) == 1


def test_nothing_to_take_in() -> None:
    assert fresh(Answers(), ()) == ()
