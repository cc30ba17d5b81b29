"""`paper`: one working paper of an engagement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Directory, Json, Libraries
from bpo_controls.cli.shell_completion import editions, papers

if TYPE_CHECKING:
    from bpo_controls.library.model import Library

TEXTS = ("md", "csv", "html")
"""Formats that a terminal or a pipe can take."""


def paper(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="The working paper, for example qa; list shows all.", autocompletion=papers
        ),
    ],
    directory: Directory = Path(),
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="A setting of the paper, or KEY@SUBJECT=VALUE for one workflow, site or subcontractor.",
            show_default=False,
        ),
    ] = None,
    sheets: Annotated[
        list[str] | None,
        typer.Option(
            "--sheet",
            metavar="NAME=FILE",
            help="A CSV file or workbook that the paper reads; list names them.",
            show_default=False,
        ),
    ] = None,
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="LIST",
            help="md, html, pdf, docx, xlsx or csv; by default md.",
            show_default=False,
        ),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help="Write here; by default one text goes to stdout, and other formats to DIR/out.",
            show_default=False,
        ),
    ] = None,
    edition: Annotated[
        str,
        typer.Option(
            "--edition",
            metavar="WHO",
            help="buyer, vendor or internal: leave out what that reader must not see.",
            show_default=False,
            autocompletion=editions,
        ),
    ] = "",
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Print or write one working paper, filled from the engagement; `paper list` shows which there are.

    Example: bpo-controls paper burden acme-coding --format pdf
    """
    import sys

    from bpo_controls.cli.open_assessed import open_assessed
    from bpo_controls.cli.sheet_files import settings_of, sheets_of
    from bpo_controls.library.load import load_library
    from bpo_controls.papers.asked import Asked
    from bpo_controls.reporting.deliver.choose import chosen_edition
    from bpo_controls.reporting.deliver.delivered import deliver
    from bpo_controls.reporting.deliver.own_templates import own_templates
    from bpo_controls.reporting.deliver.plain_work import plain_work
    from bpo_controls.reporting.deliver.render import render_document
    from bpo_controls.reporting.deliver.working_papers import chosen_formats, find_paper, make_paper
    from bpo_controls.reporting.deliver.write_deliverables import context_of
    from bpo_controls.terminal.output import data, data_json, problems
    from bpo_controls.workspace.contract_clock_file import contract_clocks_of
    from bpo_controls.workspace.paths import deliverable_name

    if name == "list":
        _list(load_library(libraries or ()), json)
        return
    reader, wanted, settings = chosen_edition(edition), chosen_formats(formats), settings_of(given or ())
    opened = open_assessed(directory, libraries, as_of)
    known = find_paper(opened.library, name)
    asked = Asked(settings, sheets_of(sheets or (), known.sheets), contract_clocks_of(opened.engagement))
    work, document = make_paper(context_of(opened, reader), name, asked)
    if json:
        data_json({"paper": name, "as_of": opened.assessment.as_of, "work": plain_work(work)})
        return
    templates = own_templates(directory)
    made = {fmt: render_document(document, fmt, templates=templates) for fmt in wanted}
    if out is None and len(made) == 1 and wanted[0] in TEXTS:
        sys.stdout.write(made[wanted[0]].decode("utf-8"))
        return
    files = {deliverable_name(document.id, fmt, reader): body for fmt, body in made.items()}
    for path in deliver(files, out or directory / "out", tell=lambda kept: problems((kept,))):
        data(str(path))


def _list(library: Library, json: bool) -> None:
    from bpo_controls.reporting.deliver.working_papers import papers_of
    from bpo_controls.terminal.output import data, data_json, prose

    found = papers_of(library)
    if json:
        data_json(
            [
                {
                    "name": name,
                    "title": one.title,
                    "about": one.about,
                    "set": dict(one.settings(library)),
                    "sheets": dict(one.sheets),
                }
                for name, one in found.items()
            ]
        )
        return
    for name, one in found.items():
        data(f"{name}  {one.title}")
        prose(one.about, indent="  ")
        for key, meaning in one.settings(library).items():
            prose(f"--set {key}=…  {meaning}", indent="    ", rest="      ")
        for key, meaning in one.sheets.items():
            prose(f"--sheet {key}=FILE  {meaning}", indent="    ", rest="      ")
