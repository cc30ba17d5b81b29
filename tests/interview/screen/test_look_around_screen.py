"""Finding, the list with its marks, the palette, presenting, and the terminal's sizes and signs."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList, Static

from bpo_controls.answers.answer_model import ENGAGEMENT, Need
from bpo_controls.interview.screen.list_screen import ListScreen
from bpo_controls.interview.screen.look_of_terminal import Look
from tests.interview.screen.playing import NARROW, SIZES, WIDE, Player, play
from tests.interview.scripted import InMemory

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("size", SIZES)
def test_find_goes_to_what_holds_the_words(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        await player.type("1⏎")
        await player.press("ctrl+f")
        await player.type("volume⏎")
        assert player.shown == "volume"
        await player.press("slash")
        await player.type("voicemail⏎")
        assert "Nothing holds" in str(player.app.screen.query_one("#problem", Static).content)
        await player.press("escape")
        assert player.app.screen is player.app.question

    play(script, size=size)


@pytest.mark.parametrize("size", SIZES)
def test_the_marked_get_the_same_answer_and_are_undone_together(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        await player.type("1 2⏎")
        await player.press("escape")
        await player.type("g")
        await player.type("data⏎1⏎")
        await player.type("1⏎")
        await player.press("tab")
        screen = player.app.screen
        assert isinstance(screen, ListScreen)
        rows = [row.need for row in screen._shown if not isinstance(row, str)]
        wanted = [need for need in rows if need.item in ("GOV-01", "PRV-01")]
        assert len(wanted) == 3
        screen.marked = set(wanted)
        await player.type("=")
        await player.type("2⏎⏎")
        for _ in range(20):
            await player.ready()
        assert [player.journal.answers.entries[need].value for need in wanted] == ["partly"] * 3
        assert "3 questions recorded" in player.text("#last") or "Three questions" in player.text("#last")

        def standing() -> int:
            return len([need for need in wanted if need in player.journal.answers.entries])

        await player.press("escape", "ctrl+z")
        assert standing() == 0
        assert "answers undone; ctrl+y brings them back" in player.text("#last")
        await player.press("escape", "ctrl+y")
        assert standing() == 3
        await player.press("escape")
        await player.type("g")
        await player.type("ACC-01⏎1⏎")
        await player.press("escape", "ctrl+z")
        assert standing() == 3, "what was recorded since is undone for itself"
        await player.press("escape", "ctrl+z")
        assert standing() == 2

    play(script, size=size)


def test_the_marked_are_handed_to_a_person() -> None:
    async def script(player: Player) -> None:
        await player.press("tab")
        screen = player.app.screen
        assert isinstance(screen, ListScreen)
        await player.type("a")
        assert len(screen.marked) > 3
        screen.marked = {Need("GOV-01", ENGAGEMENT), Need("logins", ENGAGEMENT)}
        await player.type("d")
        await player.type("Ruth Cruz⏎")
        for _ in range(10):
            await player.ready()
        assert player.values == {"GOV-01": "dont-know", "logins": "dont-know"}

    play(script)


def test_filters_groups_and_enter() -> None:
    async def script(player: Player) -> None:
        await player.type("1⏎")
        await player.press("escape")
        await player.press("tab")
        screen = player.app.screen
        assert isinstance(screen, ListScreen)
        assert "[All" in str(screen.query_one("#filters", Static).content)
        await player.press("right")
        assert "[Open" in str(screen.query_one("#filters", Static).content)
        await player.press("p", "p", "left")
        found = screen.query_one(OptionList)
        place = next(
            i for i, row in enumerate(screen._shown) if not isinstance(row, str) and row.need.item == "GOV-01"
        )
        found.highlighted = place
        await player.press("enter")
        assert player.shown == "GOV-01"

    play(script)


def test_what_was_half_typed_is_there_after_the_list() -> None:
    async def script(player: Player) -> None:
        await player.type("1 2")
        await player.press("tab", "tab")
        assert player.field.value == "1 2"
        await player.press("enter")
        assert player.values == {"workflows": ("coding", "billing")}

    play(script)


def test_the_palette_knows_commands_and_questions() -> None:
    async def script(player: Player) -> None:
        await player.press("ctrl+p")
        for character in "volume":
            await player.pilot.press(character)
        await player.pilot.pause(0.5)
        await player.pilot.press("down", "enter")
        await player.ready()
        await player.ready()
        assert player.shown == "volume"

    play(script)


def test_presenting_hides_verdicts_notes_names_and_evidence() -> None:
    async def script(player: Player) -> None:
        await player.type("n")
        await player.type("internal remark⏎")
        assert "internal remark" in player.text("#below")
        await player.press("f2")
        shown = "".join(player.text(name) for name in ("#header", "#question", "#below", "#keys"))
        assert "internal remark" not in shown
        assert "Robin Sample" not in shown
        for hidden in ("#last", "#log", "#reasons", "#outline", "#why", "#verdict"):
            assert not player.app.question.query_one(hidden).is_on_screen
        await player.type("1⏎")
        assert player.values == {"workflows": ("coding",)}
        await player.press("f2")
        assert player.app.question.query_one("#last").is_on_screen

    play(script, by="Robin Sample, operations lead", size=WIDE)


def test_a_wider_terminal_gains_panes_and_keeps_what_was_typed() -> None:
    async def script(player: Player) -> None:
        assert not player.app.question.query_one("#outline").is_on_screen
        await player.type("1")
        await player.pilot.resize_terminal(*WIDE)
        await player.ready()
        assert player.app.question.query_one("#outline").is_on_screen
        assert player.field.value == "1"

    play(script, size=NARROW)


def test_a_terminal_of_ascii_shows_nothing_else() -> None:
    async def script(player: Player) -> None:
        await player.type("1⏎")
        await player.press("escape")
        await player.press("tab")
        await player.press("tab")
        lines = player.app.export_screenshot()
        for sign in "✓✗▸▾━─│┌╭≠○":
            assert sign not in lines, sign

    play(script, size=WIDE, look=Look(ascii=True))


def test_everything_asked_opens_the_rest_and_still_corrects() -> None:
    journal = InMemory()

    async def answer_all(player: Player) -> None:
        for _ in range(40):
            if not player.shown or player.app.outcome is not None:
                break
            await player.press("escape") if player.field.words_wanted else None
            await player.type("l" if "@" in player.shown or player.values.get(player.shown) is None else "j")
        await player.ready()

    async def script(player: Player) -> None:
        await answer_all(player)
        await answer_all(player)
        assert player.shown == "", player.shown
        await player.type("g")
        await player.type("logins⏎")
        assert player.shown == "logins"

    play(script, journal=journal)
