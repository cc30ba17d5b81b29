"""About how long talk about a question takes, in a meeting with somebody who knows the answer."""

from __future__ import annotations

from bpo_controls.library.model import Control, Question

SCOPING_SECONDS = 45
FIGURE_SECONDS = 60
TRIAGE_SECONDS = 20
"""Working estimates from interviews that were timed: a scoping question, a control, a control in a first pass."""


def usual_seconds(asked: Question | Control, *, triage: bool = False) -> int:
    """Seconds of talk that a question usually takes."""
    if not isinstance(asked, Control):
        return SCOPING_SECONDS
    return TRIAGE_SECONDS if triage else FIGURE_SECONDS
