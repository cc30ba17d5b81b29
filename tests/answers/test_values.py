"""What people type, and what it becomes."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_controls.answers.answer_model import Value
from bpo_controls.answers.measure import is_to_come, parse_date, parse_number
from bpo_controls.answers.rules import too_short
from bpo_controls.answers.slug import slug
from bpo_controls.answers.typed_text import clean_text
from bpo_controls.answers.validate import options_of, parse_names, parse_value, taken_as
from bpo_controls.diagnostics import Diagnostic
from tests.answers.small import small_library
from tests.problems.line import words_of

LIBRARY = small_library()


def value(item: str, raw: object) -> Value | Diagnostic:
    asked = LIBRARY.questions.get(item) or LIBRARY.controls[item]
    return parse_value(asked, raw, LIBRARY)


def refused(item: str, raw: object) -> str:
    found = value(item, raw)
    assert isinstance(found, Diagnostic), found
    return words_of(found)


@pytest.mark.parametrize(
    ("item", "raw", "expected"),
    [
        ("offshore_ok", "Yes", True),
        ("offshore_ok", " N ", False),
        ("offshore_ok", "TRUE", True),
        ("offshore_ok", False, False),
        ("stage", "LIVE", "live"),
        ("stage", "already live", "live"),
        ("stage", ["new"], "new"),
        ("data_types", "sud, clinical", ("clinical", "sud")),
        ("data_types", "sud clinical sud", ("clinical", "sud")),
        ("data_types", ["Diagnoses, notes, results", "billing"], ("clinical", "billing")),
        ("data_types", "Diagnoses, notes, results", ("clinical",)),
        ("data_types", "none", ("none",)),
        ("workflows", "billing; coding", ("coding", "billing")),
        ("workflows", ["Medical billing"], ("billing",)),
        ("team_size", "1,200", 1200),
        ("team_size", "12 people", 12),
        ("team_size", 12.0, 12),
        ("start", "2026-11-23", "2026-11-23"),
        ("goal", "  fewer denials\r\nby June ", "fewer denials\nby June"),
        ("goal", "{{ 7*7 }} <script> =cmd|' /C calc'!A0 [bold] ../../etc/passwd שלום 🙂", None),
        ("sites", "Manila; Home, Texas", ("Manila", "Home, Texas")),
        ("sites", "Manila\nHome, Texas\n", ("Manila", "Home, Texas")),
        ("sites", "None", ()),
        ("sites", (), ()),
        ("sites", "Manila, Cebu", ("Manila", "Cebu")),
        ("sites", '"Home, Texas", Cebu', ("Home, Texas", "Cebu")),
        ("sites", "Acme Coding, Inc., Sample Print", ("Acme Coding, Inc.", "Sample Print")),
        ("sites", ["Home, Texas"], ("Home, Texas",)),
        ("team_size", "12 000", 12000),
        ("team_size", "12_500 people", 12500),
        ("team_size", "12\u202f500", 12500),
        ("ACC-02", "1 200 hours", 1200),
        ("ACC-01", "yes", "in-place"),
        ("ACC-01", "Not in place", "not-in-place"),
        ("ACC-01", "another way", "another-way"),
        ("ACC-01", "partial", "partly"),
        ("ACC-01", True, "in-place"),
        ("ACC-02", "72 hours", 72),
        ("ACC-02", "1 hr", 1),
        ("ACC-02", "0.5", 0.5),
        ("ACC-02", "no", "not-in-place"),
        ("ACC-02", "in place", "in-place"),
        ("ACC-02", "yes", "in-place"),
        ("ACC-02", "partly", "partly"),
        ("ACC-02", "3 days", 72),
        ("ACC-02", "two weeks", 336),
        ("ACC-02", "1 h 30 min", 1.5),
        ("ACC-02", "~30", 30),
        ("ACC-02", "about 30 hours", 30),
        ("team_size", "1.2k", 1200),
        ("team_size", "45 thousand people", 45000),
        ("ACC-03", "3/50", 6),
        ("ACC-03", "1 of 3", 33.33),
        ("ACC-03", "~ 90 %", 90),
        ("ACC-03", "0.9%", 0.9),
        ("ACC-03", 0.9, 0.9),
        ("ACC-03", "95%", 95),
        ("ACC-03", "99.5 per cent", 99.5),
    ],
)
def test_accepted(item: str, raw: object, expected: Value | None) -> None:
    found = value(item, raw)
    assert found == (raw if expected is None else expected)
    assert type(found) is type(raw if expected is None else expected)


@pytest.mark.parametrize(
    ("item", "raw", "line"),
    [
        ("offshore_ok", "maybe", '"maybe" is neither yes nor no (answer yes or no)'),
        ("offshore_ok", 1, '"1" is neither yes nor no (answer yes or no)'),
        ("stage", "lvie", 'no choice "lvie" (did you mean "live"?)'),
        ("stage", "xyz", 'no choice "xyz" (choose from: new, live)'),
        ("stage", ["new", "live"], "only one choice can be given (choose from: new, live)"),
        ("data_types", "none, sud", '"none" excludes every other choice (drop it, or drop sud)'),
        ("data_types", [], 'no choice was given (say "none" if none applies)'),
        ("data_types", "clinical, bilings", 'no choice "bilings" (did you mean "billing"?)'),
        ("team_size", "0", "0 is out of range (a whole number from 1 to 100,000 people)"),
        (
            "team_size",
            "12 hours",
            'cannot read "12 hours": asked for people (a whole number from 1 to 100,000 people)',
        ),
        (
            "team_size",
            "1,20",
            'cannot read "1,20": asked for people (a whole number from 1 to 100,000 people)',
        ),
        ("team_size", "", '"" is not a number (a whole number from 1 to 100,000 people)'),
        ("team_size", True, "true is not a number (a whole number from 1 to 100,000 people)"),
        ("team_size", math.nan, '"nan" is not a usable number (a whole number from 1 to 100,000 people)'),
        ("team_size", "9" * 400, None),
        ("ACC-02", "3 logins", None),
        ("ACC-02", "1 month", None),
        ("ACC-02", "-1", "-1 is out of range (a number of at least 0 hours)"),
        ("ACC-02", "none", '"none" can mean two things here (write 0, or not-in-place)'),
        ("ACC-03", "101", "101 is out of range (a number from 0 to 100 percent)"),
        ("ACC-01", "in palce", '"in palce" does not say how this stands (did you mean "in-place"?)'),
        ("goal", "   ", "the answer is empty (give at least one word)"),
        ("goal", "x" * 2001, None),
        ("goal", 12, 'the answer must be words, not "12" (put the text in quotes)'),
        ("goal", "a\x1b[31mred", None),
        ("goal", "a\ud800", None),
        (
            "sites",
            "Manila; manila",
            '"Manila" and "manila" cannot be told apart (manila) (add a word to one of them)',
        ),
        ("sites", "none; Manila", '"none" cannot stand beside names (take it out)'),
        ("sites", [], 'no name was given (say "none" if there are none)'),
        (
            "team_size",
            "12_00",
            'cannot read "12_00": asked for people (a whole number from 1 to 100,000 people)',
        ),
        (
            "team_size",
            "12 0000",
            'cannot read "12 0000": asked for people (a whole number from 1 to 100,000 people)',
        ),
        (
            "team_size",
            "1,2345",
            'cannot read "1,2345": asked for people (a whole number from 1 to 100,000 people)',
        ),
        ("team_size", "2.5", "2.5 is not a whole number (a whole number from 1 to 100,000 people)"),
        ("team_size", 2.5, "2.5 is not a whole number (a whole number from 1 to 100,000 people)"),
        ("team_size", "010", '"010" begins with a zero (write 10)'),
        ("ACC-04", 7, "7 is out of range (a whole number from 0 to 5 kinds)"),
        ("ACC-04", 1.5, None),
        ("sites", "", 'no name was given (say "none" if there are none)'),
        ("sites", ["a\nb"], None),
    ],
)
def test_refused(item: str, raw: object, line: str | None) -> None:
    said = refused(item, raw)
    assert said == line or line is None
    assert said.isprintable()


@pytest.mark.parametrize(
    ("item", "raw", "line"),
    [
        ("ACC-02", "24-48", '"24-48" is a range (give one figure, usually the worse one: 24 or 48)'),
        ("ACC-02", "24 to 48 hours", None),
        ("ACC-02", "< 24 hours", '"< 24 hours" is a limit, not a figure (give the figure that was measured)'),
        ("ACC-03", "95+", None),
        ("ACC-02", "3/50", '"3/50" is a share, and hours are asked for (give one number)'),
        ("ACC-03", "3/0", None),
        ("ACC-03", "0.9", '"0.9" can be read two ways (write 90% or 0.9%)'),
        ("team_size", "9.000", '"9.000" can be read two ways (write 9,000 or 9)'),
        ("team_size", "9.500", '"9.500" can be read two ways (write 9,500 or 9.5)'),
        ("ACC-02", "9.125", '"9.125" can be read two ways (write 9,125 or 9.1250)'),
        ("team_size", "1.200.000", '"1.200.000" has dots between its thousands (write 1,200,000)'),
        ("team_size", "5M", '"5M" can be read two ways (write 5,000 or 5,000,000)'),
    ],
)
def test_what_can_be_read_two_ways_is_asked_again(item: str, raw: str, line: str | None) -> None:
    found = value(item, raw)
    assert isinstance(found, Diagnostic)
    assert found.code == "number-unclear"
    assert words_of(found) == line or line is None


@pytest.mark.parametrize(
    ("item", "raw", "words"),
    [
        ("ACC-02", "2 weeks", "336 hours"),
        ("ACC-03", "3/50", "6%"),
        ("team_size", "45k", "45,000 people"),
        ("ACC-02", "~30", "30 hours"),
        ("ACC-02", "72 hours", ""),
        ("ACC-02", "1,200", ""),
        ("ACC-02", 12, ""),
        ("ACC-01", "2 weeks", ""),
    ],
)
def test_what_was_converted_is_said(item: str, raw: object, words: str) -> None:
    assert taken_as(LIBRARY.questions.get(item) or LIBRARY.controls[item], raw) == words


@given(
    st.integers(1, 400),
    st.sampled_from(["minutes", "hours", "days", "weeks"]),
    st.sampled_from(["minutes", "hours", "days", "weeks"]),
)
def test_a_stretch_of_time_is_as_long_in_every_unit(count: int, said: str, asked: str) -> None:
    minutes = {"minutes": 1, "hours": 60, "days": 1_440, "weeks": 10_080}
    found = parse_number(f"{count} {said}", unit=asked)
    assert found == pytest.approx(count * minutes[said] / minutes[asked], abs=0.005)


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        ("23.11.2026", "write 2026-11-23"),
        ("11/23/2026", "write 2026-11-23"),
        ("3/4/2026", "write 2026-03-04 or 2026-04-03"),
        ("2026/11/23", "write 2026-11-23"),
        ("23 Nov 2026", "write 2026-11-23"),
        ("November 23rd, 2026", "write 2026-11-23"),
        ("20261123", "write 2026-11-23"),
        ("2026-W47-1", "write it as YYYY-MM-DD, for example 2026-11-23"),
        ("tomorrow", "write it as YYYY-MM-DD, for example 2026-11-23"),
        ("2026-02-30", "check year, month and day"),
        ("0001-01-01", "check year, month and day"),
        ("２026-11-23", "write it as YYYY-MM-DD, for example 2026-11-23"),
    ],
)
def test_dates_are_iso_and_the_hint_does_not_guess(raw: str, hint: str) -> None:
    found = parse_date(raw)
    assert isinstance(found, Diagnostic)
    assert found.hint == hint


def test_a_terminal_escape_is_refused_and_shown_as_its_code() -> None:
    found = clean_text("a\x1b[31mred", "the note")
    assert isinstance(found, Diagnostic)
    assert words_of(found) == (
        "the note holds a terminal escape (\\x1b) at character 2 (take it out and give the text again)"
    )


@pytest.mark.parametrize("raw", ["", "  ", [""]])
@pytest.mark.parametrize("item", ["stage", "data_types", "workflows"])
def test_nothing_is_no_choice(item: str, raw: object) -> None:
    assert isinstance(value(item, raw), Diagnostic)


@pytest.mark.parametrize("code", [0x202D, 0x202E])
def test_a_direction_override_is_refused(code: int) -> None:
    found = clean_text(f"a{chr(code)}b", "the note")
    assert isinstance(found, Diagnostic)
    assert found.message == f"the note holds a direction override (\\u{code:04x}) at character 2"


@pytest.mark.parametrize(
    ("reason", "short"),
    [("sixteen", True), ("eighteen", False), ("no need", False), ("12345678", True), ("", True)],
)
def test_a_reason_has_two_words_or_eight_letters(reason: str, short: bool) -> None:
    assert too_short(reason) is short


def test_workflows_question_offers_the_library() -> None:
    asked = LIBRARY.questions["workflows"]
    assert [option.id for option in options_of(asked, LIBRARY)] == ["coding", "billing"]
    assert options_of(asked) == ()


@given(
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e14, max_value=1e14)
    | st.integers(-(10**14), 10**14)
)
def test_numbers_read_back_as_written(number: int | float) -> None:
    typed = f"{number:,}" if isinstance(number, int) else f"{number:f}"
    assert parse_number(typed) == pytest.approx(number, abs=1e-6)
    assert parse_number(number) == number


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.lists(st.text())))
def test_any_input_gives_a_value_that_is_accepted_again_or_one_printable_line(raw: object) -> None:
    for item in (*LIBRARY.questions, *LIBRARY.controls):
        found = value(item, raw)
        if isinstance(found, Diagnostic):
            assert str(found).isprintable()
        else:
            assert value(item, found) == found


@given(st.text(min_size=1, max_size=80))
def test_slugs_are_safe_everywhere(name: str) -> None:
    made = slug(name)
    assert made
    assert len(made) <= 60
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not made.startswith("-")
    assert made == slug(name)


@given(st.lists(st.text(min_size=1, max_size=30), max_size=6))
def test_names_keep_distinct_ids(names: list[str]) -> None:
    found = parse_names(names)
    if not isinstance(found, Diagnostic):
        assert len({slug(name) for name in found}) == len(found)


def test_names_in_other_scripts_stay_apart() -> None:
    assert slug("Москва") != slug("Мінск")
    assert slug("São Paulo") == "sao-paulo"
    assert slug("../../etc/passwd") == "etc-passwd"


@pytest.mark.parametrize(
    ("day", "to_come"),
    [("2026-11-22", False), ("2026-11-23", False), ("2026-11-24", False), ("2026-11-25", True)],
)
def test_a_day_of_grace_for_those_whose_day_has_begun_already(day: str, to_come: bool) -> None:
    assert is_to_come(day, "2026-11-23") is to_come
