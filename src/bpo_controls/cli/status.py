"""`status`: how far the engagement is, and where it stands so far."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Directory, Json, Libraries


def status(
    directory: Directory = Path(),
    everything: Annotated[
        bool,
        typer.Option("--all", help="Also counts by domain, every follow-up, and what does not count now."),
    ] = False,
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Show progress, scope, gaps and gates so far, and who has to come back with what.

    Example: bpo-controls status acme-coding
    """
    from bpo_controls.cli.open_assessed import open_assessed
    from bpo_controls.cli.status_lines import as_plain, print_standing
    from bpo_controls.terminal.output import data_json

    opened = open_assessed(directory, libraries, as_of)
    if json:
        data_json(as_plain(opened))
        return
    print_standing(opened, everything=everything)
