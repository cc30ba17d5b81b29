"""Whether any set of answers makes a condition true: a search through the answers that can matter to it.

The search asks the engine itself: it judges the condition, answers the first question that is still open
in every way that the tests of its fact can tell apart, and judges again. Numbers and dates are split at the
bounds that are named, choices into those that every test takes alike, workflows likewise by their own
properties. A question that answers never open is read as the engine reads it: the fact is absent.

What is proven. Whatever a condition says across workflows, sites or subcontractors it says with "in any" or
"in every", so whenever some answers make it true, others do that have one subject for each such test
and no more. The search goes up to that number and therefore leaves out no case: "never" is a proof.
The answer "not applicable" is left out; it is no property of the work.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, pairwise
from math import ceil, floor

from bpo_controls.answers.answer_model import ENGAGEMENT, EVERY, Answer, Answers, Subject, Value
from bpo_controls.engine.judge import judge, truth
from bpo_controls.engine.known_facts import BUILT_IN, Scope
from bpo_controls.engine.reason import Reason, deciding
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import Across, AllOf, AnyOf, Condition, Leaf, Not, SubjectKind
from bpo_controls.library.model import Library, Question
from bpo_controls.lint.proven import Proven

STEPS = 600
"""Most judgments of one search. A rule that people can read needs fewer; a longer one is passed over."""


class GaveUp(Exception):
    """The search would take too long; nothing is proven."""


class Possibilities:
    """Answers what is possible in one library. Remembers what it has worked out."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._never: dict[Condition, bool] = {}
        self._before = Proven(library, f"{STEPS} steps")

    def never(self, condition: Condition) -> bool:
        """Proven: no answers make it true. A condition of a subject's own facts is read as `in_any`.

        Also False when the search gave up.
        """
        known = self._never.get(condition)
        if known is None:
            known = self._before.get(condition)
            if known is not None:
                self._never[condition] = known
        if known is None:
            try:
                known = self.witness(condition) is None
            except GaveUp:
                known = False
            self._never[condition] = known
            self._before.put(condition, known)
        return known

    def keep(self) -> None:
        """Remember what was worked out for the next run."""
        self._before.keep()

    def witness(self, condition: Condition, steps: int = STEPS) -> Answers | None:
        """Answers that make it true, or None when there are none. Raises GaveUp after so many steps."""
        return _Search(self.library, condition, steps).settle(Answers())


@dataclass(slots=True)
class _Tests:
    """What a condition tests, through derived facts and branches: the tests of each fact, and how many
    subjects of each kind it can tell apart (the tests made across the kind)."""

    of_fact: dict[str, list[Leaf]] = field(default_factory=dict)
    across: dict[SubjectKind, set[Condition]] = field(default_factory=dict)


