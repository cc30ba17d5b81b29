"""Last year's answers, and what becomes of them, in words."""

from __future__ import annotations

from collections.abc import Mapping

from bpo_controls.answers.step_track import StepField, StepUpdate
from bpo_controls.words.track_words import update_words

GROUP: dict[str, str] = {
    "changed": "The library changed",
    "expired": "Evidence older than a year",
    "same": "Nothing changed",
    "answered": "Answered anew",
}
GROUP_MEANS: dict[str, str] = {
    "changed": "Look at each: something else is asked or required now.",
    "expired": "Ask for newer evidence: without it the answer counts as stated only.",
    "same": "Once whoever answers for them says that they still hold: --confirm unchanged --by NAME.",
    "answered": "Nothing to confirm; the next confirmation clears them.",
}
STEPS = "Steps that were open: {}. Who does each, by when, and its ticket: look at each, then --confirm steps --by NAME."
STEPS_THEN = "{} of that assessment {} open; track and the plan say so, and when each was due. A closed step is not carried over."
REWORDED = "the library words the step differently now"
LEFT_STEP = "Not carried over: {} ({})"
LEFT_WHY: dict[str, str] = {
    "gone": "the library has no such step anymore",
    "another-step": "under that number stands another step now",
    "left-plan": "it had left the plan: its control did not apply or was not answered",
}
UNCONFIRMED = "Not carried over: {} about steps that nobody has confirmed there."
SUPERSEDED = "answered anew"
UNKNOWN_LIBRARY = (
    "The library of last year was not at hand, so every answer counts as changed. Begin anew with --library-before to tell "
    "apart what the library left alone."
)
NONE_WAIT = "Nothing of the last assessment waits."
NEXT = "They count for nothing until somebody confirms them: bpo-controls reassess {} --confirm unchanged --by NAME"
MOST = 15
"""Answers shown under one heading unless all are asked for."""


def left_words(step: str, fields: Mapping[StepField, str], cause: str) -> str:
    """A step that is not carried over, with what was said about it, and why."""
    said = {name: text for name, text in fields.items() if text}
    return LEFT_STEP.format(update_words(StepUpdate(step, said)), LEFT_WHY[cause])
