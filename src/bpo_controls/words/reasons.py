"""Why a control applies, does not, or cannot be decided; and what would change that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from bpo_controls.answers.answer_model import EVERY, Answers, Subject
from bpo_controls.engine.finding import Finding
from bpo_controls.engine.flips import Flip, flip_sets
from bpo_controls.engine.flips import flips as single_flips
from bpo_controls.engine.reason import Reason
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import Across, AllOf, AnyOf, Leaf, Not, SubjectKind
from bpo_controls.library.model import Library
from bpo_controls.words import labels
from bpo_controls.words.answer_words import about, ask_words, for_subject, labels_of, quoted, value_words
from bpo_controls.words.conditions import bound_words, condition_in_words, leaf_in_words
from bpo_controls.words.numbers import capital, listed, sentence

MANY = 2
"""How many chosen options a reason spells out before it counts the rest."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing a decision rests on. `head` is what follows from the answers, where the answers stand after it."""

    text: str
    head: str = ""


def reason_in_words(library: Library, sheet: Answers, finding: Finding) -> tuple[str, ...]:
    """Why the finding applies, does not, or is undecided: one clause for each thing it rests on."""
    return tuple(clause.text for clause in reason_clauses(library, sheet, finding))


def reason_clauses(library: Library, sheet: Answers, finding: Finding) -> tuple[Clause, ...]:
    """The same, with what follows apart from the answers, so that answers told once need not be told again."""
    return _clauses(library, sheet, finding.reason, finding.control.per)


def reason_lines(
    library: Library, answers: Answers, reason: Reason, per: SubjectKind = "engagement"
) -> tuple[str, ...]:
    """The clauses of any reason tree, most general first, none twice; `per` is what the rule is about."""
    return tuple(clause.text for clause in _clauses(library, answers, reason, per))


def _clauses(library: Library, sheet: Answers, reason: Reason, per: SubjectKind) -> tuple[Clause, ...]:
    clauses: dict[str, Clause] = {}
    for node in _tops(reason):
        always = isinstance(node.condition, AllOf) and not node.condition.parts
        clause = Clause(_every(per)) if always else _clause(library, sheet, node)
        clauses.setdefault(clause.text, clause)
    return tuple(clauses.values())


def _every(per: SubjectKind) -> str:
    """What a rule without a condition says: `it applies to every workflow in scope`."""
    return f"it applies to every {labels.KIND[per][0]}" + ("" if per == "engagement" else " in scope")


def _tops(reason: Reason) -> Iterator[Reason]:
    """The nodes that each deserve a clause: the deciding parts of the rule's outer `all` and `any`."""
    if isinstance(reason.condition, (AllOf, AnyOf)) or (reason.condition is None and reason.parts):
        if not reason.parts:
            yield reason
        for part in _deciding_parts(reason):
            yield from _tops(part)
    else:
        yield reason


def _deciding_parts(reason: Reason) -> tuple[Reason, ...]:
    if isinstance(reason.condition, Not):
        return reason.parts
    return tuple(part for part in reason.parts if part.truth is reason.truth)


def _base(reason: Reason) -> Iterator[Reason]:
    """The answered or missing facts below a node, on the paths that decided it."""
    parts = _deciding_parts(reason)
    if not parts or reason.cause in ("closed", "subjects-unknown"):
        yield reason
        return
    for part in parts:
        yield from _base(part)


def _clause(library: Library, sheet: Answers, node: Reason) -> Clause:
    if node.cause == "law":
        return Clause(node.text or "the dates of the rules it rests on decide it")
    told = _told(library, sheet, node)
    leaf = node.condition if isinstance(node.condition, Leaf) else None
    if leaf is not None and leaf.fact in library.derived:
        head = leaf_in_words(library, leaf, negated=node.truth is Truth.FALSE)
        if node.truth is Truth.UNKNOWN:
            head = f"it is not known yet whether {library.derived[leaf.fact].title}"
        return Clause(f"{head}: {told}", head)
    if isinstance(node.condition, (Across, Not)) and node.truth is not Truth.UNKNOWN:
        rule = condition_in_words(library, node.condition, negated=node.truth is Truth.FALSE)
        return Clause(f"{rule} ({told})")
    return Clause(told)


