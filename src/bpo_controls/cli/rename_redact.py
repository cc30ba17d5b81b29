"""`rename` and `redact`: a place or workflow called otherwise keeps its answers; a text leaves every file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import Directory, Libraries

Name = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does it.", show_default=False)]


def rename(
    before: Annotated[
        str, typer.Argument(metavar="OLD", help="A site, subcontractor or workflow, by its name or id.")
    ],
    after: Annotated[str, typer.Argument(metavar="NEW", help="What it is called now.")],
    directory: Directory = Path(),
    by: Name = "",
    libraries: Libraries = None,
) -> None:
    """Call a site, subcontractor or workflow by another name; every answer about it stays.

    A workflow goes by the client's own words in every document. Its id stays, and its title in the library
    brings that title back.

    Example: bpo-controls rename "Manila office" "Makati office" acme-coding
    """
    from bpo_controls.cli.clock import now
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data, problems, prose
    from bpo_controls.words.numbers import plural
    from bpo_controls.workspace.engagement import open_engagement
    from bpo_controls.workspace.rename import planned_rename
    from bpo_controls.workspace.writer import open_writer

    engagement = open_engagement(directory, load_library(libraries or ()))
    problems(engagement.warnings)
    with open_writer(engagement, now) as writer:
        planned = planned_rename(engagement.library, engagement.answers, before, after)
        writer.rename(planned, by=by)
        problems(writer.warnings)
    if planned.before.kind == "workflow":
        if planned.restored:
            prose(f"{planned.name_before} goes by the library's title again: {planned.name_after}.")
        else:
            prose(f"Every document now says {planned.name_after} for {planned.name_before}.")
        return
    kept = sum(1 for answer in engagement.answers if answer.subject == planned.after)
    kept_words = plural(kept, "answer") if kept else "no answers"
    data(f"{planned.name_before} is now {planned.name_after}; {kept_words} about it kept.")


def redact(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What has to leave every file.")],
    directory: Directory = Path(),
    by: Name = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.", show_default=False)] = "",
    libraries: Libraries = None,
) -> None:
    """Remove a text from every file of an engagement; the journal still verifies and says that it was done.

    Example: bpo-controls redact "Jane Doe" acme-coding --by "Robin Sample" --reason "names a patient"
    """
    from bpo_controls.cli.clock import now
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data, problems
    from bpo_controls.words.numbers import plural
    from bpo_controls.workspace.engagement import open_engagement
    from bpo_controls.workspace.redact import redact as remove_text
    from bpo_controls.workspace.writer import open_writer

    library = load_library(libraries or ())
    problems(open_engagement(directory, library).warnings)
    done = remove_text(directory, text, by=by, reason=reason, at=now())
    if done.nothing:
        data("That text stands nowhere in this engagement.")
        return
    with open_writer(open_engagement(directory, library), now) as writer:
        problems(writer.warnings)
    data(f"Removed from {plural(len(done.events), 'event')} of the journal; the chain still verifies.")
    for name in done.files:
        data(f"Removed from {name}.")
    if done.deleted:
        data(
            f"Deleted {plural(len(done.deleted), 'deliverable')} that could hold it; report writes them again."
        )
    for name in done.left:
        data(f"Look at it yourself: out/{name}")
    data("Copies elsewhere (backups, mail, a shared folder's history) are yours to find.")
