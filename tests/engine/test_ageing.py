"""Numbers that count days or months since something grow by themselves; loose ends are found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Acceptance, Answer, Evidence, answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.answer_status import measured_on, status_of
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.sweep import loose_ends
from bpo_controls.library.model import Control, Limits
from tests.answers.small import control, small_library


def ages(unit: str) -> Control:
    asked = control("ACC-02", kind="number", unit=unit)
    return replace(asked, ask=replace(asked.ask, ages=True, met=Limits(None, 30)))


@pytest.mark.parametrize(
    ("unit", "as_of", "measured"),
    [
        ("days", "2026-11-20", 21),
        ("days", "2026-11-23", 24),
        ("days", "2026-11-01", 21),
        ("days", "2027-11-20", 386),
        ("months", "2026-12-19", 21),
        ("months", "2027-05-20", 26),
        ("months", "2027-11-20", 33),
    ],
)
def test_what_counts_the_days_since_something_grows(unit: str, as_of: str, measured: int) -> None:
    answer = Answer("ACC-02", ENGAGEMENT, 21, at="2026-11-20T10:00:00+00:00")
    assert measured_on(ages(unit), answer, as_of) == measured


def test_a_limit_that_was_kept_is_missed_in_time() -> None:
    answer = Answer("ACC-02", ENGAGEMENT, 21, at="2026-11-20T10:00:00+00:00")
    asked = ages("days")
    assert status_of(asked, answer, "2026-11-29") == "met"
    assert status_of(asked, answer, "2026-11-30") == "gap"
    still = control("ACC-02", kind="number", unit="days")
    assert measured_on(still, answer, "2027-11-20") == 21


def test_loose_ends_are_named() -> None:
    at = "2025-01-01T10:00:00+00:00"
    seen = (Evidence("list", seen_on="2025-01-01"),)
    risk = Acceptance("Ana Example", "small", "2026-01-01")
    answers = answers_of(
        [
            Answer("ACC-01", ENGAGEMENT, "in-place", at="2026-11-01", by="Ana Example"),
            Answer("ACC-02", ENGAGEMENT, "not-in-place", at=at, accepted=risk, evidence=seen),
        ]
    )
    library = small_library()
    found = loose_ends(Record(answers), evaluate(library, Record(answers), "2026-11-23"))
    kinds = {(end.need.item, end.kind) for end in found}
    assert ("ACC-01", "no-evidence") in kinds
    assert {("ACC-02", "old-answer"), ("ACC-02", "old-evidence"), ("ACC-02", "acceptance-over")} <= kinds
