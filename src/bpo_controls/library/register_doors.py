"""The pydantic doors of the registers of working-papers/: access, exceptions, documents, responsibilities."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar, Literal

from pydantic import Field, StrictBool, StrictInt

from bpo_controls.diagnostics import did_you_mean
from bpo_controls.library.clock_doors import SpanWords
from bpo_controls.library.clock_model import parse_span
from bpo_controls.library.door_fields import ConditionTree, ControlId, Door, OptionId, SourceId, Text, WordId
from bpo_controls.library.model import Severity
from bpo_controls.library.paper_doors import PaperDoor
from bpo_controls.library.parse_condition import parse_condition
from bpo_controls.library.problems import Entry, Problems, Spot
from bpo_controls.library.register_model import (
    AccessData,
    AccessMove,
    AccessReview,
    Clause,
    DocumentData,
    DocumentKind,
    Duty,
    DutyConflict,
    DutyRole,
    ExceptionData,
    ExceptionType,
    Move,
    ResponsibilityData,
)
from bpo_controls.library.vocabulary import Vocabulary


class DutyDoor(Door):
    id: WordId = Field(description="unique")
    title: Text = Field(description="the duty, beginning with a verb")
    workflow: WordId = Field("", description="the workflow it belongs to; none: every one")
    changes: tuple[OptionId, ...] = Field((), description="kinds of data it changes, as in data_types")
    sends: tuple[OptionId, ...] = Field((), description="kinds of data it sends or takes out")


class DutyRoleDoor(Door):
    id: WordId = Field(description="unique")
    title: Text = Field(description="the role")
    workflow: WordId = Field("", description="the workflow it belongs to; none: every one")
    duties: tuple[WordId, ...] = Field(min_length=1, description="its duties")
    views: tuple[OptionId, ...] = Field(description="kinds of data it has to see")


class DutyConflictDoor(Door):
    id: WordId = Field(description="unique")
    duties: tuple[WordId, ...] = Field(
        min_length=2, max_length=2, description="two duties that one person must not hold both"
    )
    severity: Severity = Field(description="how bad it is")
    why: Text = Field(description="what goes wrong")
    instead: Text = Field(description="what helps where it cannot be avoided")


class AccessMoveDoor(Door):
    known_by: ClassVar[str] = "kind"
    kind: Move = Field(description="joiner or mover")
    do: Text = Field(description="what happens")
    who: Text = Field(description="who does it")
    within: Text = Field(description="by when")
    control: ControlId = Field("", description="the control that asks for it")


class AccessReviewDoor(Door):
    known_by: ClassVar[str] = "what"
    what: Text = Field(description="what is reviewed")
    every_days: StrictInt = Field(ge=1, description="every so many days")
    who: Text = Field(description="who reviews")
    control: ControlId = Field("", description="the control that asks for it")


class AccessDoor(PaperDoor):
    """working-papers/access.yaml: roles, duties and the pairs to keep apart"""

    duties: tuple[DutyDoor, ...] = Field(min_length=1, description="the duties")
    roles: tuple[DutyRoleDoor, ...] = Field(min_length=1, description="the roles")
    conflicts: tuple[DutyConflictDoor, ...] = Field(min_length=1, description="the pairs to keep apart")
    moves: tuple[AccessMoveDoor, ...] = Field(description="what happens when somebody joins or changes jobs")
    reviews: tuple[AccessReviewDoor, ...] = Field(description="reviews that come round")


class ExceptionDoor(Door):
    id: WordId = Field(description="unique")
    workflow: WordId = Field("", description="the workflow it happens in; none: every one")
    title: Text = Field(description="what goes wrong")
    detected: Text = Field(description="how it is seen")
    queue: Text = Field(description="whose queue it belongs into")
    within: SpanWords | None = Field(None, description="the time to act")
    clock: Text = Field("", description="the time in words, where it is no single length")
    basis: Text = Field(description="where the time comes from")
    fallback: Text = Field(description="what to do when the queue cannot")
    if_ignored: Text = Field(description="what happens if nobody acts")
    severity: Severity = Field(description="how bad that is")
    codes: tuple[Text, ...] = Field((), description="codes by which it arrives")
    source: SourceId = Field("", description="the source of the time")
    control: ControlId = Field("", description="the control that covers it")
    when: ConditionTree = Field(None, description="it can happen when this holds; without it, always")


class ExceptionsDoor(PaperDoor):
    """working-papers/exceptions.yaml: what will go wrong, and whose it is"""

    owner_control: ControlId = Field(description="the control that asks for an owner of each exception")
    code_note: Text = Field(description="where the codes come from")
    exceptions: tuple[ExceptionDoor, ...] = Field(min_length=1, description="the exceptions")


class DocumentKindDoor(Door):
    id: WordId = Field(description="unique")
    title: Text = Field(description="the kind of document")
    words: tuple[Text, ...] = Field((), description="words of evidence that belong to it")
    owner: Text = Field(description="who usually owns it")
    retention: WordId = Field("", description="the parameter table that says how long it is kept")
    keep: Text = Field("", description="how long it is kept, where no table says so")
    single: StrictBool = Field(False, description="true where one document holds everything of the kind")


class DocumentsDoor(PaperDoor):
    """working-papers/documents.yaml: the kinds of documents that evidence is made of"""

    kinds: tuple[DocumentKindDoor, ...] = Field(min_length=1, description="the kinds, first match wins")


class ClauseDoor(Door):
    id: WordId = Field(description="unique")
    place: Literal["contract", "business-associate-agreement"] = Field(description="where it belongs")
    title: Text = Field(description="what the clause says")
    controls: tuple[ControlId, ...] = Field((), description="controls that rest on it")
    source: SourceId = Field("", description="the source that asks for it")
    when: ConditionTree = Field(None, description="it is needed when this holds; without it, always")


class ResponsibilitiesDoor(PaperDoor):
    """working-papers/responsibilities.yaml: clauses for counsel"""

    clauses: tuple[ClauseDoor, ...] = Field(min_length=1, description="the clauses")


def access_data(entry: Entry[AccessDoor], _name: str, words: Vocabulary, problems: Problems) -> AccessData:
    """The access data; unknown duties and kinds of data go to `problems`."""
    door, spot = entry.door, entry.spot
    duties = {one.id: Duty(one.id, one.title, one.workflow, one.changes, one.sends) for one in door.duties}
    fact = words.facts.get("data_types")
    kinds = fact.options if fact is not None else None
    parts: tuple[tuple[str, tuple[DutyDoor | DutyRoleDoor | DutyConflictDoor, ...]], ...] = (
        ("duties", door.duties),
        ("roles", door.roles),
        ("conflicts", door.conflicts),
    )
    for part, rows in parts:
        seen: set[str] = set()
        for index, row in enumerate(rows):
            here = spot.at(part, index)
            if row.id in seen:
                problems.add("duplicate-id", here.at("id"), f'"{row.id}" stands twice')
            seen.add(row.id)
            for key, known in (("duties", duties), ("changes", kinds), ("sends", kinds), ("views", kinds)):
                _all_known(getattr(row, key, ()), known, here.at(key), problems)
    return AccessData(
        duties,
        tuple(DutyRole(one.id, one.title, one.workflow, one.duties, one.views) for one in door.roles),
        tuple(
            DutyConflict(one.id, (one.duties[0], one.duties[1]), one.severity, one.why, one.instead)
            for one in door.conflicts
        ),
        tuple(AccessMove(one.kind, one.do, one.who, one.within, one.control) for one in door.moves),
        tuple(AccessReview(one.what, one.every_days, one.who, one.control) for one in door.reviews),
    )


def exception_data(
    entry: Entry[ExceptionsDoor], _name: str, words: Vocabulary, problems: Problems
) -> ExceptionData:
    """The exceptions; what does not fit together goes to `problems`."""
    door, spot = entry.door, entry.spot
    found: dict[str, ExceptionType] = {}
    for index, one in enumerate(door.exceptions):
        here = spot.at("exceptions", index)
        if one.id in found:
            problems.add("duplicate-id", here.at("id"), f'"{one.id}" stands twice')
        if (one.within is None) == (not one.clock):
            problems.add("missing-key", here, f"{one.id} needs either within or clock", "give one of them")
        span = parse_span(one.within) if one.within else None
        when = None
        if "when" in one.model_fields_set:
            when = parse_condition(here.at("when"), words, "engagement", problems)
        found[one.id] = ExceptionType(
            one.id, one.workflow, one.title, one.detected, one.queue, span, one.within or one.clock, one.basis,
            one.fallback, one.if_ignored, one.severity, one.codes, one.source, one.control, when,
        )  # fmt: skip
    return ExceptionData(tuple(found.values()), door.owner_control, door.code_note)


def document_data(
    entry: Entry[DocumentsDoor], _name: str, _words: Vocabulary, _problems: Problems
) -> DocumentData:
    """The kinds of documents."""
    return DocumentData(
        tuple(
            DocumentKind(one.id, one.title, one.words, one.owner, one.retention, one.keep, one.single)
            for one in entry.door.kinds
        )
    )


def responsibility_data(
    entry: Entry[ResponsibilitiesDoor], _name: str, words: Vocabulary, problems: Problems
) -> ResponsibilityData:
    """The clauses."""
    found = []
    for index, one in enumerate(entry.door.clauses):
        when = None
        if "when" in one.model_fields_set:
            when = parse_condition(entry.spot.at("clauses", index, "when"), words, "engagement", problems)
        found.append(Clause(one.id, one.place, one.title, one.controls, one.source, when))
    return ResponsibilityData(tuple(found))


def _all_known(given: Collection[str], known: Collection[str] | None, spot: Spot, problems: Problems) -> None:
    if known is None:
        return
    for place, word in enumerate(given):
        if word not in known:
            problems.add("unknown-word", spot.at(place), f'"{word}" is not known', did_you_mean(word, known))
