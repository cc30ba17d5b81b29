"""The escalation matrix: what can happen in this scope, who hears of it within what time, and the law behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bpo_controls.answers.answer_model import Answers
from bpo_controls.engine.truth import Truth
from bpo_controls.library.clock_model import ClockBook, ContractClock, Trigger
from bpo_controls.library.model import Library
from bpo_controls.papers.clock_case import Case
from bpo_controls.papers.named_people import NamedPerson, named_people, who_fits
from bpo_controls.papers.running_clocks import RunningClock, running_clocks
from bpo_controls.papers.told_facts import Told


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """One step of a trigger: the role in words, and whom the engagement names for it."""

    level: int
    who: str
    named: tuple[NamedPerson, ...]
    within_words: str
    channel: str
    note: str


@dataclass(frozen=True, slots=True)
class EscalationTrigger:
    """A trigger of this scope. `workflows` are those of the scope in which it happens; none stands for all.

    `clocks` are those that bind here, or may (state open). `undecided`: whether it can happen hangs on `missing`.
    """

    id: str
    title: str
    moment: str
    if_missed: str
    workflows: tuple[str, ...]
    steps: tuple[EscalationStep, ...]
    clocks: tuple[RunningClock, ...]
    undecided: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Escalation:
    """The matrix, the five levels in words, everybody named so far, and triggers left out with their workflows."""

    levels: tuple[str, ...]
    triggers: tuple[EscalationTrigger, ...]
    people: tuple[NamedPerson, ...]
    left_out: Mapping[str, str]


def escalation_matrix(
    library: Library,
    book: ClockBook,
    answers: Answers,
    workflows: tuple[str, ...] | None,
    as_of: str,
    added: tuple[ContractClock, ...] = (),
    register: tuple[NamedPerson, ...] = (),
) -> Escalation:
    """The matrix on an ISO date. `workflows` are those in scope, None while they are not known: then none is left out.

    `added` are the clocks of contracts, `register` the people of engagement.yaml; who answered comes after them.
    """
    told = Told(library, {}, answers)
    people = named_people(answers, register)
    found: list[EscalationTrigger] = []
    left_out: dict[str, str] = {}
    for trigger in book.triggers.values():
        mine = tuple(one for one in trigger.workflows if workflows is None or one in workflows)
        if trigger.workflows and not mine:
            left_out[trigger.id] = trigger.title
            continue
        truth, missing = told.judge(trigger.when)
        if truth is Truth.FALSE:
            left_out[trigger.id] = trigger.title
            continue
        found.append(_trigger(library, book, trigger, mine, told, as_of, added, people, truth, missing))
    return Escalation(book.levels, tuple(found), people, left_out)


def _trigger(
    library: Library,
    book: ClockBook,
    trigger: Trigger,
    workflows: tuple[str, ...],
    told: Told,
    as_of: str,
    added: tuple[ContractClock, ...],
    people: tuple[NamedPerson, ...],
    truth: Truth,
    missing: tuple[str, ...],
) -> EscalationTrigger:
    alone = replace(book, triggers={trigger.id: replace(trigger, also=())})
    clocks = running_clocks(library, alone, Case(trigger.id, {}), told, as_of, added)
    return EscalationTrigger(
        trigger.id,
        trigger.title,
        trigger.moment,
        trigger.if_missed,
        workflows,
        tuple(
            EscalationStep(
                step.level, step.who, who_fits(step.who, people), step.within_words, step.channel, step.note
            )
            for step in trigger.steps
        ),
        tuple(one for one in clocks if not one.level),
        truth is Truth.UNKNOWN,
        missing,
    )
