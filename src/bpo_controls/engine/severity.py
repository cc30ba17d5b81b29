"""How bad it is when a control is missing: its own severity, raised by what is known."""

from __future__ import annotations

from dataclasses import dataclass

from bpo_controls.answers.answer_model import Subject
from bpo_controls.engine.judge import judge, truth
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.reason import Reason
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import SEVERITIES, Control, Severity


@dataclass(frozen=True, slots=True)
class Rating:
    """A severity, why it was raised, and the raises that nobody can decide yet."""

    severity: Severity
    raised: tuple[str, ...]
    open: tuple[Reason, ...]


def rate(control: Control, subject: Subject, scope: Scope) -> Rating:
    """The highest severity that a decided raise gives; raises never lower."""
    severity = control.severity
    if not control.raises:
        return Rating(severity, (), ())
    raised: list[str] = []
    undecided: list[tuple[Severity, Reason]] = []
    for step in control.raises:
        holds = truth(step.when, subject, scope)
        if holds is Truth.TRUE and _above(step.to, control.severity):
            raised.append(step.because)
            severity = step.to if _above(step.to, severity) else severity
        elif holds is Truth.UNKNOWN:
            undecided.append((step.to, judge(step.when, subject, scope)))
    return Rating(severity, tuple(raised), tuple(reason for to, reason in undecided if _above(to, severity)))


def _above(one: Severity, other: Severity) -> bool:
    return SEVERITIES.index(one) > SEVERITIES.index(other)
