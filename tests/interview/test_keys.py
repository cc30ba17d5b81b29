"""A typed line is a command or an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bpo_controls.diagnostics import Diagnostic
from bpo_controls.interview.plain.parse_line import COMMANDS, Command, Typed, read_line
from bpo_controls.library.model import PRACTICE, Control, Option, Question
from tests.interview.tiny import library

TINY = library()
ASKED: dict[str, Question | Control] = {**TINY.questions, **TINY.controls}


@pytest.mark.parametrize(
    ("item", "line", "meant"),
    [
        ("stage", "2", Typed("live")),
        ("stage", "Already live", Typed("Already live")),
        ("data", "1 2", Typed(["clinical", "billing"])),
        ("data", "1,2", Typed(["clinical", "billing"])),
        ("data", "1-2", Typed(["clinical", "billing"])),
        ("data", "2 2 1", Typed(["billing", "clinical"])),
        ("data", "1 billing", Typed(["clinical", "billing"])),
        ("data", "Charges, balances and claims", Typed("Charges, balances and claims")),
        ("logins", "1", Typed("yes")),
        ("logins", "y", Typed("y")),
        ("logins", "n", Command("n")),
        ("volume", "1,200", Typed("1,200")),
        ("fear", "n", Command("n")),
        ("fear", "'n", Typed("n")),
        ("fear", "'n'", Typed("n")),
        ("fear", '"q"', Typed("q")),
        ("fear", '"A" and "B"', Typed('"A" and "B"')),
        ("fear", "e mail goes astray", Typed("e mail goes astray")),
        ("fear", "=cmd|' /C calc'!A0", Typed("=cmd|' /C calc'!A0")),
        ("fear", "= 1", Typed("= 1")),
        ("fear", "12", Typed("12")),
        ("sites", "d", Command("d")),
        ("sites", "D Street; Manila", Typed("D Street; Manila")),
        ("sites", '"Home, Texas"', Typed(["Home, Texas"])),
        ("ACC-01", "1", Typed("in-place")),
        ("ACC-01", "a", Typed("another-way")),
        ("ACC-02", "1", Typed("1")),
        ("ACC-02", "m", Typed("not-in-place")),
        ("ACC-02", "i", Typed("in-place")),
        ("ACC-01", "d the CIO", Command("d", "the CIO")),
        ("ACC-01", "=1", Command("=", "1")),
        ("ACC-01", "HELP", Command("h")),
        ("ACC-01", "  Q ", Command("q")),
        ("ACC-01", "b", Command("b")),
    ],
)
def test_a_line_means(item: str, line: str, meant: object) -> None:
    assert read_line(line, ASKED[item]) == meant


@pytest.mark.parametrize(
    ("item", "line", "message"),
    [
        ("stage", "3", "there is no choice 3"),
        ("stage", "0", "there is no choice 0"),
        ("stage", "1 2", "only one choice can be given"),
        ("data", "2-1", "there is no choice 2-1"),
        ("data", "1 99999999999999999999999999", "there is no choice 99999999999999999999"),
    ],
)
def test_a_key_that_is_not_there(item: str, line: str, message: str) -> None:
    found = read_line(line, ASKED[item])
    assert isinstance(found, Diagnostic)
    assert found.message == message


def test_every_command_is_understood_also_where_words_are_wanted() -> None:
    for letter in COMMANDS:
        assert read_line(letter, ASKED["fear"]) == Command(letter)
        assert read_line(letter, ASKED["ACC-02"]) == Command(letter)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("/voicemail left", Command("/", "voicemail left")),
        ("list gaps", Command("list", "gaps")),
        ("undo", Command("z")),
        ("redo", Command("redo")),
        ("n! only inpatient", Command("n!", "only inpatient")),
        ("e -1", Command("e", "-1")),
    ],
)
def test_commands_with_words(line: str, meant: Command) -> None:
    assert read_line(line, ASKED["ACC-02"]) == meant


def test_a_search_is_a_search_where_words_are_wanted_too_but_a_list_is_an_answer() -> None:
    assert read_line("/voicemail", ASKED["fear"]) == Command("/", "voicemail")
    assert read_line("list of claims", ASKED["fear"]) == Typed("list of claims")
    assert read_line("'/dev/null", ASKED["fear"]) == Typed("/dev/null")


def test_in_a_triage_one_to_four_say_how_it_stands_and_other_numbers_are_the_figure() -> None:
    asked = ASKED["ACC-02"]
    assert [read_line(key, asked, triage=True) for key in "1234"] == [Typed(word) for word in PRACTICE]
    assert read_line("#3", asked, triage=True) == Typed("3")
    assert read_line("72 hours", asked, triage=True) == Typed("72 hours")
    assert read_line("3", asked) == Typed("3")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("clinical notes", "clinical notes"),
        ("Clin, charges", ["clinical", "billing"]),
        ("bal", ["billing"]),
        ("clin bal", ["clinical", "billing"]),
        ("bal clin, no data", ["billing", "clinical", "none"]),
        ("clin elsewhere", "clin elsewhere"),
        ("c", Command("c")),
        ("cl", "cl"),
        ("no", "no"),
        ("not", ["clinical"]),
        ("Claims; nothing like it", "Claims; nothing like it"),
    ],
)
def test_the_beginning_of_a_word_that_only_one_choice_has_is_that_choice(line: str, meant: object) -> None:
    read = read_line(line, library().questions["data"])
    assert (read.raw if isinstance(read, Typed) else read) == meant


def test_a_beginning_that_two_choices_share_is_not_guessed() -> None:
    asked = library().questions["data"]
    read = read_line("Cha, not", replace(asked, options=(*asked.options, Option("chat", "Chats"))))
    assert read == Typed("Cha, not")
