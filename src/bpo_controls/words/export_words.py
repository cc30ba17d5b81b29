"""The words of other tools for what a step says, and the texts that go with it there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bpo_controls.words import labels
from bpo_controls.words.numbers import listed, sentence

JIRA_PRIORITY: dict[str, str] = {"critical": "Highest", "high": "High", "medium": "Medium", "low": "Low"}
JIRA_STATUS: dict[bool, str] = {True: "In Progress", False: "To Do"}
PLANNER_PRIORITY: dict[str, str] = {
    "critical": "Urgent",
    "high": "Important",
    "medium": "Medium",
    "low": "Low",
}
PLANNER_PROGRESS: dict[bool, str] = {True: "In progress", False: "Not started"}


def description_lines(
    control: str, number: int, title: str, party: str, owner: str, evidence: Iterable[str]
) -> Iterator[str]:
    """What a ticket says beside its title."""
    yield f"Step {number} for control {control}: {sentence(title)}"
    yield f"Who: {party}{f', {owner}' if owner else ''}."
    asked = tuple(evidence)
    if asked:
        yield f"It is closed by evidence, for example {listed(asked, 'or')}."


def calendar_name(name: str) -> str:
    """What the calendar is called."""
    return f"Action plan: {name}"


def gate_words(name: str, gate: str) -> str:
    """The date of a gate."""
    return f"Gate “{labels.GATE[gate]}”: {name}"


def review_words(name: str) -> str:
    """The date of the next review."""
    return f"Review of the assessment: {name}"


def agreement_words(agreement: str, name: str) -> str:
    """The day an agreement ends."""
    return f"{agreement} ends: {name}"