class _Search:
    def __init__(self, library: Library, condition: Condition, steps: int) -> None:
        self.library = library
        self.condition = condition
        self.left = steps
        self.tests = _Tests()
        self._values: dict[str, tuple[Value, ...]] = {}
        self._seen: set[str] = set()
        self._gather(condition, "engagement")

    def settle(self, answers: Answers) -> Answers | None:
        """The first extension of these answers that makes it true, or None."""
        if self.left == 0:
            raise GaveUp
        self.left -= 1
        scope = Scope(self.library, answers, judge)
        stands = truth(self.condition, ENGAGEMENT, scope)
        if stands is not Truth.UNKNOWN:
            return answers if stands is Truth.TRUE else None
        # Only where it is open does the reason matter: it names the question to be answered next.
        question, subject = self._open(judge(self.condition, ENGAGEMENT, scope))
        for value in self._tellable(question):
            found = self.settle(answers.with_answer(Answer(question.id, subject, value)))
            if found is not None:
                return found
        return None

    def _open(self, reason: Reason) -> tuple[Question, Subject]:
        leaf = next(leaf for leaf in deciding(reason) if leaf.truth is Truth.UNKNOWN and leaf.item)
        question = self.library.questions[leaf.item]
        if question.per == "engagement" or leaf.subject is None or leaf.subject.id == EVERY:
            return question, ENGAGEMENT
        return question, leaf.subject

    def _gather(self, condition: Condition, own: SubjectKind) -> None:
        match condition:
            case Leaf(fact):
                kind = _kind(self.library, fact)
                if kind not in ("engagement", own):
                    self._cross(condition, kind)
                tests = self.tests.of_fact.setdefault(fact, [])
                if condition not in tests:
                    tests.append(condition)
                self._fact(fact, kind)
            case AllOf(parts) | AnyOf(parts):
                for part in parts:
                    self._gather(part, own)
            case Not(part):
                self._gather(part, own)
            case Across(kind, _, part):
                self._cross(condition, kind)
                self._gather(part, kind)

    def _cross(self, condition: Condition, kind: SubjectKind) -> None:
        self.tests.across.setdefault(kind, set()).add(condition)
        introducer = self.library.introducer(kind)
        if introducer is not None:
            self._fact(introducer.id, "engagement")

    def _fact(self, fact: str, kind: SubjectKind) -> None:
        if fact in self._seen:
            return
        self._seen.add(fact)
        if fact in self.library.derived:
            self._gather(self.library.derived[fact].when, kind)
        elif fact in self.library.questions:
            branch = self.library.questions[fact].ask_when
            if branch is not None:
                self._gather(branch, kind)

    def _tellable(self, question: Question) -> tuple[Value, ...]:
        """Answers to the question, one for each way in which the tests can come out."""
        if question.id not in self._values:
            self._values[question.id] = tuple(self._alternatives(question))
        return self._values[question.id]

    def _alternatives(self, question: Question) -> Iterator[Value]:
        tests = self.tests.of_fact.get(question.id, [])
        match question.kind:
            case "yes-no":
                yield from (True, False)
            case "one-of":
                yield from _alike([option.id for option in question.options], tests, 1)
            case "any-of":
                yield from self._sets(question, tests)
            case "number":
                yield from _numbers(question, tests)
            case "date":
                yield from _dates(tests)
            case "names":
                for size in (1, 0, *range(2, self._most(question) + 1)):
                    yield tuple(f"Name {index}" for index in range(1, size + 1))
            case "text":
                yield "text"

    def _most(self, question: Question) -> int:
        """How many subjects are enough."""
        kind = question.introduces
        named = sum(
            len(test.operand) if test.op == "includes_all" else 1
            for test in self.tests.of_fact.get(question.id, ())
        )
        return (len(self.tests.across.get(kind, ())) if kind else 0) + named

    def _sets(self, question: Question, tests: list[Leaf]) -> Iterator[tuple[str, ...]]:
        lone: list[str] = []
        if question.introduces == "workflow":
            most = max(1, self._most(question))
            own = [test for fact in BUILT_IN for test in self.tests.of_fact.get(fact, [])]
            chosen = _alike(list(self.library.workflows), [*tests, *own], most, self.library)
        else:
            lone = [option.id for option in question.options if option.alone]
            chosen = _alike([option.id for option in question.options if not option.alone], tests, 1)
            most = len(chosen)
        for size in range(1, most + 1):
            yield from combinations(chosen, size)
        yield from ((one,) for one in lone)


def _kind(library: Library, fact: str) -> SubjectKind:
    if fact in library.questions:
        return library.questions[fact].per
    return library.derived[fact].per if fact in library.derived else BUILT_IN[fact]


def _alike(ids: list[str], tests: list[Leaf], most: int, library: Library | None = None) -> list[str]:
    """Of the choices that every test takes alike, the first `most`; those a test wants together stay.
    What most tests name comes first: it settles most."""
    together = {
        value
        for test in tests
        if test.op == "includes_all" and test.fact != "traits"
        for value in test.operand
    }
    taken: dict[tuple[bool, ...], int] = {}
    kept: list[tuple[int, str]] = []
    for one in ids:
        how = tuple(_names(test, one, library) for test in tests)
        taken[how] = taken.get(how, 0) + 1
        if one in together or taken[how] <= most:
            kept.append((-sum(how), one))
    return [one for _, one in sorted(kept, key=lambda pair: pair[0])]


def _names(test: Leaf, one: str, library: Library | None) -> bool:
    """Whether a test names a choice; if it is of the properties of a workflow, whether it names those."""
    if library is None or test.fact not in BUILT_IN:
        return one in test.operand
    workflow = library.workflows[one]
    if test.fact == "traits":
        own, wanted = set(workflow.traits), set(map(str, test.operand))
        return wanted <= own if test.op == "includes_all" else bool(wanted & own)
    return (workflow.id if test.fact == "workflow" else workflow.office) in test.operand


def _numbers(question: Question, tests: list[Leaf]) -> Iterator[float]:
    bounds = sorted({float(bound) for test in tests for bound in test.operand if not isinstance(bound, str)})
    least = question.minimum if question.minimum is not None else (bounds[0] - 1 if bounds else 0)
    most = question.maximum if question.maximum is not None else (bounds[-1] + 1 if bounds else least)
    points = {least, most, *bounds}
    ordered = sorted(points)
    points |= {(low + high) / 2 for low, high in pairwise(ordered)}
    if question.whole:
        near = {whole for bound in (least, most, *bounds) for whole in (floor(bound), ceil(bound))}
        points = {float(one) for whole in near for one in (whole - 1, whole, whole + 1)}
    yield from (point for point in sorted(points) if least <= point <= most)


def _dates(tests: list[Leaf]) -> Iterator[str]:
    bounds = {date.fromisoformat(str(bound)).toordinal() for test in tests for bound in test.operand}
    near = {day for bound in bounds for day in (bound - 1, bound, bound + 1)} or {1}
    last = date.max.toordinal()
    yield from (date.fromordinal(day).isoformat() for day in sorted(near) if 1 <= day <= last)
