"""Runs the worked cases that every control carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from bpo_controls.answers.answer_model import ENGAGEMENT, EVERY, Answer, Answers, Subject, Value, answers_of
from bpo_controls.engine.evaluate import decide
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.truth import Truth, either
from bpo_controls.library.condition import SUBJECT_KINDS, SubjectKind
from bpo_controls.library.model import Control, Example, Library, Question

SOME_WORKFLOW = "some-workflow"
"""Stands for a workflow about which only the given facts are known: its own properties are unknown."""


@dataclass(frozen=True, slots=True)
class WrongExample:
    """An example (counted from 0) whose decision is not the one it states."""

    control: Control
    index: int
    expected: str
    found: Truth


def wrong_examples(library: Library, as_of: str) -> Iterator[WrongExample]:
    """Every example of the library that comes out otherwise than stated on this date."""
    for control in library.controls.values():
        for index, example in enumerate(library.examples.get(control.id, ())):
            found = outcome(library, control, example, as_of)
            if found.value != example.applies:
                yield WrongExample(control, index, example.applies, found)


def outcome(library: Library, control: Control, example: Example, as_of: str) -> Truth:
    """Whether the control applies with just the facts given; to any of its subjects, if it has several."""
    scope = Scope(library, example_sheet(library, control, example), judge)
    return either(finding.applies for finding in decide(control, scope, as_of))


def example_sheet(library: Library, control: Control, example: Example) -> Answers:
    """The answers an example stands for.

    A fact of a workflow, site or subcontractor brings one such subject along, and so does a control
    that is about one; `workflow: coding` says which workflow. All other facts stay unknown.
    """
    kinds: set[SubjectKind] = {control.per}
    answers: list[Answer] = []
    workflow = SOME_WORKFLOW
    for fact, value in example.given.items():
        if fact == "workflow":
            workflow = str(value)
            kinds.add("workflow")
            continue
        question = library.questions[fact]
        kinds.add(question.per)
        subject = Subject(question.per, EVERY) if question.per != "engagement" else ENGAGEMENT
        answers.append(Answer(fact, subject, _value(question, value)))
    names: dict[SubjectKind, str] = {"workflow": workflow, "site": "A site", "subcontractor": "A company"}
    for kind in SUBJECT_KINDS:
        introducer = library.introducer(kind)
        if kind in kinds and introducer is not None and introducer.id not in example.given:
            answers.append(Answer(introducer.id, ENGAGEMENT, (names[kind],)))
    return answers_of(answers)


def _value(question: Question, value: object) -> Value:
    if question.kind in ("any-of", "names"):
        several = value if isinstance(value, list | tuple) else (value,)
        return tuple(str(one) for one in several)
    return cast(Value, value)
