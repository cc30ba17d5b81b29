"""The action plan over time as plain data, for `--json` and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bpo_controls.engine.step_progress import STEP_STATES, StepProgress
from bpo_controls.words.track_words import fall_words
from bpo_controls.workspace.tracking import TrackedEngagement


def plain_track(tracked: TrackedEngagement, steps: Sequence[StepProgress]) -> dict[str, Any]:
    """The counts of the whole plan, and the steps that are listed. Dates are ISO, empty texts where there is none."""
    plan = tracked.plan
    return {
        "as_of": tracked.assessed.assessment.as_of,
        "counts": {
            "steps": len(plan.steps),
            **{state: len(plan.of(state)) for state in STEP_STATES},
            "overdue": len(plan.overdue),
        },
        "steps": [_plain(tracked, one) for one in steps],
        "to_judge": list(plan.to_judge),
        "proposals": len(tracked.assessed.engagement.record.step_proposals),
        "orphans": {id_: track.fields for id_, track in plan.orphans.items()},
    }


def _plain(tracked: TrackedEngagement, one: StepProgress) -> dict[str, Any]:
    fall = one.fall
    return {
        "step": one.step.id,
        "control": one.finding.control.id,
        "subjects": [gap.subject.id for gap in one.step.gaps],
        "do": one.step.remedy.do,
        "party": one.step.remedy.party,
        "hours": one.step.remedy.effort_hours,
        "gate": one.step.gate,
        "severity": one.finding.severity,
        "due": one.step.due,
        "due_by_plan": one.step.planned,
        "state": one.state,
        "overdue": one.overdue,
        "owner": one.track.owner,
        "done_on": one.track.done_on,
        "closed_on": one.closed_on,
        "closed_by_answer": one.by_answer,
        "evidence": one.track.evidence,
        "ticket": one.track.ticket,
        "remarks": one.track.remarks,
        "last_assessment": None
        if one.then is None
        else {"as_of": one.then.as_of, "due": one.then.due, "state": one.then.state},
        "reopened": None
        if fall is None
        else {
            "since": fall.at[:10],
            "event": fall.event,
            "subject": fall.need.subject.id,
            "why": fall_words(tracked.assessed.library, tracked.assessed.answers, fall),
        },
    }
