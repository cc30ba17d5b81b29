"""Tries a firm's own templates on sample data and gathers what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bpo_controls.diagnostics import Diagnostic


def check_templates(own: Sequence[Path], *, quiet: bool) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The names of the templates that were looked at, and every problem once, in the order of the places."""
    from bpo_controls.cli.demo import SAMPLE_DATE, SAMPLE_TIME
    from bpo_controls.cli.demo_engagement import sample_views
    from bpo_controls.diagnostics import UserError, ordered
    from bpo_controls.reporting.deliver.own_templates import concerned, mistakes
    from bpo_controls.reporting.deliver.render import render
    from bpo_controls.reporting.formats.templates.environment import overrides, stray_templates
    from bpo_controls.terminal.progress import all_made

    names = tuple(sorted({name for folder in own for name in overrides(folder)}))
    found = dict.fromkeys((*stray_templates(own), *mistakes(own)))
    told = {str(one.where) for one in found}
    pairs = concerned(own)
    if pairs:
        views = sample_views(SAMPLE_DATE, SAMPLE_DATE + SAMPLE_TIME)
        work = [(document, fmt, number) for document, fmt in pairs for number in range(len(views))]
        results = all_made(
            work,
            lambda one: render(views[one[2]], one[0], one[1], templates=own),
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
