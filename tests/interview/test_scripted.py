"""Prepared answers take the same path, and what is missing is listed."""

from __future__ import annotations

from bpo_controls.answers.model import ENGAGEMENT, Answer, NonAnswer, Sheet
from bpo_controls.interview.scripted import Applied, apply_answers
from tests.interview.tiny import AS_OF, BILLING, CODING, EVERY_WORKFLOW, NOW, Journal, library

ANSWERS = (
    Answer("data", CODING, ("none",)),
    Answer("data", EVERY_WORKFLOW, ("clinical",)),
    Answer("workflows", ENGAGEMENT, ("coding", "billing")),
    Answer("logins", ENGAGEMENT, False),
    Answer("remote", ENGAGEMENT, True),
    Answer("volume", ENGAGEMENT, non_answer=NonAnswer("dont-know", "the CFO")),
)


def apply(journal: Journal, answers: tuple[Answer, ...] = ANSWERS) -> Applied:
    return apply_answers(
        library(),
        journal.sheet,
        AS_OF,
        answers,
        on_answer=journal.on_answer,
        now=lambda: NOW,
        by="Ana Example",
    )


def test_for_all_first_then_the_exceptions() -> None:
    journal = Journal()
    applied = apply(journal)
    assert isinstance(journal.events[0], Answer)
    assert journal.events[0].subject == EVERY_WORKFLOW
    assert applied.recorded == 6
    assert journal.sheet.get("data", CODING).value == ("none",)  # type: ignore[union-attr]
    assert journal.sheet.get("data", BILLING).value == ("clinical",)  # type: ignore[union-attr]


def test_answers_to_what_is_not_asked_are_kept_and_named() -> None:
    applied = apply(Journal())
    assert applied.dormant == (("remote", ENGAGEMENT),)
    assert applied.sheet.entries[("remote", ENGAGEMENT)].value is True


def test_what_is_missing_is_listed() -> None:
    applied = apply(Journal())
    assert [item for item, _ in applied.missing] == ["sites", "start", "fear", "stage", "PRV-01", "GOV-01"]
    assert "volume" in [one.item for one in applied.follow_ups]


def test_who_and_when_are_filled_in() -> None:
    journal = Journal()
    apply(journal, (Answer("logins", ENGAGEMENT, True, by="Ben Example", at="2026-01-01"), ANSWERS[2]))
    assert {(a.item, a.by, a.at) for a in journal.sheet} == {
        ("logins", "Ben Example", "2026-01-01"),
        ("workflows", "Ana Example", NOW),
    }


def test_the_same_file_twice_records_once() -> None:
    journal = Journal()
    apply(journal)
    again = apply(journal)
    assert (again.recorded, again.unchanged) == (0, 6)
    assert len(journal.events) == 6
    changed = apply(journal, (Answer("logins", ENGAGEMENT, True),))
    assert (changed.recorded, changed.unchanged) == (1, 0)


def test_nothing_to_apply() -> None:
    assert apply(Journal(Sheet()), ()).recorded == 0
