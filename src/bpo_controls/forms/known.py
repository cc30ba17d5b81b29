"""What an engagement knows, and what each piece of it rests on. Nothing is made up: no answer, no value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Answers, Need, Subject
from bpo_controls.engine.finding import Assessment, Finding
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.reason import Reason, walk
from bpo_controls.engine.step_progress import StepProgress
from bpo_controls.engine.truth import Truth
from bpo_controls.forms.filled_form import Trace
from bpo_controls.library.condition import Condition
from bpo_controls.library.model import ROLES, Library
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.named_people import named_people
from bpo_controls.words import labels
from bpo_controls.words.answer_words import about, answer_words
from bpo_controls.words.numbers import capital, listed
from bpo_controls.workspace.engagement_file import EngagementFile

ROLE_FITS: dict[str, tuple[str, ...]] = {
    "privacy-officer": ("privacy",),
    "operations-lead": ("operations",),
    "it-security": ("it security", "information security", "security"),
    "qa-lead": ("quality", "qa "),
    "billing-compliance": ("billing compliance", "compliance"),
    "contract-owner": ("contract", "vendor management"),
}
"""Words of roles as people give them, for the roles that a library asks."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the engagement names, with what says so."""

    name: str
    role: str
    organization: str
    side: str
    email: str
    trace: Trace


@dataclass(frozen=True, slots=True)
class Known:
    """One engagement on a date: what fills a form.

    `contested` needs have two answers that disagree; they count for nothing. `progress` is how far the plan is, by step id.
    """

    library: Library
    file: EngagementFile
    answers: Answers
    assessment: Assessment
    contested: frozenset[Need] = frozenset()
    asked: Asked = field(default_factory=Asked)
    progress: Mapping[str, StepProgress] = field(default_factory=dict)
    scope: Scope = field(init=False, compare=False)
    people: tuple[Person, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "scope", Scope(self.library, self.answers, judge))
        object.__setattr__(self, "people", self._people())

    def holds(self, condition: Condition | None, subject: Subject) -> Truth:
        """Whether a condition holds for a subject; without one, yes."""
        return Truth.TRUE if condition is None else judge(condition, subject, self.scope).truth

    def about(self, subject: Subject) -> str:
        """What a subject is called; the whole work is the vendor's."""
        return about(self.library, self.answers, subject)

    def answer_trace(self, answer: Answer) -> Trace:
        """An answer as something that a value rests on."""
        asked = self.library.questions.get(answer.item) or self.library.controls.get(answer.item)
        said = answer_words(asked, answer, self.library) if asked is not None else ""
        subject = "" if answer.subject.kind == "engagement" else self.about(answer.subject)
        return Trace("answer", answer.item, subject, answer.by, answer.role, answer.at, said)

    def reason_traces(self, reason: Reason) -> tuple[Trace, ...]:
        """The answers that a reason rests on."""
        found: dict[Need, Answer] = {}
        for leaf in walk(reason):
            if leaf.parts or leaf.subject is None:
                continue
            item, subject = leaf.fact, leaf.subject
            if item not in self.library.questions:
                introducer = self.library.introducer(subject.kind)
                item, subject = (introducer.id if introducer else ""), ENGAGEMENT
            answer = self.answers.get(item, subject) if item else None
            if answer is not None:
                found[answer.need] = answer
        return tuple(self.answer_trace(one) for one in found.values())

    def finding_traces(self, finding: Finding) -> tuple[Trace, ...]:
        """The answer to a control, or the answers by which it applies or does not."""
        if finding.answer is not None:
            return (self.answer_trace(finding.answer),)
        return self.reason_traces(finding.reason) or self.subject_traces(finding.subject)

    def subject_traces(self, subject: Subject) -> tuple[Trace, ...]:
        """The answer that names a subject; for the whole work, what work it is."""
        question = self.library.introducer("workflow" if subject.kind == "engagement" else subject.kind)
        answer = self.answers.get(question.id, ENGAGEMENT) if question else None
        return (self.answer_trace(answer),) if answer is not None else ()

    def is_contested(self, item: str, subject: Subject) -> bool:
        """Whether answers about this disagree and nobody has settled it."""
        return Need(item, subject) in self.contested or any(
            need.item == item and need.subject == ENGAGEMENT for need in self.contested
        )

    def ask(self, role: str) -> str:
        """Whom to ask: the people who have the role, else the role in words."""
        if role not in ROLES:
            return self.names(role)
        words = ROLE_FITS.get(role, ())
        fits = [one for one in self.people if any(word in f"{one.role} ".casefold() for word in words)]
        named = list(dict.fromkeys(_with_role(one) for one in fits))
        return listed(named[:2], "or") or capital(labels.ROLE[role])

    def names(self, text: str) -> str:
        """A text with `{buyer}` and `{vendor}` replaced."""
        return text.replace("{buyer}", self.file.buyer or "the buyer").replace(
            "{vendor}", self.file.vendor or "the vendor"
        )

    def person(self, words: Iterable[str], side: str) -> Person | None:
        """The first person whose role has one of these words, the earlier words first."""
        for word in words:
            for one in self.people:
                if (not side or one.side == side) and word.casefold() in f"{one.role} ".casefold():
                    return one
        return None

    def _people(self) -> tuple[Person, ...]:
        """The register of engagement.yaml, then everybody else who gave an answer under a role."""
        found = [
            Person(
                one.name, one.role, one.organization, one.side, one.email,
                Trace("people", one.name, by=one.name, role=one.role, said="engagement.yaml, people"),
            )
            for one in self.file.people
        ]  # fmt: skip
        seen = {one.name for one in found}
        organization = {"buyer": self.file.buyer, "vendor": self.file.vendor}
        for one in named_people(self.answers):
            if one.name not in seen:
                trace = next(
                    self.answer_trace(answer)
                    for answer in self.answers
                    if answer.by == one.name and answer.role
                )
                found.append(
                    Person(one.name, one.role, organization.get(one.party, ""), one.party, "", trace)
                )
        return tuple(found)


def _with_role(one: Person) -> str:
    return f"{one.name} ({one.role})" if one.role else one.name
