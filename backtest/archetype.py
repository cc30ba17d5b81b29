"""Archetype engagements: a story, the scoping answers that follow from it, and what an expert expects of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from backtest.case_file import Inside
from bpo_controls.answers.answer_file import read_answers
from bpo_controls.answers.answer_model import Answers, answers_of
from bpo_controls.diagnostics import Level, UserError
from bpo_controls.library.model import Library, Severity
from bpo_controls.yaml.source import Parsed, read_yaml_file

ARCHETYPES = Path(__file__).parent / "archetypes"


@dataclass(frozen=True, slots=True)
class Expected:
    """A decision an expert expects of a control, on one subject or (with "") on some subject or none."""

    control: str
    applies: bool
    on: str
    severity: Severity | None
    why: str


Priority = Literal["critical", "high", "medium"]


@dataclass(frozen=True, slots=True)
class Demand:
    """What an expert insists on, written before anybody looked at the library.

    It is carried fully when every control of `full` applies (none: nothing carries it whole), and partly when any
    control of `full` or `partly` does.
    """

    says: str
    priority: Priority
    full: tuple[str, ...]
    partly: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unwanted:
    """What does not belong in an engagement, with the controls of the library that would be it."""

    says: str
    controls: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Archetype:
    """One engagement of a common kind. `facts` are derived facts and what they should be."""

    id: str
    title: str
    story: str
    scope: Answers
    facts: dict[str, bool]
    expected: tuple[Expected, ...]
    insists: tuple[Demand, ...] = ()
    out: tuple[Unwanted, ...] = ()


def load_archetypes(library: Library, folder: Path = ARCHETYPES) -> tuple[Archetype, ...]:
    """Every archetype by id. Raises UserError when the answers of one are refused."""
    return tuple(load_archetype(path, library) for path in sorted(folder.glob("*.yaml")))


def load_archetype(path: Path, library: Library) -> Archetype:
    """One archetype. Its answers pass the door of answer files."""
    parsed = read_yaml_file(path)
    if not isinstance(parsed.data, dict):
        raise UserError(*parsed.diagnostics)
    data = cast("dict[str, dict[str, object]]", parsed.data)
    inside = Inside(parsed.positions.file, whole=parsed.positions, prefix=("answers",))
    answers, problems = read_answers(Parsed(parsed.data["answers"], inside), library)
    wrong = tuple(one for one in (*parsed.diagnostics, *problems) if one.level is Level.ERROR)
    if wrong:
        raise UserError(*wrong)
    expect = cast("dict[str, list[dict[str, str]]]", data.get("expect", {}))
    wishes = cast("dict[str, list[dict[str, list[str]]]]", data.get("expect", {}))
    return Archetype(
        path.stem,
        str(data["title"]),
        str(data["story"]),
        answers_of(answers),
        cast("dict[str, bool]", expect.get("facts", {})),
        tuple(
            Expected(
                one["control"],
                applies,
                one.get("on", ""),
                cast("Severity | None", one.get("severity")),
                one["why"],
            )
            for key, applies in (("applies", True), ("excluded", False))
            for one in expect.get(key, ())
        ),
        tuple(
            Demand(
                str(wish["demand"]),
                cast("Priority", wish["priority"]),
                tuple(wish.get("full", ())),
                tuple(wish.get("partly", ())),
            )
            for wish in wishes.get("insists", ())
        ),
        tuple(
            Unwanted(str(wish["demand"]), tuple(wish.get("controls", ())), str(wish["why"]))
            for wish in wishes.get("out", ())
        ),
    )
