"""How many questions an interview asks: the interview itself, played on the archetypes."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass, replace

from backtest.archetype import Archetype
from backtest.run import AS_OF
from bpo_controls.answers.answer_model import Answers, Need
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate, reevaluate
from bpo_controls.engine.question_plan import next_question
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import Library

SCOPING_MEDIAN = 25
"""Goal: most scoping questions, as the median over the archetypes. A question asked of each site counts for each."""
CONTROL_QUESTIONS = 120
"""Goal: most control questions of any archetype. A control asked of each workflow counts for each."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What is known to be asked today."""

    scoping_median: float
    control_questions: int


KNOWN = Ceiling(scoping_median=28, control_questions=127)
"""How far the library is from its goals. The tests fail only on what is worse than this, so lower a figure as soon as
the table prints a lower one, and never raise it without saying in the changelog what is worth the questions."""


@dataclass(frozen=True, slots=True)
class Economy:
    """What an archetype is asked. `unanswered` are scoping questions its file has no answer to: there are none."""

    archetype: str
    scoping: int
    control_questions: int
    controls: int
    undecided: tuple[str, ...]
    unanswered: tuple[str, ...]


def economy(library: Library, archetype: Archetype) -> Economy:
    """Asks what the interview would ask, question by question, until the scope is settled."""
    answers = Answers()
    passed: set[Need] = set()
    asked = 0
    assessment = evaluate(library, Record(answers), AS_OF)
    while True:
        need = next_question(library, answers, assessment, put_off=passed)
        if need is None or need[0] in library.controls:
            break
        item, subject = need
        answer = archetype.scope.get(item, subject)
        if answer is None:
            passed.add(need)
            continue
        asked += 1
        answers = answers.with_answer(replace(answer, subject=subject))
        assessment = reevaluate(library, assessment, Record(answers), [item])
    applying = [f for f in assessment.findings if f.applies is Truth.TRUE]
    return Economy(
        archetype.id,
        asked,
        len(applying),
        len({f.control.id for f in applying}),
        tuple(dict.fromkeys(f.control.id for f in assessment.findings if f.applies is Truth.UNKNOWN)),
        tuple(f"{item}@{subject}" for item, subject in sorted(passed)),
    )


def scoping_median(counts: Iterable[Economy]) -> float:
    """The median number of scoping questions."""
    return statistics.median(one.scoping for one in counts)


def most_control_questions(counts: Iterable[Economy]) -> int:
    """The most control questions of any archetype."""
    return max(one.control_questions for one in counts)


def held(counts: Iterable[Economy]) -> bool:
    """Whether both goals are reached."""
    found = tuple(counts)
    return scoping_median(found) <= SCOPING_MEDIAN and most_control_questions(found) <= CONTROL_QUESTIONS
