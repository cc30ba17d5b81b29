"""Answers prepared in a file: which of them say something new."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from bpo_controls.answers.model import EVERY, Answer, Answers


def new_answers(
    standing: Answers,
    prepared: Iterable[Answer],
    *,
    now: Callable[[], str],
    by: str = "",
    role: str = "",
) -> tuple[Answer, ...]:
    """The prepared answers (validated by `read_answer_file`) to record, those for all subjects first.

    An answer that says nothing new is left out, so that the same file can be taken in twice. `by`, `role`
    and the time (ISO 8601) fill in where an answer names none.
    """
    fresh: list[Answer] = []
    for answer in sorted(prepared, key=lambda given: given.subject.id != EVERY):
        complete = replace(answer, by=answer.by or by, role=answer.role or role, at=answer.at or now())
        if not _says_the_same(standing.entries.get(answer.need), answer, complete):
            fresh.append(complete)
            standing = standing.with_answer(complete)
    return tuple(fresh)


def _says_the_same(before: Answer | None, answer: Answer, complete: Answer) -> bool:
    if before is None:
        return False
    if answer.at:
        return before == complete
    return replace(before, at="") == replace(complete, at="")
