"""Filling forms: what is known is filled and traced, nothing is filled from nothing, and a blank says why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bpo_controls.answers.answer_model import (
    ENGAGEMENT,
    Answer,
    Answers,
    Need,
    NonAnswer,
    Subject,
    answers_of,
)
from bpo_controls.answers.engagement_record import Record
from bpo_controls.diagnostics import UserError
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.forms.filled_form import FilledField, FilledForm, count_fields
from bpo_controls.forms.known import Known
from bpo_controls.papers.asked import Asked
from bpo_controls.reporting.deliver.forms import make_form
from bpo_controls.words.specifics import specific_assessment
from bpo_controls.workspace.engagement_file import EngagementFile, Person

EMPTY = EngagementFile("", "", "", "", "", "", "")


def with_answers(known: Known, answers: Answers, file: EngagementFile | None = None) -> Known:
    """The same engagement with these answers, and with this file where one is given."""
    made = specific_assessment(
        known.library, answers, evaluate(known.library, Record(answers), known.assessment.as_of)
    )
    return replace(known, answers=answers, assessment=made, file=file or known.file)


def field(form: FilledForm, name: str, copy: int = 0) -> FilledField:
    """A field by its id."""
    return next(one for one in form.copies[copy].fields() if one.id == name)


def test_what_the_engagement_knows_is_filled_and_traced(known: Known) -> None:
    form = make_form(known, "offshore-attestation")
    name, country = field(form, "offshore.name"), field(form, "offshore.country")
    assert (name.value.text, name.value.traces[0].item) == ("Sample Revenue Services", "vendor")
    assert country.value.text == "Philippines"
    assert {one.item for one in country.value.traces} == {"site_country"}
    yearly = field(form, "part_two.yearly.answer")
    assert (yearly.value.text, yearly.value.raw) == ("Yes", "yes")
    (trace,) = yearly.value.traces
    answer = known.answers.entries[Need("SUB-07", ENGAGEMENT)]
    assert (trace.item, trace.by, trace.said) == ("SUB-07", answer.by, "4 months")


def test_every_filled_field_of_every_form_is_traced(known: Known) -> None:
    for name in known.library.forms:
        counts = count_fields(make_form(known, name))
        assert counts.traced == counts.filled, name


def test_nothing_is_filled_from_nothing(known: Known) -> None:
    nothing = with_answers(known, answers_of([]), EMPTY)
    for name in known.library.forms:
        form = make_form(nothing, name)
        assert [one.id for one in form.fields() if one.value.state == "filled"] == [], name


def test_a_blank_says_why_and_whom_to_ask(known: Known) -> None:
    for name in known.library.forms:
        for one in make_form(known, name).fields():
            if one.value.state == "missing":
                assert one.value.reason, (name, one.id)
                assert one.value.ask, (name, one.id)
                assert not one.value.text
            if one.value.state == "people":
                assert one.value.reason, (name, one.id)


def test_answers_that_disagree_count_for_nothing(known: Known) -> None:
    contested = replace(
        known, contested=frozenset({Need("SUB-07", ENGAGEMENT), Need("team_size", ENGAGEMENT)})
    )
    form = make_form(contested, "offshore-attestation")
    for name in ("part_two.yearly.answer", "offshore.people"):
        value = field(form, name).value
        assert (value.state, value.text) == ("missing", "")
        assert value.reason == "Two answers disagree. A person has to settle which one stands."


def test_a_dont_know_names_the_person_who_may_know(known: Known) -> None:
    answers = known.answers.with_answer(
        Answer("SUB-07", ENGAGEMENT, non_answer=NonAnswer("dont-know", "Kim Example"), by="Lee Example")
    )
    value = field(
        make_form(with_answers(known, answers), "offshore-attestation"), "part_two.yearly.answer"
    ).value
    assert (value.state, value.ask) == ("missing", "Kim Example")


@pytest.mark.parametrize(
    ("said", "expected"),
    [("in-place", "Yes (stated, no document seen)"), ("partly", "Partly"), ("not-in-place", "No")],
)
def test_the_standing_of_a_control_becomes_a_word(known: Known, said: str, expected: str) -> None:
    answers = known.answers.with_answer(Answer("PRV-01", ENGAGEMENT, said, by="Morgan Example"))
    form = make_form(with_answers(known, answers), "baa-checklist")
    assert field(form, "agreement.signed").value.text == expected


def test_a_control_that_asks_for_more_answers_a_line_only_when_it_is_met(known: Known) -> None:
    assert field(make_form(known, "baa-checklist"), "required.return.included").value.text == "Yes"
    answers = known.answers.with_answer(Answer("PRV-01", ENGAGEMENT, "partly", by="Morgan Example"))
    value = field(make_form(with_answers(known, answers), "baa-checklist"), "required.return.included").value
    assert (value.state, value.text) == ("missing", "")
    assert "asks for more than this line" in value.reason


def test_the_register_of_people_comes_before_those_who_answered(known: Known) -> None:
    person = Person(
        "Kim Example", "chief privacy officer", "Example Valley Health", "buyer", "kim@example.org"
    )
    named = replace(known, file=replace(known.file, people=(person,)))
    value = field(make_form(named, "baa-checklist"), "agreement.privacy_officer").value
    assert value.text == "Kim Example, chief privacy officer"
    assert value.traces[0].kind == "people"


def test_a_copy_is_made_for_each_subject_it_is_about(known: Known) -> None:
    form = make_form(known, "offshore-attestation")
    assert [copy.name for copy in form.copies] == ["Sample Revenue Services"]
    answers = known.answers.with_answer(
        Answer("subcontractor_offshore", Subject("subcontractor", "example-cloud-hosting"), True)
    )
    form = make_form(with_answers(known, answers), "offshore-attestation")
    assert [copy.name for copy in form.copies] == ["Sample Revenue Services", "Example Cloud Hosting"]
    one = replace(with_answers(known, answers), asked=Asked({"about": "example-cloud-hosting"}))
    assert [copy.name for copy in make_form(one, "offshore-attestation").copies] == ["Example Cloud Hosting"]
    with pytest.raises(UserError, match="not made for"):
        make_form(replace(one, asked=Asked({"about": "nobody"})), "offshore-attestation")


def test_nine_of_ten_fields_that_the_engagement_can_know_are_filled(known: Known) -> None:
    counts = [count_fields(make_form(known, name)) for name in known.library.forms]
    filled, knowable = sum(one.filled for one in counts), sum(one.knowable for one in counts)
    assert len(counts) >= 12
    assert filled >= 0.9 * knowable, (filled, knowable)
