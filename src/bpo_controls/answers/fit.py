"""Answers held against the library of today: what no longer fits its question is unknown, and asked again."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from bpo_controls.answers.answer_model import Answer, Answers
from bpo_controls.answers.validate import parse_value
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.library.model import Control, Library, Question

MisfitCause = Literal["retired", "unknown", "subject", "kind", "unit", "value"]
"""Retired or unknown item, asked about another kind of subject, of another kind or unit, or no longer a choice."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """An answer that does not fit, why, and the ids that took the place of its item."""

    answer: Answer
    cause: MisfitCause
    successors: tuple[str, ...] = ()


def form_of(asked: Question | Control) -> str:
    """What kind of answer is asked for: the kind, and the unit of a number. Kept with each answer."""
    asks = asked.ask if isinstance(asked, Control) else asked
    return f"{asks.kind} {asks.unit}".strip()


def misfit(library: Library, answer: Answer) -> Misfit | None:
    """Why an answer does not fit the library, or None when it does. Costs one parse of its value."""
    asked = library.questions.get(answer.item) or library.controls.get(answer.item)
    if asked is None:
        gone = library.retired.get(answer.item)
        return Misfit(answer, "retired", gone.replaced_by) if gone else Misfit(answer, "unknown")
    if asked.per != answer.subject.kind:
        return Misfit(answer, "subject")
    if answer.value is None:
        return None
    kind, _, unit = form_of(asked).partition(" ")
    kind_then, _, unit_then = answer.form.partition(" ")
    if answer.form and kind != kind_then:
        return Misfit(answer, "kind")
    if answer.form and unit != unit_then and isinstance(answer.value, (int, float)):
        return Misfit(answer, "unit")
    read_again = parse_value(asked, answer.value, library)
    # A choice that is found by its label only is another choice by now.
    if isinstance(read_again, Diagnostic) or read_again != answer.value:
        return Misfit(answer, "value")
    return None


def fitting(library: Library, answers: Answers) -> tuple[Answers, tuple[Misfit, ...]]:
    """The answers that fit the library, and the others with their reasons."""
    found = [misfit(library, answer) for answer in answers]
    misfits = tuple(one for one in found if one is not None)
    if not misfits:
        return answers, ()
    out = {one.answer.need for one in misfits}
    kept = {need: answer for need, answer in answers.entries.items() if need not in out}
    return Answers(MappingProxyType(kept)), misfits
