"""What `--set STEP:FIELD=TEXT` says about steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bpo_controls.answers.step_text import read_field
from bpo_controls.answers.step_track import STEP_FIELDS, StepField, StepUpdate
from bpo_controls.answers.typed_text import visible
from bpo_controls.diagnostics import Diagnostic, did_you_mean
from bpo_controls.engine.plan_steps import control_of
from bpo_controls.library.model import Library
from bpo_controls.words.track_words import STATUS_OF


def read_settings(
    given: Sequence[str], library: Library, today: str
) -> tuple[tuple[StepUpdate, ...], tuple[Diagnostic, ...]]:
    """One update per step named, and everything wrong with what was given. `today` is an ISO date."""
    found: dict[str, dict[StepField, str]] = {}
    problems: list[Diagnostic] = []
    for text in given:
        head, equals, said = text.partition("=")
        step, colon, name = (part.strip() for part in head.partition(":"))
        field = next((one for one in STEP_FIELDS if one == name.casefold().replace("-", "_")), None)
        if not (equals and colon and step):
            hint = "for example ACC-02.1:owner=Ana Example"
            problems.append(
                Diagnostic("bad-setting", f'--set: "{visible(text)}" is not STEP:FIELD=TEXT', hint=hint)
            )
        elif field is None:
            hint = did_you_mean(name, STEP_FIELDS) or f"known: {', '.join(STEP_FIELDS)}"
            problems.append(
                Diagnostic("unknown-setting", f'--set: a step has no field "{visible(name)}"', hint=hint)
            )
        elif not is_step(library, step):
            hint = did_you_mean(control_of(step)[0], library.controls) or "it is written like ACC-02.1"
            problems.append(
                Diagnostic("unknown-item", f'--set: there is no step "{visible(step)}"', hint=hint)
            )
        else:
            read = read_field(field, said, today, STATUS_OF)
            if isinstance(read, Diagnostic):
                problems.append(replace(read, message=f"--set {step}:{name}: {read.message}"))
            else:
                found.setdefault(step, {})[field] = read
    return tuple(StepUpdate(step, fields) for step, fields in found.items()), tuple(problems)


def is_step(library: Library, step: str) -> bool:
    """Whether the library has such a step."""
    control, number = control_of(step)
    known = library.controls.get(control)
    return known is not None and 1 <= number <= len(known.remedy)
