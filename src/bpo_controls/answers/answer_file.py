"""Answer files (`--answers FILE`): a mapping from `id` or `id@subject` to an answer. YAML, so JSON too."""

from __future__ import annotations

import re
from dataclasses import replace

from bpo_controls.answers.answer_model import ENGAGEMENT, EVERY, Answer, Answers, Subject
from bpo_controls.answers.entry import read_entry
from bpo_controls.answers.slug import slug
from bpo_controls.answers.typed_text import describe, visible
from bpo_controls.answers.validate import asks_percent, taken_as
from bpo_controls.answers.workflow_labels import workflow_named
from bpo_controls.diagnostics import Diagnostic, Level, did_you_mean, ordered
from bpo_controls.library.condition import SubjectKind
from bpo_controls.library.model import Control, Library, Question
from bpo_controls.yaml.source import Parsed, PlainPath, YamlLimits, read_yaml

MOST_GUESSES = 20
"""For how many unknown ids of one file the nearest known one is looked for."""

_AS_WRITTEN = YamlLimits(dots_as_text=True)


def read_answer_file(
    text: str,
    name: str,
    library: Library,
    *,
    earlier: Answers | None = None,
    allow_identifiers: bool = False,
    today: str = "",
) -> tuple[tuple[Answer, ...], tuple[Diagnostic, ...]]:
    """The answers of a file, in file order, and everything wrong with it, in file order.

    An entry with a problem is left out of the answers; the caller decides whether any error refuses the
    whole file. A blank entry (`ACC-01:`) is a problem too: it could mean a slip or an answer taken back.
    `today` (ISO date) refuses evidence seen on a day to come. `earlier` holds answers already given, so
    that sites and companies named earlier are known. `name` is what problems call the file.
    """
    return read_answers(
        read_yaml(text, name, limits=_AS_WRITTEN),
        library,
        earlier=earlier,
        allow_identifiers=allow_identifiers,
        today=today,
    )


def read_answers(
    parsed: Parsed,
    library: Library,
    *,
    earlier: Answers | None = None,
    allow_identifiers: bool = False,
    today: str = "",
) -> tuple[tuple[Answer, ...], tuple[Diagnostic, ...]]:
    """Like `read_answer_file`, for a file that has been parsed already."""
    if parsed.broken:
        return (), parsed.diagnostics
    if not isinstance(parsed.data, dict) or not parsed.data:
        shape = "holds no answers" if not parsed.data else "is not a mapping of ids to answers"
        problem = Diagnostic(
            "not-an-answer-file", shape, parsed.positions.of(()), 'write lines like "ACC-01: in-place"'
        )
        return (), (*parsed.diagnostics, problem)
    reader = _FileReader(parsed, library, earlier or Answers(), allow_identifiers, today)
    reader.read(parsed.data)
    # What could not be read as YAML would be told a second time by the answer it stands in.
    told = {problem.where.line for problem in parsed.diagnostics if problem.where is not None}
    fresh = (
        problem for problem in reader.problems if problem.where is None or problem.where.line not in told
    )
    return tuple(reader.answers.values()), ordered((*parsed.diagnostics, *fresh))


