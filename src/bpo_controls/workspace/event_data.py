"""Parts of events as data that a journal keeps, empty ones left out; and a conflict as a problem."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bpo_controls.answers.answer_model import Need
from bpo_controls.answers.reconcile import Reconciled
from bpo_controls.answers.step_track import StepProposal, StepUpdate, proposal_to_plain, update_to_plain
from bpo_controls.diagnostics import Diagnostic, Location
from bpo_controls.workspace.record import needs_to_plain


def conflict_problem(row: Reconciled, source: str) -> Diagnostic:
    """A conflict as a problem: what stands, and what the file says."""
    answer, standing = row.answer, row.standing
    about = f"@{answer.subject.id}" if answer.subject.id else ""
    who = f" by {standing.by}" if standing is not None and standing.by else ""
    return Diagnostic(
        "answers-conflict",
        f"{answer.item}{about} disagrees with the answer{who} on record",
        Location(source),
        "nothing was taken in; --on-conflict keep keeps both until somebody settles it",
    )


def steps_data(updates: Iterable[StepUpdate], waiting: Iterable[StepProposal]) -> dict[str, Any]:
    """What counts and what waits about steps of the action plan."""
    found = {
        "steps": [update_to_plain(update) for update in updates],
        "step_proposals": [proposal_to_plain(proposal) for proposal in waiting],
    }
    return {key: rows for key, rows in found.items() if rows}


def withdrawn(needs: Iterable[Need]) -> dict[str, Any]:
    """The answers that no longer stand."""
    gone = needs_to_plain(needs)
    return {"withdrawn": gone} if gone else {}


def said(by: str, reason: str = "") -> dict[str, Any]:
    """Who did it, and why."""
    return {key: text for key, text in (("by", by), ("reason", reason)) if text}
