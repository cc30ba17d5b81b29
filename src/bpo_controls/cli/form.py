"""`form`: one paper form, filled from an engagement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Directory, Json, Libraries
from bpo_controls.cli.shell_completion import forms

if TYPE_CHECKING:
    from bpo_controls.forms.filled_form import FilledForm
    from bpo_controls.library.model import Library

TEXTS = ("md", "csv", "html")
"""Formats that a terminal or a pipe can take."""


def form(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="The form, for example baa-checklist; list shows all.", autocompletion=forms
        ),
    ],
    directory: Directory = Path(),
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="A setting of the form, for example about=coding; list names them.",
            show_default=False,
        ),
    ] = None,
    sheets: Annotated[
        list[str] | None,
        typer.Option(
            "--sheet",
            metavar="NAME=FILE",
            help="A CSV file or workbook that the form reads; list names them.",
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
    trace: Annotated[
        bool, typer.Option("--trace", help="Add a table of the answer behind every filled field.")
    ] = False,
    fields: Annotated[
        bool, typer.Option("--fields", help="List every field with its id: what a field map names.")
    ] = False,
    onto: Annotated[
        Path | None,
        typer.Option(
            "--onto",
            metavar="FILE",
            help="Lay the entries over this PDF form, Word file or workbook; --map says what goes where.",
            show_default=False,
        ),
    ] = None,
    field_map: Annotated[
        Path | None,
        typer.Option(
            "--map",
            metavar="FILE",
            help="The field map: form, and places with a field for each.",
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Print or write one form, filled from the engagement as a draft for the signer; `form list` shows which there are.

    What nobody has answered stays blank, with the reason and the person to ask.

    Example: bpo-controls form offshore-attestation acme-coding --format docx
    """
    import sys

    from bpo_controls.cli.open_assessed import open_assessed
    from bpo_controls.cli.sheet_files import settings_of, sheets_of
    from bpo_controls.library.load import load_library
    from bpo_controls.papers.asked import Asked
    from bpo_controls.reporting.deliver.delivered import deliver
    from bpo_controls.reporting.deliver.forms import (
        document_of,
        find_form,
        known_of,
        make_form,
        sheets_of_form,
    )
    from bpo_controls.reporting.deliver.own_templates import own_templates
    from bpo_controls.reporting.deliver.render import render_document
    from bpo_controls.reporting.deliver.working_papers import chosen_formats
    from bpo_controls.reporting.deliver.write_deliverables import context_of
    from bpo_controls.terminal.output import data, problems
    from bpo_controls.workspace.paths import deliverable_name

    if name == "list":
        _list(load_library(libraries or ()), json)
        return
    wanted, settings = chosen_formats(formats), settings_of(given or ())
    opened = open_assessed(directory, libraries, as_of)
    known_sheets = sheets_of_form(find_form(opened.library, name))
    asked = Asked(settings, sheets_of(sheets or (), known_sheets))
    ctx = context_of(opened)
    filled = make_form(known_of(opened, ctx, asked), name)
    if fields or json:
        _fields(filled, opened.assessment.as_of, json)
        return
    if onto is not None or field_map is not None:
        _lay_onto(filled, onto, field_map, out or directory / "out")
        return
    document = document_of(ctx, filled, traces=trace)
    templates = own_templates(directory)
    made = {fmt: render_document(document, fmt, templates=templates) for fmt in wanted}
    if out is None and len(made) == 1 and wanted[0] in TEXTS:
        sys.stdout.write(made[wanted[0]].decode("utf-8"))
        return
    files = {deliverable_name(document.id, fmt): body for fmt, body in made.items()}
    for path in deliver(files, out or directory / "out", tell=lambda kept: problems((kept,))):
        data(str(path))


def _fields(filled: FilledForm, as_of: str, json: bool) -> None:
    from bpo_controls.forms.filled_form import count_fields
    from bpo_controls.reporting.deliver.plain_work import plain_work
    from bpo_controls.terminal.output import data, data_json

    if json:
        data_json(
            {
                "form": filled.id,
                "as_of": as_of,
                "counts": plain_work(count_fields(filled)),
                "work": plain_work(filled),
            }
        )
        return
    for copy in filled.copies:
        about = copy.subject.id or "vendor"
        for one in copy.fields():
            said = one.value.text or (f"blank: {one.value.reason}" if one.value.reason else "")
            data(f"{about}  {one.id}  {said}")


def _lay_onto(filled: FilledForm, onto: Path | None, field_map: Path | None, out: Path) -> None:
    from bpo_controls.cli.text_files import LARGEST, read_text_file
    from bpo_controls.diagnostics import Location, user_error
    from bpo_controls.plain_file import read_plain_file
    from bpo_controls.reporting.deliver.delivered import deliver
    from bpo_controls.reporting.deliver.field_map import laid_onto, read_field_map
    from bpo_controls.terminal.output import data, problems, say

    if onto is None or field_map is None:
        raise user_error("bad-map", "--onto and --map belong together", hint="give both")
    mapped = read_field_map(read_text_file(field_map), str(field_map))
    try:
        raw = read_plain_file(onto, LARGEST)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise user_error(
            "unreadable-file",
            f"cannot be read: {reason}",
            where=Location(str(onto)),
            hint="check the path",
        ) from error
    kind = onto.suffix.lower().removeprefix(".")
    body, blank = laid_onto(filled, mapped, kind, raw, str(onto))
    for one in blank:
        say(
            f"left blank: {one.id}. {one.value.reason}" + (f" Ask: {one.value.ask}." if one.value.ask else "")
        )
    name = f"form-{filled.id}.filled.{kind}"
    for path in deliver({name: body}, out, tell=lambda kept: problems((kept,))):
        data(str(path))


def _list(library: Library, json: bool) -> None:
    from bpo_controls.reporting.deliver.forms import settings_of_form, sheets_of_form
    from bpo_controls.terminal.output import data, data_json, prose

    if json:
        data_json(
            [
                {
                    "name": name,
                    "title": one.title,
                    "about": one.purpose,
                    "layout": one.layout,
                    "set": settings_of_form(one),
                    "sheets": sheets_of_form(one),
                }
                for name, one in library.forms.items()
            ]
        )
        return
    for name, one in library.forms.items():
        data(f"{name}  {one.title}")
        prose(one.purpose, indent="  ")
        for key, meaning in settings_of_form(one).items():
            prose(f"--set {key}=…  {meaning}", indent="    ", rest="      ")
        for key, meaning in sheets_of_form(one).items():
            prose(f"--sheet {key}=FILE  {meaning}", indent="    ", rest="      ")
