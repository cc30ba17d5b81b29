"""The one frozen view that every format shows. Finished text and numbers; templates loop, never decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class EngagementMeta:
    """What the engagement says about itself. All text is as typed; dates are ISO or empty.

    `gate_dates` maps pilot, go-live and scale to a date. `internal_notes` are for the firm only and
    stand in no buyer-facing file. `colour` is the firm's, as "#rrggbb"; one too pale to read is not used.
    """

    buyer: str
    provider: str
    title: str = ""
    goal: str = ""
    data_involved: str = ""
    systems_touched: str = ""
    failure_to_avoid: str = ""
    owner: str = ""
    second_reviewer: str = ""
    review_date: str = ""
    gate_dates: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    firm: str = ""
    internal_notes: tuple[str, ...] = ()
    tool_version: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A label and its text. `internal` lines never reach a buyer-facing file."""

    label: str
    text: str
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Blocker:
    """A finding named on the verdict page. `ref` is its rank, "no. 3", or empty when it has none."""

    id: str
    title: str
    subject: str
    severity: str
    standing: str
    ref: str


@dataclass(frozen=True, slots=True)
class Gate:
    """The verdict of one gate; `more` says how many blockers are not shown, or is empty."""

    label: str
    date: str
    mark: str
    verdict: str
    sentence: str
    blockers: tuple[Blocker, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Action:
    """One of the first things to do."""

    rank: int
    id: str
    title: str
    subject: str
    step: str
    who: str
    due: str
    effort: str


@dataclass(frozen=True, slots=True)
class Step:
    """One remedy step."""

    do: str
    who: str
    effort: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap or partly met control with everything a reader needs to act.

    `same_as` is the rank of an earlier gap of the same control, whose detail is not printed again; 0
    where the detail stands here. `impacts` are names, which the method explains once; `sources` are
    citations with their standing, whose words stand once in the table of sources. `lapsed` tells of an
    acceptance that ran out.
    """

    rank: int
    id: str
    title: str
    subject: str
    mark: str
    status: str
    severity: str
    severity_note: str
    gate: str
    due: str
    party: str
    effort: str
    statement: str
    why: str
    reasons: tuple[str, ...]
    said: str
    said_by: str
    assurance: str
    note: str
    evidence_given: tuple[str, ...]
    flagged: str
    missing: str
    lapsed: str
    limit_source: str
    impacts: tuple[str, ...]
    precedents: tuple[str, ...]
    steps: tuple[Step, ...]
    evidence: tuple[str, ...]
    verify: tuple[Line, ...]
    sources: tuple[str, ...]
    same_as: int


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table. `align` is l or r a column; `shares` are relative widths, `total` bolds the last row."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: str
    shares: tuple[float, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class PersonFollowUps:
    """What one person still has to answer. Items are (control id or nothing, question, about, cause)."""

    person: str
    count: str
    items: Table


@dataclass(frozen=True, slots=True)
class CheckStep:
    """One way to check: the method, what to do (closed by its own stop), and what passes."""

    method: str
    what: str
    accept: str


@dataclass(frozen=True, slots=True)
class CheckItem:
    """A control on the checklist with a box for each subject: (subject, mark, standing now)."""

    id: str
    title: str
    statement: str
    passes: str
    boxes: tuple[tuple[str, str, str], ...]
    steps: tuple[CheckStep, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """The items of one gate."""

    heading: str
    items: tuple[CheckItem, ...]


@dataclass(frozen=True, slots=True)
class PartyPage:
    """All that one party has to bring; `signers` are the parties that sign for it."""

    party: str
    heading: str
    intro: str
    signers: tuple[str, ...]
    groups: tuple[CheckGroup, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Everything any format shows. `t` holds headings and standing sentences; `contract` the JSON data.

    `stamp` is the as-of date as seconds since 1970 (UTC midnight), the only time in any file.
    `internal` holds what the default edition leaves out. `remarks` are what a reader has to know first.
    """

    t: Mapping[str, str]
    lang: str
    title: str
    checklist_title: str
    buyer: str
    provider: str
    prepared_by: str
    as_of: str
    as_of_iso: str
    stamp: int
    ink: str
    name: str
    running: str
    keywords: tuple[str, ...]
    cover: tuple[Line, ...]
    imprint: tuple[Line, ...]
    remarks: tuple[str, ...]
    limits: tuple[str, ...]
    gates: tuple[Gate, ...]
    key_numbers: tuple[Line, ...]
    actions: tuple[Action, ...]
    purpose: tuple[Line, ...]
    scope: tuple[Line, ...]
    people: Table
    assurance: tuple[Line, ...]
    gap_table: Table
    gaps: tuple[Gap, ...]
    strong: Table
    by_domain: Table
    by_gate: Table
    another_way: Table
    not_applicable: Table
    accepted: Table
    follow_ups: tuple[PersonFollowUps, ...]
    undecided: Table
    excluded: Table
    facts: Table
    horizon: Table
    sources: Table
    costs: tuple[Line, ...]
    method: tuple[Line, ...]
    checklist: tuple[PartyPage, ...]
    contract_of: Callable[[], Mapping[str, object]]
    internal: tuple[Line, ...]

    @property
    def contract(self) -> Mapping[str, object]:
        """The JSON data, worked out when a format asks for it."""
        return self.contract_of()
