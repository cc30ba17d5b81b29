"""Sentences: numbers, dates, conditions, reasons, what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Answers, NonAnswer, answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.finding import Counts, Finding
from bpo_controls.library import model
from bpo_controls.library.condition import ALWAYS, Across, AllOf, AnyOf, Condition, Leaf, Not
from bpo_controls.library.model import ControlAsk, Limits
from bpo_controls.words import labels
from bpo_controls.words.answer_words import answer_words, value_words
from bpo_controls.words.conditions import condition_in_words
from bpo_controls.words.findings import (
    against_words,
    check_words,
    counts_words,
    limits_words,
    measure_words,
    missing,
    standing_words,
)
from bpo_controls.words.numbers import date_words, listed, measured, number, percent, plural, sentence, share
from bpo_controls.words.reasons import flips, needs_in_words, reason_in_words, turned_in_words
from bpo_controls.words.visible import visible
from tests.reporting.fiction import AS_OF, BILLING, CODING, LIBRARY, LOGINS, PHI, answers


def _finding(control: str, standing: Answers, subject: object = ENGAGEMENT) -> Finding:
    return next(f for f in evaluate(LIBRARY, Record(standing), AS_OF).of(control) if f.subject == subject)


FULL = answers_of(answers())


@pytest.mark.parametrize(
    ("count", "text"), [(0, "no gaps"), (1, "1 gap"), (2, "2 gaps"), (1200, "1,200 gaps")]
)
def test_plural(count: int, text: str) -> None:
    assert plural(count, "gap") == text


def test_plural_of_odd_words() -> None:
    assert plural(2, "box", "boxes") == "2 boxes"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (14, 52, "14 of 52 (27%)"),
        (0, 0, "0 of 0"),
        (0, 9, "0 of 9 (0%)"),
        (9, 9, "9 of 9 (100%)"),
        (999, 1000, "999 of 1,000 (99%)"),
        (1, 1000, "1 of 1,000 (1%)"),
    ],
)
def test_share_shows_numerator_and_denominator(part: int, whole: int, text: str) -> None:
    assert share(part, whole) == text


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_only_all_is_a_hundred_and_only_none_is_nothing(part: int, whole: int) -> None:
    part = min(part, whole)
    assert (percent(part, whole) == 100) == (part == whole)
    assert (percent(part, whole) == 0) == (part == 0)
    assert abs(percent(part, whole) - 100 * part / whole) < 1


@pytest.mark.parametrize(
    ("iso", "text"),
    [
        ("2026-11-23", "November 23, 2026"),
        ("2027-01-05", "January 5, 2027"),
        ("2026-11-23T10:00:00+00:00", "November 23, 2026"),
        ("some day", "some day"),
        ("2026-13-01", "2026-13-01"),
        ("", ""),
    ],
)
def test_dates_cannot_be_misread(iso: str, text: str) -> None:
    assert date_words(iso) == text


def test_numbers_and_units() -> None:
    assert number(1234567) == "1,234,567"
    assert number(24.0) == "24"
    assert number(0.5) == "0.5"
    assert measured(1, "hours") == "1 hour"
    assert measured(72, "hours") == "72 hours"
    assert measured(95, "%") == "95%"
    assert measured(1, "items a month") == "1 item a month"
    assert measured(1, "duties") == "1 duty"
    assert measured(1, "addresses") == "1 address"
    assert measured(1, "batches") == "1 batch"
    assert measured(1, "business days") == "1 business day"
    assert measured(1, "people") == "1 person"
    assert listed(["a", "b", "c"], "or") == "a, b or c"
    assert listed([]) == ""
    assert listed(["Coding", "Denials and appeals", "Posting"]) == "Coding, Denials and appeals, and Posting"
    assert sentence("ask “Which one is on to.”") == "Ask “Which one is on to.”"
    assert measured(4, "reasons of ten") == "4 of ten reasons"
    assert sentence("it is so") == "It is so."
    assert sentence("is it so?") == "Is it so?"


CONDITIONS: tuple[tuple[Condition, str], ...] = (
    (ALWAYS, "always"),
    (PHI, "the vendor sees patient data"),
    (Not(PHI), "it is not true that the vendor sees patient data"),
    (LOGINS, "the answer to “Will the vendor's people log in to the buyer's systems?” is yes"),
    (
        AllOf((PHI, LOGINS)),
        "the vendor sees patient data and the answer to “Will the vendor's people log in to the buyer's "
        "systems?” is yes",
    ),
    (
        Not(AllOf((PHI, LOGINS))),
        "it is not true that the vendor sees patient data or the answer to “Will the vendor's people log in "
        "to the buyer's systems?” is no",
    ),
    (
        AllOf((PHI, AnyOf((Leaf("workflow", "one_of", ("coding",)), Leaf("office", "one_of", ("back",)))))),
        "the vendor sees patient data and (the work is Coding or the work is back office work)",
    ),
    (Leaf("traits", "one_of", ("takes-payments", "moves-money")), "the work takes payments or moves money"),
    (
        Leaf("volume", "at_least", (1000,)),
        "the answer to “About how many items a month?” is at least 1,000 items a month",
    ),
    (
        Across("site", True, Leaf("site_kind", "one_of", ("home", "office"))),
        "for every site: the answer to “What kind of place is it?” is “Homes of staff” or “An office”",
    ),
    (
        Leaf("data_types", "excludes", ("clinical",)),
        "the answer to “Which kinds of data will the vendor see?” does not include “Diagnoses, notes, results”",
    ),
)


@pytest.mark.parametrize(("condition", "text"), CONDITIONS)
def test_condition_in_words(condition: Condition, text: str) -> None:
    assert condition_in_words(LIBRARY, condition) == text


def test_a_reason_names_subjects_and_answers() -> None:
    assert reason_in_words(LIBRARY, FULL, _finding("QA-01", FULL, BILLING)) == (
        "the vendor sees patient data: for Medical billing, “Which kinds of data will the vendor see?” "
        "was answered “Diagnoses, notes, results” among others",
    )


def test_the_same_answer_of_several_subjects_is_told_once() -> None:
    standing = FULL.with_answer(Answer("data_types", BILLING, ("clinical",)))
    (first, _) = reason_in_words(LIBRARY, standing, _finding("ACC-01", standing))
    assert "for Coding and Medical billing, “Which kinds" in first


def test_a_reason_tells_only_what_decided_it() -> None:
    assert reason_in_words(LIBRARY, FULL, _finding("BIL-01", FULL, CODING)) == ("the work includes Coding",)


def test_an_undecided_control_says_whom_to_ask() -> None:
    finding = _finding("RES-01", FULL)
    assert needs_in_words(LIBRARY, FULL, finding) == (
        "ask the IT security lead “Does any data come to rest on the vendor's systems?”",
    )
    assert (
        "(asked, not known; Ivo Fictional in hosting should know)"
        in reason_in_words(LIBRARY, FULL, finding)[0]
    )
    assert flips(LIBRARY, FULL, finding).startswith("To decide it, ask the IT security lead")


def test_nothing_known_is_said_of_every_control() -> None:
    empty = Answers()
    for finding in evaluate(LIBRARY, Record(empty), AS_OF).findings:
        assert reason_in_words(LIBRARY, empty, finding)
        assert flips(LIBRARY, empty, finding)


def test_what_would_flip_an_applying_control() -> None:
    assert flips(LIBRARY, FULL, _finding("ACC-01", FULL)) == (
        "It would stop applying if it is not true that the vendor sees patient data or the answer to “Will the "
        "vendor's people log in to the buyer's systems?” is no."
    )


def test_what_would_bring_an_excluded_control_in() -> None:
    standing = FULL.with_answer(Answer("logins", ENGAGEMENT, False))
    finding = _finding("ACC-02", standing)
    assert reason_in_words(LIBRARY, standing, finding) == (
        "“Will the vendor's people log in to the buyer's systems?” was answered no",
    )
    assert flips(LIBRARY, standing, finding) == (
        "It would apply if the answer to “Will the vendor's people log in to the buyer's systems?” is yes."
    )


def test_not_applicable_scoping_answer_is_a_reason() -> None:
    answer = Answer("logins", ENGAGEMENT, non_answer=NonAnswer("not-applicable", "paper only"))
    standing = FULL.with_answer(answer)
    assert (
        "set aside as not applicable (paper only)"
        in reason_in_words(LIBRARY, standing, _finding("ACC-02", standing))[0]
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (72, "72 hours against at most 24 hours; not even within the outer limit of at most 48 hours."),
        (30, "30 hours against at most 24 hours; still within the outer limit of at most 48 hours."),
    ],
)
def test_missing_names_the_limit(value: int, text: str) -> None:
    standing = FULL.with_answer(Answer("ACC-01", ENGAGEMENT, value))
    assert missing(_finding("ACC-01", standing)) == text


def test_missing_of_a_practice() -> None:
    assert missing(_finding("QA-01", FULL, BILLING)) == "All of it: nothing of this is in place."
    assert missing(_finding("QA-01", FULL, CODING)) == "Part of this is in place; the note says which."


def test_limits() -> None:
    assert limits_words(Limits(2, 5), "days") == "from 2 to 5 days"
    assert limits_words(Limits(at_least=95), "%") == "at least 95%"
    assert limits_words(Limits(at_least=100), "%") == "100%"
    assert limits_words(Limits(at_least=100), "percent") == "100%"
    assert limits_words(Limits(at_most=0), "shared logins") == "none allowed"
    assert limits_words(None, "days") == ""


def test_what_passes_cannot_be_read_as_no_limit() -> None:
    ask = ControlAsk("How many logins are shared?", "it-security", "number", "logins", Limits(at_most=0))
    assert measure_words(replace(LIBRARY.controls["ACC-01"], ask=ask)) == "None allowed (0)"


def test_a_unit_of_a_whole_is_said_once() -> None:
    ask = ControlAsk(
        "How many are named?", "qa-lead", "number", "reasons of ten", Limits(at_least=8), Limits(at_least=3)
    )
    assert (
        against_words(replace(LIBRARY.controls["ACC-01"], ask=ask), 4)
        == "4 of ten reasons against at least 8"
    )


@pytest.mark.parametrize(
    ("regime", "state", "standing", "text"),
    [
        ("hipaa", "in-force", "in-force", "in force"),
        ("hipaa", "stayed", "stayed", "on hold"),
        ("hipaa", "in-force", "upcoming", "this version not yet in force"),
        ("hipaa", "upcoming", "upcoming", "not yet in force"),
        ("benchmark", "in-force", "in-force", "published figure, not a rule"),
        ("pci-dss", "in-force", "in-force", "card-industry standard, not law"),
        ("nist-ai", "superseded", "superseded", "published standard, not law; superseded"),
    ],
)
def test_only_law_is_in_force(regime: str, state: str, standing: str, text: str) -> None:
    source = replace(LIBRARY.sources["made-up-1"], regime=regime, state=state)  # type: ignore[arg-type]
    assert standing_words(source, standing) == text


def test_the_spread_of_counts_adds_up() -> None:
    counts = Counts(applies=10, excluded=0, undecided=0, met=3, claimed=0, partly=2, gap=1, unknown=1, another_way=1,
                    accepted=1, not_applicable=1)  # fmt: skip
    assert sum(int(text.split(" ")[0]) for _, text in counts_words(counts)) == counts.counted


def test_a_check_is_closed_before_what_passes() -> None:
    assert check_words("The log of last quarter") == "The log of last quarter;"
    assert check_words("How do you get in?") == "How do you get in?"


def test_non_answers() -> None:
    control = LIBRARY.controls["ACC-01"]
    declined = Answer("ACC-01", ENGAGEMENT, non_answer=NonAnswer("declined", "The bonus scheme is secret"))
    assert answer_words(control, declined) == "Declined: The bonus scheme is secret"
    unknown = Answer("ACC-01", ENGAGEMENT, non_answer=NonAnswer("dont-know", "Ivo Fictional"))
    assert answer_words(control, unknown) == "Not known; ask Ivo Fictional"


def test_a_rule_without_a_condition_names_its_kind() -> None:
    standing = FULL.with_answer(Answer("subcontractors", ENGAGEMENT, ("One Company",)))
    (finding,) = evaluate(LIBRARY, Record(standing), AS_OF).of("SUB-01")
    assert reason_in_words(LIBRARY, standing, finding) == ("it applies to every subcontractor in scope",)
    assert flips(LIBRARY, standing, finding) == "Nothing: it applies to every subcontractor in scope."


def test_a_reason_names_the_limit_a_number_is_held_against() -> None:
    assert reason_in_words(LIBRARY, FULL, _finding("HND-01", FULL, CODING)) == (
        "for Coding, “About how many items a month?” was answered 12,000 items a month, which is at least 1,000",
    )
    standing = FULL.with_answer(Answer("volume", CODING, 900))
    assert reason_in_words(LIBRARY, standing, _finding("HND-01", standing, CODING))[0].endswith(
        "was answered 900 items a month, which is less than 1,000"
    )


def test_where_no_single_answer_turns_it_the_smallest_sets_are_told() -> None:
    either = replace(
        LIBRARY.controls["ACC-02"], applies_when=AnyOf((LOGINS, Leaf("stores", "one_of", (True,))))
    )
    library = replace(LIBRARY, controls={"ACC-02": either})
    standing = FULL.with_answer(Answer("stores", ENGAGEMENT, True))
    (finding,) = evaluate(library, Record(standing), AS_OF).findings
    assert turned_in_words(library, standing, finding, AS_OF) == (
        "No single answer would; these together would:",
        "“Will the vendor's people log in to the buyer's systems?” answered “no” and “Does any data come to rest "
        "on the vendor's systems?” answered “no”: it does not apply.",
    )
    alone = standing.with_answer(Answer("stores", ENGAGEMENT, False))
    (finding,) = evaluate(library, Record(alone), AS_OF).findings
    assert turned_in_words(library, alone, finding, AS_OF) == (
        "“Will the vendor's people log in to the buyer's systems?” answered “no”: it does not apply.",
    )


def test_what_no_answer_turns_says_so() -> None:
    assert turned_in_words(LIBRARY, FULL, _finding("ESC-01", FULL), AS_OF) == (
        "Nothing: it applies to every engagement.",
    )


def test_values() -> None:
    question = LIBRARY.questions["data_types"]
    assert value_words(question, ("clinical", "billing")) == "Diagnoses, notes, results; Charges and balances"
    assert value_words(replace(question, kind="date"), "2026-11-23") == "November 23, 2026"
    assert value_words(LIBRARY.questions["logins"], True) == "yes"
    assert value_words(LIBRARY.questions["volume"], 12000) == "12,000 items a month"
    assert value_words(LIBRARY.questions["workflows"], ("billing",), LIBRARY) == "Medical billing"


def test_every_closed_choice_has_a_word() -> None:
    assert set(labels.SEVERITY) == set(model.SEVERITIES)
    assert set(labels.GATE) == set(model.GATES)
    assert set(labels.PARTY) == set(model.PARTIES)
    assert set(labels.ROLE) == set(model.ROLES)
    assert set(labels.IMPACT) == set(labels.IMPACT_COST) == set(model.IMPACTS)
    assert set(labels.PRACTICE) == set(model.PRACTICE)
    assert set(labels.STATUS) == set(labels.STATUS_MARK)
    assert set(labels.VERDICT) == set(labels.VERDICT_MARK)
    assert len(set(labels.STATUS_MARK.values())) == len(labels.STATUS_MARK)
    assert labels.domain("qa-depth") == "QA depth"
    assert labels.domain("exception-handling") == "Exception handling"


def test_acting_characters_become_signs() -> None:
    assert visible("a\x1b[31m\x07\x7f") == "a␛[31m␇␡"
    assert visible("\u202eabc\u200b\x9b\ud800") == "[U+202E]abc[U+200B][U+009B][U+D800]"
    assert visible("plain\tand\nlines שלום 😀") == "plain\tand\nlines שלום 😀"