def _told(library: Library, answers: Answers, node: Reason) -> str:
    """The answers below a node; the same thing said of several subjects is said once."""
    groups: dict[tuple[str, str], list[Subject]] = {}
    for leaf in _base(node):
        opening, text = _fact(library, answers, leaf)
        subjects = groups.setdefault((opening, text), [])
        if leaf.subject is not None and leaf.subject not in subjects:
            subjects.append(leaf.subject)
    clauses = []
    for (opening, text), subjects in groups.items():
        named = listed([about(library, answers, subject) for subject in subjects])
        clauses.append(", ".join(part for part in (f"{opening}{named}" if opening else "", text) if part))
    return "; ".join(clauses)


def _fact(library: Library, answers: Answers, node: Reason) -> tuple[str, str]:
    """The opening that takes subjects ("for "), and what is known of the fact."""
    opening = "for " if node.subject is not None and node.subject.kind != "engagement" else ""
    question = library.questions.get(node.fact)
    match node.cause:
        case "answered":
            assert question is not None
            return (
                opening,
                f"{quoted(question.ask)} was answered {_shown(library, node)}{_bound(library, node)}",
            )
        case "built-in":
            return "the work includes ", ""
        case "not-applicable":
            because = f" ({node.text})" if node.text else ""
            return opening, f"{quoted(_ask(library, node))} was set aside as not applicable{because}"
        case "closed":
            return opening, f"{quoted(_ask(library, node))} does not arise"
        case "no-subjects":
            kind = node.subject.kind if node.subject else "workflow"
            return "", f"there are no {labels.KIND[kind][1]}"
        case "law":
            return "", node.text
        case "unanswered":
            return "", ask_words(library, answers, node.item, node.subject or Subject("engagement"))
        case "dont-know":
            whom = f"; {node.text} should know" if node.text else ""
            return "", f"{_missing(library, answers, node)} (asked, not known{whom})"
        case "declined":
            return "", f"{_missing(library, answers, node)} (asked, declined)"
        case "branch-open" | "subjects-unknown":
            return "", _missing(library, answers, node)
        case "combined":
            if isinstance(node.condition, AllOf) and not node.condition.parts:
                return "", _every("engagement")
            return "", condition_in_words(
                library, node.condition
            ) if node.condition is not None else node.text
        case _:
            assert_never(node.cause)


def _bound(library: Library, node: Reason) -> str:
    """The limit the answer was held against: `, which is at least 200`; the unit was just said."""
    if not isinstance(node.condition, Leaf) or isinstance(node.condition.operand[0], str):
        return ""
    question = replace(library.questions[node.fact], unit="")
    text = bound_words(question, node.condition, negated=node.truth is Truth.FALSE)
    return f", which is {text}" if text else ""


def _missing(library: Library, answers: Answers, node: Reason) -> str:
    subject = node.subject or Subject("engagement")
    if node.item and library.questions[node.item].per == "engagement":
        subject = Subject("engagement")
    return ask_words(library, answers, node.item, subject) if node.item else node.text


def _ask(library: Library, node: Reason) -> str:
    question = library.questions.get(node.fact)
    return question.ask if question else node.fact


def _shown(library: Library, node: Reason) -> str:
    """The answer, or of a choice that matched the rule only what matched, so that reasons stay short."""
    question = library.questions[node.fact]
    value = node.value
    if not isinstance(value, tuple):
        assert value is not None
        text = value_words(question, value, library)
        return f"“{text}”" if question.kind in ("one-of", "text") else text
    chosen: tuple[object, ...] = value
    if isinstance(node.condition, Leaf) and node.condition.op in ("one_of", "includes_all"):
        chosen = tuple(choice for choice in value if choice in node.condition.operand) or value
        if node.condition.op == "one_of" and node.truth is Truth.TRUE and len(chosen) > 1:
            # One choice is enough to decide it; the first in the question's order, so that subjects group.
            return f"{labels_of(question, chosen[:1], library)[0]} among others"
    if not chosen:
        return "none"
    names = labels_of(question, chosen[:MANY], library)
    more = len(chosen) - MANY
    return listed([*names, f"{more} more"] if more > 0 else names)


