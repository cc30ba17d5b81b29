"""`sign` and `verify`: a second reviewer signs off, and a delivered pack is checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Directory, Json, Libraries


def sign(
    directory: Directory = Path(),
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who signs.", show_default=False)] = "",
    role: Annotated[
        str, typer.Option("--role", metavar="ROLE", help="In what role.", show_default=False)
    ] = "",
    assessor: Annotated[
        str,
        typer.Option(
            "--assessor",
            metavar="NAME",
            help="Who made the assessment; somebody else signs where patient data is in scope.",
            show_default=False,
        ),
    ] = "",
    edition: Annotated[
        str,
        typer.Option(
            "--edition", metavar="LIST", help="The editions signed for; all by default.", show_default=False
        ),
    ] = "",
    as_of: AsOf = "",
    libraries: Libraries = None,
) -> None:
    """Sign the record off as it stands. Reports then say who reviewed it, until anything changes.

    Example: bpo-controls sign acme-coding --by "Robin Sample" --role "privacy officer" --assessor "Sam Sample"
    """
    from bpo_controls.cli.arguments import as_of_date
    from bpo_controls.cli.clock import now
    from bpo_controls.library.load import load_library
    from bpo_controls.reporting.deliver.choose import chosen_edition
    from bpo_controls.terminal.output import data, problems
    from bpo_controls.words.signature_words import signed_words
    from bpo_controls.workspace.engagement import open_engagement
    from bpo_controls.workspace.signing import sign as sign_off
    from bpo_controls.workspace.writer import open_writer

    engagement = open_engagement(directory, load_library(libraries or ()))
    problems(engagement.warnings)
    editions = [chosen_edition(one.strip()) for one in edition.split(",") if one.strip()]
    with open_writer(engagement, now) as writer:
        sign_off(
            engagement,
            writer,
            by=by,
            role=role,
            assessor=assessor,
            as_of=as_of_date(as_of),
            editions=editions,
        )
    latest = engagement.full.sign_offs[-1]
    data(f"{signed_words(latest)}, as of {latest.as_of}.")
    data(f"Record {latest.record[:16]} at event {latest.event}, library {latest.library[:16]}.")


def verify(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Delivered files, or the folder that holds them.")
    ],
    json: Json = False,
) -> None:
    """Check a delivered pack, offline: every file is as it was when it was written, and who signed it.

    Example: bpo-controls verify acme-coding/out
    """
    from bpo_controls.cli.exit_codes import THRESHOLD_MISSED
    from bpo_controls.reporting.deliver.pack import verify_pack
    from bpo_controls.terminal.output import data, data_json

    found = verify_pack(files)
    if json:
        data_json(found.as_plain())
    else:
        for line in found.lines():
            data(line)
    if not found.whole:
        raise typer.Exit(THRESHOLD_MISSED)
