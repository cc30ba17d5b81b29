"""The steps of the action plan: what closes the gaps, each with its id and the date it is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bpo_controls.engine.finding import Finding
from bpo_controls.engine.step_dates import step_dates
from bpo_controls.library.model import GATES, SEVERITIES, Gate, Remedy

NO_DATES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Step:
    """One step, and the gaps that it helps to close: those of one control.

    `id` is the control's with the number of the step, the same from run to run: `ACC-02.1`. `due` is an ISO date, or ""
    where the gate has none; `planned` is the same without regard to a date of its own that people agreed for the step.
    `after` is the id of the step of the same control that comes before, or "".
    """

    id: str
    gaps: tuple[Finding, ...]
    remedy: Remedy
    due: str
    after: str = ""
    planned: str = ""

    @property
    def gate(self) -> Gate:
        """The gate before which it is due."""
        return self.gaps[0].control.gate


def steps_for(gaps: Sequence[Finding], due: str, own: Mapping[str, str] = NO_DATES) -> tuple[Step, ...]:
    """The steps that close the gaps of one control, in order. `due` is the ISO date of its gate, or "".

    `own` are the ISO dates that people agreed for steps, by their ids; they go before those of the plan.
    """
    control = gaps[0].control
    severity = max((gap.severity for gap in gaps), key=SEVERITIES.index)
    recorded = min((gap.answer.at for gap in gaps if gap.answer is not None and gap.answer.at), default="")
    hours = [remedy.effort_hours for remedy in control.remedy]
    dates = step_dates(hours, severity, due, recorded)
    found: list[Step] = []
    for place, (remedy, planned) in enumerate(zip(control.remedy, dates, strict=True), start=1):
        id_ = f"{control.id}.{place}"
        after = f"{control.id}.{place - 1}" if place > 1 else ""
        found.append(Step(id_, tuple(gaps), remedy, own.get(id_) or planned, after, planned))
    return tuple(found)


def plan_steps(
    ranked: Iterable[Finding], gate_dates: Mapping[Gate, str], own: Mapping[str, str] = NO_DATES
) -> tuple[Step, ...]:
    """Every step by gate and rank; a control that is a gap for several subjects asks for each step once.

    `ranked` are the gaps in rank order, `gate_dates` ISO dates, `own` those agreed for single steps.
    """
    gaps = tuple(ranked)
    return tuple(
        step
        for gate in GATES
        for group in by_control(gap for gap in gaps if gap.control.gate == gate)
        for step in steps_for(group, gate_dates.get(gate, ""), own)
    )


def by_control(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings of one control together, in the order in which the controls first come up."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.control.id, []).append(finding)
    return list(groups.values())


def control_of(step: str) -> tuple[str, int]:
    """The control of a step id, and the number of the step: `ACC-02.1` is ("ACC-02", 1). 0 for what is no such id."""
    control, dot, number = step.rpartition(".")
    return (control, int(number)) if dot and number.isascii() and number.isdigit() else (step, 0)
