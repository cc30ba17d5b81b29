"""What an answer just given is to the one that stands. The one rule for screen, files and workbooks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bpo_controls.answers.answer_model import ASSURANCES, Answer

Relation = Literal["new", "same", "added", "changed", "conflict"]
"""`added`: the same value with more to it. `changed`: another value that may take the place of the first."""

Cause = Literal["somebody-else", "weaker", "older"]
"""Why two answers that differ are a conflict that a person must settle."""

_OPEN = ("later", "dont-know")


@dataclass(frozen=True, slots=True)
class Reconciled:
    """`answer` is what is to be recorded: the answer that counts, or in a conflict the one that contends."""

    relation: Relation
    answer: Answer
    standing: Answer | None = None
    causes: tuple[Cause, ...] = ()


def reconcile(standing: Answer | None, given: Answer) -> Reconciled:
    """Compare an answer with the one that stands for the same item and subject (None: nothing stands).

    Another value is a conflict when it comes from somebody else, is less well known (stated against seen or
    tested) or is older. What a question was put off with, or "don't know", is never in the way of an answer, nor is
    a claim ("in place", where a number was asked for) in the way of its number.
    """
    if standing is None:
        return Reconciled("new", given)
    if _value(standing) == _value(given):
        merged = merge_same(standing, given)
        return Reconciled("same" if merged == standing else "added", merged, standing)
    causes = (
        () if is_open(standing) or _is_figure_of_claim(standing, given) else tuple(_causes(standing, given))
    )
    return Reconciled("conflict" if causes else "changed", given, standing, causes)


def is_open(answer: Answer) -> bool:
    """Whether the answer leaves its question open: put off, or not known."""
    return answer.non_answer is not None and answer.non_answer.kind in _OPEN


def _is_figure_of_claim(standing: Answer, given: Answer) -> bool:
    return standing.value == "in-place" and type(given.value) in (int, float)


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's: compared without case and without extra spaces."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def merge_same(standing: Answer, given: Answer) -> Answer:
    """Two answers of one value as one: notes add up, evidence adds up, the better assurance stays.

    Whoever knew it better, or said it again and later, signs for it.
    """
    better = _rank(given) > _rank(standing)
    evidence = (*standing.evidence, *(seen for seen in given.evidence if seen not in standing.evidence))
    note = add_note(standing.note, given.note, given, standing)
    merged = replace(
        standing,
        note=note,
        evidence=evidence,
        assurance=given.assurance if better else standing.assurance,
        flagged=standing.flagged or given.flagged,
        accepted=given.accepted or standing.accepted,
    )
    if merged == standing:
        return standing
    if better or same_person(standing.by, given.by):
        return replace(
            merged,
            by=given.by or standing.by,
            role=given.role or standing.role,
            at=given.at or standing.at,
        )
    return merged


def add_note(first: str, second: str, given: Answer, standing: Answer) -> str:
    """Two notes as one, the later below. A note by somebody else, or of another day, says whose and when."""
    if not second or second == first or second in first.split("\n"):
        return first
    if not first:
        return second
    if second.startswith(first):  # the first note, written on
        return second
    other_day = given.at[:10] != standing.at[:10]
    if same_person(standing.by, given.by) and not other_day:
        return f"{first}\n{second}"
    signed = ", ".join(part for part in (given.by, given.at[:10]) if part)
    return f"{first}\n{second} ({signed})" if signed else f"{first}\n{second}"


def _value(answer: Answer) -> tuple[object, object]:
    # A bool equals 1 in Python, yet "yes" and "1" are two answers.
    return (type(answer.value) is bool, answer.value), answer.non_answer


def _causes(standing: Answer, given: Answer) -> list[Cause]:
    causes: list[Cause] = []
    if not same_person(standing.by, given.by):
        causes.append("somebody-else")
    if _rank(given) < _rank(standing):
        causes.append("weaker")
    if is_older(given.at, standing.at):
        causes.append("older")
    return causes


def _rank(answer: Answer) -> int:
    return ASSURANCES.index(answer.assurance)


def is_older(one: str, other: str) -> bool:
    """Whether a moment (ISO 8601, maybe a day alone) is before another. Unknown moments are not."""
    if not one or not other:
        return False
    first, second = datetime.fromisoformat(one), datetime.fromisoformat(other)
    if len(one) == 10 or len(other) == 10 or first.tzinfo is None or second.tzinfo is None:
        return one[:10] < other[:10]
    return first < second
