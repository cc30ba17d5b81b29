"""The record: what was said, in order, and how it stood at any earlier moment."""

from __future__ import annotations

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Need, Subject
from bpo_controls.answers.engagement_record import Change, Proposal, Record, Review, SignOff

CODING = Subject("workflow", "coding")
GOAL = Need("goal", ENGAGEMENT)


def goal(text: str, at: str = "") -> Answer:
    return Answer("goal", ENGAGEMENT, text, at=at)


CHANGES = (
    Change(1, "2026-11-20T09:00:00+00:00"),
    Change(2, "2026-11-21T09:00:00+00:00", given=(goal("first"), Answer("QA-02", CODING, "partly"))),
    Change(3, "2027-01-01T09:00:00+00:00", given=(goal("second"),)),  # the clock ran ahead that day
    Change(4, "2026-11-23T09:00:00+00:00", withdrawn=(GOAL,)),
    Change(5, "2026-11-24T09:00:00+00:00", given=(goal("third"),)),
)
RECORD = Record().after(CHANGES)


def words(record: Record) -> list[object]:
    return [answer.value for answer in record.answers]


def test_the_last_answer_stands() -> None:
    assert words(RECORD) == ["partly", "third"]


@pytest.mark.parametrize(
    ("number", "standing"),
    [
        (0, []),
        (1, []),
        (2, ["first", "partly"]),
        (3, ["second", "partly"]),
        (4, ["partly"]),
        (9, ["partly", "third"]),
    ],
)
def test_the_past_by_the_number_of_an_event(number: int, standing: list[object]) -> None:
    assert words(RECORD.at(number)) == standing


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2026-11-19", []),
        ("2026-11-20", []),
        ("2026-11-21", ["first", "partly"]),
        ("2026-11-22", ["first", "partly"]),
        ("2026-11-23", ["partly"]),
        ("2026-11-24", ["partly", "third"]),
    ],
)
def test_the_past_by_its_day(day: str, standing: list[object]) -> None:
    assert words(RECORD.at(day)) == standing


def test_the_past_of_the_past_and_its_future() -> None:
    then = RECORD.at(3)
    assert then.at(2) == RECORD.at(2)
    assert then.after(CHANGES[3:]) == RECORD


def test_an_answer_withdrawn_and_given_in_one_change_stands() -> None:
    changed = RECORD.after([Change(6, "", given=(goal("fourth"),), withdrawn=(GOAL,))])
    assert words(changed) == ["partly", "fourth"]
    assert words(RECORD) == ["partly", "third"]


def test_history_is_of_exactly_one_subject() -> None:
    assert [answer.value for answer in RECORD.history(GOAL)] == ["first", "second", "third"]
    assert RECORD.history(Need("QA-02", Subject("workflow", "*"))) == ()


def test_proposals_reviews_and_sign_offs_count_for_no_answer() -> None:
    proposal = Proposal(goal("proposed"), "a questionnaire")
    review = Review(GOAL, "accepted", "Ana Example", "seen", "2026-11-25")
    signature = SignOff("Ana Example", "second reviewer", "2026-11-25", "2026-11-24")
    signed = RECORD.after(
        [Change(6, "2026-11-25", proposed=(proposal,), reviewed=(review,), signed=(signature,))]
    )
    assert signed.answers == RECORD.answers
    assert (signed.proposals, signed.reviews, signed.sign_offs) == ((proposal,), (review,), (signature,))
    assert signed.at(5) == RECORD
