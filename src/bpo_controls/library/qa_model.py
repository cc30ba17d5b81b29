"""What the QA sampling plan is planned with, as the library holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bpo_controls.library.condition import Condition
from bpo_controls.library.paper_model import Assumption


@dataclass(frozen=True, slots=True)
class Tier:
    """How sure a verdict must be, in percent: `confidence` that bad work fails, `good_fails` at most that good work does."""

    id: str
    confidence: float
    good_fails: float
    because: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes to score one item."""

    minutes: float
    because: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Stratum:
    """A column of the list of items, and how many of each of its values are looked at, at least."""

    column: str
    least: int
    because: str


@dataclass(frozen=True, slots=True)
class RampStep:
    """How much of a new hire's work is checked, in percent, from one week to another, and until when."""

    first: int
    last: int
    share: float
    until: str


@dataclass(frozen=True, slots=True)
class RouteStep:
    """One step of calibration or of a dispute."""

    step: str
    who: str
    within: str


@dataclass(frozen=True, slots=True)
class SoftwareLimits:
    """What software that scores everything may miss and may fail wrongly, in percent."""

    missed: float
    false_alarms: float
    because: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class QaData:
    """Everything the plan takes from the library. Targets and tolerable accuracy are percent right.

    `target_controls` says by workflow which control's limits are its target and its tolerable accuracy.
    """

    tiers: tuple[Tier, ...]
    target: float
    tolerable: float
    target_because: str
    target_controls: Mapping[str, str]
    small_below: int
    small_because: str
    minutes: tuple[Minutes, ...]
    hours: Mapping[str, Assumption]
    strata: tuple[Stratum, ...]
    ramp: tuple[RampStep, ...]
    calibration: tuple[RouteStep, ...]
    dispute: tuple[RouteStep, ...]
    software: SoftwareLimits
