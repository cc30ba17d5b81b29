"""Cases as files. Answers come in through the door that answer files use, so that a case cannot say what an interview could not.

`docs/how-to/back-test.md` tells how to write one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from backtest.case import KINDS, Basis, Case, Cited, Fact, FactKind
from backtest.citation import read as read_citation
from bpo_controls.answers.answer_file import read_answers
from bpo_controls.answers.answer_model import Answer, Answers, answers_of
from bpo_controls.diagnostics import Diagnostic, Level, Location, did_you_mean, ordered
from bpo_controls.library.model import Library
from bpo_controls.yaml.source import Parsed, Plain, PlainPath, Positions, read_yaml_file

HERE = Path(__file__).parent
CASES = HERE / "cases"

_KEYS = ("id", "incident", "kind", "date", "role", "service_lines", "confidence", "sources", "scope", "scope_because", "facts", "findings", "note")  # fmt: skip
_FACT = ("says", "kind", "restates", "answers", "because", "not_taken_up")
_FINDING = ("citation", "what", "basis", "means", "because", "not_a_provision")


def load_cases(folder: Path, library: Library) -> tuple[tuple[Case, ...], tuple[Diagnostic, ...]]:
    """The cases of a folder by id, and everything wrong with its files. A file with an error gives no case."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        return (), (Diagnostic("case-missing", f"no case (*.yaml) in {folder}"),)
    cases: list[Case] = []
    problems: list[Diagnostic] = []
    for path in paths:
        case, found = load_case(path, library)
        problems += found
        if case is not None:
            cases.append(case)
    return tuple(cases), tuple(problems)


def load_case(path: Path, library: Library) -> tuple[Case | None, tuple[Diagnostic, ...]]:
    """One case, or None, with every problem of its file in file order."""
    parsed = read_yaml_file(path, _name(path))
    if parsed.broken or not isinstance(parsed.data, dict):
        shape = Diagnostic(
            "case-shape", "is not a mapping", parsed.positions.of(()), "see docs/how-to/back-test.md"
        )
        return None, parsed.diagnostics or (shape,)
    reader = _Reader(parsed, library)
    case = reader.case(path.stem)
    problems = ordered((*parsed.diagnostics, *reader.problems))
    wrong = any(one.level is Level.ERROR for one in problems)
    return (None if wrong else case), problems


def _name(path: Path) -> str:
    return str(path.relative_to(HERE.parent)) if path.is_relative_to(HERE.parent) else str(path)


@dataclass(frozen=True, slots=True)
class Inside(Positions):
    """The places of one part of a file, whose paths begin below `prefix`."""

    whole: Positions = field(default_factory=lambda: Positions(""))
    prefix: PlainPath = ()

    def of(self, path: PlainPath) -> Location:
        return self.whole.of((*self.prefix, *path))

    def of_key(self, path: PlainPath) -> Location:
        return self.whole.of_key((*self.prefix, *path))


