"""The door of working-papers/qa.yaml."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, StrictInt

from bpo_controls.diagnostics import did_you_mean
from bpo_controls.library.burden_doors import AssumptionDoor
from bpo_controls.library.condition import Condition
from bpo_controls.library.door_fields import ConditionTree, ControlId, Door, FactId, Number, Text, WordId
from bpo_controls.library.paper_doors import PaperDoor
from bpo_controls.library.paper_model import Assumption
from bpo_controls.library.parse_condition import parse_condition
from bpo_controls.library.problems import Entry, Problems, Spot
from bpo_controls.library.qa_model import Minutes, QaData, RampStep, RouteStep, SoftwareLimits, Stratum, Tier
from bpo_controls.library.vocabulary import Vocabulary

HOURS: tuple[str, ...] = (
    "reviewer_hours", "double_share", "calibration_hours", "dispute_share", "dispute_minutes",
)  # fmt: skip
"""The assumptions about reviewers' hours, each once."""

Count = Annotated[int, StrictInt, Field(ge=0)]


class TierDoor(Door):
    id: WordId = Field(description="the name of the tier")
    when: ConditionTree = Field(
        None, description="the tier is that of a workflow for which this holds; the last has none"
    )
    confidence: Number = Field(description="percent of the time that work at the tolerable rate fails")
    good_fails: Number = Field(description="percent of the time, at most, that work at the target fails")
    because: Text = Field(description="why")


class OtherwiseDoor(Door):
    target: Number = Field(description="accuracy aimed at, percent")
    tolerable: Number = Field(description="accuracy that must not pass, percent")
    because: Text = Field(description="where both come from")


class TargetDoor(Door):
    known_by: ClassVar[str] = "workflow"
    workflow: WordId = Field(description="the workflow")
    control: ControlId = Field(
        description="the control whose limits are its target and its tolerable accuracy"
    )


class MinutesDoor(Door):
    when: ConditionTree = Field(None, description="for workflows for which this holds; the last has none")
    minutes: Number = Field(description="minutes to score one item")
    because: Text = Field(description="where it comes from, honestly")


class StratumDoor(Door):
    known_by: ClassVar[str] = "column"
    column: FactId = Field(description="the column of the list of items")
    least: Count = Field(description="how many of each value are looked at, at least")
    because: Text = Field(description="why")


class RampDoor(Door):
    known_by: ClassVar[str] = "until"
    first: Count = Field(alias="from", description="first week of a new hire")
    last: Count = Field(alias="to", description="last week")
    share: Number = Field(description="percent of the work that is checked")
    until: Text = Field(description="what has to be reached")


class RouteDoor(Door):
    known_by: ClassVar[str] = "step"
    step: Text = Field(description="what is done")
    who: Text = Field(description="who does it")
    within: Text = Field(description="within what time")


class SoftwareDoor(Door):
    when: ConditionTree = Field(None, description="software scores everything when this holds")
    missed: Number = Field(description="percent of what it passes that may be wrong")
    false_alarms: Number = Field(description="percent of what it fails that may be right")
    because: Text = Field(description="where both come from")


class QaDoor(PaperDoor):
    """working-papers/qa.yaml: what the QA sampling plan is planned with"""

    tiers: tuple[TierDoor, ...] = Field(
        min_length=1, description="how sure a verdict must be, by risk; first that holds"
    )
    otherwise: OtherwiseDoor = Field(description="the target of a workflow without a control of its own")
    targets: tuple[TargetDoor, ...] = Field((), description="workflows whose target a control sets")
    small_below: Count = Field(description="below so many items a month the sample is one with none wrong")
    small_because: Text = Field(description="why")
    minutes: tuple[MinutesDoor, ...] = Field(min_length=1, description="minutes per item; first that holds")
    hours: tuple[AssumptionDoor, ...] = Field(min_length=1, description="assumptions about reviewers' hours")
    strata: tuple[StratumDoor, ...] = Field((), description="what is topped up beside the common draw")
    ramp: tuple[RampDoor, ...] = Field((), description="new hires")
    calibration: tuple[RouteDoor, ...] = Field((), description="how reviewers stay alike")
    dispute: tuple[RouteDoor, ...] = Field((), description="how a score is disputed")
    software: SoftwareDoor = Field(description="software that scores everything")


def qa_data(entry: Entry[QaDoor], _name: str, words: Vocabulary, problems: Problems) -> QaData:
    """What the plan is planned with; what cannot be goes to `problems`."""
    door, spot = entry.door, entry.spot

    def condition(here: Spot, given: bool) -> Condition | None:
        return parse_condition(here.at("when"), words, "workflow", problems) if given else None

    def when(kind: str, index: int, one: Door) -> Condition | None:
        return condition(spot.at(kind, index), "when" in one.model_fields_set)

    options = words.facts["workflow"].options
    for index, target in enumerate(door.targets):
        if options is not None and target.workflow not in options:
            here = spot.at("targets", index, "workflow")
            hint = did_you_mean(target.workflow, options)
            problems.add("unknown-word", here, f'unknown workflow "{target.workflow}"', hint)
    _check_numbers(door, spot, problems)
    hours = {one.key: Assumption(one.key, one.value, one.because) for one in door.hours}
    for key in HOURS:
        if key not in hours:
            problems.add("missing-key", spot.at("hours"), f'the assumption "{key}" is missing')
    soft = door.software
    return QaData(
        tiers=tuple(
            Tier(one.id, one.confidence, one.good_fails, one.because, when("tiers", index, one))
            for index, one in enumerate(door.tiers)
        ),
        target=door.otherwise.target,
        tolerable=door.otherwise.tolerable,
        target_because=door.otherwise.because,
        target_controls={one.workflow: one.control for one in door.targets},
        small_below=door.small_below,
        small_because=door.small_because,
        minutes=tuple(
            Minutes(one.minutes, one.because, when("minutes", index, one))
            for index, one in enumerate(door.minutes)
        ),
        hours=hours,
        strata=tuple(Stratum(one.column, one.least, one.because) for one in door.strata),
        ramp=tuple(RampStep(one.first, one.last, one.share, one.until) for one in door.ramp),
        calibration=tuple(RouteStep(one.step, one.who, one.within) for one in door.calibration),
        dispute=tuple(RouteStep(one.step, one.who, one.within) for one in door.dispute),
        software=SoftwareLimits(
            soft.missed,
            soft.false_alarms,
            soft.because,
            condition(spot.at("software"), "when" in soft.model_fields_set),
        ),
    )


def _check_numbers(door: QaDoor, spot: Spot, problems: Problems) -> None:
    if not 0 < door.otherwise.tolerable < door.otherwise.target < 100:
        message = "tolerable must be below target, and both between 0 and 100"
        problems.add("wrong-type", spot.at("otherwise"), message)
    for index, tier in enumerate(door.tiers):
        if not (50 <= tier.confidence < 100 and 0 < tier.good_fails < 50):
            message = f"{tier.id}: confidence is from 50 to below 100, good_fails from above 0 to below 50"
            problems.add("wrong-type", spot.at("tiers", index), message)
    for kind in ("tiers", "minutes"):
        last = getattr(door, kind)[-1]
        if "when" in last.model_fields_set:
            problems.add(
                "wrong-type",
                spot.at(kind),
                f"the last of {kind} holds for every workflow: leave out its when",
            )
