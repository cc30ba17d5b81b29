"""`portfolio`: many engagements as one table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Directory, Json, Libraries


def portfolio(
    directory: Directory = Path(),
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="LIST",
            help="md, html, pdf, docx, xlsx, csv or parquet; by default md.",
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
    workers: Annotated[
        int,
        typer.Option(
            "--workers",
            metavar="NUMBER",
            min=0,
            help="Processes at a time; one per core by default.",
            show_default=False,
        ),
    ] = 0,
    scheduler: Annotated[
        str,
        typer.Option(
            "--scheduler",
            metavar="ADDRESS",
            help="Let the workers of this Dask scheduler do it (tcp://host:8786); they must see the same directories.",
            show_default=False,
        ),
    ] = "",
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Assess every engagement below DIR: tiers, verdicts, gaps, overdue reviews, agreements that end.

    One that cannot be read is a row with its problem.

    Example: bpo-controls portfolio delegates --format xlsx --out out
    """
    from bpo_controls.cli.arguments import as_of_date
    from bpo_controls.cli.put_document import put_document
    from bpo_controls.reporting.deliver.delivered import deliver
    from bpo_controls.reporting.deliver.parquet_file import portfolio_parquet
    from bpo_controls.reporting.deliver.working_papers import chosen_formats
    from bpo_controls.reporting.documents.portfolio_report import portfolio_report
    from bpo_controls.terminal.output import data, data_json, problems
    from bpo_controls.workspace.portfolio_rows import engagement_directories, plain_rows, read_portfolio

    words = [word.strip().lower() for word in formats.split(",") if word.strip()]
    others = [word for word in words if word != "parquet"]
    wanted = chosen_formats(",".join(others)) if others or not words else ()
    day = as_of_date(as_of)
    rows = read_portfolio(
        engagement_directories(directory), day, libraries or (), workers=workers, scheduler=scheduler
    )
    if json:
        data_json({"as_of": day, "engagements": plain_rows(rows)})
        return
    if "parquet" in words:
        made = {"portfolio.parquet": portfolio_parquet(rows)}
        for path in deliver(made, out or Path("out"), tell=lambda kept: problems((kept,))):
            data(str(path))
    if wanted:
        put_document(portfolio_report(rows, str(directory), day), wanted, out, None)
