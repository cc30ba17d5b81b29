"""Checks typed words before they are recorded; what looks like an identifier needs the consultant's word."""

from __future__ import annotations

from collections.abc import Iterator

from bpo_controls.answers.answer_model import Answer
from bpo_controls.answers.phi import looks_like_phi
from bpo_controls.answers.rules import answer_problems
from bpo_controls.answers.typed_text import clean_text
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.interview.asker import Asker, Refused
from bpo_controls.library.model import Control, Library, Question


class Gatekeeper:
    """Refuses through the asker; remembers texts that were let through, so that nobody is asked twice."""

    __slots__ = ("_allowed", "_asker", "_library")

    def __init__(self, asker: Asker, library: Library) -> None:
        self._asker = asker
        self._library = library
        self._allowed: set[str] = set()

    def admits(self, asked: Question | Control, answer: Answer, before: Answer | None) -> bool:
        """Whether the answer may be recorded; if not, the asker has been told why.

        What stood in the answer `before` has been let through already.
        """
        problems = answer_problems(asked, answer, self._library, allow_identifiers=True)
        if problems:
            self._asker.tell(Refused(problems[0][1]))
            return False
        known = set(_texts(asked, before)) if before is not None else set()
        return all(
            self.may_keep(text, contact=contact)
            for text, contact in _texts(asked, answer)
            if (text, contact) not in known
        )

    def text(self, raw: str, what: str) -> str | None:
        """A typed text, cleaned; None when it was refused and told."""
        cleaned = clean_text(raw, what)
        if isinstance(cleaned, Diagnostic):
            self._asker.tell(Refused(cleaned))
            return None
        return cleaned if self.may_keep(cleaned) else None

    def may_keep(self, *texts: str, contact: bool = False) -> bool:
        """Whether texts hold nothing that looks like a patient identifier, or the consultant wants them kept."""
        masked: list[str] = []
        for text in texts:
            if text not in self._allowed:
                masked += identifiers(text, contact=contact)
        if masked and not self._asker.keep_text(tuple(dict.fromkeys(masked))):
            return False
        self._allowed.update(texts)
        return True


def identifiers(text: str, *, contact: bool = False) -> tuple[str, ...]:
    """What in the text looks like a patient identifier, each named and masked."""
    return tuple(f"{hit.looks_like} ({hit.masked})" for hit in looks_like_phi(text, contact=contact))


def _texts(asked: Question | Control, answer: Answer) -> Iterator[tuple[str, bool]]:
    """Every free text of an answer line by line, and whether it names a contact."""
    if isinstance(asked, Question) and asked.kind in ("text", "names"):
        values = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        yield from ((value, asked.kind == "names") for value in values if isinstance(value, str))
    if answer.non_answer is not None and answer.non_answer.text:
        yield answer.non_answer.text, answer.non_answer.kind == "dont-know"
    for line in answer.note.split("\n"):
        yield line, False
