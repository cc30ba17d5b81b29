"""`demo`: a finished sample engagement with what its client is sent."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import Everything, Formats, Only
from bpo_controls.reporting.deliver.demo_engagement import SAMPLE_DATE, SAMPLE_TIME


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
    everything: Everything = False,
) -> None:
    """Write a finished sample engagement and what its client is sent. The people and companies in it are made up.

    Example: bpo-controls demo
    """
    from bpo_controls.cli.arguments import as_of_date
    from bpo_controls.reporting.deliver.choose import chosen, first_to_open
    from bpo_controls.reporting.deliver.demo_engagement import write_sample
    from bpo_controls.reporting.deliver.own_templates import own_templates, stray_templates
    from bpo_controls.reporting.deliver.write_deliverables import write_deliverables
    from bpo_controls.terminal.output import data, problems, say

    date = as_of_date(as_of)
    wanted = chosen(formats, only, everything=everything)
    opened = write_sample(directory, date, date + SAMPLE_TIME)
    problems(stray_templates(own_templates(directory)))
    written = write_deliverables(opened, wanted, directory / "out", quiet=False)
    say(f"A finished sample engagement is in {directory}. Its deliverables:")
    for path in written:
        data(str(path))
    say("Then try:")
    say(f"  bpo-controls status {directory}")
    say(f"  bpo-controls explain ACC-02 {directory}")
    say(f"Open this first: {first_to_open(written)}")
