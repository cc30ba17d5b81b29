"""Tries a firm's own templates on sample data and gathers what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bpo_controls.diagnostics import Diagnostic, UserError, ordered
from bpo_controls.reporting.deliver.demo_engagement import SAMPLE_DATE, SAMPLE_TIME, sample_contexts
from bpo_controls.reporting.deliver.own_templates import concerned, mistakes, overrides, stray_templates
from bpo_controls.reporting.deliver.render import render
from bpo_controls.terminal.progress import all_made


def check_templates(own: Sequence[Path], *, quiet: bool) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The names of the templates that were looked at, and every problem once, in the order of the places."""
    names = tuple(sorted({name for folder in own for name in overrides(folder)}))
    found = dict.fromkeys((*stray_templates(own), *mistakes(own)))
    told = {str(problem.where) for problem in found}
    pairs = concerned(own)
    if pairs:
        samples = sample_contexts(SAMPLE_DATE, SAMPLE_DATE + SAMPLE_TIME)
        work = [(document, fmt, number) for document, fmt in pairs for number in range(len(samples))]
        results = all_made(
            work,
            lambda one: render(samples[one[2]], one[0], one[1], templates=own),
            lambda one: f"{one[0]}.{one[1]}",
            at_once=2,
            quiet=quiet,
        )
        for _, result in results:
            if isinstance(result, UserError):
                # A line that has been told of already comes up again when it is filled in.
                found |= dict.fromkeys(one for one in result.diagnostics if str(one.where) not in told)
            elif isinstance(result, Exception):
                raise result
    return names, ordered(found)
