"""Clocks that a firm or a plan's contract adds, in one small YAML file: a list beside the engagement, or named with a command."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from bpo_controls.diagnostics import Level, UserError, did_you_mean
from bpo_controls.library.clock_doors import SpanWords
from bpo_controls.library.clock_model import ClockBook, ContractClock, parse_span
from bpo_controls.library.door_fields import Door, IsoDate, Text, WordId
from bpo_controls.library.entry_errors import open_door
from bpo_controls.library.files import LibraryFile
from bpo_controls.library.model import Library
from bpo_controls.library.problems import Document, Problems, Spot
from bpo_controls.yaml.source import read_yaml_bytes

FILE_NAME = "contract-clocks.yaml"
"""What the file is called in an engagement's directory."""


class ContractClockDoor(Door):
    """An entry of contract-clocks.yaml"""

    trigger: WordId = Field(description="the trigger that starts it: see bpo-controls clock list")
    due: Text = Field(description="what is due")
    within: SpanWords = Field(description="the time: 24 hours, 5 business days, 30 calendar days")
    by: Text = Field("", description="who owes it")
    to: Text = Field("", description="to whom")
    starts: WordId = Field("", description="the event it counts from, where it is not the trigger's own")
    plan: Text = Field("", description="the plan or contract it comes from")
    citation: Text = Field("", description="the clause")
    states: tuple[Text, ...] = Field((), description="only for people in these states")
    payer_lines: tuple[Text, ...] = Field((), description="only for these lines of coverage")
    note: Text = Field("", description="what else to know")
    since: IsoDate = Field("", description="counts from this date on")
    until: IsoDate = Field("", description="no longer counts from this date on")


def read_contract_clocks(
    library: Library, book: ClockBook, raw: bytes, name: str
) -> tuple[ContractClock, ...]:
    """The clocks of the file. Raises UserError with every problem; `name` is what messages call the file."""
    parsed = read_yaml_bytes(raw, name)
    document = Document(LibraryFile(0, "contract-clocks", Path(name).name, Path(name), name), parsed)
    problems = Problems([one for one in parsed.diagnostics if one.level is Level.ERROR])
    if parsed.data is not None and not isinstance(parsed.data, list) and not problems.errors:
        problems.add(
            "wrong-type", Spot(document, ()), "must be a list of clocks", 'start each with "- trigger: …"'
        )
    known = _known(library, book)
    found = []
    for index in range(len(parsed.data) if isinstance(parsed.data, list) else 0):
        spot = Spot(document, (index,))
        entry = open_door(ContractClockDoor, spot, problems)
        if entry is None:
            continue
        door = entry.door
        words = (
            ("trigger", (door.trigger,)),
            ("starts", (door.starts,) if door.starts else ()),
            ("states", door.states),
            ("payer_lines", door.payer_lines),
        )
        for key, given in words:
            for word in given:
                if word not in known[key]:
                    message = f'{key}: "{word}" is not known'
                    problems.add("clock-does-not-fit", spot.at(key), message, did_you_mean(word, known[key]))
        span = parse_span(door.within)
        assert span is not None  # the door has checked it
        found.append(
            ContractClock(
                door.trigger,
                door.due,
                span,
                door.within,
                door.by,
                door.to,
                door.starts,
                door.plan,
                door.citation,
                door.states,
                door.payer_lines,
                door.note,
                door.since,
                door.until,
            )
        )
    if problems.errors:
        raise UserError(*problems.found)
    return tuple(found)


def _known(library: Library, book: ClockBook) -> Mapping[str, tuple[str, ...]]:
    def options(question: str) -> tuple[str, ...]:
        asked = library.questions.get(question)
        return tuple(option.id for option in asked.options if not option.alone) if asked else ()

    return {
        "trigger": tuple(book.triggers),
        "starts": tuple(book.events),
        "states": options("patient_states"),
        "payer_lines": options("payer_lines"),
    }
