"""What would turn a decision over: every single answer that changes whether a control applies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from bpo_controls.answers.answer_model import ENGAGEMENT, EVERY, Answer, Answers, Subject, Value
from bpo_controls.engine.evaluate import decide
from bpo_controls.engine.finding import Finding
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.reason import deciding, walk
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import Leaf
from bpo_controls.library.model import Library, Question


@dataclass(frozen=True, slots=True)
class Flip:
    """If this question were answered so for this subject, the control would come out as `becomes`."""

    item: str
    subject: Subject
    value: Value
    becomes: Truth


def flips(library: Library, answers: Answers, finding: Finding, as_of: str) -> tuple[Flip, ...]:
    """Single answers that change the decision, in the order in which the rule reads them.

    Of a set only one choice more or fewer is tried; of a number the bounds that the rules name.
    """
    found: list[Flip] = []
    for item, subject, leaves in _read(library, finding):
        for value in _alternatives(library, library.questions[item], answers, subject, leaves):
            becomes = _outcome(library, answers.with_answer(Answer(item, subject, value)), finding, as_of)
            if becomes is not None and becomes is not finding.applies and becomes is not Truth.UNKNOWN:
                found.append(Flip(item, subject, value, becomes))
    return tuple(found)


SET_SIZE = 3
"""Most answers that are changed together."""

TRIES = 400
"""Most combinations that are tried: a decision that nothing turns must not keep anybody waiting."""


def flip_sets(
    library: Library, answers: Answers, finding: Finding, as_of: str
) -> tuple[tuple[Flip, ...], ...]:
    """The smallest sets of two or three answers that together turn a settled decision over.

    Only answers that decided it are changed, each to the first value that turns a test made of it. All
    sets of the smallest size that works, as far as `TRIES` reaches; empty for an undecided finding.
    """
    if finding.applies is Truth.UNKNOWN:
        return ()
    choices = _turning(library, answers, finding)
    left = TRIES
    for size in range(2, SET_SIZE + 1):
        found: list[tuple[Flip, ...]] = []
        for places in combinations(choices, size):
            for values in product(*(choices[place] for place in places)):
                if left == 0:
                    return tuple(found)
                left -= 1
                changed = answers
                for (item, subject), value in zip(places, values, strict=True):
                    changed = changed.with_answer(Answer(item, subject, value))
                becomes = _outcome(library, changed, finding, as_of)
                if becomes is not None and becomes not in (finding.applies, Truth.UNKNOWN):
                    pairs = zip(places, values, strict=True)
                    found.append(
                        tuple(Flip(item, subject, value, becomes) for (item, subject), value in pairs)
                    )
        if found:
            return tuple(found)
    return ()


def _turning(
    library: Library, answers: Answers, finding: Finding
) -> dict[tuple[str, Subject], tuple[Value, ...]]:
    """For each answer that decided it, one value for each way in which its tests could come out instead."""
    decisive = {(reason.item or reason.fact, reason.subject) for reason in deciding(finding.reason)}
    found: dict[tuple[str, Subject], tuple[Value, ...]] = {}
    for item, subject, leaves in _read(library, finding):
        if (item, subject) not in decisive and subject != ENGAGEMENT:
            continue
        now = _tested(library, answers, subject, leaves)
        values: dict[tuple[Truth, ...], Value] = {}
        for value in _alternatives(library, library.questions[item], answers, subject, leaves):
            outcome = _tested(library, answers.with_answer(Answer(item, subject, value)), subject, leaves)
            if outcome != now:
                values.setdefault(outcome, value)
        if values:
            found[(item, subject)] = tuple(values.values())
    return found


def _tested(
    library: Library, answers: Answers, subject: Subject, leaves: tuple[Leaf, ...]
) -> tuple[Truth, ...]:
    scope = Scope(library, answers, judge)
    return tuple(judge(leaf, subject, scope).truth for leaf in leaves)


def _outcome(library: Library, answers: Answers, finding: Finding, as_of: str) -> Truth | None:
    for other in decide(finding.control, Scope(library, answers, judge), as_of):
        if other.subject == finding.subject or EVERY in (other.subject.id, finding.subject.id):
            return other.applies
    return None


def _read(library: Library, finding: Finding) -> Iterator[tuple[str, Subject, tuple[Leaf, ...]]]:
    """The questions that the decision read, or, while it is open, waits for; each with the tests made of it."""
    tests: dict[tuple[str, Subject], list[Leaf]] = {}
    for reason in walk(finding.reason):
        item = reason.item or reason.fact
        if item not in library.questions or reason.subject is None:
            continue
        subject = ENGAGEMENT if reason.subject.id == EVERY else reason.subject
        if library.questions[item].per != subject.kind:
            continue
        if finding.applies is Truth.UNKNOWN and (item, subject) not in finding.needs:
            continue
        leaves = tests.setdefault((item, subject), [])
        if isinstance(reason.condition, Leaf) and reason.condition.fact == item:
            leaves.append(reason.condition)
    for (item, subject), leaves in tests.items():
        yield item, subject, tuple(leaves)


def _alternatives(
    library: Library, question: Question, answers: Answers, subject: Subject, leaves: tuple[Leaf, ...]
) -> Iterator[Value]:
    answer = answers.get(question.id, subject)
    now = answer.value if answer is not None else None
    match question.kind:
        case "yes-no":
            yield from (value for value in (True, False) if value != now)
        case "one-of":
            yield from (option.id for option in question.options if option.id != now)
        case "any-of":
            yield from _sets(library, question, now if isinstance(now, tuple) else ())
        case "number":
            for leaf in leaves:
                for bound in leaf.operand:
                    if isinstance(bound, int | float) and not isinstance(bound, bool):
                        yield from (bound - 1, bound, bound + 1)
        case "date":
            yield from (bound for leaf in leaves for bound in leaf.operand if isinstance(bound, str))
        case "text" | "names":
            return


def _sets(library: Library, question: Question, now: tuple[str, ...]) -> Iterator[Value]:
    choices = question.options
    lone = {option.id for option in choices if option.alone}
    ids = [option.id for option in choices] or list(library.workflows)
    for one in ids:
        if one in now:
            rest = tuple(choice for choice in now if choice != one)
            if rest:
                yield rest
        elif one in lone or not now or lone & set(now):
            yield (one,)
        else:
            yield tuple(choice for choice in ids if choice in now or choice == one)
