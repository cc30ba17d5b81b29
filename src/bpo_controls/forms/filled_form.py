"""What filling a form gives: every field with its value, why it is blank, whom to ask, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bpo_controls.answers.answer_model import Subject

State = Literal["filled", "missing", "people", "printed"]
"""filled: from the engagement; missing: the engagement could know it and does not; people: never ours to fill;
printed: the form's own words."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that a value rests on.

    `kind` is answer, people, engagement, assessment, sheet or step. `item` is the question, control, key or step, `subject` what
    it is about, `by`, `role` and `at` (ISO 8601) who said it and when, `said` what was said.
    """

    kind: Literal["answer", "people", "engagement", "assessment", "sheet", "step"]
    item: str
    subject: str = ""
    by: str = ""
    role: str = ""
    at: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A value as people read it. `raw` is what a program or another file takes: a number, an ISO date, yes, no, partly.

    A missing or blank one has no text; `reason` says why and `ask` whom to ask.
    """

    state: State
    text: str = ""
    raw: str | float = ""
    reason: str = ""
    ask: str = ""
    traces: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledField:
    """One field or cell. `id` is `section.field`, or `section.row.column` in a table."""

    id: str
    label: str
    value: Value
    kind: str = "text"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row of a table, its cells in the order of the columns."""

    id: str
    cells: tuple[FilledField, ...]
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class FilledSection:
    """One section of one copy."""

    id: str
    title: str
    intro: str
    fields: tuple[FilledField, ...]
    rows: tuple[FilledRow, ...]
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class FilledCopy:
    """The form for one subject. `undecided`: whether a copy for it is needed hangs on a missing answer."""

    subject: Subject
    name: str
    sections: tuple[FilledSection, ...]
    undecided: bool = False

    def fields(self) -> Iterator[FilledField]:
        """Every field and cell, in order."""
        for section in self.sections:
            yield from section.fields
            for row in section.rows:
                yield from row.cells


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A whole form. `needed` is yes, no or undecided."""

    id: str
    title: str
    needed: str
    copies: tuple[FilledCopy, ...]

    def fields(self) -> Iterator[FilledField]:
        """Every field and cell of every copy."""
        for copy in self.copies:
            yield from copy.fields()


@dataclass(frozen=True, slots=True)
class FieldCounts:
    """How many fields there are: those the engagement can know, of these the filled ones, the traced among the filled,
    and those that only people fill.
    """

    knowable: int
    filled: int
    traced: int
    people: int


def count_fields(form: FilledForm | FilledCopy) -> FieldCounts:
    """The counts. What the form itself prints is no field."""
    found = [one.value for one in form.fields()]
    filled = [one for one in found if one.state == "filled"]
    return FieldCounts(
        knowable=len(filled) + sum(one.state == "missing" for one in found),
        filled=len(filled),
        traced=sum(bool(one.traces) for one in filled),
        people=sum(one.state == "people" for one in found),
    )
