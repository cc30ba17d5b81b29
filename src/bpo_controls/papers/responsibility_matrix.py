"""Who does what: per control and per hand-over point buyer, vendor and subcontractor; what nobody owns; clauses for counsel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bpo_controls.engine.finding import Assessment, Finding
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import Library, Party
from bpo_controls.library.register_model import Clause, ResponsibilityData
from bpo_controls.papers.told_facts import Told

Part = Literal["answers", "does", "both", ""]
"""answers for it; does part of it; both; or neither."""

HAND_OVER = "hand-off"
"""The step of the failure catalog whose failures lie where work changes hands."""


@dataclass(frozen=True, slots=True)
class ControlParts:
    """A control with the part of each company, and the role that was asked about it (`asked`), with who answered (`said_by`).

    `gap` says why nobody owns it: `unknown` (nobody has said how it stands), `no-subcontractor` (a subcontractor has to
    do it and none is named), `joint` (both answer, so neither is named), or "".
    """

    id: str
    title: str
    domain: str
    buyer: Part
    vendor: Part
    subcontractor: Part
    asked: str
    said_by: str
    status: str
    gap: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """A point at which work changes hands. `state` is carried, open (its controls are not met) or nobody (no control applies)."""

    id: str
    workflow: str
    fails: str
    hurts: str
    controls: tuple[str, ...]
    parties: tuple[Party, ...]
    state: Literal["carried", "open", "nobody"]


@dataclass(frozen=True, slots=True)
class ClauseState:
    """A clause with how its controls stand; `undecided` when whether it is needed hangs on a missing answer."""

    clause: Clause
    statuses: tuple[tuple[str, str], ...]
    undecided: bool


@dataclass(frozen=True, slots=True)
class ResponsibilityMatrix:
    """Everything the paper shows."""

    controls: tuple[ControlParts, ...]
    hand_overs: tuple[HandOver, ...]
    clauses: tuple[ClauseState, ...]
    subcontractors: tuple[str, ...] | None

    @property
    def unowned(self) -> tuple[ControlParts, ...]:
        """Controls that nobody owns by name."""
        return tuple(one for one in self.controls if one.gap)


def responsibility_matrix(
    library: Library,
    data: ResponsibilityData,
    assessment: Assessment,
    told: Told,
    workflows: tuple[str, ...] | None,
    subcontractors: tuple[str, ...] | None,
) -> ResponsibilityMatrix:
    """The matrix of the controls that apply. `subcontractors` are those named, None while nobody has said."""
    groups: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        if finding.applies is Truth.TRUE and finding.status != "not-applicable":
            groups.setdefault(finding.control.id, []).append(finding)
    hand_overs = [
        _hand_over(failure.id, failure.workflow, failure.fails, failure.hurts, failure.controls, groups)
        for failure in library.failures.values()
        if failure.step == HAND_OVER and (workflows is None or failure.workflow in workflows)
    ]
    clauses = []
    for clause in data.clauses:
        truth, _ = told.judge(clause.when)
        if truth is not Truth.FALSE:
            statuses = tuple((one, _worst(groups[one])) for one in clause.controls if one in groups)
            clauses.append(ClauseState(clause, statuses, truth is Truth.UNKNOWN))
    return ResponsibilityMatrix(
        tuple(_parts(some, subcontractors) for some in groups.values()),
        tuple(hand_overs),
        tuple(clauses),
        subcontractors,
    )


def _parts(some: list[Finding], subcontractors: tuple[str, ...] | None) -> ControlParts:
    control = some[0].control
    acting = {step.party for step in control.remedy}
    sides: dict[str, Part] = {}
    for party in ("buyer", "vendor", "subcontractor"):
        answers = control.party == party or (control.party == "joint" and party != "subcontractor")
        does = party in acting or ("joint" in acting and party != "subcontractor")
        sides[party] = "both" if answers and does else "answers" if answers else "does" if does else ""
    said = next((one.answer.by for one in some if one.answer is not None and one.answer.by), "")
    return ControlParts(
        control.id,
        control.title,
        control.domain,
        sides["buyer"],
        sides["vendor"],
        sides["subcontractor"],
        control.ask.who,
        said,
        _worst(some),
        _gap(control.party, said, _worst(some), subcontractors),
    )


def _gap(party: Party, said: str, status: str, subcontractors: tuple[str, ...] | None) -> str:
    if party == "subcontractor" and not subcontractors:
        return "no-subcontractor"
    if status == "unknown":
        return "unknown"
    if party == "joint" and status in ("gap", "partly"):
        return "joint"
    return "" if said else "unknown"


def _hand_over(
    id_: str,
    workflow: str,
    fails: str,
    hurts: str,
    controls: tuple[str, ...],
    groups: dict[str, list[Finding]],
) -> HandOver:
    mine = tuple(one for one in controls if one in groups)
    parties = tuple(dict.fromkeys(groups[one][0].control.party for one in mine))
    held = mine and all(_worst(groups[one]) in ("met", "another-way", "accepted") for one in mine)
    return HandOver(
        id_, workflow, fails, hurts, mine, parties, "carried" if held else "open" if mine else "nobody"
    )


def _worst(some: list[Finding]) -> str:
    order = ("gap", "unknown", "partly", "claimed", "another-way", "accepted", "met")
    statuses = [one.status or "unknown" for one in some]
    return min(statuses, key=lambda one: order.index(one) if one in order else len(order))
