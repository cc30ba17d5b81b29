"""Every question with how it stands: listed by filter, and found by words. Reads only."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from bpo_controls.answers.answer_model import ENGAGEMENT, EVERY, Answer, Answers, Need, Subject
from bpo_controls.answers.engagement_record import Record
from bpo_controls.answers.recorded_library import own_controls
from bpo_controls.answers.slug import slug
from bpo_controls.engine.finding import Assessment, Status
from bpo_controls.engine.question_plan import (
    asked_item,
    dormant,
    follow_ups,
    less_set_aside,
    open_now,
    role_of,
    section_of,
)
from bpo_controls.engine.truth import Truth
from bpo_controls.interview.people import Respondent, people_of, whom_named
from bpo_controls.library.model import Control, Library
from bpo_controls.library.search import ALSO
from bpo_controls.words import labels
from bpo_controls.words.answer_words import about, answer_words
from bpo_controls.words.numbers import capital

State = Literal["open", "chase", "answered", "dormant", "out", "undecided"]
"""open: nobody has answered; chase: somebody has to come back with an answer or a figure; dormant: answered, and does
not count now; out: does not apply here; undecided: other answers decide whether it is asked."""

Filter = Literal["all", "open", "chase", "gaps", "conflicts", "flagged", "changed", "dormant"]
FILTERS: tuple[Filter, ...] = get_args(Filter)


@dataclass(frozen=True, slots=True)
class Row:
    """A question or control for one subject, and how it stands.

    `about` names the subject, or is empty for the engagement. `said` is the answer in words, `status` how a control
    stands; `who` has answered or has to be asked. `conflict`: somebody else's answer disagrees.
    """

    need: Need
    title: str
    about: str
    area: str
    state: State
    is_control: bool = False
    said: str = ""
    status: Status | None = None
    who: str = ""
    flagged: bool = False
    conflict: bool = False
    changed: bool = False


_Stands = tuple[State, Status | None, str, bool, bool]
"""What of a row can change while its answer stays: state, status, who, conflict, changed."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """What the rows were made from."""

    record: Record
    assessment: Assessment
    changed: frozenset[Need]
    registered: tuple[Respondent, ...]

    def is_still(self, other: _Standing) -> bool:
        return (
            self.record is other.record
            and self.assessment is other.assessment
            and self.registered is other.registered
            and self.changed == other.changed
        )


class Lookup:
    """Rows of the record as it stands when asked. `changed` gives what this session has recorded."""

    __slots__ = ("_changed", "_kept", "_library", "_rows", "_searched", "_stand", "_texts", "registered")

    def __init__(
        self,
        library: Library,
        stand: Callable[[], tuple[Record, Assessment]],
        changed: Callable[[], Collection[Need]] = tuple,
        registered: tuple[Respondent, ...] = (),
    ) -> None:
        self._library = library
        self._stand = stand
        self._changed = changed
        self._texts: dict[str, tuple[str, str, str]] = {}
        self._rows: dict[Need, tuple[Answer | None, _Stands, Row]] = {}
        self._kept: tuple[_Standing, tuple[Row, ...]] | None = None
        self._searched: dict[Need, tuple[Row, tuple[str, ...]]] = {}
        self.registered = registered

    def take_library(self, library: Library) -> None:
        """Rows of another library, or of subjects with other names, from here on."""
        self._library = library
        self._texts.clear()
        self._rows.clear()
        self._searched.clear()
        self._kept = None

    def people(self) -> tuple[Respondent, ...]:
        """Everybody named so far, who answered last first."""
        return people_of(self._stand()[0].answers, self.registered)

    def places(self) -> tuple[tuple[Subject, str], ...]:
        """Sites, subcontractors and workflows in scope that can be renamed, with their names."""
        answers = self._stand()[0].answers
        found: list[tuple[Subject, str]] = []
        flows: list[tuple[Subject, str]] = []
        for question in self._library.questions.values():
            kind = question.introduces
            answer = answers.get(question.id, ENGAGEMENT)
            if kind is None or answer is None:
                continue
            named = answer.value if isinstance(answer.value, tuple) else ()
            if question.kind == "names":
                found += [(Subject(kind, slug(name)), name) for name in named]
            else:
                known = self._library.workflows
                flows += [(Subject(kind, id_), known[id_].title) for id_ in named if id_ in known]
        return (*found, *flows)

    def own_controls(self) -> tuple[tuple[str, str], ...]:
        """The engagement's own controls that count, by id, with their titles."""
        return tuple((id_, self._library.controls[id_].title) for id_ in own_controls(self._library))

    def rows(self, wanted: Filter = "all", *, person: str = "", area: str = "") -> tuple[Row, ...]:
        """The rows in asking order; `person` and `area` narrow them, each by a part of the name."""
        return tuple(
            row
            for row in self._all()
            if _passes(row, wanted)
            and person.casefold() in row.who.casefold()
            and area.casefold()
            in f"{row.area} {section_of(asked_item(self._library, row.need.item))}".casefold()
        )

    def counts(self) -> dict[Filter, int]:
        """How many rows each filter shows."""
        found: dict[Filter, int] = dict.fromkeys(FILTERS, 0)
        for row in self._all():
            if row.state != "out" or row.conflict or row.flagged or row.changed:
                for wanted in FILTERS:
                    found[wanted] += _passes(row, wanted)
        return found

    def find(self, words: str) -> tuple[Row, ...]:
        """Rows that hold every word: side by side as typed first, then in id or title, in the question, elsewhere.

        Searched are id, title, question, reason, help, answer, note, and the names of people and subjects.
        """
        asked = [(word, *ALSO.get(word, ())) for word in re.findall(r"[\w.@-]+", words.casefold())]
        if not asked:
            return ()
        phrase = " ".join(words.casefold().split())
        ranked: list[tuple[int, int, Row]] = []
        rows = self._all()
        for index, (row, (whole, *layers)) in enumerate(zip(rows, self._all_layers(rows), strict=True)):
            if not all(any(form in whole for form in forms) for forms in asked):
                continue
            places = [_place(layers, word) for word in asked]
            if max(places) < len(layers):
                apart = 0 if len(asked) > 1 and phrase in whole else 50
                ranked.append((sum(places) + apart + 100 * (row.state == "out"), index, row))
        return tuple(row for _, _, row in sorted(ranked, key=lambda found: found[:2]))

    def row(self, need: Need) -> Row | None:
        """The row of one item and subject."""
        return next((row for row in self._all() if row.need == need), None)

    def _all_layers(self, rows: tuple[Row, ...]) -> Iterator[tuple[str, ...]]:
        """What is searched of each row: all of it, then from the first layer to the last; kept as long as the row is."""
        answers = self._stand()[0].answers
        for row in rows:
            known = self._searched.get(row.need)
            if known is None or known[0] is not row:
                layers = self._layers(row, answers)
                known = self._searched[row.need] = (row, ("\n".join(layers), *layers))
            yield known[1]

    def _layers(self, row: Row, answers: Answers) -> tuple[str, ...]:
        if row.need.item not in self._texts:
            asked = asked_item(self._library, row.need.item)
            text, helps = (
                (asked.ask.text, asked.ask.help) if isinstance(asked, Control) else (asked.ask, asked.help)
            )
            more = f"{asked.why} {helps}"
            if isinstance(asked, Control):
                more += " ".join((asked.statement, *asked.evidence))
            else:
                more += " ".join(option.label for option in asked.options)
            title = asked.title if isinstance(asked, Control) else asked.id.replace("_", " ")
            self._texts[asked.id] = (f"{asked.id} {title}".casefold(), text.casefold(), more.casefold())
        answer = answers.get(*row.need)
        note = answer.note if answer is not None else ""
        return (*self._texts[row.need.item], f"{row.said} {note} {row.who} {row.about}".casefold())

    # ---- every row ----

    def _all(self) -> tuple[Row, ...]:
        """Every row; the same ones as long as nothing was recorded: outline, list and find ask at each key."""
        record, assessment = self._stand()
        standing = _Standing(record, assessment, frozenset(self._changed()), self.registered)
        if self._kept is None or not self._kept[0].is_still(standing):
            self._kept = (standing, tuple(self._made(standing)))
        return self._kept[1]

    def _made(self, standing: _Standing) -> Iterator[Row]:
        record, assessment, changed = standing.record, standing.assessment, standing.changed
        library, answers = self._library, record.answers
        everything = open_now(library, answers, assessment, set_aside=True)
        waiting = set(less_set_aside(answers, assessment, everything))
        given = [need for need in everything if answers.get(*need) is not None]
        chase = {
            one.need: one.ask
            for one in follow_ups(library, answers, assessment, given)
            if one.cause != "unanswered"
        }
        asleep = set(dormant(library, answers, assessment))
        known = people_of(answers, self.registered)

        def row(need: Need, status: Status | None, otherwise: State) -> Row:
            answer = answers.get(*need)
            state: State = otherwise
            who = ""
            if need in asleep:
                state = "dormant"
            elif need in chase:
                state, who = "chase", labels.role(whom_named(chase[need], known))
            elif need in waiting:
                state, who = "open", labels.role(role_of(asked_item(library, need.item)))
            elif answer is not None and otherwise == "answered":
                who = answer.by
            elif answer is None and otherwise == "answered":
                state = "undecided"
            conflict = bool(record.contested.get(need))
            marked = bool(changed) and (
                need in changed or Need(need.item, Subject(need.subject.kind, EVERY)) in changed
            )
            stands = (state, status, who, conflict, marked)
            before = self._rows.get(need)
            # Thousands of rows stand as they stood; a name of a place or company may have changed meanwhile.
            if before and before[0] is answer and before[1] == stands and need.subject.kind == "engagement":
                return before[2]
            asked = asked_item(library, need.item)
            made = Row(
                need=need,
                title=asked.title if isinstance(asked, Control) else asked.ask,
                about=""
                if need.subject.kind == "engagement"
                else capital(about(library, answers, need.subject)),
                area=labels.domain(asked.domain)
                if isinstance(asked, Control)
                else _section(library, asked.section),
                state=state,
                is_control=isinstance(asked, Control),
                said=capital(answer_words(asked, answer, library)) if answer is not None else "",
                status=status,
                who=who,
                flagged=answer is not None and answer.flagged,
                conflict=conflict,
                changed=marked,
            )
            self._rows[need] = (answer, stands, made)
            return made

        for question in library.questions.values():
            for subject in assessment.subjects[question.per] or ():
                yield row(Need(question.id, subject), None, "answered")
        for finding in assessment.findings:
            otherwise: State = "answered"
            if finding.status is None:
                otherwise = "out" if finding.applies is Truth.FALSE else "undecided"
            yield row(finding.key, finding.status, otherwise)


def _passes(row: Row, wanted: Filter) -> bool:
    match wanted:
        case "all":
            return row.state in ("open", "chase", "answered")
        case "open" | "chase" | "dormant":
            return row.state == wanted
        case "gaps":
            return row.status in ("gap", "partly")
        case "conflicts":
            return row.conflict
        case "flagged":
            return row.flagged
        case "changed":
            return row.changed


def _section(library: Library, section: str) -> str:
    return next((one.title for one in library.sections if one.id == section), section)


def _place(layers: Sequence[str], forms: tuple[str, ...]) -> int:
    """The first layer in which a word begins with one of the forms."""
    for place, text in enumerate(layers):
        for form in forms:
            at = text.find(form)
            while at >= 0:
                before = text[at - 1] if at else ""
                if not (before.isascii() and before.isalnum()):
                    return place
                at = text.find(form, at + 1)
    return len(layers)
