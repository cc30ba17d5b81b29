"""Names in braces in the texts of controls: `{vendor}`, `{site}`, or a parameter table.

They are names, never expressions: nothing between the braces is evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpo_controls.diagnostics import did_you_mean
from bpo_controls.library.entries import Shelf
from bpo_controls.library.parameter_model import BRACED
from bpo_controls.library.problems import Problems
from bpo_controls.library.schema import ControlDoor
from bpo_controls.yaml.source import PlainPath

PARTIES: tuple[str, ...] = ("buyer", "vendor")
"""Names that the engagement gives."""
SUBJECTS: tuple[str, ...] = ("workflow", "site", "subcontractor")
"""Names that a control may use when it is decided for each subject of that kind."""


def placeholders_of(door: ControlDoor) -> tuple[str, ...]:
    """Every name in braces in a control's texts, once, in alphabetical order."""
    return tuple(sorted({name for _, text in texts_of(door) for name in BRACED.findall(text)}))


def texts_of(door: ControlDoor) -> Iterator[tuple[PlainPath, str]]:
    """The texts of a control that may hold placeholders, with the way to each."""
    for key in ("title", "statement", "why"):
        yield (key,), getattr(door, key)
    yield ("ask", "text"), door.ask.text
    yield ("ask", "help"), door.ask.help
    yield ("ask", "limit_source"), door.ask.limit_source
    for index, raised in enumerate(door.raise_severity_when):
        yield ("raise_severity_when", index, "because"), raised.because
    for index, step in enumerate(door.verify):
        for method in ("examine", "interview", "test", "accept"):
            yield ("verify", index, method), getattr(step, method)
    for index, document in enumerate(door.evidence):
        yield ("evidence", index), document
    for index, remedy in enumerate(door.remedy):
        yield ("remedy", index, "do"), remedy.do


def check_placeholders(shelf: Shelf, problems: Problems) -> None:
    """Every name in braces is known, and one of a subject stands only where there is such a subject."""
    known = (*PARTIES, *SUBJECTS, *shelf.parameters)
    for entry in shelf.controls.values():
        door = entry.door
        for path, text in texts_of(door):
            for name in BRACED.findall(text):
                spot = entry.spot.at(*path)
                if name in SUBJECTS and name != door.per:
                    message = f"{door.id}: {{{name}}} has a name only in a control decided per {name}"
                    problems.add("unknown-placeholder", spot, message, f"set per: {name}, or write it out")
                elif name not in known and not shelf.lost("parameters", name):
                    message = f"{door.id}: nothing is called {{{name}}}"
                    hint = did_you_mean(name, known) or "add the table to parameters/"
                    problems.add("unknown-placeholder", spot, message, hint)
    for table in shelf.parameters.values():
        for index, row in enumerate(table.door.values):
            if row.source not in shelf.sources and not shelf.lost("sources", row.source):
                spot = table.spot.at("values", index, "source")
                hint = did_you_mean(row.source, shelf.sources) or "add it to sources.yaml"
                problems.add("unknown-source", spot, f'unknown source "{row.source}"', hint)
    for failure in shelf.failures.values():
        _failure(shelf, failure.door.id, problems)


def _failure(shelf: Shelf, name: str, problems: Problems) -> None:
    entry = shelf.failures[name]
    door, spot = entry.door, entry.spot
    if door.workflow not in shelf.workflows and not shelf.lost("workflows", door.workflow):
        hint = did_you_mean(door.workflow, shelf.workflows)
        problems.add("unknown-option", spot.at("workflow"), f'unknown workflow "{door.workflow}"', hint)
    for key, code, word in (
        ("controls", "unknown-control", "control"),
        ("precedents", "unknown-precedent", "precedent"),
    ):
        for index, one in enumerate(getattr(door, key)):
            if one not in getattr(shelf, key) and not shelf.lost(key, one):
                hint = did_you_mean(one, getattr(shelf, key))
                problems.add(code, spot.at(key, index), f'unknown {word} "{one}"', hint)
    if door.carried != "open" and not door.controls:
        problems.add(
            "missing-key",
            spot,
            f"{door.id}: a failure that is carried names its controls",
            "or carried: open",
        )
    if door.carried != "full" and not door.because:
        problems.add("reason-needed", spot.at("carried"), f"{door.id}: carried {door.carried} needs because")
