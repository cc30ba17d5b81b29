"""The door of working-papers/pilot.yaml."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from bpo_controls.library.condition import Condition
from bpo_controls.library.door_fields import ConditionTree, Door, Number, Text, WordId
from bpo_controls.library.paper_doors import PaperDoor
from bpo_controls.library.paper_model import Assumption
from bpo_controls.library.parse_condition import parse_condition
from bpo_controls.library.pilot_model import PilotData, RollbackStep, StopRule
from bpo_controls.library.problems import Entry, Problems
from bpo_controls.library.vocabulary import Vocabulary


class ReasonedDoor(Door):
    value: Number = Field(description="the number")
    because: Text = Field(description="where it comes from, honestly")


class StopDoor(Door):
    id: WordId = Field(description="the name of the rule")
    when: ConditionTree = Field(None, description="where it can happen; without it, always")
    says: Text = Field(description="what happened; {n} and {c} are those of the sampling plan")
    who: Text = Field(description="who stops the pilot")


class RollbackDoor(Door):
    known_by: ClassVar[str] = "step"
    when: ConditionTree = Field(None, description="where it is needed; without it, always")
    step: Text = Field(description="what is done")
    who: Text = Field(description="who does it")
    within: Text = Field(description="by when")


class PilotDoor(PaperDoor):
    """working-papers/pilot.yaml: what a pilot is planned with"""

    agents: ReasonedDoor = Field(description="how many of the vendor's people take part")
    workdays: ReasonedDoor = Field(description="working days in a month")
    weeks_at_target: ReasonedDoor = Field(description="weeks that accuracy must hold")
    stops: tuple[StopDoor, ...] = Field(min_length=1, description="what ends the pilot at once")
    rollback: tuple[RollbackDoor, ...] = Field(min_length=1, description="the way back")


def pilot_data(entry: Entry[PilotDoor], _name: str, words: Vocabulary, problems: Problems) -> PilotData:
    """What a pilot is planned with; a condition that cannot be read goes to `problems`."""

    def when(kind: str, index: int, one: Door) -> Condition | None:
        if "when" not in one.model_fields_set:
            return None
        return parse_condition(entry.spot.at(kind, index, "when"), words, "workflow", problems)

    door = entry.door
    for key in ("agents", "workdays", "weeks_at_target"):
        if getattr(door, key).value < 1:
            problems.add("wrong-type", entry.spot.at(key, "value"), f"{key} must be at least 1")
    return PilotData(
        agents=Assumption("agents", door.agents.value, door.agents.because),
        workdays=Assumption("workdays", door.workdays.value, door.workdays.because),
        weeks_at_target=Assumption(
            "weeks_at_target", door.weeks_at_target.value, door.weeks_at_target.because
        ),
        stops=tuple(
            StopRule(one.id, one.says, one.who, when("stops", index, one))
            for index, one in enumerate(door.stops)
        ),
        rollback=tuple(
            RollbackStep(one.step, one.who, one.within, when("rollback", index, one))
            for index, one in enumerate(door.rollback)
        ),
    )
