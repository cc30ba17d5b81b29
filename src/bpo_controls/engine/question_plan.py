"""What to ask next, what is still open, and who has to come back with an answer.

A question is asked only while its answer can still change a decision or is printed in a deliverable.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from bpo_controls.answers.answer_model import ENGAGEMENT, EVERY, Answer, Answers, Need, Subject
from bpo_controls.engine.finding import Assessment
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.reason import Reason, deciding
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import ROLES, Control, Library, Question, Role

SET_ASIDE = ("dont-know", "declined")
FollowUpCause = Literal["dont-know", "later", "declined", "unanswered", "figure"]
"""figure: said to be in place, the figure has not been given."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Answered; open now; may still open (depends on answers that are missing).

    `claimed` are among the answered: in place, the figure has not been given.
    """

    answered: int
    open_now: int
    may_open: int
    set_aside: int  # don't know, declined or later: asked, but not settled
    claimed: int = 0

    @property
    def to_chase(self) -> int:
        """Answers and figures that somebody has to come back with."""
        return self.set_aside + self.claimed


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Somebody has to come back with an answer: which item, for whom, and why it is open."""

    item: str
    subject: Subject
    cause: FollowUpCause
    ask: str

    @property
    def need(self) -> Need:
        """The item and the subject."""
        return Need(self.item, self.subject)


def asked_item(library: Library, item: str) -> Question | Control:
    """The question or control with this id."""
    return library.questions[item] if item in library.questions else library.controls[item]


def role_of(asked: Question | Control) -> Role:
    """The role that most likely knows the answer."""
    return asked.ask.who if isinstance(asked, Control) else asked.who


def section_of(asked: Question | Control) -> str:
    """The section of a question, or the domain of a control."""
    return asked.domain if isinstance(asked, Control) else asked.section


def next_question(
    library: Library,
    answers: Answers,
    assessment: Assessment,
    *,
    role: str | None = None,
    section: str | None = None,
    set_aside: bool = False,
    put_off: Collection[Need] = (),
) -> Need | None:
    """The first open item that was not put off in this session, or None when there is none."""
    answered_later: Need | None = None
    for need, is_later in _askable(library, answers, assessment, role, section, set_aside):
        if need in put_off:
            continue
        if not is_later:
            return need
        answered_later = answered_later or need
    return answered_later


def open_now(
    library: Library,
    answers: Answers,
    assessment: Assessment,
    *,
    role: str | None = None,
    section: str | None = None,
    set_aside: bool = False,
) -> tuple[Need, ...]:
    """What can be asked now, in asking order: scope first, then controls; "later" items at the end.

    `role` keeps the items of one role; `section` those of one section (a section of scoping questions
    or a domain). Items answered "don't know" or "declined", and figures still to come, are left out unless
    `set_aside`.
    """
    fresh: list[Need] = []
    later: list[Need] = []
    for need, is_later in _askable(library, answers, assessment, role, section, set_aside):
        (later if is_later else fresh).append(need)
    return (*fresh, *later)


def _askable(
    library: Library,
    answers: Answers,
    assessment: Assessment,
    role: str | None,
    section: str | None,
    set_aside: bool,
) -> Iterator[tuple[Need, bool]]:
    """What can be asked, in library order, and whether it has been put off or set aside before."""
    for need in chain(_open_scoping(library, answers, assessment), _open_controls(assessment, set_aside)):
        asked = asked_item(library, need.item)
        if role is not None and role_of(asked) != role:
            continue
        if section is not None and section_of(asked) != section:
            continue
        answer = answers.get(*need)
        kind = answer.non_answer.kind if answer is not None and answer.non_answer is not None else None
        if kind in SET_ASIDE and not set_aside:
            continue
        yield need, answer is not None


def less_set_aside(answers: Answers, assessment: Assessment, waiting: Collection[Need]) -> tuple[Need, ...]:
    """Of what `open_now` gives with `set_aside`, what it gives without."""
    claimed = {finding.key for finding in assessment.findings if finding.status == "claimed"}
    return tuple(need for need in waiting if need not in claimed and not _is_set_aside(answers.get(*need)))


def _is_set_aside(answer: Answer | None) -> bool:
    return answer is not None and answer.non_answer is not None and answer.non_answer.kind in SET_ASIDE


def progress(
    library: Library, answers: Answers, assessment: Assessment, waiting: Collection[Need] | None = None
) -> Progress:
    """How far the interview is. Dormant answers do not count.

    `waiting` is what `open_now` gives with `set_aside`, where the caller has it already.
    """
    if waiting is None:
        waiting = open_now(library, answers, assessment, set_aside=True)
    settled = set(_settled(library, answers, assessment))
    may_open = {f.key for f in assessment.findings if f.applies is Truth.UNKNOWN and f.answer is None}
    may_open |= set(_branch_unknown(library, answers, assessment))
    return Progress(
        answered=len(settled),
        open_now=len(less_set_aside(answers, assessment, waiting)),
        may_open=len(may_open),
        set_aside=sum(_is_set_aside(answers.get(*need)) for need in waiting),
        claimed=sum(finding.status == "claimed" for finding in assessment.findings),
    )


