"""A place gets another name, and a control comes in, in the middle of an interview: by session, line and screen."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Need, Subject, answers_of
from bpo_controls.diagnostics import user_error
from bpo_controls.interview.asker import Refused, Said, Stepped
from bpo_controls.interview.moves import (
    AddControl,
    DropControl,
    Give,
    GoTo,
    Move,
    Note,
    Quit,
    Redo,
    Rename,
    Undo,
)
from bpo_controls.interview.plain.parse_line import Command
from bpo_controls.interview.sitting_plan import Plan
from bpo_controls.library.condition import ALWAYS
from bpo_controls.library.model import Library
from tests.interview.screen.playing import Player, play
from tests.interview.scripted import InMemory, Scripted
from tests.interview.test_plain import typed
from tests.interview.tiny import RULE, control, interview, library, question

MANILA, MAKATI = Subject("site", "manila"), Subject("site", "makati-office")
TINY = library(
    [
        question("sites", "names", introduces="site", ask="Name each place.", also_for=("gap-report",)),
        question("kind", "yes-no", per="site", ask="An office?", also_for=("gap-report",)),
    ],
    [control("GOV-01", ALWAYS, domain="governance")],
)
REPORT = AddControl("The report is on time", "It arrives by the tenth.", "contract, section 4.2")


def manila() -> InMemory:
    said = (Answer("sites", ENGAGEMENT, ("Manila", "Cebu")), Answer("kind", MANILA, True))
    return InMemory(answers_of(said), TINY)


def added(_move: AddControl) -> tuple[Library, str]:
    own = control("OWN-01", ALWAYS, domain="governance", title="The report is on time")
    return replace(TINY, controls=MappingProxyType({**TINY.controls, "OWN-01": own})), "OWN-01"


def test_a_renamed_place_keeps_its_answers_and_undo_brings_the_name_back() -> None:
    asker = Scripted([Rename("Manila", "Makati office"), Undo(), Redo(), Quit()])
    _, journal = interview(asker, manila(), tiny=TINY)
    assert journal.answers.entries[Need("sites", ENGAGEMENT)].value == ("Makati office", "Cebu")
    assert journal.answers.entries[Need("kind", MAKATI)].value is True
    assert Need("kind", MANILA) not in journal.answers.entries
    assert Said("Manila is now Makati office. Its answers stay.") in asker.notices


def test_the_question_at_hand_is_about_the_place_under_its_new_name() -> None:
    asker = Scripted([GoTo(Need("kind", MANILA)), Rename("Manila", "Makati office"), Give(False), Quit()])
    _, journal = interview(asker, manila(), tiny=TINY)
    assert [one.subject_name for one in asker.screens][1:3] == ["Manila", "Makati office"]
    assert journal.answers.entries[Need("kind", MAKATI)].value is False


@pytest.mark.parametrize(("before", "after"), [("Nowhere", "Makati"), ("Manila", "Cebu"), ("Manila", " ")])
def test_a_name_that_cannot_be_says_why_and_changes_nothing(before: str, after: str) -> None:
    asker = Scripted([Rename(before, after), Quit()])
    _, journal = interview(asker, manila(), tiny=TINY)
    assert any(isinstance(one, Refused) for one in asker.notices)
    assert journal.events == []


def test_a_control_that_is_added_is_asked_next_and_counts() -> None:
    asker = Scripted([REPORT, Give("in-place"), Quit()])
    _, journal = interview(asker, manila(), tiny=TINY, plan=Plan(add_control=added))
    assert asker.screens[1].asked.id == "OWN-01"
    assert journal.answers.entries[Need("OWN-01", ENGAGEMENT)].value == "in-place"
    opening = asker.opening
    assert opening is not None
    assert [row.need.item for row in opening.lookup.find("report time")] == ["OWN-01"]


def test_a_control_that_cannot_be_taken_says_why() -> None:
    def refuses(_move: AddControl) -> tuple[Library, str]:
        raise user_error("bad-ask", "no", hint="say more")

    for plan, code in ((Plan(add_control=refuses), "bad-ask"), (Plan(), "not-open")):
        asker = Scripted([REPORT, Quit()])
        interview(asker, manila(), tiny=TINY, plan=plan)
        assert [one.problem.code for one in asker.notices if isinstance(one, Refused)] == [code]


OWNED = replace(
    added(REPORT)[0], sources=MappingProxyType({**TINY.sources, "own-OWN-01": replace(RULE, id="own-OWN-01")})
)


def owned() -> InMemory:
    said = (Answer("sites", ENGAGEMENT, ("Manila",)), Answer("OWN-01", ENGAGEMENT, "partly"))
    return InMemory(answers_of(said), OWNED)


def test_a_control_of_our_own_is_taken_back_and_undo_brings_it_back_with_its_answer() -> None:
    own = Need("OWN-01", ENGAGEMENT)
    moves: list[Move] = [
        GoTo(own),
        DropControl("own-01"),
        GoTo("OWN-01"),
        DropControl("GOV-01"),
        Undo(),
        Redo(),
        Undo(),
    ]
    asker = Scripted([*moves, Quit()])
    _, journal = interview(asker, owned(), tiny=OWNED)
    shown = [screen.asked.id for screen in asker.screens]
    assert shown[1] == "OWN-01"
    assert shown[2] != "OWN-01"  # it was the question at hand
    assert [one.problem.code for one in asker.notices if isinstance(one, Refused)] == [
        "unknown-item",
        "unknown-control",
    ]
    assert Said("OWN-01 The report is on time is taken back. z brings it back.") in asker.notices
    assert [one.more for one in asker.notices if isinstance(one, Stepped)] == [
        ("OWN-01 The report is on time counts again",),
        ("OWN-01 is taken back",),
        ("OWN-01 The report is on time counts again",),
    ]
    assert journal.answers.entries[own].value == "partly"
    opening = asker.opening
    assert opening is not None
    assert opening.lookup.own_controls() == (("OWN-01", "The report is on time"),)


def test_what_was_noted_at_a_control_that_is_taken_back_is_not_put_on_record() -> None:
    journal = InMemory(answers_of((Answer("sites", ENGAGEMENT, ("Manila",)),)), OWNED)
    at = GoTo(Need("OWN-01", ENGAGEMENT))
    interview(Scripted([at, Note("ask the lawyer"), DropControl("OWN-01"), Quit()]), journal, tiny=OWNED)
    assert Need("OWN-01", ENGAGEMENT) not in journal.answers.entries


def test_a_control_is_taken_back_line_by_line_and_on_the_screen() -> None:
    text, _, journal = typed("disown", "", "disown", "1", "disown", "z", "q", journal=owned(), tiny=OWNED)
    assert "  1  OWN-01 The report is on time\nWhich control is taken back?" in text
    assert "No control has been added beyond the library." in text
    assert not journal.record.dropped

    async def script(player: Player) -> None:
        player.app.act(Command("disown"))
        await player.ready()
        await player.press("enter")
        assert player.journal.record.dropped == {"OWN-01"}
        player.app.act(Command("z"))
        await player.ready()
        assert not player.journal.record.dropped

    play(script, journal=owned(), tiny=OWNED)


FLOWS = library()
CODING = Subject("workflow", "coding")


def coding() -> InMemory:
    said = (Answer("workflows", ENGAGEMENT, ("coding",)), Answer("data", CODING, ("clinical",)))
    return InMemory(answers_of(said), FLOWS)


def test_a_workflow_goes_by_the_words_of_the_client_at_once_and_undo_takes_them_back() -> None:
    at = GoTo(Need("PRV-01", CODING))
    moves: list[Move] = [at, Rename("coding", "Chart coding"), Undo(), Redo(), Give("in-place"), Quit()]
    asker = Scripted(moves)
    _, journal = interview(asker, coding(), tiny=FLOWS)
    assert Said("Coding is now Chart coding. Its answers stay.") in asker.notices
    names = [one.subject_name for one in asker.screens if one.asked.id == "PRV-01"]
    assert names == ["Coding", "Chart coding", "Coding", "Chart coding"]
    assert journal.answers.entries[Need("PRV-01", CODING)].value == "in-place"
    opening = asker.opening
    assert opening is not None
    assert opening.lookup.places() == ((CODING, "Chart coding"),)
    assert [row.need.item for row in opening.lookup.find("chart coding")][:1]


def test_a_question_is_reached_by_the_words_of_the_client() -> None:
    asker = Scripted([Rename("Coding", "Chart coding"), GoTo("PRV-01@chart coding"), Quit()])
    interview(asker, coding(), tiny=FLOWS)
    assert (asker.screens[-1].asked.id, asker.screens[-1].subject) == ("PRV-01", CODING)


def test_a_workflow_is_renamed_line_by_line_and_on_the_screen() -> None:
    text, _, journal = typed("rename", "1", "Chart coding", "q", journal=coding(), tiny=FLOWS)
    assert "  1  Coding\nWhich one? A number or a name" in text
    assert journal.record.labels == {"coding": "Chart coding"}

    async def script(player: Player) -> None:
        player.app.act(Command("rename"))
        await player.ready()
        await player.press("enter")
        await player.type("HIM coding⏎")
        assert journal.record.labels == {"coding": "HIM coding"}

    journal = coding()
    play(script, journal=journal, tiny=FLOWS)


def test_line_by_line() -> None:
    text, _, journal = typed(
        "rename", "1", "Makati office", "rename", "", "", "own", "The report is on time", "It arrives by the tenth.",
        "contract, section 4.2", "", "", "high", "", "m", "q", journal=manila(), tiny=TINY,
        plan=Plan(add_control=added),
    )  # fmt: skip
    assert "  1  Manila\n  2  Cebu\nWhich one? A number or a name; Enter for Cebu:" in text
    assert "Manila is now Makati office. Its answers stay." in text
    assert journal.answers.entries[Need("OWN-01", ENGAGEMENT)].value == "not-in-place"


def test_line_by_line_nothing_is_renamed_where_nothing_is_named() -> None:
    text, _, _ = typed("rename", "q", tiny=TINY)
    assert "No place, subcontractor or workflow has been named yet." in text


def test_on_the_screen() -> None:
    async def script(player: Player) -> None:
        player.app.act(Command("rename"))
        await player.ready()
        await player.press("enter")
        await player.type("Makati⏎")
        assert player.values["sites"] == ("Manila", "Makati")
        player.app.act(Command("own"))
        await player.ready()
        await player.type("The report is on time⏎It comes⏎contract⏎")
        await player.press(*["enter"] * 5)
        assert player.shown == "OWN-01"

    play(script, journal=manila(), tiny=TINY, plan=Plan(add_control=added))
