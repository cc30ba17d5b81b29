"""The door of working-papers/fit.yaml."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictBool

from bpo_controls.library.door_fields import ConditionTree, ControlId, Door, Text, WordId
from bpo_controls.library.fit_model import Criterion, FitData, FitLevel, Sign
from bpo_controls.library.paper_doors import PaperDoor
from bpo_controls.library.parse_condition import parse_condition
from bpo_controls.library.problems import Entry, Problems
from bpo_controls.library.vocabulary import Vocabulary


class FitLevelDoor(Door):
    score: Literal[0, 1, 2, 3] = Field(description="0 speaks against, 3 speaks for")
    says: Text = Field(description="what that means")
    when: ConditionTree = Field(description="when it is the score of a workflow")


class CriterionDoor(Door):
    id: WordId = Field(description="the name by which --set scores it")
    title: Text = Field(description="what it is called")
    hard: StrictBool = Field(False, description="true where a 0 alone means no fit")
    ask: Text = Field(description="what to find out while it is not known")
    levels: tuple[FitLevelDoor, ...] = Field((), description="scores by answers; the first that holds")
    controls: tuple[ControlId, ...] = Field(
        (), description="controls whose standing gives the score where no level does"
    )


class SignDoor(Door):
    id: WordId = Field(description="the name of the sign")
    title: Text = Field(description="what it is called")
    why: Text = Field(description="why work breaks there")
    look_for: Text = Field(description="how it shows")
    controls: tuple[ControlId, ...] = Field(min_length=1, description="the controls that would have it gone")


class FitDoor(PaperDoor):
    """working-papers/fit.yaml: what workflow fit is judged by"""

    criteria: tuple[CriterionDoor, ...] = Field(min_length=1, description="what speaks for or against")
    signs: tuple[SignDoor, ...] = Field((), description="signs of fragility")
    verdict_because: Text = Field(description="the rule of the verdict, in words")


def fit_data(entry: Entry[FitDoor], _name: str, words: Vocabulary, problems: Problems) -> FitData:
    """Criteria and signs; a condition that cannot be read goes to `problems`."""
    criteria = []
    for index, one in enumerate(entry.door.criteria):
        levels = []
        for place, level in enumerate(one.levels):
            here = entry.spot.at("criteria", index, "levels", place, "when")
            when = parse_condition(here, words, "workflow", problems)
            if when is not None:
                levels.append(FitLevel(level.score, level.says, when))
        criteria.append(Criterion(one.id, one.title, one.ask, one.hard, tuple(levels), one.controls))
    signs = tuple(Sign(one.id, one.title, one.why, one.look_for, one.controls) for one in entry.door.signs)
    return FitData(tuple(criteria), signs, entry.door.verdict_because)
