"""The people of engagement.yaml are offered from the first question on, each once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bpo_controls.diagnostics import user_error
from bpo_controls.interview.asker import Refused, Said
from bpo_controls.interview.moves import DontKnow, Move, Quit, Register
from bpo_controls.interview.people import Respondent, registered_people, whom_known
from bpo_controls.interview.sitting_plan import Plan
from bpo_controls.workspace.engagement_file import Person, engagement_file_of
from tests.interview.screen.playing import Player, play
from tests.interview.scripted import Scripted
from tests.interview.test_plain import typed
from tests.interview.tiny import interview

FILE = replace(
    engagement_file_of({"owner": "Pat Sample, director of revenue cycle", "second_reviewer": "Kim Sample"}),
    people=(Person("Tanya Reyes", "UM director"), Person("kim  sample", "the privacy officer")),
)


def test_register_owner_and_second_reviewer_each_once() -> None:
    assert registered_people(FILE) == (
        Respondent("Tanya Reyes", "UM director"),
        Respondent("kim  sample", "privacy-officer"),
        Respondent("Pat Sample", "director of revenue cycle"),
    )
    assert registered_people(engagement_file_of({"owner": "To be settled"})) == ()


def test_they_are_offered_before_anybody_has_answered() -> None:
    asker = Scripted([])
    interview(asker, by=None, plan=Plan(registered=registered_people(FILE)))
    assert [one.by for one in asker.known] == ["Tanya Reyes", "kim  sample", "Pat Sample"]


def test_a_name_in_another_case_is_the_person_of_the_register() -> None:
    asker = Scripted([])
    interview(asker, by="tanya reyes", plan=Plan(registered=registered_people(FILE)))
    assert asker.screens[0].respondent == Respondent("Tanya Reyes", "UM director")


def met(*moves: Move, at_rest: Sequence[Move] = ()) -> tuple[Scripted, list[Respondent]]:
    """A sitting of Lee Sample with an empty register; what was said, and who was written into it."""
    written: list[Respondent] = []
    asker = Scripted([*moves, Quit()], at_rest=list(at_rest))
    interview(asker, by="Lee Sample, IT security", plan=Plan(register=written.extend))
    return asker, written


def said(asker: Scripted) -> list[str]:
    return [one.line for one in asker.notices if isinstance(one, Said) and "register" in one.line]


def test_somebody_new_is_named_once_and_added_with_one_key() -> None:
    ask = (DontKnow("Kim Example"), DontKnow("kim  example"), DontKnow("the privacy officer"))
    asker, written = met(*ask, Register(), DontKnow("Kim Example"))
    assert said(asker) == [
        "Lee Sample is not in the register of people. + adds them.",
        "Lee Sample and Kim Example are not in the register of people. + adds them all.",
        "Added to the register: Lee Sample and Kim Example.",
    ]
    assert written == [Respondent("Lee Sample", "it-security"), Respondent("Kim Example")]
    opening = asker.opening
    assert opening is not None
    assert {one.by for one in opening.lookup.people()} >= {"Lee Sample", "Kim Example"}


def test_nobody_is_added_twice_and_the_key_says_why() -> None:
    asker, written = met(Register(), Register())
    assert [one.problem.code for one in asker.notices if isinstance(one, Refused)] == ["nothing-to-add"]
    assert [one.by for one in written] == ["Lee Sample"]


def test_who_is_registered_is_not_named_and_a_register_that_cannot_be_written_says_why() -> None:
    def refuses(_: Sequence[Respondent]) -> None:
        raise user_error("cannot-write", "no", hint="free the disk")

    known = Plan(registered=(Respondent("LEE SAMPLE"),), register=refuses)
    asker = Scripted([DontKnow("Kim Example"), Register(), Register(), Quit()])
    interview(asker, by="Lee Sample", plan=known)
    assert said(asker) == ["Kim Example is not in the register of people. + adds them."]
    assert [one.problem.code for one in asker.notices if isinstance(one, Refused)] == ["cannot-write"] * 2


def test_without_a_register_nothing_is_said() -> None:
    asker = Scripted([DontKnow("Kim Example"), Quit()])
    interview(asker, by="Lee Sample")
    assert said(asker) == []


def test_the_key_works_line_by_line_and_on_the_screen() -> None:
    written: list[Respondent] = []
    plan = Plan(register=written.extend)
    text, _, _ = typed("d Kim Example", "+", "q", plan=plan)
    assert "Kim Example is not in the register of people. + adds them." in text
    assert "Added to the register: Kim Example." in text

    async def script(player: Player) -> None:
        await player.type("d")
        await player.type("Ana Example⏎")
        assert "Ana Example is not in the register" in player.text("#last")
        await player.press("plus", "enter")  # the next question wants words: there a key has Enter
        assert [one.by for one in written] == ["Kim Example", "Ana Example"]

    play(script, plan=plan)


def test_a_known_name_is_found_whole_and_the_longest_counts() -> None:
    known = [Respondent("Ann"), Respondent("P1"), Respondent("Kim"), Respondent("Kim Example")]
    assert whom_known("Joanne Sample", known) == "Joanne Sample"
    assert whom_known("P16", known) == "P16"
    assert whom_known("the QA lead, KIM EXAMPLE", known) == "Kim Example"
    assert whom_known("ask ann  first", known) == "Ann"
