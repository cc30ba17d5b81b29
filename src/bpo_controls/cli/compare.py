"""`compare`: several vendors for the same work, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Json, Libraries


def compare(
    directories: Annotated[
        list[Path], typer.Argument(metavar="DIR…", help="Two or more engagements for the same work.")
    ],
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
            help="Write here; by default one text goes to stdout, and other formats to ./out.",
            show_default=False,
        ),
    ] = None,
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Compare vendors: what all of them need, with denominators, then what only one needs, and what each has to fix.

    There is no score. All are read with one library, as of one date.

    Example: bpo-controls compare acme-coding other-coding --format pdf
    """
    from bpo_controls.cli.arguments import as_of_date
    from bpo_controls.cli.open_assessed import open_assessed
    from bpo_controls.cli.put_document import put_document
    from bpo_controls.diagnostics import user_error
    from bpo_controls.reporting.deliver.plain_comparison import plain_comparison
    from bpo_controls.reporting.deliver.working_papers import chosen_formats
    from bpo_controls.reporting.deliver.write_deliverables import context_of
    from bpo_controls.reporting.documents.vendor_comparison import vendor_comparison
    from bpo_controls.terminal.output import data_json

    if len(directories) < 2:
        raise user_error(
            "nothing-to-compare", "one engagement is named", hint="name two or more: bpo-controls compare A B"
        )
    wanted, day = chosen_formats(formats), as_of_date(as_of)
    contexts = [context_of(open_assessed(directory, libraries, day)) for directory in directories]
    if json:
        data_json(plain_comparison(contexts))
        return
    put_document(vendor_comparison(contexts), wanted, out, None)
