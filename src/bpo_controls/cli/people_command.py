"""`people`: who is in the register of an engagement, and who has a say without being in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import Directory, Json, Libraries


def people(
    directory: Directory = Path(),
    add: Annotated[
        str,
        typer.Option(
            "--add",
            metavar="LIST",
            help="Write these into engagement.yaml: numbers as listed, or all.",
            show_default=False,
        ),
    ] = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """List the people of engagement.yaml, and those named in answers who are not there; add them.

    Example: bpo-controls people acme-coding --add 1,3
    """
    from dataclasses import asdict

    from bpo_controls.interview.people import unregistered_people
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data, data_json, problems, prose
    from bpo_controls.words import people_words as words
    from bpo_controls.workspace.engagement import open_engagement
    from bpo_controls.workspace.engagement_file import Person
    from bpo_controls.workspace.people_register import add_people

    engagement = open_engagement(directory, load_library(libraries or ()))
    problems(engagement.warnings)
    file = engagement.file
    missing = unregistered_people(engagement.answers, file)
    if add:
        chosen = [missing[place] for place in _places(add, len(missing))]
        if chosen:
            add_people(directory, [Person(one.by, one.role) for one in chosen])
        data(words.added([one.by for one in chosen]))
        return
    if json:
        registered = [asdict(one) for one in file.people]
        data_json(
            {
                "people": registered,
                "not_registered": [{"name": one.by, "role": one.role} for one in missing],
            }
        )
        return
    data(words.REGISTER if file.people else words.NOBODY)
    for person in file.people:
        where = (person.organization, person.side, person.email, person.phone)
        prose(words.line(person.name, person.role, *where), indent="     ", rest="       ")
    if missing:
        data(words.MISSING)
    for number, one in enumerate(missing, start=1):
        prose(f"{number:>3}  {words.line(one.by, one.role)}", rest="       ")


def _places(text: str, many: int) -> list[int]:
    """Places in the list from 0, each once. Raises UserError for a number that is not listed."""
    from bpo_controls.diagnostics import user_error

    if text.strip().casefold() == "all":
        return list(range(many))
    found: list[int] = []
    for part in (one.strip() for one in text.split(",")):
        number = int(part) if part.isascii() and part.isdigit() and len(part) < 6 else 0
        if not 1 <= number <= many:
            listed = f"1 to {many} are listed" if many else "everybody named is in the register"
            raise user_error("unknown-item", f'no number "{part}" in the list of people', hint=listed)
        if number - 1 not in found:
            found.append(number - 1)
    return found
