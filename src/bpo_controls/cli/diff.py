"""`diff`: what differs between two engagements, or between one at two dates, by cause."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import Json, Libraries
from bpo_controls.cli.shell_completion import editions


def diff(
    before: Annotated[
        Path, typer.Argument(metavar="A", help="The earlier engagement, or the only one with --from.")
    ],
    after: Annotated[
        Path | None, typer.Argument(metavar="[B]", help="The later engagement.", show_default=False)
    ] = None,
    start: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="DATE",
            help="The date of the earlier state; by default what A was signed for, else its last event.",
            show_default=False,
        ),
    ] = "",
    end: Annotated[
        str,
        typer.Option(
            "--to", metavar="DATE", help="The date of the later state; today by default.", show_default=False
        ),
    ] = "",
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="WHAT",
            help="Exit with 1 when there is one: regression (something known stands worse) or change.",
            show_default=False,
        ),
    ] = "",
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="LIST",
            help="Write it as md, html, pdf, docx, xlsx or csv; without it, lines for reading.",
            show_default=False,
        ),
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write here.", show_default=False)
    ] = None,
    edition: Annotated[
        str,
        typer.Option(
            "--edition",
            metavar="NAME",
            help="For one reader: buyer, vendor (what the vendor owes alone or with others, without the buyer's notes) or internal.",
            show_default=False,
            autocompletion=editions,
        ),
    ] = "",
    full: Annotated[
        bool, typer.Option("--full", help="List what differs without moving a standing too.")
    ] = False,
    libraries: Libraries = None,
    libraries_before: Annotated[
        list[Path] | None,
        typer.Option(
            "--library-before",
            metavar="DIR",
            help="The library that A was made with, so that what the library changed can be told apart.",
            show_default=False,
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Tell what differs, each difference by its one cause: vendor, judged anew, time, scope, law, library, assurance.

    Example: bpo-controls diff acme-2026 acme-2027 --fail-on regression
    """
    from bpo_controls.cli.arguments import as_of_date
    from bpo_controls.cli.exit_codes import THRESHOLD_MISSED
    from bpo_controls.cli.put_document import put_document
    from bpo_controls.diagnostics import did_you_mean, user_error
    from bpo_controls.reporting.deliver.choose import chosen_edition
    from bpo_controls.reporting.deliver.diff_edition import for_reader
    from bpo_controls.reporting.deliver.plain_diff import plain_diff
    from bpo_controls.reporting.deliver.working_papers import chosen_formats
    from bpo_controls.reporting.deliver.write_deliverables import context_of
    from bpo_controls.reporting.documents.diff_report import diff_report, fact_rows, gate_pairs
    from bpo_controls.terminal.output import data_json, prose, say
    from bpo_controls.words.diff_words import diff_lines, read_with_words
    from bpo_controls.workspace.two_states import diff_engagements

    if fail_on not in ("", "regression", "change"):
        hint = did_you_mean(fail_on, ("regression", "change")) or "regression or change"
        raise user_error("unknown-word", f'--fail-on: "{fail_on}" is not known', hint=hint)
    found = diff_engagements(
        before,
        after,
        on=as_of_date(end),
        before_on=as_of_date(start) if start else "",
        libraries=libraries or (),
        libraries_before=libraries_before or (),
    )
    if found.read_with is not None:
        say(read_with_words(found.read_with.id, found.read_with.version))
    reader = chosen_edition(edition)
    found = for_reader(found, reader)
    if json:
        data_json(plain_diff(found))
    elif formats:
        document = diff_report(context_of(found.after, reader), found)
        put_document(document, chosen_formats(formats), out, after or before)
    else:
        pairs, facts = gate_pairs(found.comparison), fact_rows(found)
        for line in diff_lines(found.comparison, pairs, facts, full=full):
            prose(line, rest="    ")
    missed = {"regression": found.comparison.regressions, "change": found.comparison.moved}.get(fail_on, ())
    if missed:
        raise typer.Exit(THRESHOLD_MISSED)
