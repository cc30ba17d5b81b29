"""Checks of the failure catalog and of the tables: each workflow has its failures, each control its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bpo_controls.library.model import MODES, STEPS, Library
from bpo_controls.lint.remark import Remark
from bpo_controls.words.numbers import plural

AT_LEAST = 15
"""Failures that a workflow with work of its own (one that has traits) has in the catalog."""
DIFFERENT = 5
"""Steps and ways of failing that they spread over, so that one step is not told fifteen times."""


def few_failures(library: Library, _as_of: str) -> Iterator[Remark]:
    """Each workflow has enough failures in the catalog, at several steps and of several kinds."""
    if not library.failures:
        return
    per_workflow = Counter(failure.workflow for failure in library.failures.values())
    for workflow in library.workflows.values():
        if not workflow.traits:
            continue
        count = per_workflow[workflow.id]
        if count < AT_LEAST:
            message = f"{plural(count, 'failure')} in the catalog; {AT_LEAST} are asked for"
            yield Remark(workflow.id, (), message, f"add to failures/{workflow.id}.yaml", "workflows")
            continue
        mine = [failure for failure in library.failures.values() if failure.workflow == workflow.id]
        for word, seen, known in (
            ("steps", {failure.step for failure in mine}, STEPS),
            ("ways of failing", {failure.mode for failure in mine}, MODES),
        ):
            if len(seen) < DIFFERENT:
                hint = f"look at {', '.join(one for one in known if one not in seen)}"
                yield Remark(workflow.id, (), f"its failures name only {len(seen)} {word}", hint, "workflows")


def answers_nothing(library: Library, _as_of: str) -> Iterator[Remark]:
    """A control prevents or detects a failure, or rests on a source; else it has no reason to be asked."""
    if not library.failures:
        return
    answered = {one for failure in library.failures.values() for one in failure.controls}
    for control in library.controls.values():
        if control.id not in answered and not control.sources:
            message = "answers no failure of the catalog and rests on no source"
            yield Remark(control.id, (), message, "name it at a failure, or retire it", "controls")


def unused_parameter(library: Library, _as_of: str) -> Iterator[Remark]:
    """A table that no text names."""
    named = {name for control in library.controls.values() for name in control.placeholders}
    for table in library.parameters:
        if table not in named:
            yield Remark(table, (), f"no text of a control names {{{table}}}", "", "parameters")
