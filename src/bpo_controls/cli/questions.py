"""`questions`: every question with its answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Directory, Json, Libraries


def questions(
    directory: Directory = Path(),
    open_only: Annotated[bool, typer.Option("--open", help="Those nobody has answered.")] = False,
    chase: Annotated[
        bool, typer.Option("--chase", help="Those somebody has to come back with, figures to follow too.")
    ] = False,
    gaps: Annotated[
        bool, typer.Option("--gaps", help="Controls that are missing or partly in place.")
    ] = False,
    conflicts: Annotated[bool, typer.Option("--conflicts", help="Those whose answers differ.")] = False,
    flagged: Annotated[
        bool, typer.Option("--flagged", help="Those flagged for the second reviewer.")
    ] = False,
    person: Annotated[
        str,
        typer.Option("--person", metavar="NAME", help="Answered by, or to be asked of.", show_default=False),
    ] = "",
    search: Annotated[
        str,
        typer.Option(
            "--search",
            metavar="TEXT",
            help="Those that hold these words, also in help, notes and answers.",
            show_default=False,
        ),
    ] = "",
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """List the questions with how each stands. Several options narrow the list one after another.

    Example: bpo-controls questions acme-coding --gaps --person "Tanya Reyes"
    """
    from bpo_controls.cli.open_assessed import open_assessed
    from bpo_controls.interview.lookup import Filter, Lookup
    from bpo_controls.interview.plain.list_lines import list_lines
    from bpo_controls.interview.row_words import row_state
    from bpo_controls.terminal.output import data, data_json, say, width
    from bpo_controls.words.numbers import capital, plural

    opened = open_assessed(directory, libraries, as_of)
    lookup = Lookup(opened.library, lambda: (opened.engagement.record, opened.assessment))
    chosen: dict[Filter, bool] = {
        "open": open_only, "chase": chase, "gaps": gaps, "conflicts": conflicts, "flagged": flagged,
    }  # fmt: skip
    rows = lookup.find(search) if search else lookup.rows("all")
    for wanted, on in chosen.items():
        if on:
            kept = {row.need for row in lookup.rows(wanted)}
            rows = tuple(row for row in rows if row.need in kept)
    rows = tuple(row for row in rows if person.casefold() in row.who.casefold())
    if json:
        data_json(
            [
                {
                    "item": row.need.item,
                    "subject": row.need.subject.id,
                    "title": row.title,
                    "about": row.about,
                    "area": row.area,
                    "state": row.state,
                    "status": row.status,
                    "answer": row.said,
                    "who": row.who,
                    "flagged": row.flagged,
                    "conflict": row.conflict,
                    "stands": row_state(row),
                }
                for row in rows
            ]
        )
        return
    for line in list_lines(rows, width()):
        data(line)
    say(f"{capital(plural(len(rows), 'question'))}.")
