"""The reading grade: syllables by rule against known words, the formula against a sum by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bpo_controls.lint.reading_grade import MOST, MOST_OF_A_STATEMENT, grade, reading_grade, syllables
from bpo_controls.lint.remark import Remark
from tests.engine.build import control, library, question

KNOWN = {
    1: "a calls claims closed used files codes while rule year eye our signed passed don't queue fees through 24",
    2: "access business every patient record provides people someone outside table wanted listed needed before "
    "statement likely movement safeguards center quiet science client data buying paying going isn't reason unique",
    3: "provider agreement employee completely management area audio radio idea medical financial official "
    "copying notices united separate religion created re-read-it isn’t-so",
    4: "associate eligible reliable variable diagnosis situation immediate mechanism appropriate",
    5: "organization authorization individual evaluation association immediately",
}


@pytest.mark.parametrize(("number", "words"), KNOWN.items())
def test_syllables_of_known_words(number: int, words: str) -> None:
    assert {word: syllables(word) for word in words.split()} == dict.fromkeys(words.split(), number)


def test_the_grade_is_that_of_the_formula() -> None:
    # 6 words, 1 sentence, 7 syllables; then 12 words, 2 sentences, 14 syllables: the same.
    text = "The cat sat on the table."
    assert grade(text) == pytest.approx(0.39 * 6 + 11.8 * 7 / 6 - 15.59)
    assert grade(f"{text} {text}") == pytest.approx(grade(text))
    assert grade(f"“{text}” {text}") == pytest.approx(grade(text))
    assert grade("42 CFR 164.308 says so.") == pytest.approx(0.39 * 6 + 11.8 * 6 / 6 - 15.59)
    assert grade("") == 0


HARD = "The organization documents authorization."


def found(**texts: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(one.id, one.steps) for one in reading_grade(library(controls=[control("AC-01", **texts)]), "")]


def test_what_is_read_aloud_is_graded() -> None:
    assert grade(HARD) > MOST_OF_A_STATEMENT
    assert found() == []
    assert found(statement=HARD) == [("AC-01", ("statement",))]
    assert found(why=HARD) == [("AC-01", ("why",))]
    asked = replace(control("AC-01").ask, text=HARD)
    assert [one.steps for one in reading_grade(library(controls=[control("AC-01", ask=asked)]), "")] == [
        ("ask", "text")
    ]
    scoping = [replace(question("a"), ask=HARD), replace(question("b"), why=HARD)]
    assert [(one.id, one.steps) for one in reading_grade(library(scoping), "")] == [
        ("a", ("ask",)),
        ("b", ("why",)),
    ]


def test_a_statement_may_ask_for_more_than_its_reason() -> None:
    text = (
        "Every login that nobody needs is switched off within one working day, and every month the vendor "
        "compares the list of logins with the list of workers, visitors, contractors and retired accounts."
    )
    assert MOST < grade(text) < MOST_OF_A_STATEMENT
    assert found(statement=text) == []
    assert found(why=text) == [("AC-01", ("why",))]


def test_the_message_names_grade_and_limit() -> None:
    (one,) = reading_grade(library(controls=[control("AC-01", why=HARD)]), "")
    assert one == Remark(
        "AC-01",
        ("why",),
        f"why reads at grade {grade(HARD):.1f}; 13 is the limit",
        "shorter sentences, shorter words",
    )
