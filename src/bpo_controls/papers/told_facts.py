"""Judging a condition where some facts are told for the case at hand and the rest stands in the engagement, if there is one."""

from __future__ import annotations

from collections.abc import Mapping

from bpo_controls.answers.answer_model import ENGAGEMENT, Answers, Value
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.reason import deciding
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import ALWAYS, Across, AllOf, AnyOf, Condition, Leaf, Not
from bpo_controls.library.model import Library

NEVER = AnyOf(())


class Told:
    """Facts told for a case, before those of the engagement. Told facts are questions or derived facts by id."""

    __slots__ = ("_scope", "facts", "library")

    def __init__(self, library: Library, facts: Mapping[str, Value], answers: Answers | None = None) -> None:
        self.library = library
        self.facts = facts
        self._scope = Scope(library, answers if answers is not None else Answers(), judge)

    def with_facts(self, facts: Mapping[str, Value]) -> Told:
        """The same with more facts told; those told before win."""
        return Told(self.library, {**facts, **self.facts}, self._scope.answers)

    def judge(self, condition: Condition | None) -> tuple[Truth, tuple[str, ...]]:
        """The truth, and for an unknown one the questions whose answers are missing."""
        if condition is None:
            return Truth.TRUE, ()
        reason = judge(self._settled(condition), ENGAGEMENT, self._scope)
        if reason.truth is not Truth.UNKNOWN:
            return reason.truth, ()
        found = (
            leaf.fact if leaf.cause == "subjects-unknown" and leaf.fact else leaf.item
            for leaf in deciding(reason)
        )
        return Truth.UNKNOWN, tuple(dict.fromkeys(item for item in found if item in self.library.questions))

    def known(self, fact: str) -> Value | None:
        """The value of a question of the engagement: as told, else as answered; None when it is not known."""
        if fact in self.facts:
            return self.facts[fact]
        found = self._scope.fact(fact, ENGAGEMENT)
        return found.value if found.known else None

    def _settled(self, condition: Condition) -> Condition:
        """The condition with every told fact replaced by what it comes to."""
        match condition:
            case Leaf(fact):
                if fact in self.facts:
                    return ALWAYS if _meets(condition, self.facts[fact]) else NEVER
                derived = self.library.derived.get(fact)
                if derived is None or derived.per != "engagement":
                    return condition
                rule = self._settled(derived.when)
                if len(set(condition.operand)) > 1:
                    return ALWAYS
                return rule if condition.operand[0] is True else Not(rule)
            case AllOf(parts):
                return AllOf(tuple(self._settled(part) for part in parts))
            case AnyOf(parts):
                return AnyOf(tuple(self._settled(part) for part in parts))
            case Not(part):
                return Not(self._settled(part))
            case Across():
                return condition


def _meets(leaf: Leaf, value: Value) -> bool:
    if isinstance(value, tuple):
        wanted = set(leaf.operand)
        if leaf.op == "includes_all":
            return wanted <= set(value)
        shares = not wanted.isdisjoint(value)
        return not shares if leaf.op == "excludes" else shares
    if leaf.op == "excludes":
        return value not in leaf.operand
    return value in leaf.operand