class _Reader:
    """Walks one file and collects what is wrong with it."""

    def __init__(self, parsed: Parsed, library: Library) -> None:
        self.positions = parsed.positions
        self.data = cast("dict[str, Plain]", parsed.data)
        self.library = library
        self.problems: list[Diagnostic] = []
        self.scope = Answers()

    def case(self, stem: str) -> Case:
        self.known(self.data, _KEYS, ())
        id_ = self.text(self.data, "id", ())
        if id_ and id_ != stem:
            self.tell(
                "case-id", ("id",), f'the file is called "{stem}", the case "{id_}"', "call both the same"
            )
        kind = self.text(self.data, "kind", ())
        if kind and kind not in KINDS:
            self.tell(
                "case-kind",
                ("kind",),
                f'no kind of case "{kind}"',
                did_you_mean(kind, KINDS) or f"one of {', '.join(KINDS)}",
            )
        self.scope = answers_of(self.answers(self.data.get("scope"), ("scope",), questions=True))
        return Case(
            id=id_,
            kind=kind,
            date=self.text(self.data, "date", ()),
            role=self.text(self.data, "role", ()),
            service_lines=self.texts(self.data, "service_lines", ()),
            confidence=self.text(self.data, "confidence", ()),
            sources=self.texts(self.data, "sources", ()),
            scope=self.scope,
            scope_because=self.text(self.data, "scope_because", ()),
            facts=tuple(self.fact(entry, ("facts", n)) for n, entry in self.entries("facts")),
            findings=tuple(self.finding(entry, ("findings", n)) for n, entry in self.entries("findings")),
            incident=self.text(self.data, "incident", ()) if "incident" in self.data else id_,
        )

    def fact(self, entry: dict[str, Plain], path: PlainPath) -> Fact:
        self.known(entry, _FACT, path)
        taken, not_taken = "answers" in entry, "not_taken_up" in entry
        if taken == not_taken:
            wrong = "has both answers and not_taken_up" if taken else "has neither answers nor not_taken_up"
            self.tell("case-fact", path, f"the fact {wrong}", "give one of the two")
        answers = self.answers(entry["answers"], (*path, "answers")) if taken else ()
        for answer in answers:
            self.agrees(answer, path)
        return Fact(
            says=self.text(entry, "says", path),
            kind=cast(FactKind, self.choice(entry, "kind", path, ("stated", "inferred"))),
            restates=self.flag(entry, "restates", path),
            questions=tuple(one for one in answers if one.item in self.library.questions),
            controls=tuple(one for one in answers if one.item in self.library.controls),
            because=self.text(entry, "because", path) if taken else "",
            not_taken_up=self.text(entry, "not_taken_up", path) if not_taken else "",
        )

    def finding(self, entry: dict[str, Plain], path: PlainPath) -> Cited:
        self.known(entry, _FINDING, path)
        cited = self.text(entry, "citation", path)
        said = "means" in entry
        means = self.texts(entry, "means", path) if said and entry["means"] != [] else ()
        for place, source in enumerate(means):
            if source not in self.library.sources:
                hint = did_you_mean(source, self.library.sources) or "`controls/sources/` holds every id"
                self.tell("case-source", (*path, "means", place), f'no source "{source}"', hint)
        none = self.text(entry, "not_a_provision", path) if "not_a_provision" in entry else ""
        provisions = read_citation(cited)
        if said and none:
            self.tell("case-finding", path, "has both means and not_a_provision", "give one of the two")
        if not (provisions or said or none):
            self.tell("case-citation", (*path, "citation"), f'"{cited}" cannot be read as a provision and counts as not flagged',
                      "name the sources it means (means; [] where the library has none), or say why it is no law (not_a_provision)", Level.WARNING)  # fmt: skip
        return Cited(
            citation=cited,
            what=self.text(entry, "what", path),
            basis=cast(Basis, self.choice(entry, "basis", path, ("stated", "mapped", "inferred"))),
            provisions=provisions,
            means=means,
            because=self.text(entry, "because", path) if said else "",
            not_a_provision=none,
        )

    def agrees(self, answer: Answer, path: PlainPath) -> None:
        """A fact may repeat the scope, never contradict it."""
        if answer.item not in self.library.questions:
            return
        given = self.scope.get(answer.item, answer.subject)
        if given is None or given.value == answer.value:
            return
        if (
            isinstance(given.value, tuple)
            and isinstance(answer.value, tuple)
            and set(answer.value) <= set(given.value)
        ):
            return
        self.tell(
            "case-contradiction",
            (*path, "answers"),
            f'answers "{answer.item}" otherwise than the scope',
            "make the two agree",
        )

    def answers(self, data: Plain, path: PlainPath, *, questions: bool = False) -> tuple[Answer, ...]:
        """Answers through the product's own door; about scoping questions alone with `questions`."""
        inside = Parsed(data, Inside(self.positions.file, whole=self.positions, prefix=path))
        answers, problems = read_answers(inside, self.library, earlier=self.scope)
        self.problems += problems
        if questions:
            for answer in answers:
                if answer.item not in self.library.questions:
                    self.tell(
                        "case-scope",
                        (*path, answer.item),
                        f"{answer.item} is a control, not scope",
                        "answer it in a fact",
                    )
        return answers

    def entries(self, key: str) -> Iterable[tuple[int, dict[str, Plain]]]:
        found = self.data.get(key)
        if not isinstance(found, list) or not found:
            self.tell(
                "case-shape", (key,), f"{key} is not a list", "write one entry a line, each with a dash"
            )
            return
        for n, entry in enumerate(found):
            if isinstance(entry, dict):
                yield n, entry
            else:
                self.tell("case-shape", (key, n), "the entry is not a mapping", "write key: value")

    def known(self, data: dict[str, Plain], keys: tuple[str, ...], path: PlainPath) -> None:
        for key in data:
            if key not in keys:
                self.tell("case-key", (*path, key), f'unknown key "{key}"', did_you_mean(key, keys))

    def text(self, data: dict[str, Plain], key: str, path: PlainPath) -> str:
        found = data.get(key)
        if isinstance(found, str) and found.strip():
            return found.strip()
        self.tell(
            "case-text",
            (*path, key),
            f"{key} is not given" if found is None else f"{key} is not a text",
            f"write {key}: …",
        )
        return ""

    def texts(self, data: dict[str, Plain], key: str, path: PlainPath) -> tuple[str, ...]:
        found = data.get(key)
        if isinstance(found, list) and found and all(isinstance(one, str) for one in found):
            return tuple(cast("list[str]", found))
        self.tell("case-text", (*path, key), f"{key} is not a list of texts", f"write {key}: [one, another]")
        return ()

    def flag(self, data: dict[str, Plain], key: str, path: PlainPath) -> bool:
        found = data.get(key, False)
        if not isinstance(found, bool):
            self.tell("case-text", (*path, key), f"{key} is neither true nor false", f"write {key}: true")
        return found is True

    def choice(self, data: dict[str, Plain], key: str, path: PlainPath, choices: tuple[str, ...]) -> str:
        found = data.get(key)
        if found in choices:
            return found
        self.tell(
            "case-text", (*path, key), f"{key} is none of {', '.join(choices)}", f"write {key}: {choices[0]}"
        )
        return choices[0]

    def tell(self, code: str, path: PlainPath, message: str, hint: str, level: Level = Level.ERROR) -> None:
        self.problems.append(Diagnostic(code, message, self.positions.of_key(path), hint, level))