class _FileReader:
    """Walks one file. Entries that name subjects are read first: they say which subjects there are."""

    def __init__(
        self, parsed: Parsed, library: Library, earlier: Answers, allow_identifiers: bool, today: str
    ) -> None:
        self.positions = parsed.positions
        self.library = library
        self.earlier = earlier
        self.allow_identifiers = allow_identifiers
        self.today = today
        self.answers: dict[tuple[str, Subject], Answer] = {}
        self.problems: list[Diagnostic] = []
        self._known: dict[SubjectKind, tuple[str, ...] | None] = {}
        self._guesses = MOST_GUESSES

    def read(self, data: dict[str, object]) -> None:
        keys: dict[tuple[str, Subject], str] = {}
        found: dict[str, Answer | None] = {}
        introducing = [key for key in data if self._introduces(key)]
        for key in (*introducing, *(key for key in data if not self._introduces(key))):
            found[key] = self._entry(key, data[key], keys)
        for key in data:
            answer = found[key]
            if answer is not None:
                self.answers[answer.item, answer.subject] = answer

    def _introduces(self, key: str) -> bool:
        question = self.library.questions.get(key)
        return question is not None and question.introduces is not None

    def _entry(self, key: str, raw: object, keys: dict[tuple[str, Subject], str]) -> Answer | None:
        item, at, named = key.partition("@")
        asked = self._asked(key, item.strip())
        if asked is None:
            return None
        subject = self._subject(key, asked, named.strip() if at else None)
        if subject is None:
            return None
        first = keys.setdefault((asked.id, subject), key)
        if first != key:
            self._tell(
                "answered-twice",
                (key,),
                f'"{visible(key)}" is answered above as "{visible(first)}"',
                "keep one",
            )
            return None
        raw = _as_written(raw, asked, self.earlier.get(asked.id, subject))
        answer, problems = read_entry(
            asked,
            subject,
            raw,
            self.library,
            allow_identifiers=self.allow_identifiers,
            today=self.today,
        )
        for path, problem in problems:
            where = (key, *path)
            at_key = problem.code == "unknown-key"
            place = self.positions.of_key(where) if at_key else self.positions.of(where)
            self.problems.append(replace(problem, where=place, message=f"{visible(key)}: {problem.message}"))
        said = raw.get("value") if isinstance(raw, dict) else raw
        if answer is not None and (words := taken_as(asked, said)):
            message = f"{visible(key)}: {describe(said)} is taken as {words}"
            self.problems.append(
                Diagnostic(
                    "number-converted", message, self.positions.of((key, "value")), level=Level.WARNING
                )
            )
        if answer is not None and self._introduces(key):
            self._learn(asked, answer)
        return answer

    def _asked(self, key: str, item: str) -> Question | Control | None:
        library = self.library
        asked = library.questions.get(item) or library.controls.get(item)
        if asked is not None:
            return asked
        if item in library.derived:
            self._tell("derived-fact", (key,), f'"{item}" follows from other answers', "take it out")
        elif (gone := library.retired.get(item)) is not None:
            instead = f"use {', '.join(gone.replaced_by)}" if gone.replaced_by else "take it out"
            self._tell("retired-control", (key,), f"{item} is retired since {gone.in_version}", instead)
        else:
            ids = (*library.questions, *library.controls)
            self._guesses -= 1  # each guess looks through every id: a file of wrong keys would take minutes
            guess = self._guesses >= 0
            near = (did_you_mean(item, ids) or did_you_mean(item.upper(), library.controls)) if guess else ""
            self._tell(
                "unknown-item",
                (key,),
                f'no question or control "{visible(item)}"',
                near or "`bpo-controls library list` shows every id",
            )
        return None

    def _subject(self, key: str, asked: Question | Control, named: str | None) -> Subject | None:
        """The subject after the `@`; without one the engagement, or every subject of the item's kind."""
        if asked.per == "engagement":
            if named is None:
                return ENGAGEMENT
            self._tell(
                "subject-unwanted",
                (key,),
                f"{asked.id} is about the whole engagement, not about one {_guess_kind(self.library, named)}",
                f'write "{asked.id}:"',
            )
            return None
        if named is None or named == EVERY:
            return Subject(asked.per, EVERY)
        one = workflow_named(self.library, named) if asked.per == "workflow" else slug(named)
        if not named or one is None:
            self._tell(
                "unknown-subject",
                (key,),
                f'no workflow "{visible(named)}"' if named else "nothing stands after the @",
                did_you_mean(slug(named), self.library.workflows)
                if named
                else f'write "{asked.id}:" for all',
            )
            return None
        known = self._subjects(asked.per)
        if known is None or one in known:
            return Subject(asked.per, one)
        # A workflow the library knows may come into scope later; a place or company nobody named is a slip.
        level = Level.WARNING if asked.per == "workflow" else Level.ERROR
        introducer = self.library.introducer(asked.per)
        said = f'"{introducer.id}"' if introducer else "nobody"
        message = f'{said} does not name the {asked.per} "{visible(named)}"'
        if level is Level.WARNING:
            self._tell(
                "subject-not-in-scope", (key,), message, "kept, and used if it comes into scope", level
            )
            return Subject(asked.per, one)
        self._tell("unknown-subject", (key,), message, did_you_mean(one, known))
        return None

    def _subjects(self, kind: SubjectKind) -> tuple[str, ...] | None:
        """Ids of the subjects of a kind: named in this file, else earlier; and those with answers already."""
        if kind not in self._known:
            introducer = self.library.introducer(kind)
            answer = self.earlier.get(introducer.id, ENGAGEMENT) if introducer else None
            self._known[kind] = None
            if introducer is not None and answer is not None:
                self._learn(introducer, answer)
        return self._known[kind]

    def _learn(self, asked: Question | Control, answer: Answer) -> None:
        if not isinstance(asked, Question) or asked.introduces is None or not isinstance(answer.value, tuple):
            return
        ids = answer.value if asked.kind == "any-of" else tuple(slug(name) for name in answer.value)
        dormant = {entry.subject.id for entry in self.earlier if entry.subject.kind == asked.introduces} - {
            EVERY
        }
        self._known[asked.introduces] = (*ids, *sorted(dormant.difference(ids)))

    def _tell(self, code: str, path: PlainPath, message: str, hint: str, level: Level = Level.ERROR) -> None:
        self.problems.append(Diagnostic(code, message, self.positions.of_key(path), hint, level))


def _as_written(raw: object, asked: Question | Control, standing: Answer | None) -> object:
    """A number below one as the text it was, so that a share is not taken for a percentage.

    What stands already has been understood: the mirror writes it as the plain number it is.
    """
    if isinstance(raw, dict):
        return {**raw, "value": _as_written(raw["value"], asked, standing)} if "value" in raw else raw
    known = standing.value if standing is not None else None
    if isinstance(raw, float) and 0 < raw < 1 and known != raw and asks_percent(asked):
        return str(raw)
    if (
        isinstance(raw, str)
        and isinstance(known, float)
        and re.fullmatch(r"[0-9.]+", raw)
        and raw == str(known)
    ):
        return known
    return raw


def _guess_kind(library: Library, named: str) -> str:
    return "workflow" if named in library.workflows else "subject"
