"""The pydantic doors of forms/: one file is one form."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field, StrictBool, WithJsonSchema

from bpo_controls.library.condition import SubjectKind
from bpo_controls.library.door_fields import ConditionTree, ControlId, Door, FactId, SourceId, Text, WordId
from bpo_controls.library.form_model import FieldKind, RowKind
from bpo_controls.library.model import Role, Severity

Plain = Annotated[Any, WithJsonSchema({"type": ["string", "number"]})]


class OriginDoor(Door):
    """`from`: exactly one of the first seven keys, and what belongs to it"""

    known_by: ClassVar[str] = "fact"
    engagement: Text = Field("", description="a key of engagement.yaml, such as vendor or gate_dates.pilot")
    fact: FactId = Field("", description="a question or derived fact, about the copy or row where it can be")
    control: tuple[ControlId, ...] = Field((), description="controls whose standing answers it")
    parameter: Text = Field("", description="a table of parameters; the values that bind here")
    person: tuple[Text, ...] = Field(
        (), description="words of a role, the best first; a person who has one of them"
    )
    subject: Text = Field("", description="name or kind of what the copy or row is about")
    assessment: Text = Field("", description="as_of, or the verdict of a gate: pilot, go-live, scale")
    show: Text = Field(
        "", description="what of the controls (answer by default) or of the person (name by default) is shown"
    )
    side: Text = Field("", description="buyer, vendor or subcontractor: whose person it is")
    ask: Role | None = Field(None, description="who is asked where the answer is missing")
    broader: StrictBool = Field(
        False, description="true where the control asks for more than the field: only met answers it"
    )


class FieldDoor(Door):
    id: FactId = Field(description="the name of the field, unique in its section")
    label: Text = Field(description="the label")
    origin: OriginDoor | None = Field(None, alias="from", description="where the value comes from")
    printed: Text = Field("", alias="print", description="words of the form itself, in place of a value")
    blank: Text = Field("", description="why only people fill it")
    ask: Text = Field("", description="who fills it: a role of the library or a person in words")
    kind: FieldKind = Field("text", description="text, number, date or choice")
    choices: tuple[Text, ...] = Field((), description="the words to pick from")
    when: ConditionTree = Field(None, description="the field stands when this holds; without it, always")


class ColumnDoor(Door):
    id: FactId = Field(description="the name of the column")
    heading: Text = Field(description="the heading")
    show: Text = Field("", description="what the row says of itself, such as text, answer, proof or cell")
    origin: OriginDoor | None = Field(None, alias="from", description="where the value comes from")
    blank: Text = Field("", description="why only people fill it")
    ask: Text = Field("", description="who fills it: a role of the library or a person in words")
    kind: FieldKind = Field("text", description="text, number, date or choice")
    choices: tuple[Text, ...] = Field((), description="the words to pick from")
    share: float = Field(1, description="the width of the column against the others")


class ItemDoor(Door):
    id: FactId = Field(description="the name of the row, unique in its table")
    text: Text = Field(description="what is asked, in our own words")
    sources: tuple[SourceId, ...] = Field((), description="what it rests on")
    control: tuple[ControlId, ...] = Field((), description="controls whose standing answers it")
    fact: FactId = Field("", description="a question or derived fact that answers it")
    broader: StrictBool = Field(
        False, description="true where the control asks for more than the item: only met answers it"
    )
    blank: Text = Field("", description="why only people can answer it")
    ask: Text = Field("", description="who answers it")
    when: ConditionTree = Field(None, description="the row stands when this holds; without it, always")
    cells: dict[str, Plain] = Field(
        default_factory=dict, description="what stands in columns that show a cell"
    )


class RowsDoor(Door):
    known_by: ClassVar[str] = "each"
    each: RowKind = Field(description="what a row stands for")
    items: tuple[ItemDoor, ...] = Field((), description="the rows of the form itself")
    controls: tuple[ControlId, ...] = Field((), description="only these controls, in this order")
    domains: tuple[WordId, ...] = Field((), description="only controls of these domains")
    severities: tuple[Severity, ...] = Field((), description="only findings so severe")
    parameter: Text = Field("", description="the table whose values are listed")
    count: int = Field(0, ge=0, le=500, description="how many empty lines, or items drawn")
    where: ConditionTree = Field(None, description="only subjects for which this holds")


class SectionDoor(Door):
    id: FactId = Field(description="the name of the section")
    title: Text = Field(description="its heading")
    intro: Text = Field("", description="what stands under the heading")
    fields: tuple[FieldDoor, ...] = Field((), description="labeled fields")
    columns: tuple[ColumnDoor, ...] = Field((), description="the columns of its table")
    rows: RowsDoor | None = Field(None, description="the rows of its table")
    empty: Text = Field("", description="what is said where there is no row")
    when: ConditionTree = Field(None, description="the section stands when this holds; without it, always")
    notes: tuple[Text, ...] = Field((), description="what stands below")


class CopiesDoor(Door):
    known_by: ClassVar[str] = "per"
    per: SubjectKind = Field(description="what each copy is about")
    when: ConditionTree = Field(None, description="only subjects for which this holds")


class FormDoor(Door):
    """forms/: a paper form, its fields and where each value comes from"""

    known_by: ClassVar[str] = "title"
    title: Text = Field(description="what the form is called")
    purpose: Text = Field(description="what it is for, in a sentence or two")
    layout: Text = Field(description="whose layout it follows, and how well that could be seen")
    signer: Text = Field(description="who signs it")
    due: Text = Field("", description="by when it is filed")
    sources: tuple[SourceId, ...] = Field((), description="what it rests on")
    when: ConditionTree = Field(None, description="the form is needed when this holds; without it, always")
    copies: tuple[CopiesDoor, ...] = Field(
        (), description="what it is made once for; without it, the whole work"
    )
    across: StrictBool = Field(False, description="true for a page that lies across")
    main: Text = Field(
        "", description="the section whose table a spreadsheet shows; without it, every field as a row"
    )
    sections: tuple[SectionDoor, ...] = Field(min_length=1, description="its sections in order")
    notes: tuple[Text, ...] = Field((), description="what stands at its end")
    overrides: Text = Field("", description="why this replaces the form of an earlier library")
