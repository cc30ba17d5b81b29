"""How this work fails: the failures of the catalog that stand open here, and the one the buyer fears."""

from __future__ import annotations

from bpo_controls.engine.failure_status import FailureStatus, failures_in_scope, feared
from bpo_controls.library.model import STEPS
from bpo_controls.reporting.blocks.table import Listing
from bpo_controls.reporting.documents.content.columns import field
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import labels
from bpo_controls.words.numbers import listed, sentence

SHOWN = ("open", "weak")
"""States in which a failure can happen as far as is known."""


def open_failures(ctx: Context) -> Listing[FailureStatus]:
    """Failures that nothing, or not everything, holds: those that nothing holds first, then in working order."""
    found = [one for one in failures_in_scope(ctx.library, ctx.assessment) if one.state in SHOWN]
    found.sort(key=lambda one: (SHOWN.index(one.state), STEPS.index(one.failure.step), one.failure.id))
    return _listing(ctx, found)


def feared_failures(ctx: Context) -> Listing[FailureStatus]:
    """The failures that match what the engagement says it wants to avoid, and how they stand."""
    statuses = failures_in_scope(ctx.library, ctx.assessment)
    return _listing(ctx, list(feared(statuses, ctx.file.failure_to_avoid)))


def _listing(ctx: Context, statuses: list[FailureStatus]) -> Listing[FailureStatus]:
    return Listing(
        tuple(statuses),
        (
            field("workflow", lambda one: ctx.library.workflows[one.failure.workflow].title, share=1),
            field("failure", lambda one: sentence(one.failure.fails), share=3),
            field("shows", lambda one: sentence(one.failure.shows), share=2),
            field("held", lambda one: labels.FAILURE_STATE[one.state], share=0.9),
            field("lacking", lambda one: listed(_lacking(one)), share=1.2),
        ),
    )


def _lacking(status: FailureStatus) -> list[str]:
    return list(dict.fromkeys(finding.control.id for finding in status.lacking))
