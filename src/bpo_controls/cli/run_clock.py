"""`clock`: the due dates that a trigger starts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Json, Libraries

if TYPE_CHECKING:
    from bpo_controls.library.clock_model import ClockBook, ContractClock
    from bpo_controls.library.model import Library
    from bpo_controls.workspace.assessed import AssessedEngagement


def clock(
    trigger: Annotated[
        str, typer.Argument(metavar="TRIGGER", help="What happened, for example breach; list shows all.")
    ],
    directory: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR",
            help="An engagement whose answers and names count; by default the current directory if it is one.",
            show_default=False,
        ),
    ] = None,
    start: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="DATE",
            help="When it happened: 2026-11-23, 2026-11-23T16:30, or with an offset 2026-11-23T16:30-05:00.",
            show_default=False,
        ),
    ] = "",
    states: Annotated[
        str,
        typer.Option(
            "--state", metavar="LIST", help="Where the people concerned live: TX,FL.", show_default=False
        ),
    ] = "",
    people: Annotated[
        str,
        typer.Option(
            "--people",
            metavar="NUMBER",
            help="How many people are concerned: 620, or by state TX=300,FL=40.",
            show_default=False,
        ),
    ] = "",
    plan: Annotated[
        str,
        typer.Option(
            "--plan",
            metavar="LIST",
            help="The kind of coverage: medicare-advantage, medicaid, commercial, …",
            show_default=False,
        ),
    ] = "",
    buyer: Annotated[
        str,
        typer.Option(
            "--buyer",
            metavar="KIND",
            help="The kind of organization that buys the work: hospital, health-plan, …",
            show_default=False,
        ),
    ] = "",
    facts: Annotated[
        list[str] | None,
        typer.Option(
            "--fact", metavar="FACT=VALUE", help="Any other fact of the interview.", show_default=False
        ),
    ] = None,
    events: Annotated[
        list[str] | None,
        typer.Option(
            "--event",
            metavar="EVENT=DATE",
            help="When something later happened, for example letters=2026-12-01.",
            show_default=False,
        ),
    ] = None,
    zone: Annotated[
        str,
        typer.Option(
            "--zone",
            metavar="ZONE",
            help="The time zone in which deadlines count: America/Chicago; by default that of the states.",
            show_default=False,
        ),
    ] = "",
    seen_in: Annotated[
        str,
        typer.Option(
            "--seen-in",
            metavar="ZONE",
            help="The time zone of the times given, for example Asia/Manila; by default that of --zone.",
            show_default=False,
        ),
    ] = "",
    contracts: Annotated[
        list[Path] | None,
        typer.Option(
            "--contract",
            metavar="FILE",
            help="Clocks that contracts add (YAML); contract-clocks.yaml of the engagement is read by itself.",
            show_default=False,
        ),
    ] = None,
    ics: Annotated[
        Path | None,
        typer.Option(
            "--ics", metavar="FILE", help="Write the dates as a calendar file too.", show_default=False
        ),
    ] = None,
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Print the due dates that a trigger starts, in order, each with its law; `clock list` shows the triggers.

    What it was not told is listed as an assumption. It is no legal advice.

    Example: bpo-controls clock breach --from 2026-11-27 --state TX,FL --people 620
    """
    from bpo_controls.cli.arguments import as_of_date
    from bpo_controls.diagnostics import user_error
    from bpo_controls.library.clock_model import ClockBook
    from bpo_controls.library.paper_model import paper_data
    from bpo_controls.papers.clock_plain import plain_answer
    from bpo_controls.papers.clock_request import ClockRequest, answer_request, find_trigger
    from bpo_controls.terminal.output import data_json, prose
    from bpo_controls.words.clock_words import answer_lines

    today = as_of_date(as_of)
    opened = _engagement(directory, libraries, today)
    library = opened.library if opened else _library(libraries)
    book = paper_data(library, "clocks", ClockBook)
    if trigger == "list":
        _list(book, json)
        return
    find_trigger(book, trigger)
    if not start:
        raise user_error("date-missing", "--from is missing", hint="say when it happened: --from 2026-11-23")
    asked = ClockRequest(
        trigger,
        start,
        events=_pairs(events or (), "--event"),
        states=states,
        people=people,
        facts={
            **_pairs(facts or (), "--fact"),
            **({"payer_lines": plan} if plan else {}),
            **({"buyer_kind": buyer} if buyer else {}),
        },
        zone=zone,
        seen_in=seen_in,
    )
    added = _contracts(library, book, opened, contracts or ())
    answers = opened.answers if opened else None
    found = answer_request(library, book, asked, today, answers, added)
    file = opened.engagement.file if opened else None
    names = (file.buyer, file.vendor) if file else ("", "")
    if ics is not None:
        _write_calendar(ics, library, book, found, today, names)
    if json:
        data_json(plain_answer(library, found))
        return
    for line in answer_lines(library, book, found, *names):
        prose(line)


def _engagement(
    directory: Path | None, libraries: list[Path] | None, today: str
) -> AssessedEngagement | None:
    from bpo_controls.cli.open_assessed import open_assessed

    if directory is None:
        if not Path("engagement.yaml").is_file():
            return None
        directory = Path()
    return open_assessed(directory, libraries, today)


def _library(libraries: list[Path] | None) -> Library:
    from bpo_controls.library.load import load_library

    return load_library(libraries or ())


def _pairs(given: Iterable[str], option: str) -> dict[str, str]:
    from bpo_controls.diagnostics import user_error

    found: dict[str, str] = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not equals or not key.strip() or not value.strip():
            raise user_error("bad-setting", f'{option}: "{text}" is not NAME=VALUE', hint="write it with =")
        found[key.strip()] = value.strip()
    return found


def _contracts(
    library: Library,
    book: ClockBook,
    opened: AssessedEngagement | None,
    named: Iterable[Path],
) -> tuple[ContractClock, ...]:
    from bpo_controls.cli.text_files import read_text_file
    from bpo_controls.library.contract_clocks import read_contract_clocks
    from bpo_controls.workspace.contract_clock_file import contract_clocks_of

    found = [*(contract_clocks_of(opened.engagement) if opened else ())]
    for path in named:
        found += read_contract_clocks(library, book, read_text_file(path).encode(), str(path))
    return tuple(found)


def _write_calendar(
    path: Path,
    library: Library,
    book: ClockBook,
    found: object,
    today: str,
    names: tuple[str, str],
) -> None:
    from bpo_controls.papers.clock_request import ClockAnswer
    from bpo_controls.reporting.deliver.clock_calendar import clock_calendar
    from bpo_controls.terminal.output import say

    assert isinstance(found, ClockAnswer)
    path.write_bytes(clock_calendar(library, book, found, today, *names))
    say(f"Wrote {path}")


def _list(book: ClockBook, json: bool) -> None:
    from bpo_controls.papers.clock_case import events_used
    from bpo_controls.terminal.output import data_json, prose

    if json:
        data_json(
            [
                {
                    "trigger": one.id,
                    "title": one.title,
                    "starts": one.start,
                    "moment": one.moment,
                    "events": list(events_used(book, one)),
                    "workflows": list(one.workflows),
                }
                for one in book.triggers.values()
            ]
        )
        return
    for one in book.triggers.values():
        prose(f"{one.id}: {one.title}")
        later = [name for name in events_used(book, one) if name != one.start]
        if later:
            prose(f"--event {', '.join(later)}", indent="    ")
