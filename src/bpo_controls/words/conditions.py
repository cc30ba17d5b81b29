"""A rule of the library as a sentence."""

from __future__ import annotations

from typing import assert_never

from bpo_controls.library.condition import Across, AllOf, AnyOf, Condition, Leaf, Not
from bpo_controls.library.model import Library, Question
from bpo_controls.words import labels
from bpo_controls.words.answer_words import labels_of, quoted
from bpo_controls.words.numbers import date_words, listed, measured

_CONTRARY = {
    "at_least": "below",
    "at_most": "above",
    "above": "at_most",
    "below": "at_least",
}
_ORDER = {
    "at_least": "at least {}",
    "at_most": "at most {}",
    "above": "more than {}",
    "below": "less than {}",
    "before": "before {}",
    "after": "after {}",
}


def condition_in_words(library: Library, condition: Condition, *, negated: bool = False) -> str:
    """The condition as a clause, without a capital or a full stop: `the vendor sees … and …`."""
    match condition:
        case Leaf():
            return leaf_in_words(library, condition, negated=negated)
        case Not(part):
            return condition_in_words(library, part, negated=not negated)
        case AllOf(()):
            return "never" if negated else "always"
        case AllOf(parts):
            return _joined(library, parts, "or" if negated else "and", negated)
        case AnyOf(parts):
            return _joined(library, parts, "and" if negated else "or", negated)
        case Across(kind, every, part):
            one = labels.KIND[kind][0]
            every_one = every != negated
            return f"for {'every' if every_one else 'at least one'} {one}: " + condition_in_words(
                library, part, negated=negated
            )
        case _:
            assert_never(condition)


def _joined(library: Library, parts: tuple[Condition, ...], word: str, negated: bool) -> str:
    phrases = []
    for part in parts:
        phrase = condition_in_words(library, part, negated=negated)
        compound = isinstance(part, (AllOf, AnyOf, Across)) or (
            isinstance(part, Not) and not isinstance(part.part, Leaf)
        )
        phrases.append(f"({phrase})" if compound and len(parts) > 1 else phrase)
    return listed(phrases, word)


def leaf_in_words(library: Library, leaf: Leaf, *, negated: bool = False) -> str:
    """One test of one fact as a clause."""
    derived = library.derived.get(leaf.fact)
    if derived is not None:
        wanted = (True in leaf.operand) != negated
        return derived.title if wanted else f"it is not true that {derived.title}"
    question = library.questions.get(leaf.fact)
    if question is None:
        return _built_in(library, leaf, negated)
    return _question(library, question, leaf, negated)


def _question(library: Library, question: Question, leaf: Leaf, negated: bool) -> str:
    ask = quoted(question.ask)
    no = "not " if negated else ""
    if leaf.op in _ORDER:
        return f"the answer to {ask} is {bound_words(question, leaf, negated=negated)}"
    if question.kind == "yes-no":
        wanted = (True in leaf.operand) != negated
        return f"the answer to {ask} is {'yes' if wanted else 'no'}"
    names = labels_of(question, leaf.operand, library)
    is_set = question.kind in ("any-of", "names")
    match leaf.op:
        case "includes_all":
            return f"the answer to {ask} {'lacks one of' if negated else 'includes'} {listed(names)}"
        case "excludes":
            return (
                f"the answer to {ask} {'includes' if negated else 'does not include'} {listed(names, 'or')}"
            )
        case _ if is_set:
            return (
                f"the answer to {ask} {'does not include' if negated else 'includes'} {listed(names, 'or')}"
            )
        case _:
            return f"the answer to {ask} is {no}{listed(names, 'or')}"


def bound_words(question: Question, leaf: Leaf, *, negated: bool = False) -> str:
    """The limit that a test of a number or date sets: `at least 200 items a month`, `not before May 1, 2027`.

    Negated, the contrary: `less than 200 items a month`. Empty for a test of another kind.
    """
    if leaf.op not in _ORDER:
        return ""
    bound = leaf.operand[0]
    text = date_words(bound) if isinstance(bound, str) else measured(bound, question.unit)
    if negated and leaf.op in _CONTRARY and not isinstance(bound, str):
        return _ORDER[_CONTRARY[leaf.op]].format(text)
    return ("not " if negated else "") + _ORDER[leaf.op].format(text)


def _built_in(library: Library, leaf: Leaf, negated: bool) -> str:
    no = "not " if negated != (leaf.op == "excludes") else ""
    values = [str(value) for value in leaf.operand]
    if leaf.fact == "workflow":
        titles = [library.workflows[v].title if v in library.workflows else v for v in values]
        return f"the work is {no}{listed(titles, 'or')}"
    if leaf.fact == "office":
        return f"the work is {no}{listed([labels.OFFICE.get(v, v) for v in values], 'or')} work"
    traits = [v.replace("-", " ") for v in values]
    joined = listed(traits, "and" if leaf.op == "includes_all" else "or")
    return f"it is not true that the work {joined}" if no else f"the work {joined}"
