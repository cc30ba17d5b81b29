"""The door of working-papers/lot-tables.yaml."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field, StrictInt

from bpo_controls.library.door_fields import Door, IsoDate, Text, WordId
from bpo_controls.library.lot_model import LotPlan, LotTables, Switching
from bpo_controls.library.paper_doors import PaperDoor
from bpo_controls.library.problems import Entry, Problems
from bpo_controls.library.vocabulary import Vocabulary

Count = Annotated[int, StrictInt, Field(ge=0)]
CELL = re.compile(r"up|down|\d+/\d+", re.ASCII)


class ReadDoor(Door):
    how: Text = Field(description="how the numbers were checked")
    on: IsoDate = Field(description="when")


class CodeLetterDoor(Door):
    first: Count = Field(alias="from", description="the smallest lot of this row")
    levels: dict[str, Text] = Field(description="the code letter at each inspection level")


class LotPlanDoor(Door):
    id: WordId = Field(description="normal, tightened or reduced")
    sizes: tuple[Count, ...] = Field(
        min_length=1, description="the sample size of each letter; one more may follow"
    )
    first: Count = Field(
        description="place of the first cell of the diagonal: that of letter plus that of AQL, from 0"
    )
    diagonal: tuple[Text, ...] = Field(
        min_length=1, description="accept/reject numbers along the diagonal, or an arrow, up or down"
    )


class SwitchingDoor(Door):
    tighten_after: Count = Field(description="lots not accepted that tighten inspection")
    tighten_within: Count = Field(description="among so many lots in a row")
    normal_after: Count = Field(description="lots accepted in a row that bring back normal inspection")
    stop_after: Count = Field(description="lots not accepted under tightened inspection that stop the work")
    reduce_after: Count = Field(description="lots accepted in a row before inspection may be reduced")
    citation: Text = Field(description="where the rules come from")
    not_carried: Text = Field(description="what of the standard is not carried here")


class LotTablesDoor(PaperDoor):
    """working-papers/lot-tables.yaml: acceptance sampling by attributes"""

    citation: Text = Field(description="the standard")
    verified: ReadDoor = Field(description="how and when the numbers were checked")
    note: Text = Field(description="what a user has to know")
    letters: tuple[Text, ...] = Field(min_length=1, description="the code letters in order")
    aqls: tuple[Text, ...] = Field(min_length=1, description="the AQL columns in order, in percent")
    code_letters: tuple[CodeLetterDoor, ...] = Field(min_length=1, description="lot sizes in order")
    plans: tuple[LotPlanDoor, ...] = Field(min_length=3, description="normal, tightened, reduced")
    switching: SwitchingDoor = Field(description="when to change from one to another")


def lot_tables(entry: Entry[LotTablesDoor], _name: str, _words: Vocabulary, problems: Problems) -> LotTables:
    """The tables; a cell or letter that cannot be goes to `problems`."""
    door, spot = entry.door, entry.spot
    for index, row in enumerate(door.code_letters):
        for level, letter in row.levels.items():
            if letter not in door.letters:
                here = spot.at("code_letters", index, "levels", level)
                problems.add("unknown-word", here, f'unknown code letter "{letter}"')
    for index, plan in enumerate(door.plans):
        for place, cell in enumerate(plan.diagonal):
            if not CELL.fullmatch(cell):
                here = spot.at("plans", index, "diagonal", place)
                problems.add("bad-form", here, f'"{cell}" is no cell', "write accept/reject, up or down")
    found = {plan.id: plan for plan in door.plans}
    for name in ("normal", "tightened", "reduced"):
        if name not in found:
            problems.add("missing-key", spot.at("plans"), f'the plan "{name}" is missing')
    switching = door.switching
    return LotTables(
        citation=door.citation,
        verified=f"{door.verified.how}, {door.verified.on}",
        note=door.note,
        letters=door.letters,
        aqls=door.aqls,
        code_letters=tuple((row.first, row.levels) for row in door.code_letters),
        plans={name: LotPlan(plan.sizes, plan.first, plan.diagonal) for name, plan in found.items()},
        switching=Switching(
            switching.tighten_after,
            switching.tighten_within,
            switching.normal_after,
            switching.stop_after,
            switching.reduce_after,
            switching.citation,
            switching.not_carried,
        ),
    )