def follow_ups(
    library: Library, answers: Answers, assessment: Assessment, waiting: Collection[Need] | None = None
) -> tuple[FollowUp, ...]:
    """Everything that still needs an answer.

    Whom to ask is who was named with "don't know", who put the question off or declined, who said that it is in
    place without giving the figure, else the item's role. `waiting` is what `open_now` gives with `set_aside`, or the
    part of it that is wanted.
    """
    result: list[FollowUp] = []
    spelled: dict[str, str] = {}

    def whom(text: str) -> str:
        """One spelling per person, whatever the case of the letters; a role by its id."""
        named = _role_named(text) or " ".join(text.split())
        return spelled.setdefault(named.casefold(), named)

    if waiting is None:
        waiting = open_now(library, answers, assessment, set_aside=True)
    for need in waiting:
        answer = answers.get(*need)
        asked = asked_item(library, need.item)
        if answer is None:
            result.append(FollowUp(*need, "unanswered", role_of(asked)))
            continue
        if answer.non_answer is None:
            cause: FollowUpCause = "figure" if isinstance(asked, Control) else "unanswered"
            result.append(FollowUp(*need, cause, whom(answer.by) if answer.by else role_of(asked)))
            continue
        kind = answer.non_answer.kind
        if kind != "not-applicable":
            said = answer.non_answer.text if kind == "dont-know" else answer.by
            result.append(FollowUp(*need, kind, whom(said) if said else role_of(asked)))
    return tuple(result)


def _role_named(text: str) -> Role | None:
    """The role that words like `the QA lead` name, or None."""
    slug = "-".join(text.casefold().split()).removeprefix("the-").removesuffix("-lead")
    return next((role for role in ROLES if role.removesuffix("-lead") == slug), None)


def dormant(library: Library, answers: Answers, assessment: Assessment) -> tuple[Need, ...]:
    """Answers that are kept but do not count now: their branch, subject or control is out."""
    scope = Scope(library, answers, judge)
    asleep: list[Need] = []
    for answer in answers:
        if answer.item in library.questions:
            sleeping = _question_sleeps(library.questions[answer.item], answer, scope)
        else:
            sleeping = _control_sleeps(answer, assessment)
        if sleeping:
            asleep.append(answer.need)
    return tuple(asleep)


def _question_sleeps(question: Question, answer: Answer, scope: Scope) -> bool:
    if not _exists(answer.subject, scope.subjects(question.per)):
        return True
    if answer.subject.id == EVERY:
        return False
    branch = scope.branch(question, answer.subject)
    return branch is not None and branch.truth is Truth.FALSE


def _control_sleeps(answer: Answer, assessment: Assessment) -> bool:
    findings = assessment.of(answer.item)
    if answer.subject.id != EVERY:
        findings = tuple(f for f in findings if f.subject == answer.subject)
    return all(f.applies is Truth.FALSE for f in findings)


def _exists(subject: Subject, members: tuple[Subject, ...] | None) -> bool:
    return members is None or subject in members or (subject.id == EVERY and bool(members))


def _open_scoping(library: Library, answers: Answers, assessment: Assessment) -> Iterator[Need]:
    needed = _printed(library, answers)
    for finding in assessment.findings:
        if finding.applies is not Truth.FALSE:  # what is out for good needs nothing
            needed |= finding.needs
    by_item: dict[str, set[Subject]] = {}
    for item, subject in needed:
        by_item.setdefault(item, set()).add(subject)
    for question in library.questions.values():
        wanted = by_item.get(question.id)
        if not wanted:
            continue
        members = assessment.subjects[question.per] or (ENGAGEMENT,)
        for subject in members:
            if subject in wanted:
                yield Need(question.id, subject)


def _printed(library: Library, answers: Answers) -> set[Need]:
    """Unanswered questions that a deliverable prints, and what has to be asked to reach them."""
    scope = Scope(library, answers, judge)
    needed: set[Need] = set()
    for question in library.questions.values():
        if not question.also_for:
            continue
        members = scope.subjects(question.per)
        if members is None:
            introducer = library.introducer(question.per)
            assert introducer is not None
            fact = scope.fact(introducer.id, ENGAGEMENT)
            needed |= {Need(introducer.id, ENGAGEMENT)} if fact.why is None else set(_unknown(fact.why))
            continue
        for subject in members:
            fact = scope.fact(question.id, subject)
            if fact.known:
                continue
            needed |= {Need(question.id, subject)} if fact.why is None else set(_unknown(fact.why))
    return needed


def _unknown(reason: Reason) -> Iterator[Need]:
    for leaf in deciding(reason):
        if leaf.item and leaf.subject is not None:
            yield Need(leaf.item, ENGAGEMENT if leaf.subject.id == EVERY else leaf.subject)


def _open_controls(assessment: Assessment, claimed: bool) -> Iterator[Need]:
    for finding in assessment.findings:
        if finding.status == "unknown" or (claimed and finding.status == "claimed"):
            yield finding.key


def _settled(library: Library, answers: Answers, assessment: Assessment) -> Iterator[Need]:
    """Questions and applying controls with a value or a reasoned "not applicable", one for each subject."""
    scope = Scope(library, answers, judge)
    for question in library.questions.values():
        for subject in assessment.subjects[question.per] or ():
            if scope.fact(question.id, subject).cause in ("answered", "not-applicable"):
                yield Need(question.id, subject)
    for finding in assessment.findings:
        if finding.status is not None and finding.status != "unknown":
            yield finding.key


def _branch_unknown(library: Library, answers: Answers, assessment: Assessment) -> Iterator[Need]:
    """Questions whose branch is not decided yet: they may open."""
    scope = Scope(library, answers, judge)
    for question in library.questions.values():
        if question.ask_when is None:
            continue
        for subject in assessment.subjects[question.per] or ():
            branch = scope.branch(question, subject)
            if (
                branch is not None
                and branch.truth is Truth.UNKNOWN
                and answers.get(question.id, subject) is None
            ):
                yield Need(question.id, subject)
