"""The one frozen view that every format shows. Finished text and numbers; templates loop, never decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bpo_controls.reporting.blocks.workbook import Sheet


@dataclass(frozen=True, slots=True)
class EngagementMeta:
    """What the engagement says about itself. All text is as typed; dates are ISO or empty.

    `gate_dates` maps pilot, go-live and scale to a date. `edition` is "buyer", "vendor", "internal" or empty;
    `build` leaves out what that reader must not see, `commercial` facts by name and `internal_notes` among it. `color` and `accent` are the firm's, as "#rrggbb"; one too pale to read is
    not used. `logo` is the firm's, a PNG, JPEG or SVG file, or empty.
    """

    buyer: str
    vendor: str
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
    color: str = ""
    accent: str = ""
    logo: bytes = b""
    edition: str = ""
    commercial: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Line:
    """A label and its text. `internal` lines never reach a buyer-facing file."""

    label: str
    text: str
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Blocker:
    """A finding named under a verdict. `ref` is its rank, "no. 3", or empty when it has none (`rank` 0)."""

    rank: int
    id: str
    title: str
    subject: str
    severity: str
    standing: str
    ref: str


@dataclass(frozen=True, slots=True)
class Gate:
    """The verdict of one gate; `more` says how many blockers are not shown, or is empty.

    `key` is the verdict as a word for machines: ready, ready-with-conditions, cannot-tell or not-ready.
    """

    key: str
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
    hours: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap or partly met control with everything a reader needs to act.

    `same_as` is the rank of an earlier gap of the same control, whose detail is not printed again; 0
    where the detail stands here. `impacts` are names, which the method explains once; `sources` are
    citations with their standing, whose words stand once in the table of sources. `lapsed` tells of an
    acceptance that ran out. `due_iso` is the date of the gate, or empty.
    """

    rank: int
    id: str
    title: str
    subject: str
    domain: str
    mark: str
    status: str
    severity: str
    severity_note: str
    gate: str
    due: str
    due_iso: str
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
    """A plain table. `align` is l or r a column; `shares` are relative widths (0: as wide as its text).

    `total` bolds the last row. `anchors` has for each row the anchor its first cell leads to, or "".
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: str
    shares: tuple[float, ...]
    total: bool = False
    anchors: tuple[str, ...] = ()


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
    """A control on the checklist with a box for each subject: (subject, mark, standing now).

    `severity` is the highest among the subjects; domain, severity, gate and party are what a reader filters by.
    """

    id: str
    title: str
    statement: str
    passes: str
    boxes: tuple[tuple[str, str, str], ...]
    steps: tuple[CheckStep, ...]
    evidence: tuple[str, ...]
    domain: str
    severity: str
    gate: str
    party: str


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
class DomainDecisions:
    """Every decision of one domain: a row for each control and the subjects that share decision and reason.

    `table` tells a reason once and points to it later; `full` repeats it, for who reads a row alone.
    """

    domain: str
    table: Table
    full: Table


@dataclass(frozen=True, slots=True)
class GateTable:
    """What is due by one gate; `count` says how much in a sentence."""

    heading: str
    count: str
    table: Table


@dataclass(frozen=True, slots=True)
class Requests:
    """What one party has to hand over, by gate."""

    party: str
    count: str
    gates: tuple[GateTable, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A row of numbers."""

    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Numbers by row and column; every row has a count for every column."""

    columns: tuple[str, ...]
    rows: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """A gate on the way. `iso` is empty without a date; `open` are gaps and partly met controls first due here,
    `serious` those of them that are critical or high; `past` that the as-of date is later."""

    label: str
    iso: str
    date: str
    mark: str
    verdict: str
    open: int
    serious: int
    past: bool


@dataclass(frozen=True, slots=True)
class Tallies:
    """The numbers that pictures are drawn from.

    `heat`: gaps and partly met controls by domain and severity (worst first); `heat_open`: not known and
    undecided ones, in the same rows and columns. `bars`: standing by domain. `owners`: gaps and partly met
    controls by party and gate. Domains and parties without anything that applies or is undecided are left out.
    """

    heat: Grid
    heat_open: Grid
    bars: Grid
    owners: Grid
    milestones: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Everything any format shows. `t` holds headings and standing sentences; `contract` the JSON data.

    `stamp` is the as-of date as seconds since 1970 (UTC midnight), the only time in any file.
    `internal` and `flagged` have something in the internal edition only, `commercial` in the buyer's too.
    `edition` is its key as in a file name, or empty. `remarks` are what a reader has to know first.
    `headline` is the answer in a sentence, `owed` who owes what. `plan` is the vendor's, by gate.
    """

    t: Mapping[str, str]
    lang: str
    title: str
    buyer: str
    vendor: str
    prepared_by: str
    as_of: str
    as_of_iso: str
    stamp: int
    ink: str
    accent: str
    logo: bytes
    name: str
    running: str
    keywords: tuple[str, ...]
    cover: tuple[Line, ...]
    imprint: tuple[Line, ...]
    remarks: tuple[str, ...]
    limits: tuple[str, ...]
    headline: str
    gates: tuple[Gate, ...]
    key_numbers: tuple[Line, ...]
    actions: tuple[Action, ...]
    owed: Table
    tallies: Tallies
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
    lapsed: Table
    follow_ups: tuple[PersonFollowUps, ...]
    undecided: Table
    excluded: Table
    facts: Table
    horizon: Table
    sources: Table
    costs: tuple[Line, ...]
    method: tuple[Line, ...]
    checklist: tuple[PartyPage, ...]
    plan: tuple[GateTable, ...]
    plan_table: Table
    requests: tuple[Requests, ...]
    requests_table: Table
    exceptions_table: Table
    decisions_of: Callable[[], tuple[DomainDecisions, ...]]
    contract_of: Callable[[], Mapping[str, object]]
    oscal_of: Callable[[], Mapping[str, Mapping[str, object]]]
    sheets_of: Callable[[], tuple[Sheet, ...]]
    internal: tuple[Line, ...]
    flagged: Table
    commercial: tuple[Line, ...]
    edition: str

    @property
    def decisions(self) -> tuple[DomainDecisions, ...]:
        """Every control of the library with every subject, worked out when a document asks for it."""
        return self.decisions_of()

    @property
    def contract(self) -> Mapping[str, object]:
        """The JSON data, worked out when a format asks for it."""
        return self.contract_of()

    @property
    def oscal(self) -> Mapping[str, Mapping[str, object]]:
        """The OSCAL files as data, by name, worked out when a format asks for them."""
        return self.oscal_of()

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets of the workbook that are made from findings, worked out when a workbook asks for them."""
        return self.sheets_of()
