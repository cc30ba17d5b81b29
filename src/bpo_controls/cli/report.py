"""`report`: write the deliverables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Directory, Json, Libraries
from bpo_controls.cli.completing import documents
from bpo_controls.cli.completing import formats as complete_formats


def report(
    directory: Directory = Path(),
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="LIST",
            help="md, pdf, json; by default what engagement.yaml names, else all.",
            show_default=False,
            autocompletion=complete_formats,
        ),
    ] = "",
    only: Annotated[
        str,
        typer.Option(
            "--only",
            metavar="LIST",
            help="gap-report, checklist, assessment.",
            show_default=False,
            autocompletion=documents,
        ),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Write here instead of DIR/out.", show_default=False),
    ] = None,
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Write the gap report, the checklist and the machine-readable assessment.

    Example: bpo-controls report acme-coding --format pdf --only gap-report
    """
    from bpo_controls.cli.deliverables import chosen, write_deliverables
    from bpo_controls.cli.opened import open_to_read
    from bpo_controls.cli.output import data, data_json

    opened = open_to_read(directory, libraries, as_of)
    pairs = chosen(formats, only, opened.engagement.file.deliverables)
    written = write_deliverables(opened, pairs, out or directory / "out")
    if json:
        data_json({"as_of": opened.assessment.as_of, "written": [str(path) for path in written]})
        return
    for path in written:
        data(str(path))
