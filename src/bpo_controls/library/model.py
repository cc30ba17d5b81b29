"""What a library holds once it has been read and checked. Frozen; no disk, no YAML, no pydantic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bpo_controls.library.condition import Condition, SubjectKind
from bpo_controls.library.parameter_model import Parameter

if TYPE_CHECKING:
    from bpo_controls.library.form_model import Form

QuestionKind = Literal["yes-no", "one-of", "any-of", "number", "date", "text", "names"]
Severity = Literal["low", "medium", "high", "critical"]
Gate = Literal["pilot", "go-live", "scale"]
Party = Literal["buyer", "vendor", "subcontractor", "joint"]
Basis = Literal["regulation", "contract", "good-practice", "risk"]
Impact = Literal["payment-timing", "compliance-posture", "trust", "patient-experience", "audit-outcomes"]
Method = Literal["examine", "interview", "test"]
SourceState = Literal["in-force", "upcoming", "proposed", "stayed", "vacated", "superseded"]
Role = Literal[
    "privacy-officer", "operations-lead", "it-security", "qa-lead", "billing-compliance", "contract-owner"
]

SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high", "critical")
GATES: tuple[Gate, ...] = ("pilot", "go-live", "scale")
PARTIES: tuple[Party, ...] = ("buyer", "vendor", "subcontractor", "joint")
IMPACTS: tuple[Impact, ...] = (
    "payment-timing",
    "compliance-posture",
    "trust",
    "patient-experience",
    "audit-outcomes",
)
ROLES: tuple[Role, ...] = (
    "privacy-officer",
    "operations-lead",
    "it-security",
    "qa-lead",
    "billing-compliance",
    "contract-owner",
)
DOMAINS: tuple[str, ...] = (
    "access",
    "exception-handling",
    "escalation",
    "qa-depth",
    "documentation",
    "privacy",
    "handoffs",
    "governance",
    "workforce",
    "subcontractors",
    "resilience",
    "billing-integrity",
)
"""The domains of a library that lists none in `library.yaml`, in the order in which reports show them."""

PRACTICE: tuple[str, ...] = ("in-place", "partly", "not-in-place", "another-way")
"""The default scale of a control question."""


@dataclass(frozen=True, slots=True)
class Source:
    """A law, rule, standard or contract term. Dates are ISO 8601 text, or "" where there is none.

    `effective`: in the books from; `compliance`: must be obeyed from; `until`: no longer counts from.
    `verified` says what was read and when; empty means background knowledge, and is shown as such.
    """

    id: str
    citation: str
    title: str
    regime: str
    says: str
    state: SourceState
    effective: str = ""
    compliance: str = ""
    until: str = ""
    binds: tuple[str, ...] = ()
    designation: str = ""
    url: str = ""
    verified: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Regime:
    """A law, rule or body of standards that sources belong to.

    `maps` names the frameworks to which a control that rests on one of its sources must be mapped.
    """

    id: str
    title: str
    maps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A source that no control carries, and why."""

    source: str
    because: str


@dataclass(frozen=True, slots=True)
class Workflow:
    """A unit of outsourced work. `office` is front, back or both; `traits` are read by conditions.

    `title` is what it is called here; where those are the client's words, `library_title` is the library's own.
    """

    id: str
    title: str
    office: str
    does: str
    traits: tuple[str, ...] = ()
    library_title: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a one-of or any-of question.

    `alone` excludes every other choice ("none of these"); `covers_all` stands for all of them ("every state").
    `also` is another label by which it can be named.
    """

    id: str
    label: str
    alone: bool = False
    covers_all: bool = False
    also: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A run of scoping questions shown under one heading."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Question:
    """A scoping question: asks for one fact.

    `minimum` and `maximum` bound a number; `whole` allows no fractions of one. `introduces` names the subject kind whose subjects the
    answer lists (the chosen workflows, the named sites). `ask_when` closes the branch when false.
    `also_for` names deliverables that print the answer, so it is asked even if no condition needs it.
    """

    id: str
    section: str
    ask: str
    why: str
    who: Role
    kind: QuestionKind
    per: SubjectKind = "engagement"
    options: tuple[Option, ...] = ()
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    help: str = ""
    introduces: SubjectKind | None = None
    ask_when: Condition | None = None
    also_for: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    """A yes-no fact that follows from others: true when `when` is, false when it is false, else unknown."""

    id: str
    title: str
    when: Condition
    per: SubjectKind = "engagement"


@dataclass(frozen=True, slots=True)
class Limits:
    """When a measurement counts: every bound given must hold. Numbers are in the question's unit."""

    at_least: float | None = None
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class ControlAsk:
    """How a control's standing is asked for: the practice scale, or a number with limits.

    `minimum` and `maximum` say which numbers make sense at all; `whole` allows no fractions of one. `ages`: the number
    counts the days or months since something, and so grows by itself after it was given.
    """

    text: str
    who: Role
    kind: Literal["practice", "number"] = "practice"
    unit: str = ""
    met: Limits | None = None
    partly: Limits | None = None
    limit_source: str = ""
    help: str = ""
    whole: bool = False
    minimum: float = 0
    maximum: float | None = None
    ages: bool = False


