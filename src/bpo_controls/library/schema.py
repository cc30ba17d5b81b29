"""The pydantic doors: one model for each kind of entry in a library's files.

A door checks the shape of one entry: which keys, in which order they are written, what sort of value.
What an entry says about other entries (ids, facts, options) is checked after all doors are open.
The order of the fields is the order of the keys in the files, and the descriptions are what editors show.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StrictBool

from bpo_controls.library.condition import SubjectKind
from bpo_controls.library.door_fields import (
    ConditionTree,
    ControlId,
    DayOrMonth,
    Door,
    FactId,
    IsoDate,
    Number,
    Office,
    OptionId,
    SourceId,
    Text,
    Url,
    Version,
    WordId,
)
from bpo_controls.library.frameworks import Framework
from bpo_controls.library.model import (
    MODES,
    STEPS,
    Basis,
    Gate,
    Impact,
    Party,
    QuestionKind,
    Role,
    Severity,
    SourceState,
)
from bpo_controls.library.parameter_model import Binds


class LibraryDoor(Door):
    """library.yaml"""

    id: WordId = Field(description="the library's own id, in small letters")
    title: Text = Field(description="what reports call the library")
    version: Version = Field(description="the version, raised with every change of content")
    domains: tuple[WordId, ...] = Field(
        (), description="the domains of its controls in report order; without it the twelve usual ones"
    )
    common_facts: tuple[FactId, ...] = Field(
        (),
        alias="common-facts",
        description="facts that say the same of nearly every engagement; what takes more makes a control special to a scope",
    )
    maintained_by: Text = Field(alias="maintained-by", description="who keeps the library")
    reviewed_on: IsoDate = Field(
        alias="reviewed-on", description="when the whole library was last read through"
    )
    review_by: IsoDate = Field(alias="review-by", description="when it has to be read through again")


class VerifiedDoor(Door):
    how: Text = Field(description="what was read, in a short plain phrase")
    on: IsoDate = Field(description="the day it was read")


class SourceDoor(Door):
    """An entry of sources.yaml"""

    id: SourceId = Field(description="an id that never changes")
    citation: Text = Field(description="where to find it, as lawyers cite it")
    title: Text = Field(description="what it is about, in the library's own words")
    regime: WordId = Field(description="the law, rule or body of standards it belongs to")
    says: Text = Field(description="one sentence in the library's own words")
    state: SourceState = Field(description="how it stands in law")
    effective: IsoDate = Field("", description="in the books from this day")
    compliance: IsoDate = Field("", description="must be obeyed from this day")
    until: IsoDate = Field("", description="no longer counts from this day")
    binds: tuple[WordId, ...] = Field(description="whom it binds; [] for what binds nobody by law")
    designation: Literal["", "required", "addressable", "standard", "n/a"] = Field(
        "", description="how HIPAA marks the specification"
    )
    url: Url = Field("", description="a public address of the text; leave out when none was read")
    verified: VerifiedDoor | None = Field(
        None, description="what was read and when; leave out when nothing was"
    )
    note: Text = Field("", description="what a reader should know about it")
    overrides: Text = Field("", description="why this replaces the entry of an earlier library")


class RegimeDoor(Door):
    """An entry of regimes.yaml"""

    id: WordId = Field(description="the id sources name")
    title: Text = Field(description="what readers call it")
    maps: tuple[Framework, ...] = Field(
        (), description="frameworks to which a control that rests on it must be mapped"
    )
    overrides: Text = Field("", description="why this replaces the entry of an earlier library")


class CoverageDoor(Door):
    """An entry of coverage.yaml: a source that no control carries"""

    known_by: ClassVar[str] = "source"
    source: SourceId = Field(description="the source that is left out")
    because: Text = Field(description="why no control carries it")
    overrides: Text = Field("", description="why this replaces the entry of an earlier library")

    @property
    def id(self) -> str:
        """Entries are known by the source they leave out."""
        return self.source


class WorkflowDoor(Door):
    """An entry of workflows.yaml"""

    id: WordId = Field(description="an id that never changes")
    title: Text = Field(description="what people call the work")
    office: Office = Field(description="front (with patients), back, or both")
    does: Text = Field(description="one sentence: what is done")
    traits: tuple[WordId, ...] = Field(description="what conditions can read about the work")
    overrides: Text = Field("", description="why this replaces the entry of an earlier library")


class SectionDoor(Door):
    id: WordId = Field(description="the id questions name")
    title: Text = Field(description="the heading")


class OptionDoor(Door):
    id: OptionId = Field(description="the id conditions name; never changes")
    label: Text = Field(description="what is shown to choose from")
    alone: StrictBool = Field(False, description="true when it excludes every other choice")
    covers_all: StrictBool = Field(False, description="true when it stands for every other choice")


class LimitsDoor(Door):
    at_least: Number | None = Field(None, description="the smallest number that counts")
    at_most: Number | None = Field(None, description="the largest number that counts")


class QuestionDoor(Door):
    """A question of scoping.yaml"""

    id: FactId = Field(description="the fact's id; never changes")
    section: WordId = Field(description="the section it is asked in")
    ask: Text = Field(description="the question, ending with a question mark or as a request")
    why: Text = Field(description="why it is asked")
    who: Role = Field(description="the role most likely to know")
    kind: QuestionKind = Field(description="the kind of answer")
    per: SubjectKind = Field("engagement", description="what it is asked about")
    options: tuple[OptionDoor, ...] = Field((), description="the choices of one-of and any-of")
    unit: Text = Field("", description="what a number counts")
    whole: StrictBool = Field(False, description="true when only whole numbers make sense")
    range: LimitsDoor | None = Field(None, description="the numbers that make sense")
    help: Text = Field("", description="more help, shown on request")
    introduces: Literal["workflow", "site", "subcontractor"] | None = Field(
        None, description="the kind of subject the answer lists"
    )
    ask_when: ConditionTree = Field(None, description="asked only when this holds")
    also_for: tuple[WordId, ...] = Field((), description="deliverables that print the answer")
    overrides: Text = Field("", description="why this replaces the entry of an earlier library")


class DerivedDoor(Door):
    """A derived fact of scoping.yaml"""

    id: FactId = Field(description="the fact's id; never changes")
    title: Text = Field(description="what it says when it is true")
    per: SubjectKind = Field("engagement", description="what it is a fact of")
    when: ConditionTree = Field(description="the rule it follows from")
    overrides: Text = Field("", description="why this replaces the entry of an earlier library")


class ScopingDoor(Door):
    """scoping.yaml: the lists are opened entry by entry."""

    sections: tuple[SectionDoor, ...] = Field((), description="the headings, in asking order")
    questions: tuple[QuestionDoor, ...] = Field((), description="the questions, in asking order")
    derived: tuple[DerivedDoor, ...] = Field((), description="facts that follow from others")


class AskDoor(Door):
    text: Text = Field(description="the question")
    who: Role = Field(description="the role most likely to know")
    kind: Literal["practice", "number"] = Field("practice", description="a number is measured against limits")
    unit: Text = Field("", description="what the number counts")
    whole: StrictBool = Field(False, description="true when only whole numbers make sense")
    ages: StrictBool = Field(
        False, description="true when the number grows by itself: days or months since something"
    )
    range: LimitsDoor | None = Field(None, description="the numbers that make sense; without it, from 0 up")
    met: LimitsDoor | None = Field(None, description="the numbers with which the control is met")
    partly: LimitsDoor | None = Field(None, description="the numbers with which it is partly met")
    limit_source: Text = Field("", description="where the limit comes from, honestly")
    help: Text = Field("", description="more help, shown on request")


class RaiseDoor(Door):
    when: ConditionTree = Field(description="raised when this holds")
    to: Severity = Field(description="the severity it is raised to")
    because: Text = Field(description="why it is worse then")


class VerifyDoor(Door):
    examine: Text = Field("", description="what to look at")
    interview: Text = Field("", description="whom to ask what")
    test: Text = Field("", description="what to try")
    accept: Text = Field(description="what passes")


class RemedyDoor(Door):
    do: Text = Field(description="one step")
    party: Party = Field(description="who does it")
    effort_hours: Number = Field(description="a working estimate")


class WatchDoor(Door):
    source: SourceId = Field(description="a rule that is not in force")
    change: Text = Field(description="what it would change about this control")


class ExampleDoor(Door):
    given: dict[str, Any] = Field(description="answers to scoping questions")
    applies: Literal["yes", "no", "undecided"] = Field(description="what must come out")


class RetiredDoor(Door):
    in_version: Version = Field(alias="in", description="the version that retired it")
    replaced_by: tuple[ControlId, ...] = Field((), description="the controls that take its place")
    because: Text = Field(description="why")


class ControlDoor(Door):
    """A control in the file of its domain"""

    id: ControlId = Field(description="an id that never changes and never comes back")
    title: Text = Field(description="a short name that reads as the finished state")
    statement: Text = Field(description="what must be true: one sentence, active, testable")
    why: Text = Field(description="what goes wrong without it")
    applies_when: ConditionTree = Field(description="the condition, or the word always")
    per: SubjectKind = Field(description="what it is decided for")
    severity: Severity = Field(description="how bad it is when it is missing")
    raise_severity_when: tuple[RaiseDoor, ...] = Field((), description="when it is worse")
    impacts: tuple[Impact, ...] = Field(min_length=1, description="what suffers without it")
    gate: Gate = Field(description="when it must be true")
    party: Party = Field(description="who must do it")
    basis: Basis = Field(description="why it is in the library")
    ask: AskDoor = Field(description="how its standing is asked for")
    verify: tuple[VerifyDoor, ...] = Field(min_length=1, description="how to check it")
    evidence: tuple[Text, ...] = Field(min_length=1, description="what to ask for")
    remedy: tuple[RemedyDoor, ...] = Field(min_length=1, description="how to close the gap")
    sources: tuple[SourceId, ...] = Field(description="what it rests on; [] for good practice without one")
    sources_only_when: dict[SourceId, ConditionTree] = Field(
        {}, description="for a source that reaches this work only under a condition: that condition"
    )
    maps: dict[str, tuple[Text, ...]] = Field({}, description="the same control in other frameworks")
    precedents: tuple[SourceId, ...] = Field((), description="real cases in which it was missing")
    watch: tuple[WatchDoor, ...] = Field((), description="rules not in force that would change it")
    since: Version = Field(description="the version it came with")
    reviewed_on: IsoDate = Field(description="when it was last read through")
    examples: tuple[ExampleDoor, ...] = Field((), description="worked cases that lint runs")
    retired: RetiredDoor | None = Field(None, description="set when it no longer counts")
    overrides: Text = Field("", description="why this replaces the entry of an earlier library")


class RetireDoor(Door):
    """A control that no longer counts, its id kept; of an earlier library, with the reason in `overrides`"""

    id: ControlId = Field(description="the control")
    retired: RetiredDoor = Field(description="why and what takes its place")
    overrides: Text = Field("", description="why this library retires a control of an earlier one")


class ParameterValueDoor(Door):
    label: Text = Field(alias="for", description="whom or what the value binds, as a reader would say it")
    value: Any = Field(description="a number, or words")
    unit: Text = Field("", description="the unit where it differs from that of the table")
    when: ConditionTree = Field(None, description="the value binds when this holds; without it, always")
    source: SourceId = Field(description="where the value comes from")
    since: IsoDate = Field("", alias="from", description="binds from this day")
    until: IsoDate = Field("", description="no longer binds from this day")


class ParameterDoor(Door):
    """A table of parameters/"""

    id: WordId = Field(description="the name that texts of controls put in braces; never changes")
    title: Text = Field(description="what the table holds")
    unit: Text = Field("", description="what the numbers count; leave out for words")
    binds: Binds = Field(
        "each", description="whether every value that applies counts, or the lowest or highest"
    )
    otherwise: Text = Field(description="the words for a scope in which no value binds")
    values: tuple[ParameterValueDoor, ...] = Field(
        min_length=1, description="the values, each with its source"
    )
    overrides: Text = Field("", description="why this replaces the entry of an earlier library")


class FailureDoor(Door):
    """A failure of failures/"""

    id: WordId = Field(description="an id that never changes")
    workflow: WordId = Field(description="the workflow that fails")
    step: Literal[STEPS] = Field(description="the step at which it fails")  # type: ignore[valid-type]
    mode: Literal[MODES] = Field(description="in what way it fails")  # type: ignore[valid-type]
    fails: Text = Field(description="what happens, in one concrete sentence")
    hurts: Text = Field(description="who is hurt and how")
    shows: Text = Field(description="how it shows in daily work")
    precedents: tuple[SourceId, ...] = Field((), description="public cases in which it happened")
    controls: tuple[ControlId, ...] = Field((), description="the controls that prevent or detect it")
    carried: Literal["full", "partly", "open"] = Field(description="how far those controls carry it")
    because: Text = Field("", description="what is missing, for partly and open")
    overrides: Text = Field("", description="why this replaces the entry of an earlier library")


class PrecedentDoor(Door):
    """An entry of precedents.yaml"""

    id: SourceId = Field(description="an id that never changes")
    title: Text = Field(description="who and when, in short")
    date: DayOrMonth = Field(
        description="the day it was announced, or the month or year where no day is known"
    )
    what: Text = Field(description="what was missing and what it cost, in a line or two")
    amount_usd: Annotated[int, Field(strict=True, ge=0)] | None = Field(None, description="dollars paid")
    url: Url = Field(description="a public address")
    overrides: Text = Field("", description="why this replaces the entry of an earlier library")


class LintDoor(Door):
    """An entry of lint.yaml: one check that does not count for one entry"""

    check: WordId = Field(description="the name of the check")
    id: Text = Field(description="the control, question or other entry")
    because: Text = Field(description="why it does not count here")


ENTRY_DOORS: dict[str, type[Door]] = {
    "regimes": RegimeDoor,
    "sources": SourceDoor,
    "coverage": CoverageDoor,
    "workflows": WorkflowDoor,
    "precedents": PrecedentDoor,
    "parameters": ParameterDoor,
    "failures": FailureDoor,
    "lint": LintDoor,
}
"""Files that are a list of entries of one kind. Every domain file is a list of controls."""
