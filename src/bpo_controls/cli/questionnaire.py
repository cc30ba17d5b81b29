"""`questionnaire`: questions to people who are not in the room, and their answers back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Directory, Json, Libraries
from bpo_controls.cli.shell_completion import roles

app = typer.Typer(
    name="questionnaire",
    help="Send questions to people who are not in the room, and take their answers in.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
def export(
    directory: Directory = Path(),
    person: Annotated[
        list[str] | None,
        typer.Option(
            "--person",
            metavar="NAME",
            help="Only what this person is asked; may be repeated.",
            show_default=False,
        ),
    ] = None,
    role: Annotated[
        list[str] | None,
        typer.Option(
            "--role",
            metavar="ROLE",
            help="Only what this role knows; may be repeated.",
            show_default=False,
            autocompletion=roles,
        ),
    ] = None,
    answered: Annotated[
        bool, typer.Option("--all", help="Also what is answered already, to be looked over.")
    ] = False,
    formats: Annotated[
        str, typer.Option("--format", metavar="LIST", help="xlsx, csv, docx; by default xlsx.")
    ] = "xlsx",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Write here instead of DIR/out.", show_default=False),
    ] = None,
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Write a workbook for each person or role with what is open: one row per question and what it is about.

    Example: bpo-controls questionnaire export acme-coding --role it-security
    """
    from bpo_controls.cli.open_assessed import open_assessed
    from bpo_controls.diagnostics import did_you_mean, user_error
    from bpo_controls.reporting.deliver.write_questionnaires import FORMATS, shares_of, write_questionnaires
    from bpo_controls.terminal.output import data, data_json, problems, say
    from bpo_controls.words.numbers import plural
    from bpo_controls.words.questionnaire_words import for_whom

    wanted = tuple(dict.fromkeys(word.strip().casefold() for word in formats.split(",") if word.strip()))
    for word in wanted:
        if word not in FORMATS:
            raise user_error(
                "unknown-format", f'--format: unknown format "{word}"', hint=did_you_mean(word, FORMATS)
            )
    opened = open_assessed(directory, libraries, as_of)
    named = [part.strip() for text in role or () for part in text.split(",") if part.strip()]
    shares = shares_of(opened, person or (), named, answered=answered)
    written = write_questionnaires(
        opened, shares, wanted, out or directory / "out", tell=lambda kept: problems((kept,))
    )
    if json:
        data_json(
            {
                "as_of": opened.assessment.as_of,
                "questionnaires": [
                    {"person": to.person, "role": to.role, "questions": len(rows)} for to, rows in shares
                ],
                "written": [str(path) for path in written],
            }
        )
        return
    if not shares:
        say("Nothing is open for them; --all also asks what is answered already.")
    for to, rows in shares:
        say(f"{for_whom(to.person, to.role)}: {plural(len(rows), 'question')}")
    for path in written:
        data(str(path))


@app.command(name="import")
def import_(
    given: Annotated[
        list[Path],
        typer.Argument(
            metavar="[DIR] FILE…", help="The engagement's directory, then the files that came back."
        ),
    ],
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", help="Who confirms; with --confirm.", show_default=False)
    ] = "",
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Let the answers count at once, in the name of --by.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before taking them in.")] = False,
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Take answers in from workbooks and CSV files: show what they would change, then keep them as proposals.

    A proposal counts for nothing until a named person confirms it (`bpo-controls proposals`). A file with anything wrong
    in it is refused as a whole, with every problem by sheet and cell.

    Example: bpo-controls questionnaire import acme-coding returned.xlsx
    """
    import sys

    from bpo_controls.cli import take_in_files
    from bpo_controls.cli.clock import now, today
    from bpo_controls.diagnostics import UserError, user_error
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import problems
    from bpo_controls.workspace.engagement import open_engagement
    from bpo_controls.workspace.writer import open_writer

    directory, files = (given[0], given[1:]) if given[0].is_dir() else (Path(), given)
    if not files:
        raise user_error("missing-file", "no file is named", hint="name the files that came back")
    if confirm and not by.strip():
        raise user_error("signer-missing", "nobody is named", hint="--by says who confirms")
    engagement = open_engagement(directory, load_library(libraries or ()))
    problems(engagement.warnings)
    intakes = take_in_files.read_all(engagement, files, today(), now)
    take_in_files.show(engagement, intakes, as_json=json)
    refused = [problem for intake in intakes for problem in intake.refused]
    if refused:
        raise UserError(*(problem for intake in intakes for problem in intake.returned.problems))
    if dry_run or not any(intake.fresh or (confirm and intake.waiting) for intake in intakes):
        return
    asks = not yes and sys.stdin.isatty() and not json
    if asks and not take_in_files.wanted(confirm):
        return
    with open_writer(engagement, now) as writer:
        take_in_files.take_in(writer, intakes, directory, by=by if confirm else "", quiet=json)
        problems(writer.warnings)
