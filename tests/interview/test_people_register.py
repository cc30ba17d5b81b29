"""The people of engagement.yaml are offered from the first question on, each once."""

from __future__ import annotations

from dataclasses import replace

from bpo_controls.interview.people import Respondent, registered_people
from bpo_controls.interview.sitting_plan import Plan
from bpo_controls.workspace.engagement_file import Person, engagement_file_of
from tests.interview.scripted import Scripted
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
