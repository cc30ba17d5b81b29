"""Forms over the question: people, reasons, notes, evidence, pasted text, differing answers."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import Input, TextArea

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Need, answers_of
from tests.interview.screen.playing import SIZES, WIDE, Player, play
from tests.interview.scripted import InMemory
from tests.interview.tiny import NOW

pytestmark = pytest.mark.slow


async def paste(player: Player, text: str) -> None:
    player.app.post_message(events.Paste(text))
    await player.ready()


def test_several_pasted_lines_are_a_note_and_answer_nothing() -> None:
    async def script(player: Player) -> None:
        await paste(player, "1\n2\nq\nPriya\n")
        assert player.values == {}
        assert player.shown == "workflows"
        assert player.app.screen.query_one(TextArea).text == "1\n2\nq\nPriya"
        await player.press("enter")
        assert player.values == {}
        assert "held" in player.text("#last")
        await player.type("1⏎")

    journal = play(script)
    assert journal.answers.entries[Need("workflows", ENGAGEMENT)].note == "1\n2\nq\nPriya"


def test_pasted_words_at_a_number_and_pasted_lines_that_are_left() -> None:
    async def script(player: Player) -> None:
        await player.type("g")
        await player.type("volume⏎")
        await paste(player, "Slowest calls last week: 5")
        await player.press("escape")
        assert player.values == {}
        await paste(player, "118")
        assert player.field.value == "118"

    play(script)


def test_keys_pressed_before_the_question_showed_are_dropped() -> None:
    async def script(player: Player) -> None:
        late = events.Key("1", "1")
        late.time = 0.0
        player.app.post_message(late)
        await player.ready()
        assert player.field.value == ""
        assert "was not taken" in player.text("#last")

    play(script)


def test_dont_know_with_the_usual_person_and_a_named_one() -> None:
    async def script(player: Player) -> None:
        await player.type("g")
        await player.type("GOV-01⏎")
        await player.type("d")
        await player.press("enter")
        await player.type("g")
        await player.type("logins⏎")
        await player.type("d")
        await player.type("Ruth Cruz⏎")

    journal = play(script)
    said = {need.item: answer.non_answer for need, answer in journal.answers.entries.items()}
    assert said["GOV-01"] is not None
    assert said["GOV-01"].text == "the IT security lead"
    assert said["logins"] is not None
    assert said["logins"].text == "Ruth Cruz"


def test_not_applicable_needs_a_reason_and_escape_records_nothing() -> None:
    async def script(player: Player) -> None:
        await player.type("x")
        await player.press("enter")
        assert "needed" in str(player.app.screen.query_one("#problem").content)  # type: ignore[attr-defined]
        await player.press("escape")
        assert player.values == {}
        await player.type("x")
        await player.type("No work yet⏎")
        assert player.values == {"workflows": "not-applicable"}

    play(script)


@pytest.mark.parametrize("size", SIZES)
def test_evidence_with_all_its_fields(size: tuple[int, int]) -> None:
    async def script(player: Player) -> None:
        await player.type("g")
        await player.type("GOV-01⏎")
        await player.type("1⏎")
        await player.type("b")
        assert player.shown == "GOV-01"
        await player.type("e")
        await player.type("⏎1⏎Shared drive⏎October 2026⏎today⏎")
        answer = player.journal.answers.entries[Need("GOV-01", ENGAGEMENT)]
        assert answer.assurance == "seen"
        (piece,) = answer.evidence
        assert (piece.title, piece.kept_at, piece.period) == (
            "Departure list",
            "Shared drive",
            "October 2026",
        )
        assert piece.seen_on == "2026-11-23"
        await player.type("e")
        await player.press("up", "up")
        player.app.screen.query_one("#pieces").focus()
        await player.press("home", "delete")
        assert player.journal.answers.entries[Need("GOV-01", ENGAGEMENT)].evidence == ()

    play(script, size=size)


def test_a_note_adds_up() -> None:
    async def script(player: Player) -> None:
        for text in ("first", "second"):
            await player.type("n")
            await player.type(f"{text}⏎")
        await player.type("1⏎")

    assert play(script).answers.entries[Need("workflows", ENGAGEMENT)].note == "first\nsecond"


def test_another_way_asks_what_is_done_instead() -> None:
    async def script(player: Player) -> None:
        await player.type("g")
        await player.type("GOV-01⏎4⏎")
        await player.type("A committee decides⏎")

    answer = play(script).answers.entries[Need("GOV-01", ENGAGEMENT)]
    assert (answer.value, answer.note) == ("another-way", "A committee decides")


@pytest.mark.parametrize(("key", "counts"), [("1", True), ("2", False), ("escape", True)])
def test_an_answer_that_differs_is_settled_by_a_person(key: str, counts: bool) -> None:
    first = Answer("logins", ENGAGEMENT, value=True, by="Casey Example", at=NOW, assurance="seen")
    journal = InMemory(answers_of([first]))

    async def script(player: Player) -> None:
        await player.type("g")
        await player.type("logins⏎2⏎")
        await player.press(key)
        assert player.values["logins"] is counts

    play(script, journal=journal, by="Robin Sample")
    assert bool(journal.record.contested) is (key == "escape")


def test_who_is_speaking_is_asked_and_can_change() -> None:
    async def script(player: Player) -> None:
        await player.type("Tanya Reyes, UM director⏎")
        await player.type("1⏎")
        await player.press("escape")
        await player.type("s")
        await player.type("Sam Placeholder⏎")
        await player.type("Tampa⏎")
        assert "Sam Placeholder" in player.text("#header")

    journal = play(script, by=None, size=WIDE)
    assert [answer.by for answer in journal.answers] == ["Tanya Reyes", "Sam Placeholder"]


def test_what_looks_like_patient_data_is_kept_only_by_a_word() -> None:
    async def script(player: Player) -> None:
        await player.type("n")
        await player.type("SSN 123-45-6789⏎")
        assert player.app.screen is not player.app.question
        await player.press("enter")
        await player.type("1⏎")

    assert play(script).answers.entries[Need("workflows", ENGAGEMENT)].note == ""


def test_the_field_of_a_form_never_reads_markup() -> None:
    async def script(player: Player) -> None:
        await player.type("n")
        player.app.screen.query_one(TextArea).text = "[bold]x[/] [link=a"
        await player.press("enter")
        assert "[bold]x[/]" in player.text("#below")
        await player.type("s")
        player.app.screen.query_one(Input).value = "[red]A[/"
        await player.press("enter")
        assert "[red]A[/" in player.text("#header")

    play(script)
