"""The lint: small named checks of a library that loads. They warn; they never stop anybody's work.

Each check looks at the model and yields remarks. An exception is written in `lint.yaml` of the library, by
check and id, with its reason. What needs decisions is found above this floor, in `engine.reach` and
`engine.pinned`, and handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bpo_controls.diagnostics import Diagnostic, Level, Location, did_you_mean, ordered
from bpo_controls.library.files import EXCEPTIONS
from bpo_controls.library.key_order import misplaced_keys
from bpo_controls.library.load import Reading
from bpo_controls.lint.overrides import loosened
from bpo_controls.lint.registry import CHECKS, OF_ENGINE
from bpo_controls.lint.remark import Remark

KEY_ORDER = "key-order"
LOOSENS = "override-loosens"
OF_FILES = (KEY_ORDER, LOOSENS)
"""Checks that need the files as well as the model."""


def lint(
    reading: Reading, *, as_of: str = "", further: Mapping[str, Iterable[Remark]] | None = None
) -> tuple[Diagnostic, ...]:
    """What the checks find, as warnings in file order, less the exceptions of `lint.yaml`.

    `further` holds what the checks named in `OF_ENGINE` have found; without it nothing is said of theirs.
    `as_of` (ISO date) is needed by the checks of dates; without it they say nothing. A library that does not
    load has errors to mend first: then only the order of keys is looked at.
    """
    excused, found = _exceptions(reading)
    used: set[tuple[str, str]] = set()

    def say(check: str, one: str, where: Location | None, message: str, hint: str) -> None:
        if (check, one) in excused:
            used.add((check, one))
            return
        owner = f"{one}: " if one and one not in message else ""
        found.append(Diagnostic(check, owner + message, where, hint, Level.WARNING))

    for one, place, message in misplaced_keys(reading.shelf):
        say(KEY_ORDER, one, place, message, "the order of keys is the same in every entry")
    for one, place, message in loosened(reading.shelf):
        say(
            LOOSENS,
            one,
            place,
            message,
            "a later library should tighten; if this is meant, say so in lint.yaml",
        )
    if reading.library is not None:
        run: dict[str, Iterable[Remark]] = {
            **{name: check(reading.library, as_of) for name, check in CHECKS.items()},
            **(further or {}),
        }
        for name, remarks in run.items():
            for remark in remarks:
                where = reading.place(remark.id or reading.library.id, *remark.steps, kind=remark.kind)
                if where is None and reading.shelf.libraries:
                    spot = reading.shelf.libraries[-1].spot.at(*remark.steps)
                    where = spot.document.parsed.positions.of(spot.path)
                say(name, remark.id or reading.library.id, where, remark.message, remark.hint)
        for pair, place in excused.items():
            looked_at = pair[0] in run or pair[0] in OF_FILES
            if pair not in used and looked_at and (as_of or pair[0] != "review-due"):
                message = f"{pair[1]} passes {pair[0]} without this exception"
                found.append(Diagnostic("unused-exception", message, place, "remove it", Level.WARNING))
    return ordered(found)


def _exceptions(reading: Reading) -> tuple[dict[tuple[str, str], Location], list[Diagnostic]]:
    from bpo_controls.library.entry_errors import open_door
    from bpo_controls.library.problems import Problems, Spot
    from bpo_controls.library.schema import LintDoor

    excused: dict[tuple[str, str], Location] = {}
    problems = Problems()
    known = [*CHECKS, *OF_FILES, *OF_ENGINE]
    for document in reading.documents:
        if document.file.stem != EXCEPTIONS or document.parsed.data is None:
            continue
        if not isinstance(document.parsed.data, list):
            problems.add(
                "wrong-type", Spot(document, ()), "must be a list of exceptions", "- {check, id, because}"
            )
            continue
        for index in range(len(document.parsed.data)):
            entry = open_door(LintDoor, Spot(document, (index,)), problems)
            if entry is None:
                continue
            if entry.door.check not in known:
                message = f'unknown check "{entry.door.check}"'
                problems.add(
                    "unknown-check", entry.spot.at("check"), message, did_you_mean(entry.door.check, known)
                )
                continue
            excused[(entry.door.check, entry.door.id)] = document.parsed.positions.of((index,))
    return excused, problems.found