@dataclass(frozen=True, slots=True)
class Raise:
    """Severity goes up to `to` when the condition holds."""

    when: Condition
    to: Severity
    because: str


@dataclass(frozen=True, slots=True)
class VerifyStep:
    """One way to check the control and what passes."""

    method: Method
    what: str
    accept: str


@dataclass(frozen=True, slots=True)
class Remedy:
    """One step that closes the gap. `effort_hours` is a working estimate by the library's authors."""

    do: str
    party: Party
    effort_hours: float


@dataclass(frozen=True, slots=True)
class Watch:
    """A rule on the horizon and what it would change about this control."""

    source: str
    change: str


STEPS: tuple[str, ...] = (
    "trigger", "intake", "lookup", "decision", "communication", "money",
    "hand-off", "record", "exception", "change", "end",
)  # fmt: skip
"""Steps of a workflow at which work fails, in working order."""
MODES: tuple[str, ...] = (
    "wrong", "late", "missing", "duplicate", "invented", "misdirected",
    "unfair", "conflicted", "unlawful", "unrecoverable", "hidden",
)  # fmt: skip
"""Ways in which a step fails."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A way in which a workflow fails at one of its steps, and the controls that prevent or detect it.

    `carried` is full, partly or open; for the last two `because` says what is missing.
    """

    id: str
    workflow: str
    step: str
    mode: str
    fails: str
    hurts: str
    shows: str
    controls: tuple[str, ...]
    carried: Literal["full", "partly", "open"]
    because: str = ""
    precedents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Retired:
    """A control that no longer counts but keeps its id. `title` is "" where only the id was kept."""

    id: str
    domain: str
    title: str
    in_version: str
    because: str
    replaced_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A worked case that lint runs: these facts, this decision (yes, no or undecided)."""

    given: Mapping[str, object]
    applies: Literal["yes", "no", "undecided"]


@dataclass(frozen=True, slots=True)
class Control:
    """Something that must be true about the outsourced work.

    `source_scope` holds the condition of each source that reaches the work only under one. `placeholders` are
    the names in braces that its texts hold, in alphabetical order.
    """

    id: str
    domain: str
    title: str
    statement: str
    why: str
    applies_when: Condition
    per: SubjectKind
    severity: Severity
    impacts: tuple[Impact, ...]
    gate: Gate
    party: Party
    basis: Basis
    ask: ControlAsk
    verify: tuple[VerifyStep, ...]
    evidence: tuple[str, ...]
    remedy: tuple[Remedy, ...]
    sources: tuple[str, ...]
    since: str
    reviewed_on: str
    raises: tuple[Raise, ...] = ()
    source_scope: Mapping[str, Condition] = field(default_factory=dict)
    maps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    precedents: tuple[str, ...] = ()
    watch: tuple[Watch, ...] = ()
    placeholders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Precedent:
    """A public enforcement case in which something was missing."""

    id: str
    title: str
    date: str
    what: str
    url: str
    amount_usd: int | None = None


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Library:
    """A whole library. Mappings keep the order of the files. `digest` is sha256 over every file read."""

    id: str
    title: str
    version: str
    maintained_by: str
    reviewed_on: str
    review_by: str
    digest: str
    sources: Mapping[str, Source]
    workflows: Mapping[str, Workflow]
    sections: tuple[Section, ...]
    questions: Mapping[str, Question]
    derived: Mapping[str, Derived]
    controls: Mapping[str, Control]
    retired: Mapping[str, Retired] = field(default_factory=dict)
    precedents: Mapping[str, Precedent] = field(default_factory=dict)
    regimes: Mapping[str, Regime] = field(default_factory=dict)
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    domains: tuple[str, ...] = DOMAINS
    common_facts: frozenset[str] = frozenset()
    """Facts that say the same of nearly every engagement: there are data, logins, sites, people and a beginning."""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    failures: Mapping[str, Failure] = field(default_factory=dict)
    papers: Mapping[str, object] = field(default_factory=dict)
    """The data of working papers by name; `paper_model.paper_data` gives it with its type."""
    forms: Mapping[str, Form] = field(default_factory=dict)
    examples: Mapping[str, tuple[Example, ...]] = field(default_factory=dict)
    """The worked cases of each control by its id. Only lint looks into them, so they are not read with the controls."""

    def introducer(self, kind: SubjectKind) -> Question | None:
        """The question whose answer lists the subjects of this kind, or None."""
        for question in self.questions.values():
            if question.introduces == kind:
                return question
        return None
