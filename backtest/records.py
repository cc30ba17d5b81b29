"""Plain records as cases: facts and scope only, one file for many, to be mapped to controls later by somebody else.

A fact is a text, or a mapping with `says` and `controls` once it is mapped (`controls` may be empty). Questions that a
record leaves open are answered from `assumptions.yaml`. `docs/how-to/back-test.md` shows the format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from backtest.case import Case, Cited, Fact
from backtest.case_file import Inside
from backtest.citation import read as read_citation
from bpo_controls.answers.answer_file import read_answers
from bpo_controls.answers.answer_model import Answer, Answers, answers_of
from bpo_controls.answers.slug import slug
from bpo_controls.diagnostics import Diagnostic, Level, Location, did_you_mean, ordered
from bpo_controls.library.model import Library
from bpo_controls.yaml.source import Parsed, Plain, PlainPath, Positions, read_yaml_file

ASSUMPTIONS = Path(__file__).parent / "assumptions.yaml"

_KEYS = ("id", "incident", "title", "date", "kind", "buyer_kind", "workflows", "summary", "facts", "provisions", "url",
         "other_urls", "loss_usd", "answers")  # fmt: skip
_FACT = ("says", "controls", "because")


@dataclass(frozen=True, slots=True)
class Moved(Positions):
    """The places of answers that stand elsewhere in the file than the mapping that was made of them says."""

    whole: Positions = field(default_factory=lambda: Positions(""))
    places: dict[str, PlainPath] = field(default_factory=dict)

    def of(self, path: PlainPath) -> Location:
        return self.whole.of(self._there(path))

    def of_key(self, path: PlainPath) -> Location:
        return self.whole.of_key(self._there(path))

    def _there(self, path: PlainPath) -> PlainPath:
        place = self.places.get(str(path[0])) if path else None
        return (*place, *path[1:]) if place is not None else path


def load_records(path: Path, library: Library) -> tuple[tuple[Case, ...], tuple[Diagnostic, ...]]:
    """The records of a file as cases, by id, and everything wrong. A record with an error gives no case."""
    parsed = read_yaml_file(path)
    data = parsed.data if isinstance(parsed.data, dict) else {}
    found = data.get("records")
    if parsed.broken or not isinstance(found, list) or not found:
        shape = Diagnostic(
            "case-shape", "holds no list of records", parsed.positions.of(()), "see docs/how-to/back-test.md"
        )
        return (), parsed.diagnostics or (shape,)
    assumed, problems = read_answers(read_yaml_file(ASSUMPTIONS), library)
    problems = (*parsed.diagnostics, *problems)
    cases: list[Case] = []
    for n in range(len(found)):
        reader = _RecordReader(parsed, n, library, assumed)
        case = reader.case()
        problems = (*problems, *ordered(reader.problems))
        if not any(one.level is Level.ERROR for one in reader.problems):
            cases.append(case)
    return tuple(sorted(cases, key=lambda case: case.id)), problems


def unmapped(case: Case) -> int:
    """How many facts of a case nobody has put to a control or question yet."""
    return sum(not fact.controls and not fact.questions and not fact.because for fact in case.facts)


class _RecordReader:
    """Walks one record and collects what is wrong with it."""

    def __init__(self, parsed: Parsed, place: int, library: Library, assumed: tuple[Answer, ...]) -> None:
        self.positions = parsed.positions
        self.path: PlainPath = ("records", place)
        self.library = library
        self.assumed = assumed
        self.problems: list[Diagnostic] = []
        entry = cast("dict[str, list[Plain]]", parsed.data)["records"][place]
        self.data = entry if isinstance(entry, dict) else {}
        self.scope = Answers()

    def case(self) -> Case:
        for key in self.data:
            if key not in _KEYS:
                self.tell("case-key", (key,), f'unknown key "{key}"', did_you_mean(key, _KEYS))
        id_ = self.text("id")
        self.scope = self.answered()
        return Case(
            id=id_,
            kind=self.text("kind"),
            date=self.text("date"),
            role="",
            service_lines=(),
            confidence="",
            sources=(self.text("url"),),
            scope=self.scope,
            scope_because="Plain assumptions where the record says nothing.",
            facts=tuple(self.fact(entry, n) for n, entry in self.entries("facts")),
            findings=tuple(_cited(str(entry)) for _, entry in self.entries("provisions")),
            incident=str(self.data.get("incident") or id_),
        )

    def answered(self) -> Answers:
        """The scope: what the record answers, on top of what is assumed."""
        flat: dict[str, Plain] = {}
        places: dict[str, PlainPath] = {}
        answers = self.data.get("answers")
        if not isinstance(answers, dict):
            self.tell("case-shape", ("answers",), "answers is not a mapping", "write question: answer")
            return answers_of(self.assumed)
        for key, value, path in _flattened(answers, self.library):
            flat[key] = value
            places[key] = (*self.path, "answers", *path)
        moved = Moved(self.positions.file, whole=self.positions, places=places)
        given, problems = read_answers(Parsed(flat, moved), self.library, earlier=answers_of(self.assumed))
        self.problems += problems
        return answers_of((*self.assumed, *given))

    def fact(self, entry: Plain, place: int) -> Fact:
        path: PlainPath = ("facts", place)
        if isinstance(entry, str):
            return Fact(
                entry, "stated", restates=False, questions=(), controls=(), because="", not_taken_up=""
            )
        if not isinstance(entry, dict) or not isinstance(entry.get("says"), str):
            self.tell(
                "case-fact", path, "the fact is neither a text nor a mapping with says", "write says: …"
            )
            entry = {}
        for key in entry:
            if key not in _FACT:
                self.tell("case-key", (*path, key), f'unknown key "{key}"', did_you_mean(key, _FACT))
        controls = entry.get("controls") or {}
        answers: tuple[Answer, ...] = ()
        if controls:
            inside = Inside(self.positions.file, whole=self.positions, prefix=(*self.path, *path, "controls"))
            answers, problems = read_answers(Parsed(controls, inside), self.library, earlier=self.scope)
            self.problems += problems
        return Fact(
            says=str(entry.get("says", "")),
            kind="stated",
            restates=False,
            questions=tuple(one for one in answers if one.item in self.library.questions),
            controls=tuple(one for one in answers if one.item in self.library.controls),
            because=str(entry.get("because", "")),
            not_taken_up="",
        )

    def entries(self, key: str) -> Iterator[tuple[int, Plain]]:
        found = self.data.get(key)
        if isinstance(found, list):
            yield from enumerate(found)
        elif found is not None:
            self.tell(
                "case-shape", (key,), f"{key} is not a list", "write one entry a line, each with a dash"
            )

    def text(self, key: str) -> str:
        found = self.data.get(key)
        if isinstance(found, str) and found.strip():
            return found.strip()
        self.tell("case-text", (key,), f"{key} is not given or not a text", f"write {key}: …")
        return ""

    def tell(self, code: str, path: PlainPath, message: str, hint: str) -> None:
        self.problems.append(Diagnostic(code, message, self.positions.of_key((*self.path, *path)), hint))


def _flattened(answers: dict[str, Plain], library: Library) -> Iterator[tuple[str, Plain, PlainPath]]:
    """Answers as an answer file has them, each with its place.

    Subjects may be told as mappings: `workflows: [{workflow: coding, data_types: [clinical]}]`, and sites and
    subcontractors likewise, with or without a `name`.
    """
    for key, value in answers.items():
        question = library.questions.get(key)
        kind = question.introduces if question is not None else None
        if kind is None or not isinstance(value, list) or not any(isinstance(one, dict) for one in value):
            yield key, value, (key,)
            continue
        names: list[Plain] = []
        for n, entry in enumerate(value):
            told = entry if isinstance(entry, dict) else {kind: entry}
            name = str(told.get(kind) or told.get("name") or f"{kind.capitalize()} {n + 1}")
            names.append(name)
            for inner, answer in told.items():
                if inner not in (kind, "name"):
                    yield f"{inner}@{slug(name)}", answer, (key, n, inner)
        yield key, names, (key,)


def _cited(citation: str) -> Cited:
    """A provision as the record names it. One that cannot be read as a citation is not scored."""
    provisions = read_citation(citation)
    no_law = "" if provisions else "Cannot be read as a provision, and a plain record says no more."
    return Cited(citation, "", "stated", provisions, (), "", no_law)
