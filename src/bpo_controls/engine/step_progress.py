"""How far the action plan is: each step with its state, what is overdue, what was closed and fell back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal, get_args

from bpo_controls.answers.answer_model import Answer, Need
from bpo_controls.answers.engagement_record import Record
from bpo_controls.answers.step_track import CLOSING, UNTRACKED, StepTrack
from bpo_controls.engine.finding import Assessment, Finding
from bpo_controls.engine.plan_steps import Step, control_of, plan_steps
from bpo_controls.engine.ranking import ranked_gaps
from bpo_controls.engine.standing_history import CLOSED, Standing, standing_history
from bpo_controls.library.model import Gate

StepState = Literal["open", "in-progress", "said-done", "reopened", "done", "accepted", "dropped"]
"""`said-done`: done or accepted by word, evidence missing. `reopened`: closed once, and the answer fell back.
`dropped`: no longer in the plan, since the control no longer applies or is not answered."""
STEP_STATES: tuple[StepState, ...] = get_args(StepState)
WAITING: tuple[StepState, ...] = ("open", "in-progress", "said-done", "reopened")
"""States of a step that is not closed."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A standing that fell back: for which control and subject, at which event and moment (ISO), from and to which answer.

    `acceptance`: nothing new was said; the date until which the gap was accepted has passed, and `at` is that date.
    """

    need: Need
    event: int
    at: str
    before: Answer
    after: Answer
    acceptance: bool = False


@dataclass(frozen=True, slots=True)
class StepThen:
    """How an open step stood in the assessment before this one: the ISO date of that assessment, when the step was due
    then ("" for no date), and its state. A fact of that assessment; it counts for nothing in this one.
    """

    as_of: str
    due: str
    state: StepState


NONE_THEN: Mapping[str, StepThen] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StepProgress:
    """One step of the plan and how it stands. `closed_on` is the ISO date it was closed, "" while it is not.

    `by_answer`: it is closed because the control stands well by the answers, whatever was said of the step.
    `then` is how it stood in the assessment before this one, where it was open there.
    """

    step: Step
    track: StepTrack
    state: StepState
    overdue: bool = False
    closed_on: str = ""
    by_answer: bool = False
    fall: Fall | None = None
    then: StepThen | None = None

    @property
    def finding(self) -> Finding:
        """The finding that speaks for the step."""
        return self.step.gaps[0]


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """Every step in the order of the plan, then those that left it.

    `to_judge` are ids of controls whose steps are all closed while the answer on record still says gap: ask again.
    `orphans` are steps that were tracked and that the library has no longer.
    """

    steps: tuple[StepProgress, ...]
    to_judge: tuple[str, ...] = ()
    orphans: Mapping[str, StepTrack] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, *states: StepState) -> tuple[StepProgress, ...]:
        """The steps in these states."""
        return tuple(one for one in self.steps if one.state in states)

    @property
    def overdue(self) -> tuple[StepProgress, ...]:
        """The steps that are overdue, the longest first."""
        return tuple(sorted((one for one in self.steps if one.overdue), key=lambda one: one.step.due))


def plan_progress(
    record: Record,
    assessment: Assessment,
    gate_dates: Mapping[Gate, str],
    then: Mapping[str, StepThen] = NONE_THEN,
) -> PlanProgress:
    """The whole plan on the date of the assessment. `gate_dates` are ISO dates.

    `then` are the steps that were open in the assessment before this one, by their ids.
    """
    as_of = assessment.as_of
    history = standing_history(record, assessment)
    own = {id_: track.due for id_, track in record.steps.items() if track.due}
    planned = plan_steps(ranked_gaps(assessment), gate_dates, own)
    found = [_in_plan(step, record.steps.get(step.id, UNTRACKED), history, as_of) for step in planned]
    here = {step.id for step in planned}
    known = {control_of(step.id)[0] for step in planned}
    left: dict[str, None] = {}
    for control, findings in assessment.by_control.items():
        if control not in known and any(_was_gap(history.get(finding.key, ())) for finding in findings):
            left |= dict.fromkeys(f"{control}.{n}" for n in range(1, len(findings[0].control.remedy) + 1))
    left |= dict.fromkeys(id_ for id_ in record.steps if id_ not in here)
    orphans: dict[str, StepTrack] = {}
    for id_ in left:
        gone = _out_of_plan(id_, record.steps.get(id_, UNTRACKED), assessment, history)
        if gone is None:
            orphans[id_] = record.steps[id_]
        else:
            found.append(gone)
    found = [replace(one, then=then.get(one.step.id)) for one in found]
    return PlanProgress(tuple(found), _to_judge(found), MappingProxyType(orphans))


def _in_plan(
    step: Step, track: StepTrack, history: Mapping[Need, Sequence[Standing]], as_of: str
) -> StepProgress:
    falls = [fall_of(gap, history.get(gap.key, ()), track.closed_event, as_of) for gap in step.gaps]
    fall = max((one for one in falls if one is not None), key=lambda one: one.event, default=None)
    state: StepState
    if fall is not None and fall.event > track.status_event:
        state = "reopened"
    elif track.closed:
        state = "done" if track.status == "done" else "accepted"
    elif track.status in CLOSING:
        state = "said-done"
    else:
        state = "in-progress" if track.status == "in-progress" else "open"
    waits = state in WAITING
    return StepProgress(
        step,
        track,
        state,
        overdue=waits and "" < step.due < as_of[:10],
        closed_on="" if waits else track.done_on or track.closed_at[:10],
        fall=fall if waits else None,
    )


def _out_of_plan(
    id_: str, track: StepTrack, assessment: Assessment, history: Mapping[Need, Sequence[Standing]]
) -> StepProgress | None:
    control, number = control_of(id_)
    findings = assessment.of(control)
    if not findings or not 1 <= number <= len(findings[0].control.remedy):
        return None
    after = f"{control}.{number - 1}" if number > 1 else ""
    applying = tuple(finding for finding in findings if finding.status is not None)
    step = Step(id_, applying or findings, findings[0].control.remedy[number - 1], "", after)
    if applying and all(finding.status != "unknown" for finding in applying):
        rows = [history.get(finding.key, ()) for finding in applying]
        when = max((row[-1].at[:10] for row in rows if row), default="")
        by_answer = not track.closed
        return StepProgress(
            step,
            track,
            "done",
            closed_on=when if by_answer else track.done_on or track.closed_at[:10],
            by_answer=by_answer,
        )
    return StepProgress(step, track, "dropped")


def _was_gap(row: Sequence[Standing]) -> bool:
    return any(standing.level < CLOSED for standing in row)


def fall_of(finding: Finding, row: Sequence[Standing], closed: int, as_of: str) -> Fall | None:
    """When a standing fell back after it was closed, and has not come back since; None when it has not.

    `closed` is the event that closed the step, 0 for none: then the answers alone closed it, by saying once, after a
    gap, that the control stands well.
    """
    best: int | None = None
    gap_before = False
    last: Standing | None = None
    fall: Fall | None = None
    for standing in row:
        level = standing.level
        if standing.event <= closed:
            best = level
        elif best is not None and level < best and last is not None:
            if fall is None:
                fall = Fall(finding.key, standing.event, standing.at, last.answer, standing.answer)
        elif best is not None or (level == CLOSED and gap_before):
            best, fall = level, None
        gap_before = gap_before or level < CLOSED
        last = standing
    if fall is not None or last is None or last.event <= closed:
        return fall
    kept = last.answer.accepted
    if (
        kept is not None
        and last.level == CLOSED
        and finding.status in ("gap", "partly")
        and kept.until < as_of
    ):
        return Fall(finding.key, last.event, kept.until, last.answer, last.answer, acceptance=True)
    return None


def _to_judge(found: Sequence[StepProgress]) -> tuple[str, ...]:
    waiting: dict[str, bool] = {}
    for one in found:
        if one.finding.status in ("gap", "partly"):
            control = one.finding.control.id
            waiting[control] = waiting.get(control, False) or one.state in WAITING
    return tuple(control for control, waits in waiting.items() if not waits)
