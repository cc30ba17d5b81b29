"""Answers survive the way to plain data and back; nothing else gets in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer
from bpo_controls.answers.codec import answer_from_plain, answer_to_plain
from tests.answers.strategies import answers


@given(answers)
def test_round_trip_through_json(answer: Answer) -> None:
    back = answer_from_plain(json.loads(json.dumps(answer_to_plain(answer))))
    assert back == answer
    assert type(back.value) is type(answer.value)


GOOD: dict[str, Any] = answer_to_plain(Answer("ACC-01", ENGAGEMENT, "in-place"))


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"extra": 1}, "an answer has the unknown key 'extra'"),
        ({"value": None}, "a value must be yes or no, a finite number, text or a list of texts"),
        ({"value": float("inf")}, "a value must be yes or no, a finite number, text or a list of texts"),
        ({"value": [1]}, "each part of a value must be text"),
        (
            {"non_answer": {"kind": "later", "text": ""}},
            "an answer has either a value or a reason for having none",
        ),
        ({"subject": {"kind": "planet", "id": ""}}, "unknown kind of subject 'planet'"),
        ({"subject": {"kind": "site", "id": ""}}, "the engagement has no id, every other subject has one"),
        ({"subject": {"kind": "site"}}, "subject id must be text"),
        ({"item": ""}, "an answer names its item"),
        ({"note": 3}, "note must be text"),
        ({"assurance": "sworn"}, "unknown assurance 'sworn'"),
        ({"flagged": 1}, "flagged must be true or false"),
        ({"evidence": {}}, "evidence must be a list"),
        ({"evidence": [{"title": "x"}]}, "kept_at must be text"),
        ({"accepted": []}, "an accepted risk must be a mapping"),
    ],
)
def test_strict(change: dict[str, Any], line: str) -> None:
    with pytest.raises(ValueError, match="^" + line.replace("(", r"\(") + "$"):
        answer_from_plain({**GOOD, **change})


def test_not_a_mapping() -> None:
    with pytest.raises(ValueError, match="an answer must be a mapping"):
        answer_from_plain(["ACC-01"])
