"""A pilot: the smallest slice that can prove the work, what must be true before and after it, and when it stops."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bpo_controls.answers.answer_model import ENGAGEMENT, Answers, Subject
from bpo_controls.diagnostics import UserError, did_you_mean
from bpo_controls.engine.finding import Assessment, Finding, GateVerdict
from bpo_controls.engine.gates import SERIOUS, gate_verdicts
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.ranking import rank_key
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import Condition
from bpo_controls.library.model import GATES, Gate, Library
from bpo_controls.library.paper_model import Assumption
from bpo_controls.library.pilot_model import PilotData, RollbackStep
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.qa_plan import QaPlan, WorkflowPlan
from bpo_controls.papers.setting import number_given, refusal

MEASURES = 8
"""How many figures are watched at most: a sheet that nobody can fill each day is not filled."""


@dataclass(frozen=True, slots=True)
class Slice:
    """The workflow to start with. `items` must be checked, with at most `wrong` wrong, to prove the target.

    `days` is how long the agents need for them; None where volume or team size is not known. `blockers` counts the
    serious controls due by the pilot that are a gap or not known, for this workflow and the whole work.
    """

    workflow: str
    items: int | None
    wrong: int | None
    agents: int
    days: int | None
    share: float | None
    blockers: int


@dataclass(frozen=True, slots=True)
class Stop:
    """What ends the pilot. `sure` is false while a missing answer leaves open whether it can happen here."""

    says: str
    who: str
    sure: bool


@dataclass(frozen=True, slots=True)
class PilotPlan:
    """The plan for one workflow. `entry` and `exit` are the controls not yet met that are due by pilot and go-live."""

    slice: Slice | None
    others: tuple[Slice, ...]
    verdicts: tuple[GateVerdict, ...]
    entry: tuple[Finding, ...]
    exit: tuple[Finding, ...]
    measures: tuple[Finding, ...]
    stops: tuple[Stop, ...]
    rollback: tuple[RollbackStep, ...]
    plan: WorkflowPlan | None
    assumptions: tuple[Assumption, ...]


def pilot_plan(
    library: Library, answers: Answers, assessment: Assessment, data: PilotData, qa: QaPlan, asked: Asked
) -> PilotPlan:
    """The pilot. Without `--set workflow=` it starts with the workflow that has the fewest serious blockers, then the
    smallest sample. Raises UserError `bad-setting` for a workflow out of scope or an impossible number.
    """
    scope = Scope(library, answers, judge)
    agents = number_given(asked, "agents", least=1, most=1000, whole=True)
    held = data.agents if agents is None else Assumption("agents", agents, "set with the command")
    slices = [_slice(assessment, data, qa, one, int(held.value)) for one in qa.workflows if one.volume != 0]
    slices.sort(key=lambda one: (one.blockers, math.inf if one.items is None else one.items))
    wanted = asked.of("workflow")
    names = [one.workflow for one in slices]
    if wanted and wanted not in names:
        raise _unknown(wanted, names)
    picked = wanted or next(iter(names), "")
    mine = next((one for one in slices if one.workflow == picked), None)
    subject = Subject("workflow", picked) if picked else ENGAGEMENT
    plan = next((one for one in qa.workflows if one.workflow == picked), None)
    return PilotPlan(
        slice=mine,
        others=tuple(one for one in slices if one is not mine),
        verdicts=gate_verdicts(assessment),
        entry=_due(assessment, "pilot", subject),
        exit=_due(assessment, "go-live", subject),
        measures=_measures(assessment, subject),
        stops=tuple(
            Stop(
                one.says.format(
                    n=_or_open(mine.items if mine else None), c=_or_open(mine.wrong if mine else None)
                ),
                one.who,
                truth is Truth.TRUE,
            )
            for one in data.stops
            for truth in (_holds(scope, subject, one.when),)
            if truth is not Truth.FALSE
        ),
        rollback=tuple(one for one in data.rollback if _holds(scope, subject, one.when) is not Truth.FALSE),
        plan=plan,
        assumptions=(held, data.workdays, data.weeks_at_target),
    )


def _unknown(wanted: str, names: list[str]) -> UserError:
    return refusal("workflow", wanted, "is not a workflow in scope", did_you_mean(wanted, names))


def _or_open(value: int | None) -> str:
    return f"{value:,}" if value is not None else "the allowed number"


def _slice(assessment: Assessment, data: PilotData, qa: QaPlan, one: WorkflowPlan, agents: int) -> Slice:
    items = one.chosen.n if one.chosen else None
    days = share = None
    if items is not None and one.volume:
        share = items / one.volume
        if qa.team_size:
            a_day = one.volume / data.workdays.value / qa.team_size * agents
            days = math.ceil(items / a_day)
    subject = Subject("workflow", one.workflow)
    blockers = sum(
        f.severity in SERIOUS and (f.status in ("gap", "unknown") or f.applies is Truth.UNKNOWN)
        for f in _by(assessment, "pilot", subject)
    )
    return Slice(one.workflow, items, one.chosen.c if one.chosen else None, agents, days, share, blockers)


def _by(assessment: Assessment, gate: Gate, subject: Subject) -> list[Finding]:
    """Findings due by a gate about the workflow or the whole work, sites and subcontractors included."""
    due = GATES[: GATES.index(gate) + 1]
    return [
        f
        for f in assessment.findings
        if f.control.gate in due
        and (f.subject.kind != "workflow" or f.subject == subject)
        and f.applies is not Truth.FALSE
    ]


def _due(assessment: Assessment, gate: Gate, subject: Subject) -> tuple[Finding, ...]:
    """What is due at this gate itself and not yet met, undecided ones included, worst first."""
    return tuple(
        sorted(
            (
                f
                for f in _by(assessment, gate, subject)
                if f.control.gate == gate and f.status not in ("met", "not-applicable")
            ),
            key=rank_key,
        )
    )


def _measures(assessment: Assessment, subject: Subject) -> tuple[Finding, ...]:
    """The figures to watch: measured controls that apply, those outside their limit first, then by rank."""
    found = [
        f
        for f in _by(assessment, "go-live", subject)
        if f.applies is Truth.TRUE and f.control.ask.kind == "number" and f.status != "not-applicable"
    ]
    worst = {f.control.id: f for f in sorted(found, key=rank_key, reverse=True)}
    ordered = sorted(
        worst.values(), key=lambda f: (f.status == "met", f.severity not in SERIOUS, rank_key(f))
    )
    return tuple(ordered[:MEASURES])


def _holds(scope: Scope, subject: Subject, when: Condition | None) -> Truth:
    return Truth.TRUE if when is None else judge(when, subject, scope).truth
