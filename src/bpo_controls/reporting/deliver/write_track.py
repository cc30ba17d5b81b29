"""The action plan over time as files, each by its name."""

from __future__ import annotations

from collections.abc import Sequence

from bpo_controls.engine.step_progress import PlanProgress, StepProgress
from bpo_controls.reporting.deliver.render import render_document
from bpo_controls.reporting.deliver.step_exports import EXPORTS, plan_calendar, waiting
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.step_tracker import step_tracker
from bpo_controls.workspace.paths import deliverable_name


def track_files(
    ctx: Context, plan: PlanProgress, steps: Sequence[StepProgress], forms: Sequence[str]
) -> dict[str, bytes]:
    """The steps in each form: a document format, `jira`, `planner`, `project` or `ics`.

    What other tools get are those of the `steps` that are not closed.
    """
    still = {one.step.id for one in waiting(plan)}
    open_steps = [one for one in steps if one.step.id in still]
    document = step_tracker(ctx, plan, steps if len(steps) < len(plan.steps) else None)
    files: dict[str, bytes] = {}
    for form in forms:
        if form in EXPORTS:
            files[f"track-{form}.csv"] = EXPORTS[form](ctx, open_steps)
        elif form == "ics":
            files["track.ics"] = plan_calendar(ctx, open_steps)
        else:
            files[deliverable_name(document.id, form)] = render_document(document, form)
    return files
