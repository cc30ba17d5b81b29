"""Which questions a row of our own deliverables is for: they name ids, questions and subjects in words."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bpo_controls.answers.answer_model import ENGAGEMENT, Answers, Need, Subject
from bpo_controls.answers.row_stamp import row_key
from bpo_controls.answers.workflow_labels import library_title
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Scope
from bpo_controls.library.model import Control, Library, Question
from bpo_controls.words.answer_words import about
from bpo_controls.words.numbers import capital, listed
from bpo_controls.workspace.answer_tables import TableRow


class NamedRows:
    """Finds the questions and controls of an engagement by the words that its documents use for them."""

    def __init__(self, library: Library, answers: Answers) -> None:
        self._library = library
        self._answers = answers
        self._scope = Scope(library, answers, judge)
        self._by_text = {_folded(question.ask): question for question in library.questions.values()}

    def keys(self, row: TableRow) -> tuple[str, ...]:
        """The `id@subject` of everything a row is about; empty where that cannot be told."""
        asked = self._asked(row)
        if asked is None:
            return ()
        subjects = self._subjects(asked, row.cell("subject").text)
        return tuple(row_key(Need(asked.id, subject)) for subject in subjects)

    def _asked(self, row: TableRow) -> Question | Control | None:
        item = row.cell("id").text
        if item:
            return self._library.controls.get(item) or self._library.questions.get(item)
        return self._by_text.get(_folded(row.cell("question").text))

    def _subjects(self, asked: Question | Control, text: str) -> tuple[Subject, ...]:
        """The subjects that a list in words names, in order; none where a name of it is not known."""
        if asked.per == "engagement":
            return (ENGAGEMENT,)
        members = self._scope.subjects(asked.per) or ()
        here = {subject: capital(about(self._library, self._answers, subject)) for subject in members}
        flows = self._library.workflows if asked.per == "workflow" else {}
        before = {
            subject: capital(library_title(flows[subject.id])) for subject in members if subject.id in flows
        }
        return _subjects_in(text, here) or _subjects_in(text, before)


def _subjects_in(text: str, names: Mapping[Subject, str]) -> tuple[Subject, ...]:
    """The subjects whose names, in the order of the text, make the text."""
    found = sorted(
        (place.start(), subject)
        for subject, name in names.items()
        if (place := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))
    )
    named = [subject for _, subject in found]
    return tuple(named) if listed([names[subject] for subject in named]) == text else ()


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()
