"""`track`: the action plan over months."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Directory, Json, Libraries
from bpo_controls.cli.cut_options import PartyOption


def track(
    directory: Directory = Path(),
    overdue: Annotated[bool, typer.Option("--overdue", help="Only the steps that are overdue.")] = False,
    party: PartyOption = None,
    state: Annotated[
        str,
        typer.Option(
            "--state",
            metavar="LIST",
            help="Only steps in these states: open, in-progress, said-done, reopened, done, accepted, dropped.",
            show_default=False,
        ),
    ] = "",
    take: Annotated[
        list[Path] | None,
        typer.Option(
            "--take",
            metavar="FILE",
            help="Take in what a returned workbook (or its plan as CSV) says about steps, as proposals; may be repeated.",
            show_default=False,
        ),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="STEP:FIELD=TEXT",
            help="Record one thing about one step, in the name of --by: owner, due, status, done_on, evidence, ticket, "
            "remarks; may be repeated.",
            show_default=False,
        ),
    ] = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="With --take: let it count at once, in the name of --by.")
    ] = False,
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", help="Who confirms or records.", show_default=False)
    ] = "",
    on_conflict: Annotated[
        str,
        typer.Option(
            "--on-conflict",
            metavar="POLICY",
            help="With --confirm: what was recorded since the file was written is kept and the file's waits (keep), "
            "gives way (newer), or nothing is taken in (stop).",
        ),
    ] = "keep",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --take: only show what would change.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before taking it in.")] = False,
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="LIST",
            help="Write the list as md, html, pdf, docx, xlsx or csv; for other tools: jira, planner, project (CSV) "
            "and ics (calendar).",
            show_default=False,
        ),
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write here.", show_default=False)
    ] = None,
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Follow the action plan: what is open, done, overdue or reopened; take returned workbooks in; write it for other tools.

    A step counts as done once there is evidence for it. It is reopened when the answer about its control falls back.

    Example: bpo-controls track acme-coding --overdue --party vendor
    """
    from bpo_controls.cli import track_changes
    from bpo_controls.diagnostics import user_error

    if take and set_:
        raise user_error("bad-setting", "--take and --set are given at once", hint="run track once for each")
    if not take and (confirm or dry_run):
        option = "--confirm" if confirm else "--dry-run"
        raise user_error(
            "bad-setting", f"{option} says nothing without --take", hint="name the file to take in"
        )
    if take:
        track_changes.take_in(
            directory,
            take,
            libraries,
            by=by,
            confirm=confirm,
            policy=on_conflict,
            dry_run=dry_run,
            yes=yes,
            json=json,
        )
    elif set_:
        track_changes.set_fields(directory, set_, libraries, by=by)
    else:
        from bpo_controls.cli.arguments import as_of_date
        from bpo_controls.cli.track_output import Wanted, put_track

        wanted = Wanted(overdue, tuple(party or ()), state, formats, out, json)
        put_track(directory, as_of_date(as_of), libraries or (), wanted)
