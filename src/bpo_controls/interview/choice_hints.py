"""What can be chosen, said with the numbers and labels on the screen instead of ids."""

from __future__ import annotations

from dataclasses import replace

from bpo_controls.diagnostics import Diagnostic
from bpo_controls.library.model import Control, Option, Question

MOST_NAMED = 9
"""Choices named one by one; of more only the numbers are told."""


def with_labels(problem: Diagnostic, asked: Question | Control) -> Diagnostic:
    """The problem with a remedy that names choices as they are shown; other problems as they are."""
    if isinstance(asked, Control) or not asked.options:
        return problem
    shown = [(key, option) for key, option in enumerate(asked.options, start=1)]
    match problem.code:
        case "unknown-option" | "option-expected":
            near = next((pair for pair in shown if _is_meant(pair[1], problem.hint)), None)
            if near is not None:
                return replace(problem, hint=f"did you mean {near[0]} {near[1].label}?")
            if len(shown) > MOST_NAMED:
                return replace(problem, hint=f"1 to {len(shown)}")
            return replace(problem, hint=", ".join(f"{key} {option.label}" for key, option in shown))
        case "option-stands-alone":
            alone = next(((key, one) for key, one in shown if one.alone), None)
            if alone is not None:
                message = f'"{alone[1].label}" excludes every other choice'
                return replace(problem, message=message, hint=f"give {alone[0]} alone, or leave it out")
    return problem


def _is_meant(option: Option, hint: str) -> bool:
    return hint in (
        f'did you mean "{option.id}"?',
        f'did you mean "{option.label}"?',
        f'say "{option.id}" if none applies',
    )
