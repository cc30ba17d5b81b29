"""`agenda`: who must be asked what, in what order, and how long it takes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Directory, Json, Libraries


def agenda(
    directory: Directory = Path(),
    person: Annotated[
        str,
        typer.Option(
            "--person",
            metavar="NAME",
            help="Only this person or role, by a part of the name.",
            show_default=False,
        ),
    ] = "",
    formats: Annotated[
        str,
        typer.Option(
            "--format", metavar="LIST", help="md, html, pdf, docx or csv; by default md.", show_default=False
        ),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help="Write here; by default Markdown goes to stdout, and other formats to DIR/out.",
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Print or write the agenda of the next meeting: the open questions of each person, in order, with the time they take.

    Example: bpo-controls agenda acme-coding --format pdf,docx
    """
    import sys

    from bpo_controls.cli.open_assessed import open_assessed
    from bpo_controls.reporting.deliver.delivered import deliver
    from bpo_controls.reporting.deliver.own_templates import own_templates
    from bpo_controls.reporting.deliver.render import render_document
    from bpo_controls.reporting.deliver.working_papers import chosen_formats
    from bpo_controls.reporting.deliver.write_deliverables import context_of
    from bpo_controls.reporting.documents.content.open_questions import by_person, open_questions
    from bpo_controls.reporting.documents.meeting_agenda import meeting_agenda, minutes_by_person
    from bpo_controls.terminal.output import data, data_json, problems
    from bpo_controls.workspace.paths import deliverable_name

    wanted = chosen_formats(formats)
    ctx = context_of(open_assessed(directory, libraries, as_of), "")
    if json:
        minutes = minutes_by_person(ctx)
        data_json(
            [
                {
                    "person": name,
                    "minutes": minutes[name][1],
                    "questions": [
                        {"id": one.id, "question": one.text, "about": list(one.subjects), "why": one.why}
                        for one in listing.items
                    ],
                }
                for name, listing in by_person(open_questions(ctx))
                if person.casefold() in name.casefold()
            ]
        )
        return
    document = meeting_agenda(ctx, person)
    made = {fmt: render_document(document, fmt, templates=own_templates(directory)) for fmt in wanted}
    if out is None and wanted == ("md",):
        sys.stdout.write(made["md"].decode("utf-8"))
        return
    files = {deliverable_name(document.id, fmt, ""): body for fmt, body in made.items()}
    for path in deliver(files, out or directory / "out", tell=lambda kept: problems((kept,))):
        data(str(path))
