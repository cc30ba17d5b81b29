"""`demo`: a finished sample engagement with all its deliverables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import Formats, Only

SAMPLE_DATE = "2026-11-23"
"""The day the sample speaks of: its dates and facts are fixed, so its report is too."""

SAMPLE_TIME = "T09:00:00+00:00"
"""Everything in the demo happens at one moment of the as-of date, so that two runs are equal."""


def demo(
    directory: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="Where to write it; demo-engagement by default.", show_default=False
        ),
    ] = Path("demo-engagement"),
    as_of: Annotated[
        str,
        typer.Option(
            "--as-of", metavar="DATE", help="Decide as of this date; by default the day the sample speaks of."
        ),
    ] = SAMPLE_DATE,
    formats: Formats = "",
    only: Only = "",
) -> None:
    """Write a finished sample engagement and its deliverables. The people and companies in it are made up.

    Example: bpo-controls demo
    """
    from bpo_controls.cli.arguments import as_of_date
    from bpo_controls.cli.deliverables import chosen, write_deliverables
    from bpo_controls.cli.demo_engagement import write_sample
    from bpo_controls.terminal.output import data, say

    date = as_of_date(as_of)
    wanted = chosen(formats, only, ())
    opened = write_sample(directory, date, date + SAMPLE_TIME)
    written = write_deliverables(opened, wanted, directory / "out")
    say(f"A finished sample engagement is in {directory}. Its deliverables:")
    for path in written:
        data(str(path))
    say("Next: open the gap report, then try")
    say(f"  bpo-controls status {directory}")
    say(f"  bpo-controls explain ACC-02 {directory}")
