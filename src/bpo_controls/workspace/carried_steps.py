"""What was said about last year's open steps, carried into next year's engagement as proposals. A closed step stays where it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from bpo_controls.answers.step_track import StepField, StepProposal, StepTrack, StepUpdate
from bpo_controls.engine.plan_steps import control_of
from bpo_controls.engine.step_progress import WAITING, PlanProgress, StepThen
from bpo_controls.library.model import Library, Remedy
from bpo_controls.words.numbers import date_words

if TYPE_CHECKING:
    from bpo_controls.answers.engagement_record import Record
    from bpo_controls.workspace.earlier import Earlier

LeftCause = Literal["gone", "another-step", "left-plan"]
"""gone: the library has no such control or step anymore. another-step: under that number stands another step now.
left-plan: it was no longer in last year's plan, since its control did not apply or was not answered."""

_CARRIED: tuple[StepField, ...] = ("owner", "due", "ticket", "remarks")


@dataclass(frozen=True, slots=True)
class LeftStep:
    """A step that somebody had said something about and that is not carried: its id last year, what stood there, why not."""

    step: str
    track: StepTrack
    cause: LeftCause


@dataclass(frozen=True, slots=True)
class CarriedSteps:
    """What becomes of last year's steps that were not closed.

    `proposals` is what people said about them. `then` holds all of them, by the ids they have now, as facts of last year.
    `reworded` are those whose text the library changed, `left` those that are not carried. `unconfirmed` counts the
    proposals about steps that nobody confirmed last year: they are not carried.
    """

    proposals: tuple[StepProposal, ...] = ()
    then: Mapping[str, StepThen] = field(default_factory=lambda: MappingProxyType({}))
    reworded: tuple[str, ...] = ()
    left: tuple[LeftStep, ...] = ()
    unconfirmed: int = 0


def carry_steps(
    plan: PlanProgress, record: Record, before: Library, after: Library, as_of: str
) -> CarriedSteps:
    """Last year's steps that were not closed on the ISO date `as_of`, under their ids of today.

    `plan` and `record` are last year's on that date; `before` is the library they were made with, where it is at hand.
    Who does a step, its own date, ticket and remarks are proposed, and that it is in progress. What was said to be
    done without evidence, and what was done before it was reopened, is not: this year nothing shows it.
    """
    proposals: list[StepProposal] = []
    then: dict[str, StepThen] = {}
    reworded: list[str] = []
    left: list[LeftStep] = []
    for one in plan.of(*WAITING):
        now, same = _step_now(before, after, one.step.id)
        if not now:
            if one.track.changed:
                left.append(LeftStep(one.step.id, one.track, "gone" if same else "another-step"))
            continue
        then[now] = StepThen(as_of, one.step.due, one.state)
        fields: dict[StepField, str] = {name: text for name in _CARRIED if (text := one.track.text(name))}
        if one.state == "in-progress":
            fields["status"] = "in-progress"
        if fields:
            proposals.append(StepProposal(StepUpdate(now, fields, one.track.by), origin_of(as_of)))
        if not same:
            reworded.append(now)
    left += [LeftStep(one.step.id, one.track, "left-plan") for one in plan.of("dropped") if one.track.changed]
    left += [LeftStep(step, track, "gone") for step, track in plan.orphans.items() if not track.closed]
    return CarriedSteps(
        tuple(proposals), MappingProxyType(then), tuple(reworded), tuple(left), len(record.step_proposals)
    )


def waiting_steps(proposals: Iterable[StepProposal], earlier: Earlier) -> tuple[StepProposal, ...]:
    """Those of the proposals that came with the last assessment."""
    origin = origin_of(earlier.as_of)
    return tuple(one for one in proposals if one.origin == origin)


def domain_of(library: Library, proposal: StepProposal) -> str:
    """The domain of the control that the step belongs to, "" where the library has it no longer."""
    control = library.controls.get(control_of(proposal.update.step)[0])
    return control.domain if control is not None else ""


def origin_of(as_of: str) -> str:
    """Where what is carried comes from, as proposals name it. `as_of` is the ISO date of the last assessment."""
    return f"the assessment of {date_words(as_of)}"


def _step_now(before: Library, after: Library, step: str) -> tuple[str, bool]:
    """The id of the step in the later library, and whether it reads the same.

    "" where there is none: with True when control or number are gone, with False when the number is another step's now.
    """
    control, number = control_of(step)
    there = before.controls.get(control)
    here = control
    if control not in after.controls:
        gone = after.retired.get(control)
        if gone is None or len(gone.replaced_by) != 1 or gone.replaced_by[0] not in after.controls:
            return "", True
        here = gone.replaced_by[0]
    steps = after.controls[here].remedy
    if there is None or not 1 <= number <= len(there.remedy):
        return "", True
    was = there.remedy[number - 1]
    texts = [one.do for one in steps]
    if texts.count(was.do) == 1:
        return f"{here}.{texts.index(was.do) + 1}", True
    if number > len(steps):
        return "", True
    if here != control or steps[number - 1].party != was.party or texts[number - 1] in _texts(there.remedy):
        return "", False
    return f"{here}.{number}", False


def _texts(steps: Iterable[Remedy]) -> set[str]:
    return {one.do for one in steps}
