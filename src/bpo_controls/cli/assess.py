"""`assess`: the interview."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Directory, Libraries
from bpo_controls.cli.shell_completion import roles, sections


def assess(
    directory: Directory = Path(),
    start: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Open at this question or control, for example ACC-02.", show_default=False
        ),
    ] = "",
    plain: Annotated[
        bool,
        typer.Option(
            "--plain", help="Line by line instead of the full screen; always so without a terminal."
        ),
    ] = False,
    role: Annotated[
        str,
        typer.Option(
            "--role",
            metavar="ROLE",
            help="Ask only what this role knows.",
            show_default=False,
            autocompletion=roles,
        ),
    ] = "",
    section: Annotated[
        str,
        typer.Option(
            "--section",
            metavar="ID",
            help="Ask only this section or domain, for example access.",
            show_default=False,
            autocompletion=sections,
        ),
    ] = "",
    order: Annotated[
        str,
        typer.Option(
            "--order",
            metavar="ORDER",
            help="topic, or risk: first what goes wrong often, by real cases and known failures.",
        ),
    ] = "topic",
    first: Annotated[
        int,
        typer.Option("--first", metavar="N", help="Stop after so many questions.", show_default=False, min=0),
    ] = 0,
    triage: Annotated[
        bool,
        typer.Option("--triage", help="A first pass: in place, partly, not in place; figures can follow."),
    ] = False,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="NAME",
            help='Who is answering, as "Tanya Reyes, UM director"; asked at a terminal.',
            show_default=False,
        ),
    ] = "",
    answers: Annotated[
        list[str] | None,
        typer.Option(
            "--answers",
            metavar="FILE",
            help="Take in prepared answers first: YAML, CSV or XLSX; repeat it, or put commas between.",
            show_default=False,
        ),
    ] = None,
    on_conflict: Annotated[
        str,
        typer.Option(
            "--on-conflict",
            metavar="POLICY",
            help="What becomes of an answer that disagrees with the record: keep both until somebody settles "
            "it, let the newer one count, stop, or ask.",
        ),
    ] = "keep",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what --answers would change; write nothing.")
    ] = False,
    no_input: Annotated[
        bool,
        typer.Option("--no-input", help="Ask nothing; list what is missing and exit with 3 if something is."),
    ] = False,
    as_of: AsOf = "",
    libraries: Libraries = None,
) -> None:
    """Run the interview, from where it stopped. Each answer is on disk before the next question shows.

    Example: bpo-controls assess acme-coding --role privacy-officer
    """
    from bpo_controls.cli.arguments import as_of_date, directory_and_id
    from bpo_controls.cli.clock import now
    from bpo_controls.cli.prepared_answers import prepared_files
    from bpo_controls.cli.run_interview import (
        Sitting,
        order_named,
        policy_named,
        role_named,
        run_interview,
        section_named,
    )
    from bpo_controls.library.load import load_library
    from bpo_controls.workspace.engagement import open_engagement

    date = as_of_date(as_of)
    library = load_library(libraries or ())
    policy = policy_named(on_conflict)
    directory, start = directory_and_id(directory, start, library)
    sitting = Sitting(
        by=by,
        role=role_named(role),
        section=section_named(library, section),
        prepared=prepared_files(answers or ()),
        no_input=no_input,
        on_conflict=policy,
        dry_run=dry_run,
        order=order_named(order),
        triage=triage,
        first=first,
        start=start,
        plain=plain,
    )
    engagement = open_engagement(directory, library)
    raise typer.Exit(run_interview(engagement, date, now, sitting, library))