def needs_in_words(library: Library, answers: Answers, finding: Finding) -> tuple[str, ...]:
    """What to ask whom so that the finding is decided, in the library's order."""
    order = {item: place for place, item in enumerate(library.questions)}
    needs = sorted(finding.needs, key=lambda need: (order.get(need[0], len(order)), need[1]))
    grouped: dict[str, list[Subject]] = {}
    for item, subject in needs:
        grouped.setdefault(item, []).append(subject)
    lines = []
    for item, subjects in grouped.items():
        bare = ask_words(library, answers, item, Subject("engagement"))
        named = [about(library, answers, subject) for subject in subjects if subject.kind != "engagement"]
        lines.append(f"{bare} for {listed(named)}" if named else bare)
    return tuple(lines)


def flips(library: Library, answers: Answers, finding: Finding) -> str:
    """What would have to be different for the decision to turn over; one sentence."""
    match finding.applies:
        case Truth.UNKNOWN:
            asked = needs_in_words(library, answers, finding)
            return (
                sentence(f"To decide it, {'; '.join(asked)}")
                if asked
                else "An answer that is missing would decide it."
            )
        case Truth.TRUE:
            change = _change(library, answers, finding.reason, Truth.FALSE)
            return (
                f"It would stop applying if {change}."
                if change
                else f"Nothing: {_every(finding.control.per)}."
            )
        case Truth.FALSE:
            change = _change(library, answers, finding.reason, Truth.TRUE)
            return f"It would apply if {change}." if change else "Nothing: it is about other work."
        case _:
            assert_never(finding.applies)


def turned_in_words(library: Library, answers: Answers, finding: Finding, as_of: str) -> tuple[str, ...]:
    """Which answers would turn the decision over, tried out one by one, a sentence each.

    Where no single answer would, the smallest sets that do; where none of at most three does either, what
    the rule itself says.
    """
    single = single_flips(library, answers, finding, as_of)
    if single:
        return tuple(_outcome(library, answers, (flip,)) for flip in single)
    together = flip_sets(library, answers, finding, as_of)
    if not together:
        return (flips(library, answers, finding),)
    opening = "No single answer would; " + (
        "these together would" if len(together) == 1 else "each of these sets would"
    )
    return (f"{opening}:", *(_outcome(library, answers, flip) for flip in together))


def _outcome(library: Library, answers: Answers, together: tuple[Flip, ...]) -> str:
    clauses = []
    for flip in together:
        question = library.questions[flip.item]
        answer = value_words(question, flip.value, library)
        clauses.append(
            f"{for_subject(library, answers, flip.subject)}{quoted(question.ask)} answered “{answer}”"
        )
    return capital(f"{' and '.join(clauses)}: it {labels.APPLIES[together[0].becomes.value]}.")


def _change(library: Library, answers: Answers, reason: Reason, wanted: Truth) -> str:
    """The clause that would have to be true for this node to come out as `wanted`."""
    condition = reason.condition
    if reason.cause == "law":
        return (
            "the law it rests on were not in force"
            if wanted is Truth.FALSE
            else "the law it rests on were in force"
        )
    if reason.cause == "no-subjects":
        kind = reason.subject.kind if reason.subject is not None else "workflow"
        return f"there were a {kind}"
    if reason.cause == "built-in":
        return ""  # a piece of work cannot become another one
    if isinstance(condition, Leaf) and reason.fact:
        subject = reason.subject
        named = subject is not None and subject.kind != "engagement" and subject.id not in ("", EVERY)
        tail = f" for {about(library, answers, subject)}" if named and subject is not None else ""
        return leaf_in_words(library, condition, negated=wanted is Truth.FALSE) + tail
    if isinstance(condition, Not):
        opposite = Truth.TRUE if wanted is Truth.FALSE else Truth.FALSE
        return _change(library, answers, reason.parts[0], opposite)
    if isinstance(condition, Across):
        return condition_in_words(library, condition, negated=wanted is Truth.FALSE)
    parts = [part for part in reason.parts if part.truth is not wanted]
    phrases = [phrase for part in parts if (phrase := _change(library, answers, part, wanted))]
    needs_all = isinstance(condition, AnyOf) == (wanted is Truth.FALSE)
    return listed(phrases, "and" if needs_all else "or")
