"""How a control stands, from what was answered."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from bpo_controls.answers.answer_model import Answer
from bpo_controls.engine.finding import Status
from bpo_controls.library.model import Control, Limits

PRACTICE_STATUS: dict[str, Status] = {
    "in-place": "met",
    "partly": "partly",
    "not-in-place": "gap",
    "another-way": "another-way",
}


def status_of(control: Control, answer: Answer | None, as_of: str) -> Status:
    """The standing of an applying control on a date.

    No answer, "don't know", "declined" and "later" are unknown, never a gap and never a pass. "In place"
    where a figure is asked for is claimed until the figure comes. A gap that the buyer has accepted counts
    as accepted until the acceptance runs out.
    """
    if answer is None:
        return "unknown"
    if answer.non_answer is not None:
        match answer.non_answer.kind:
            case "not-applicable":
                return "not-applicable"
            case "dont-know" | "declined" | "later":
                return "unknown"
            case _:
                assert_never(answer.non_answer.kind)
    status = _from_value(control, answer, as_of)
    if answer.accepted is not None and status in ("gap", "partly") and as_of <= answer.accepted.until:
        return "accepted"
    return status


def measured_on(control: Control, answer: Answer, as_of: str) -> float | None:
    """The measurement as it stands on a date: one that counts days or months since something has grown meanwhile.

    None where no number was given.
    """
    value = answer.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not control.ask.ages or not answer.at or answer.at[:10] >= as_of:
        return value
    days = (date.fromisoformat(as_of) - date.fromisoformat(answer.at[:10])).days
    return value + (days if control.ask.unit == "days" else days * 12 // 365)


def _from_value(control: Control, answer: Answer, as_of: str) -> Status:
    value = measured_on(control, answer, as_of) if not isinstance(answer.value, str) else answer.value
    if isinstance(value, str):
        if value == "in-place" and control.ask.kind == "number":
            return "claimed"
        return PRACTICE_STATUS[value]
    if value is None:
        raise TypeError(f"{control.id}: {answer.value!r} is no standing")
    if within(control.ask.met, value):
        return "met"
    if within(control.ask.partly, value):
        return "partly"
    return "gap"


def within(limits: Limits | None, value: float) -> bool:
    """Whether a measurement keeps every bound given; without limits nothing does."""
    if limits is None:
        return False
    if limits.at_least is not None and value < limits.at_least:
        return False
    return limits.at_most is None or value <= limits.at_most
