"""`report`: write the deliverables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Directory, Everything, Formats, Json, Libraries, Only
from bpo_controls.cli.cut_options import Domain, Gate, PartyOption, SeverityOption, Site, Workflow
from bpo_controls.cli.shell_completion import editions


def report(
    directory: Directory = Path(),
    formats: Formats = "",
    only: Only = "",
    everything: Everything = False,
    gate: Gate = None,
    party: PartyOption = None,
    site: Site = None,
    workflow: Workflow = None,
    domain: Domain = None,
    severity: SeverityOption = None,
    gaps: Annotated[bool, typer.Option("--gaps", help="Keep only gaps and what is partly met.")] = False,
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
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Write here instead of DIR/out.", show_default=False),
    ] = None,
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Write what a client is sent: the gap report in two volumes, one-pager, checklist, action plan, workbook.

    With --all every list for people and the assessment as data for machines come too. Without an edition they are for
    everybody at the table: names, but no internal notes and no fees.

    Example: bpo-controls report acme-coding --edition buyer --format pdf --only gap-report
    """
    from bpo_controls.cli.open_assessed import open_assessed
    from bpo_controls.diagnostics import Diagnostic
    from bpo_controls.reporting.deliver.choose import chosen, chosen_edition, first_to_open
    from bpo_controls.reporting.deliver.choose_cut import chosen_cut
    from bpo_controls.reporting.deliver.own_templates import in_use_words, own_templates, stray_templates
    from bpo_controls.reporting.deliver.write_deliverables import write_deliverables
    from bpo_controls.terminal.output import data, data_json, problems, say

    reader = chosen_edition(edition)
    opened = open_assessed(directory, libraries, as_of)
    pairs = chosen(formats, only, opened.engagement.file.deliverables, everything=everything)
    words = {
        "gate": gate,
        "party": party,
        "site": site,
        "workflow": workflow,
        "domain": domain,
        "severity": severity,
    }
    cut = chosen_cut(opened.library, opened.assessment, words, gaps=gaps)
    own = own_templates(directory)
    problems(stray_templates(own))
    if used := in_use_words(own):
        say(used)
    kept: list[Diagnostic] = []
    written = write_deliverables(
        opened, pairs, out or directory / "out", edition=reader, cut=cut, quiet=json, tell=kept.append
    )
    problems(kept)
    if json:
        shown = {"edition": reader} if reader else {}
        told = {"kept": [str(one) for one in kept]} if kept else {}
        data_json(
            {"as_of": opened.assessment.as_of, **shown, "written": [str(path) for path in written], **told}
        )
        return
    for path in written:
        data(str(path))
    say(f"Open this first: {first_to_open(written)}")
