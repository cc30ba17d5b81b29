"""Arguments and options that several commands share, so that they read the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpo_controls.cli.shell_completion import documents
from bpo_controls.cli.shell_completion import formats as complete_formats

if TYPE_CHECKING:
    from bpo_controls.library.model import Library

Directory = Annotated[
    Path,
    typer.Argument(
        metavar="DIR", help="The engagement's directory; the current one by default.", show_default=False
    ),
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Decide as of this date (YYYY-MM-DD); today by default.",
        show_default=False,
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help="Print the result as JSON on stdout; talk goes to stderr.")
]
Libraries = Annotated[
    list[Path] | None,
    typer.Option(
        "--library",
        metavar="DIR",
        help="Use this library folder instead of the bundled one; repeat to lay one over another.",
        show_default=False,
    ),
]
Formats = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="LIST",
        help="md, html, pdf, docx, xlsx, csv, json, oscal; by default what engagement.yaml names, else pdf, docx, xlsx.",
        show_default=False,
        autocompletion=complete_formats,
    ),
]
Only = Annotated[
    str,
    typer.Option(
        "--only",
        metavar="LIST",
        help="gap-report, gap-report-appendix, one-pager, checklist, action-plan, workbook (these by default), "
        "checklist-short, evidence-requests, follow-ups, applicability, exceptions, assessment.",
        show_default=False,
        autocompletion=documents,
    ),
]

Everything = Annotated[
    bool, typer.Option("--all", help="Write every document in every format, not only what a client is sent.")
]


def directory_and_id(directory: Path, item: str, library: Library) -> tuple[Path, str]:
    """The engagement's directory and the id of a question or control, whichever way around they were given."""
    known = {one.casefold(): one for one in (*library.questions, *library.controls)}

    def is_id(text: str) -> bool:
        return text.partition("@")[0].casefold() in known

    first = str(directory)
    if is_id(first) and not directory.exists():
        return (Path(item) if item else Path()), first
    return directory, item


def as_of_date(given: str) -> str:
    """The ISO date asked for, or today's. Raises UserError `bad-date`."""
    from datetime import date

    from bpo_controls.cli.clock import today
    from bpo_controls.diagnostics import user_error

    if not given:
        return today()
    try:
        parsed = date.fromisoformat(given)
    except ValueError:
        parsed = None
    if parsed is None or parsed.isoformat() != given:
        raise user_error(
            "bad-date",
            f'--as-of: "{given}" is not a date',
            hint="write it as YYYY-MM-DD, for example 2026-11-23",
        )
    return given
