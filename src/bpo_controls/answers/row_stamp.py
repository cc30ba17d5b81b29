"""What a row of a questionnaire is about, and the stamp that vouches for it wherever the row is copied to."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from bpo_controls.answers.answer_model import Need
from bpo_controls.answers.fit import form_of
from bpo_controls.answers.validate import options_of
from bpo_controls.library.model import Control, Library, Question

_SHAPE = re.compile(r"([0-9a-f]{6})-([0-9a-f]{6})-([0-9a-f]{6})-([0-9a-f]{6})")


@dataclass(frozen=True, slots=True)
class RowStamp:
    """The start of four digests: of the engagement, the library, the row's id within the engagement, the question as asked."""

    engagement: str
    library: str
    row: str
    question: str

    def __str__(self) -> str:
        return f"{self.engagement}-{self.library}-{self.row}-{self.question}"


def row_key(need: Need) -> str:
    """`ACC-02@manila-office`; without a subject for the whole engagement."""
    return f"{need.item}@{need.subject.id}" if need.subject.id else need.item


def stamp_of(library: Library, engagement: str, key: str, asked: Question | Control) -> RowStamp:
    """The stamp of a row. `engagement` is the digest of the first event of its journal, `key` the id with subject."""
    return RowStamp(
        engagement[:6],
        library.digest[:6],
        _digest(engagement, key),
        _digest(*_wording(library, asked)),
    )


def read_stamp(text: str) -> RowStamp | None:
    """The stamp that a cell holds, None when it holds none."""
    match = _SHAPE.fullmatch(text.strip().casefold())
    return RowStamp(*match.groups()) if match else None


def _wording(library: Library, asked: Question | Control) -> tuple[str, ...]:
    """What an answer to a question means: its text, kind, unit, limits and choices."""
    if isinstance(asked, Control):
        ask = asked.ask
        return asked.id, form_of(asked), ask.text, str(ask.met), str(ask.partly)
    choices = (f"{option.id} {option.also or option.label}" for option in options_of(asked, library))
    return asked.id, form_of(asked), asked.ask, *choices


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:6]
