"""Evaluates conditions to true, false or unknown, keeping the reason of every part."""

from __future__ import annotations

from typing import assert_never

from bpo_controls.answers.answer_model import ENGAGEMENT, EVERY, Subject, Value
from bpo_controls.engine.known_facts import Fact, Scope
from bpo_controls.engine.reason import Reason
from bpo_controls.engine.truth import Truth, both, either, opposite, truth_of
from bpo_controls.library.condition import (
    Across,
    AllOf,
    AnyOf,
    Condition,
    Leaf,
    Not,
    Op,
    Operand,
    SubjectKind,
)


def judge(condition: Condition, subject: Subject, scope: Scope) -> Reason:
    """The truth of a condition for a subject, with the reason in the condition's own shape.

    Worked out once per scope for each condition that the library keeps once (`library.condition.shared`).
    """
    judged = scope.judged[subject]
    # The reason holds the condition, so that no other can come to stand where it stood in memory.
    known = judged.get(id(condition))
    if known is None:
        known = _judge(condition, subject, scope)
        judged[id(condition)] = known
    return known


def truth(condition: Condition, subject: Subject, scope: Scope) -> Truth:
    """The truth of a condition for a subject without its reason: what cannot turn it any more is not looked at."""
    if isinstance(condition, Leaf):
        return judge(condition, subject, scope).truth
    truths = scope.truths[subject]
    known = truths.get(id(condition))
    if known is None:
        # Kept with its condition, so that no other can come to stand where it stood in memory.
        known = truths[id(condition)] = (condition, _truth(condition, subject, scope))
    return known[1]


def _truth(condition: AllOf | AnyOf | Not | Across, subject: Subject, scope: Scope) -> Truth:
    match condition:
        case AllOf(conditions):
            return both(truth(part, subject, scope) for part in conditions)
        case AnyOf(conditions):
            return either(truth(part, subject, scope) for part in conditions)
        case Not(inner):
            return opposite(truth(inner, subject, scope))
        case Across():
            return judge(condition, subject, scope).truth
        case _:
            assert_never(condition)


def _judge(condition: Condition, subject: Subject, scope: Scope) -> Reason:
    match condition:
        case Leaf():
            return _leaf(condition, subject, scope)
        case AllOf(conditions):
            parts = tuple([judge(part, subject, scope) for part in conditions])
            return Reason(both([p.truth for p in parts]), "combined", condition, parts=parts)
        case AnyOf(conditions):
            parts = tuple([judge(part, subject, scope) for part in conditions])
            return Reason(either([p.truth for p in parts]), "combined", condition, parts=parts)
        case Not(inner):
            part = judge(inner, subject, scope)
            return Reason(opposite(part.truth), "combined", condition, parts=(part,))
        case Across(kind, every, inner):
            return _across(condition, kind, every, inner, subject, scope)
        case _:
            assert_never(condition)


def _leaf(leaf: Leaf, subject: Subject, scope: Scope) -> Reason:
    kind = scope.kind_of(leaf.fact)
    if kind == "engagement":
        return _read(leaf, ENGAGEMENT, scope)
    if kind == subject.kind:
        return _read(leaf, subject, scope)
    return _across(leaf, kind, False, leaf, subject, scope)


def _across(
    condition: Condition,
    kind: SubjectKind,
    every: bool,
    inner: Condition,
    subject: Subject,
    scope: Scope,
) -> Reason:
    """Over all subjects of a kind; over none of them, `in_every` holds and `in_any` does not."""
    members = scope.subjects(kind)
    fact = inner.fact if isinstance(inner, Leaf) else ""
    if members is None:
        introducer = scope.library.introducer(kind)
        assert introducer is not None
        unknown = scope.fact(introducer.id, ENGAGEMENT)
        branch = (unknown.why,) if unknown.why else ()
        cause = unknown.cause if unknown.cause in ("dont-know", "declined") else "subjects-unknown"
        return Reason(
            Truth.UNKNOWN,
            cause,
            condition,
            fact,
            Subject(kind, EVERY),
            item=introducer.id,
            text=unknown.text,
            parts=branch,
        )
    if not members:
        return Reason(truth_of(every), "no-subjects", condition, fact, Subject(kind, EVERY))
    parts = tuple(judge(inner, member, scope) for member in members)
    combine = both if every else either
    return Reason(combine(p.truth for p in parts), "combined", condition, fact, subject, parts=parts)


def _read(leaf: Leaf, subject: Subject, scope: Scope) -> Reason:
    derived = scope.library.derived.get(leaf.fact)
    if derived is not None:
        rule = judge(derived.when, subject, scope)
        if rule.truth is Truth.UNKNOWN:
            return Reason(Truth.UNKNOWN, "combined", leaf, leaf.fact, subject, parts=(rule,))
        value = rule.truth is Truth.TRUE
        return Reason(
            truth_of(value in leaf.operand), "combined", leaf, leaf.fact, subject, value, parts=(rule,)
        )
    fact = scope.fact(leaf.fact, subject)
    parts = (fact.why,) if fact.why else ()
    if not fact.known:
        return Reason(
            Truth.UNKNOWN, fact.cause, leaf, leaf.fact, subject, item=fact.item, text=fact.text, parts=parts
        )
    truth = truth_of(_holds(leaf.op, leaf.operand, fact))
    return Reason(truth, fact.cause, leaf, leaf.fact, subject, fact.value, text=fact.text, parts=parts)


def _holds(op: Op, operand: Operand, fact: Fact) -> bool:
    value = fact.value
    if value is None:  # a settled absence: no such fact, so every test of it fails
        return False
    if isinstance(value, tuple):
        return _set_holds(op, operand, value)
    return _one_holds(op, operand, value)


def _set_holds(op: Op, operand: Operand, value: tuple[str, ...]) -> bool:
    wanted = set(operand)
    if op == "includes_all":
        return wanted <= set(value)
    if op == "excludes":
        return wanted.isdisjoint(value)
    return not wanted.isdisjoint(value)


def _one_holds(op: Op, operand: Operand, value: Value) -> bool:
    bound = operand[0]
    match op:
        case "one_of" | "includes_all":
            return any(value == one and isinstance(value, bool) == isinstance(one, bool) for one in operand)
        case "excludes":
            return value not in operand
        case "at_least" | "after" | "above" | "at_most" | "below" | "before":
            return _ordered(op, value, bound)
        case _:
            assert_never(op)


def _ordered(op: Op, value: Value, bound: bool | int | float | str) -> bool:
    # Numbers compare with numbers and ISO dates, being text, with dates; the loader has checked the kinds.
    left, right = (value, bound) if isinstance(value, str) else (float(value), float(bound))  # type: ignore[arg-type]
    if op == "at_least":
        return left >= right  # type: ignore[operator]
    if op == "at_most":
        return left <= right  # type: ignore[operator]
    if op in ("above", "after"):
        return left > right  # type: ignore[operator]
    return left < right  # type: ignore[operator]
