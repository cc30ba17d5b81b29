"""Answers of an earlier library are never misread: what no longer fits is unknown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bpo_controls.answers.answer_model import (
    ENGAGEMENT,
    Answer,
    Answers,
    NonAnswer,
    Subject,
    Value,
    answers_of,
)
from bpo_controls.answers.fit import fitting, form_of, misfit
from bpo_controls.library.model import Control, Library, Option, Question, Retired
from tests.answers.small import control, question, small_library

LIBRARY = small_library()
NUMBER = control("ACC-02", kind="number", unit="hours")
SCALE = control("ACC-02")


def library(*items: Control | Question, retired: Retired | None = None) -> Library:
    controls = {item.id: item for item in items if isinstance(item, Control)}
    questions = {item.id: item for item in items if isinstance(item, Question)}
    gone = {retired.id: retired} if retired else {}
    return replace(LIBRARY, controls=controls, questions=questions, retired=gone)


@pytest.mark.parametrize(
    ("was", "value", "now", "cause"),
    [
        (NUMBER, 30, NUMBER, None),
        (NUMBER, 30, SCALE, "kind"),
        (SCALE, "in-place", NUMBER, "kind"),
        (NUMBER, 30, control("ACC-02", kind="number", unit="days"), "unit"),
        (NUMBER, "not-in-place", control("ACC-02", kind="number", unit="days"), None),
        (SCALE, "partly", control("ACC-02", "workflow"), "subject"),
    ],
)
def test_a_control_that_changed(was: Control, value: Value, now: Control, cause: str | None) -> None:
    answer = Answer("ACC-02", ENGAGEMENT, value, form=form_of(was))
    found = misfit(library(now), answer)
    assert (found.cause if found else None) == cause


def test_a_number_without_a_form_does_not_pass_for_a_word_of_the_scale() -> None:
    found = misfit(library(SCALE), Answer("ACC-02", ENGAGEMENT, 30))
    assert found is not None
    assert found.cause == "value"


def test_an_option_that_is_gone_is_asked_again_and_one_that_was_added_is_not() -> None:
    def asked(*ids: str) -> Question:
        return question("place", "one-of", options=tuple(Option(id_, id_) for id_ in ids))

    answer = Answer("place", ENGAGEMENT, "us-home")
    gone = misfit(library(asked("home", "office")), answer)
    assert gone is not None
    assert gone.cause == "value"
    assert misfit(library(asked("us-home", "office", "hybrid")), answer) is None


def test_a_retired_control_names_what_took_its_place() -> None:
    retired = Retired("ACC-02", "access", "", "2.0.0", "merged", ("ACC-90",))
    found = misfit(library(retired=retired), Answer("ACC-02", ENGAGEMENT, 30))
    assert found is not None
    assert (found.cause, found.successors) == ("retired", ("ACC-90",))


def test_only_what_fits_stands() -> None:
    kept = Answer("ACC-02", ENGAGEMENT, 30)
    lost = Answer("ACC-99", Subject("site", "manila"), "partly")
    put_off = Answer("ACC-02", ENGAGEMENT, non_answer=NonAnswer("later"))
    answers, misfits = fitting(library(NUMBER), answers_of([lost, kept]))
    assert list(answers) == [kept]
    assert [(one.answer.item, one.cause) for one in misfits] == [("ACC-99", "unknown")]
    assert fitting(library(SCALE), answers_of([put_off]))[1] == ()
    assert fitting(library(), Answers()) == (Answers(), ())
