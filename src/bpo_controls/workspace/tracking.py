"""The action plan of an engagement over time, and recording what becomes of its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.engine.step_progress import NONE_THEN, PlanProgress, plan_progress
from bpo_controls.workspace.assessed import AssessedEngagement, assess
from bpo_controls.workspace.earlier import read_earlier

if TYPE_CHECKING:
    from bpo_controls.library.model import Party


@dataclass(frozen=True, slots=True)
class TrackedEngagement:
    """An assessed engagement and how far its action plan is on the same date."""

    assessed: AssessedEngagement
    plan: PlanProgress


def track_plan(directory: Path, as_of: str, libraries: Sequence[Path] = ()) -> TrackedEngagement:
    """Assess an engagement on an ISO date and follow its plan. Raises UserError as `assess` does."""
    assessed = assess(directory, as_of, libraries)
    return TrackedEngagement(assessed, progress_of(assessed))


def progress_of(assessed: AssessedEngagement) -> PlanProgress:
    """How far the plan of an assessed engagement is. Raises UserError where `earlier.json` is damaged."""
    engagement = assessed.engagement
    earlier = read_earlier(engagement.directory)
    then = earlier.steps if earlier is not None else NONE_THEN
    return plan_progress(assessed.record, assessed.assessment, engagement.file.gate_dates, then)


def owed_by(plan: PlanProgress, parties: Sequence[Party]) -> PlanProgress:
    """The steps that these parties have to do, joint ones included; every step where none is named."""
    if not parties:
        return plan
    steps = tuple(one for one in plan.steps if one.step.remedy.party in (*parties, "joint"))
    return PlanProgress(steps, plan.to_judge, plan.orphans)
