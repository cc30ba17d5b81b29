"""The hours that the controls in scope cost each party, once and every month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bpo_controls.engine.finding import Assessment, Finding
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import PARTIES, Party
from bpo_controls.library.paper_model import Assumption, Assumptions
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.setting import number_given


@dataclass(frozen=True, slots=True)
class Once:
    """What a party has to do to close what is open: steps and hours."""

    party: Party
    steps: int
    hours: float


@dataclass(frozen=True, slots=True)
class Monthly:
    """Hours a month of a party, or of a domain: collecting proof, looking at it. `controls` are those it rests on."""

    key: str
    controls: int
    collecting: float
    looking: float

    @property
    def hours(self) -> float:
        """Both together."""
        return self.collecting + self.looking


@dataclass(frozen=True, slots=True)
class Burden:
    """Hours by party and by domain, what is left out of them, and every number assumed."""

    once: tuple[Once, ...]
    by_party: tuple[Monthly, ...]
    by_domain: tuple[Monthly, ...]
    undecided: int
    not_known: int
    hours_in_month: float
    assumptions: tuple[Assumption, ...]


GIVEN = "set with the command"


def control_burden(assessment: Assessment, data: Assumptions, asked: Asked) -> Burden:
    """The burden of every control that applies. Not-applicable ones cost nothing; met ones cost upkeep alone.

    Raises UserError `bad-setting` for an assumption that cannot be.
    """
    assumed = _assumed(data, asked)
    value = {key: one.value for key, one in assumed.items()}
    applying = [f for f in assessment.findings if f.applies is Truth.TRUE and f.status != "not-applicable"]
    groups: dict[str, list[Finding]] = {}
    for finding in applying:
        groups.setdefault(finding.control.id, []).append(finding)
    return Burden(
        once=_once(groups),
        by_party=_by_party(groups, value),
        by_domain=_by_domain(groups, value),
        undecided=sum(f.applies is Truth.UNKNOWN for f in assessment.findings),
        not_known=sum(f.status == "unknown" for f in applying),
        hours_in_month=value["hours_in_month"],
        assumptions=tuple(assumed.values()),
    )


def _assumed(data: Assumptions, asked: Asked) -> dict[str, Assumption]:
    found: dict[str, Assumption] = {}
    for key, one in data.by_key.items():
        least = 1 if key == "hours_in_month" else 0
        most = 366 if key.startswith("checks_") else 1000
        given = number_given(asked, key, least=least, most=most)
        found[key] = one if given is None else Assumption(key, given, GIVEN)
    return found


def _once(groups: Mapping[str, list[Finding]]) -> tuple[Once, ...]:
    """Subjects of one control share the work."""
    open_ = [fs[0].control for fs in groups.values() if any(f.status in ("gap", "partly") for f in fs)]
    steps = {party: [s for c in open_ for s in c.remedy if s.party == party] for party in PARTIES}
    return tuple(
        Once(party, len(some), sum(step.effort_hours for step in some))
        for party, some in steps.items()
        if some
    )


def upkeep(findings: list[Finding], value: Mapping[str, float]) -> tuple[float, float]:
    """Hours a month to collect the proof of one control for its subjects, and to look at it."""
    control = findings[0].control
    times = sum(value[f"checks_{finding.severity}"] for finding in findings) / 12
    proof = len(control.evidence) * value["hours_per_proof"]
    look = sum(value[f"hours_per_{step.method}"] for step in control.verify)
    return times * proof, times * look


def _by_party(groups: Mapping[str, list[Finding]], value: Mapping[str, float]) -> tuple[Monthly, ...]:
    """Whoever answers for a control collects; what is joint is shared by halves. The buyer looks."""
    collecting = dict.fromkeys(PARTIES, 0.0)
    controls = dict.fromkeys(PARTIES, 0)
    looking = 0.0
    for findings in groups.values():
        collect, look = upkeep(findings, value)
        party = findings[0].control.party
        sharing: tuple[Party, ...] = ("buyer", "vendor") if party == "joint" else (party,)
        for one in sharing:
            collecting[one] += collect / len(sharing)
            controls[one] += 1
        looking += look
    return tuple(
        Monthly(party, controls[party], collecting[party], looking if party == "buyer" else 0.0)
        for party in PARTIES
        if controls[party] or (party == "buyer" and looking)
    )


def _by_domain(groups: Mapping[str, list[Finding]], value: Mapping[str, float]) -> tuple[Monthly, ...]:
    domains: dict[str, list[list[Finding]]] = {}
    for findings in groups.values():
        domains.setdefault(findings[0].control.domain, []).append(findings)
    rows = []
    for domain, some in domains.items():
        pairs = [upkeep(findings, value) for findings in some]
        rows.append(Monthly(domain, len(some), sum(a for a, _ in pairs), sum(b for _, b in pairs)))
    return tuple(sorted(rows, key=lambda row: (-row.hours, row.key)))
