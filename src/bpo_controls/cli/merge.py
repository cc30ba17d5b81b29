"""`merge`: journals that parted are joined again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import Directory, Libraries


def merge(
    directory: Directory = Path(),
    other: Annotated[
        str,
        typer.Argument(
            metavar="[FILE]",
            help="The other journal, for example a conflict copy; without it what git or an editor did to the "
            "journal is put right.",
            show_default=False,
        ),
    ] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who does it.", show_default=False)] = "",
    libraries: Libraries = None,
) -> None:
    """Join another branch of the journal: a conflict copy of a sync tool, or the other side of a git merge.

    Example: bpo-controls merge acme-coding "journal (conflicted copy).jsonl"
    """
    from bpo_controls.cli.clock import now
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data, prose
    from bpo_controls.words.import_words import import_summary
    from bpo_controls.words.track_words import taken_in_words
    from bpo_controls.workspace.branches import (
        plan_label_merge,
        plan_merge,
        plan_own_merge,
        plan_step_merge,
        put_right,
        read_branch,
    )
    from bpo_controls.workspace.engagement import open_engagement
    from bpo_controls.workspace.writer import open_writer

    path = directory / other if other else put_right(directory)
    if path is None:
        open_engagement(directory, load_library(libraries or ()))
        data("The journal is whole; there is nothing to join.")
        return
    engagement = open_engagement(directory, load_library(libraries or ()))
    branch = read_branch(engagement, path)
    if not branch.fresh:
        data(f"{path.name} holds nothing that this journal lacks; it can be deleted.")
        return
    with open_writer(engagement, now) as writer:
        plan = plan_merge(engagement, branch, now())
        steps = plan_step_merge(engagement, branch)
        labels = plan_label_merge(engagement, branch)
        renames = labels.renames
        writer.merge(plan, path.name, by, updates=steps.updates, waiting=steps.waiting, renames=renames)
        counted, dropped = plan_own_merge(engagement, branch)
        writer.count_own(added=counted, dropped=dropped, by=by, reason=f"as in {path.name}")
    for line in import_summary(engagement.library, engagement.answers, plan, path.name, 0):
        prose(line, rest="  ")
    if steps.updates or steps.waiting:
        data(taken_in_words(len(steps.updates), len(steps.waiting)))
    for rename in labels.renames:
        data(f"{rename.name_before} is now {rename.name_after}.")
    for here, there in labels.both:
        data(f"{path.name} calls {here} by another name, {there}; {here} stays. rename changes it.")
    data(f"{path.name} can be deleted now.")
