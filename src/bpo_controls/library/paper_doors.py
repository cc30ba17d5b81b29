"""The pydantic doors of working papers: what stands in a file of working-papers/."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, StrictBool

from bpo_controls.library.condition import SubjectKind
from bpo_controls.library.door_fields import ConditionTree, Door, FactId, Number, Text
from bpo_controls.library.paper_model import SheetColumn, SheetRow, Worksheet
from bpo_controls.library.parse_condition import parse_condition
from bpo_controls.library.problems import Entry, Problems
from bpo_controls.library.vocabulary import Vocabulary


class PaperDoor(Door):
    """Common to the files of working-papers/: one file is one entry, known by its name."""

    known_by: ClassVar[str] = "title"
    title: Text = Field(description="what the paper is called")
    overrides: Text = Field("", description="why this replaces the file of an earlier library")


class SheetColumnDoor(Door):
    known_by: ClassVar[str] = "key"
    key: FactId = Field(description="the name by which rows fill the column")
    heading: Text = Field(description="the heading")
    fill: StrictBool = Field(False, description="true where people write")
    hint: Text = Field("", description="what to write")
    choices: tuple[Text, ...] = Field((), description="the words to pick from")
    share: Number = Field(1, description="the width of the column against the others")


class SheetRowDoor(Door):
    when: ConditionTree = Field(None, description="the row stands when this holds; without it, always")
    cells: dict[str, Text] = Field(description="what stands in each column, by its key")


class WorksheetDoor(PaperDoor):
    """A worksheet of working-papers/: a paper that is data alone"""

    purpose: Text = Field(description="what it is for, in a sentence")
    per: SubjectKind = Field("engagement", description="what its rows are repeated for")
    when: ConditionTree = Field(None, description="the paper is needed when this holds; without it, always")
    columns: tuple[SheetColumnDoor, ...] = Field(min_length=1, description="the columns")
    rows: tuple[SheetRowDoor, ...] = Field(min_length=1, description="the rows")
    notes: tuple[Text, ...] = Field((), description="what stands below the table")


def worksheet(entry: Entry[WorksheetDoor], name: str, words: Vocabulary, problems: Problems) -> Worksheet:
    """A worksheet; what does not fit together goes to `problems`."""
    door, spot = entry.door, entry.spot
    keys = [column.key for column in door.columns]
    for index, key in enumerate(keys):
        if key in keys[:index]:
            message = f'the column "{key}" stands twice'
            problems.add("duplicate-id", spot.at("columns", index, "key"), message)
    rows = []
    for index, row in enumerate(door.rows):
        here = spot.at("rows", index)
        for key in row.cells:
            if key not in keys:
                message = f'row {index + 1} fills a column "{key}" that is not there'
                hint = f"known: {', '.join(keys)}"
                problems.add("unknown-key", here.at("cells", key), message, hint, on_key=True)
        when = None
        if "when" in row.model_fields_set:
            when = parse_condition(here.at("when"), words, door.per, problems)
        rows.append(SheetRow(row.cells, when))
    needed = None
    if "when" in door.model_fields_set:
        needed = parse_condition(spot.at("when"), words, "engagement", problems)
    columns = tuple(SheetColumn(c.key, c.heading, c.fill, c.hint, c.choices, c.share) for c in door.columns)
    return Worksheet(name, door.title, door.purpose, door.per, columns, tuple(rows), door.notes, needed)
