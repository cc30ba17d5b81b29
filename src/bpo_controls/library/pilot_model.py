"""What a pilot is planned with, as the library holds it."""

from __future__ import annotations

from dataclasses import dataclass

from bpo_controls.library.condition import Condition
from bpo_controls.library.paper_model import Assumption


@dataclass(frozen=True, slots=True)
class StopRule:
    """What ends the pilot at once, where it can happen at all; `{n}` and `{c}` are those of the sampling plan."""

    id: str
    says: str
    who: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class RollbackStep:
    """One step of the way back, where it is needed."""

    step: str
    who: str
    within: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class PilotData:
    """Stop rules and the way back, and what the size of the slice assumes."""

    agents: Assumption
    workdays: Assumption
    weeks_at_target: Assumption
    stops: tuple[StopRule, ...]
    rollback: tuple[RollbackStep, ...]
