"""The question on the full screen: answering, keys, undo, back, and stopping."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import OptionList

from bpo_controls.interview.screen.header import place_content
from bpo_controls.interview.sitting_plan import Plan
from bpo_controls.library.model import Option
from tests.interview.screen.playing import NARROW, SIZES, Player, play
from tests.interview.tiny import library, question

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("size", SIZES)
def test_answers_are_recorded_and_the_next_question_comes(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        assert player.shown == "workflows"
        await player.type("1 2")
        assert player.values == {}, "nothing counts before Enter"
        await player.type("⏎")
        assert player.values == {"workflows": ("coding", "billing")}
        assert "Recorded" in player.text("#last")
        assert player.shown == "sites"
        await player.type("Tampa, Leeds⏎")
        assert player.values["sites"] == ("Tampa", "Leeds")

    play(script, size=size)


def test_undo_redo_back_and_onward() -> None:
    async def script(player: Player) -> None:
        await player.type("1⏎")
        await player.type("Tampa⏎")
        await player.press("ctrl+z")
        assert "sites" not in player.values
        assert player.shown == "sites"
        await player.press("ctrl+y")
        assert player.values["sites"] == ("Tampa",)
        await player.press("escape")
        await player.type("b")
        assert player.shown == "workflows"
        await player.type("o")
        assert player.shown not in ("workflows", "sites")

    play(script, size=NARROW)


def test_the_verdict_shows_before_enter() -> None:
    async def script(player: Player) -> None:
        for item in ("logins", "remote"):
            await player.type("g")
            await player.type(f"{item}⏎1⏎")
        assert player.values == {"logins": True, "remote": True}
        await player.type("g")
        await player.type("ACC-02⏎118")
        assert "Gap" in player.text("#verdict")
        assert "at most 24 hours" in player.text("#below")
        await player.press("escape")
        await player.type("20")
        assert "Met" in player.text("#verdict")
        assert "ACC-02" not in player.values

    play(script)


def test_q_stops_and_says_so() -> None:
    async def script(player: Player) -> None:
        await player.type("1⏎")
        await player.press("escape")
        await player.type("q")
        assert player.app.outcome is not None
        assert player.app.outcome.ended == "quit"

    assert play(script).answers.entries


def test_letters_are_keys_only_while_the_field_is_empty() -> None:
    async def script(player: Player) -> None:
        await player.type("1")
        await player.type("b")
        assert player.field.value == "1b"
        assert player.shown == "workflows"
        await player.press("escape")
        assert player.field.value == ""
        await player.type("l")
        assert player.values == {"workflows": "later"}

    play(script)


def test_a_triage_takes_one_key_for_an_answer() -> None:
    async def script(player: Player) -> None:
        await player.type("g")
        await player.type("GOV-01⏎")
        await player.type("1")
        assert player.values == {"GOV-01": "in-place"}

    play(script, plan=Plan(triage=True))


MANY = library(
    [
        question(
            "states",
            "any-of",
            ask="In which states?",
            also_for=("gap-report",),
            options=(
                *(Option(f"s{at}", f"State number {at} of the list") for at in range(1, 41)),
                Option("tx", "Texas"),
            ),
        )
    ],
    [],
)


@pytest.mark.parametrize("size", SIZES)
def test_the_field_stays_in_sight_beside_a_long_list(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        card = player.app.question.query_one("#card").region
        choices = player.app.question.query_one("#choices")
        assert card.contains_region(player.field.region)
        assert "41 choices" in player.text("#verdict")
        await player.press("pagedown")
        assert choices.scroll_offset.y > 0
        assert card.contains_region(player.field.region)

    play(script, size=size, tiny=MANY)


def test_a_name_that_is_begun_shows_its_choice_and_counts() -> None:
    async def script(player: Player) -> None:
        choices = player.app.question.query_one("#choices", OptionList)
        await player.type("Te")
        assert choices.highlighted == 40
        await player.type("x")
        assert "[x] Texas" in str(choices.get_option_at_index(40).prompt)
        await player.type("⏎")
        assert player.values == {"states": ("tx",)}

    play(script, tiny=MANY)


LONG = library(
    [
        question(
            "states",
            "any-of",
            ask="Which kinds?",
            also_for=("gap-report",),
            options=(
                Option("long", "Names, addresses, dates of birth and every insurance number there is " * 3),
                Option("short", "None"),
            ),
        )
    ],
    [],
)


def test_a_long_choice_goes_on_under_its_own_words_at_any_width() -> None:
    async def script(player: Player) -> None:
        def lines() -> list[str]:
            choices = player.app.question.query_one("#choices", OptionList)
            return str(choices.get_option_at_index(0).prompt).split("\n")

        narrow = lines()
        assert len(narrow) > 1
        assert all(line.startswith("      ") and line[6:7].strip() for line in narrow[1:])
        await player.pilot.resize_terminal(60, 24)
        await player.ready()
        assert len(lines()) > len(narrow)

    play(script, size=NARROW, tiny=LONG)


def test_typing_takes_a_refusal_off_the_screen() -> None:
    async def script(player: Player) -> None:
        await player.type("⏎")
        assert "Nothing was typed" in player.text("#last")
        await player.type("1")
        assert "Nothing was typed" not in player.text("#last")

    play(script, size=NARROW)


def test_a_long_area_gives_way_to_how_far_one_is() -> None:
    async def script(player: Player) -> None:
        assert player.app.question.asked is not None
        crowded = replace(
            player.app.question.asked,
            heading="Contact with patients and members",
            place=replace(player.app.question.asked.place, at=1, of=12),
            minutes=45,
        )
        shown = str(place_content(crowded, player.app.question.signs, 60, presenting=False))
        assert "… 1 of 12 " in shown
        assert "about 45 min" in shown

    play(script, size=NARROW)
