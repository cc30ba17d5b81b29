"""The door of working-papers/burden.yaml."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from bpo_controls.library.door_fields import Door, FactId, Number, Text
from bpo_controls.library.paper_doors import PaperDoor
from bpo_controls.library.paper_model import Assumption, Assumptions
from bpo_controls.library.problems import Entry, Problems
from bpo_controls.library.vocabulary import Vocabulary

BURDEN_KEYS: tuple[str, ...] = (
    "hours_in_month", "hours_per_proof", "hours_per_examine", "hours_per_interview", "hours_per_test",
    "checks_critical", "checks_high", "checks_medium", "checks_low",
)  # fmt: skip
"""The assumptions that the paper needs, each once."""


class AssumptionDoor(Door):
    known_by: ClassVar[str] = "key"
    key: FactId = Field(description="which assumption")
    value: Number = Field(description="the number")
    because: Text = Field(description="where it comes from, honestly")


class BurdenDoor(PaperDoor):
    """working-papers/burden.yaml: what the estimate of hours assumes"""

    assumptions: tuple[AssumptionDoor, ...] = Field(min_length=1, description="each number with its reason")


def burden_data(entry: Entry[BurdenDoor], _name: str, _words: Vocabulary, problems: Problems) -> Assumptions:
    """The assumptions by key; a missing or unknown one goes to `problems`."""
    found: dict[str, Assumption] = {}
    for index, one in enumerate(entry.door.assumptions):
        here = entry.spot.at("assumptions", index)
        if one.key not in BURDEN_KEYS:
            problems.add(
                "unknown-key", here, f'unknown assumption "{one.key}"', "known: " + ", ".join(BURDEN_KEYS)
            )
        elif one.value <= 0 and one.key.startswith("hours_in"):
            problems.add("wrong-type", here.at("value"), f"{one.key} must be more than 0")
        found[one.key] = Assumption(one.key, one.value, one.because)
    for key in BURDEN_KEYS:
        if key not in found:
            problems.add("missing-key", entry.spot.at("assumptions"), f'the assumption "{key}" is missing')
    return Assumptions(found)
