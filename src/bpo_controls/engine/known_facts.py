"""Which subjects there are, and what is known of each fact for each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, cast

from bpo_controls.answers.answer_model import ENGAGEMENT, EVERY, Answers, Need, Subject, Value
from bpo_controls.answers.engagement_record import Review
from bpo_controls.answers.slug import slug
from bpo_controls.engine.reason import Cause, Reason
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import Condition, SubjectKind
from bpo_controls.library.model import Library, Question

if TYPE_CHECKING:
    from bpo_controls.engine.bindings import Binding

BUILT_IN: dict[str, SubjectKind] = {"workflow": "workflow", "office": "workflow", "traits": "workflow"}
"""Facts that a workflow brings along, and the kind of subject they belong to."""


class Fact(NamedTuple):
    """What is known of a fact for one subject.

    `known` with `value`: an answer, or a settled absence (no for a yes-no, empty for a set, None
    otherwise: every test fails). Not known: `item` is the question to ask, `why` the reason the
    question's own branch is open, `text` whom to ask.
    """

    known: bool
    cause: Cause
    value: Value | None = None
    item: str = ""
    text: str = ""
    why: Reason | None = None


Judge = Callable[[Condition, Subject, "Scope"], Reason]
"""Evaluates a condition; passed in because conditions read facts and facts may hang on conditions."""


class Scope:
    """Reads facts out of the answers. Remembers what it has worked out; make a new one for new answers."""

    __slots__ = (
        "_facts",
        "_judge",
        "_subjects",
        "answers",
        "bound",
        "judged",
        "library",
        "reviewed",
        "truths",
    )

    def __init__(
        self,
        library: Library,
        answers: Answers,
        judge: Judge,
        reviewed: Mapping[Need, Review] | None = None,
    ) -> None:
        self.library = library
        self.answers = answers
        self.reviewed = reviewed or {}
        self._judge = judge
        self._facts: dict[tuple[str, Subject], Fact] = {}
        self._subjects: dict[str, tuple[Subject, ...] | None] = {}
        self.judged: defaultdict[Subject, dict[int, Reason]] = defaultdict(dict)
        self.truths: defaultdict[Subject, dict[int, tuple[Condition, Truth]]] = defaultdict(dict)
        self.bound: dict[tuple[str, str], Binding] = {}

    def kind_of(self, fact: str) -> SubjectKind:
        """The kind of subject a question, derived fact or built-in fact belongs to."""
        if fact in self.library.questions:
            return self.library.questions[fact].per
        if fact in self.library.derived:
            return self.library.derived[fact].per
        return BUILT_IN[fact]

    def subjects(self, kind: SubjectKind) -> tuple[Subject, ...] | None:
        """The subjects of a kind in answer order; None while they are not known."""
        if kind == "engagement":
            return (ENGAGEMENT,)
        if kind not in self._subjects:
            self._subjects[kind] = self._find_subjects(kind)
        return self._subjects[kind]

    def _find_subjects(self, kind: SubjectKind) -> tuple[Subject, ...] | None:
        question = self.library.introducer(kind)
        if question is None:
            return ()
        fact = self.fact(question.id, ENGAGEMENT)
        if not fact.known:
            return None
        names = cast(tuple[str, ...], fact.value or ())
        ids = names if question.kind == "any-of" else tuple(slug(name) for name in names)
        return tuple(Subject(kind, one) for one in ids)

    def fact(self, fact: str, subject: Subject) -> Fact:
        """What is known of a question's or built-in fact, read of exactly this subject."""
        key = (fact, subject)
        if key not in self._facts:
            if fact in BUILT_IN:
                self._facts[key] = self._built_in(fact, subject)
            else:
                self._facts[key] = self._answered(self.library.questions[fact], subject)
        return self._facts[key]

    def branch(self, question: Question, subject: Subject) -> Reason | None:
        """Whether the question is to be asked of this subject; None when it has no branch."""
        if question.ask_when is None:
            return None
        return self._judge(question.ask_when, subject, self)

    def _answered(self, question: Question, subject: Subject) -> Fact:
        branch = self.branch(question, subject)
        if branch is not None and branch.truth is Truth.FALSE:
            return Fact(True, "closed", _absent(question), why=branch)
        if branch is not None and branch.truth is Truth.UNKNOWN:
            return Fact(False, "branch-open", item=question.id, why=branch)
        answer = self.answers.get(question.id, subject)
        if answer is None:
            if subject.id == EVERY:
                return self._subjects_unknown(subject.kind)
            return Fact(False, "unanswered", item=question.id)
        if answer.non_answer is None:
            value = answer.value
            return Fact(True, "answered", None if value is None else spread(question, value))
        match answer.non_answer.kind:
            case "not-applicable":
                return Fact(True, "not-applicable", _absent(question), text=answer.non_answer.text)
            case "dont-know":
                return Fact(False, "dont-know", item=question.id, text=answer.non_answer.text)
            case "declined":
                return Fact(False, "declined", item=question.id, text=answer.non_answer.text)
            case "later":
                return Fact(False, "unanswered", item=question.id)

    def _built_in(self, fact: str, subject: Subject) -> Fact:
        workflow = self.library.workflows.get(subject.id)
        if workflow is None:
            return self._subjects_unknown("workflow")
        if fact == "workflow":
            return Fact(True, "built-in", workflow.id)
        if fact == "office":
            return Fact(True, "built-in", workflow.office)
        return Fact(True, "built-in", workflow.traits)

    def _subjects_unknown(self, kind: SubjectKind) -> Fact:
        question = self.library.introducer(kind)
        return Fact(False, "subjects-unknown", item=question.id if question else "")


def spread(question: Question, value: Value) -> Value:
    """An answer with a choice that stands for all choices counts as every one of them."""
    if not isinstance(value, tuple) or not any(o.covers_all and o.id in value for o in question.options):
        return value
    return tuple(option.id for option in question.options if not option.alone)


def _absent(question: Question) -> Value | None:
    if question.kind == "yes-no":
        return False
    if question.kind in ("any-of", "names"):
        return ()
    return None


def subject_name(library: Library, answers: Answers, subject: Subject) -> str:
    """The name people use: a workflow's title, a site's or subcontractor's typed name, else ""."""
    if subject.kind == "engagement" or subject.id in ("", EVERY):
        return ""
    if subject.kind == "workflow":
        workflow = library.workflows.get(subject.id)
        return workflow.title if workflow else subject.id
    question = library.introducer(subject.kind)
    answer = answers.get(question.id, ENGAGEMENT) if question else None
    if answer is not None and isinstance(answer.value, tuple):
        for name in answer.value:
            if slug(name) == subject.id:
                return name
    return subject.id
