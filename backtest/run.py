"""Plays a case through the product: its facts become answers, all else is in place, and the gaps are ranked."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import Literal

from backtest.case import Case, Cited, Fact, reaches
from backtest.citation import Provision, names, read, same_standard
from bpo_controls.answers.answer_model import Answer, Answers, Value, answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.answer_status import status_of, within
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.finding import Assessment, Finding
from bpo_controls.engine.question_plan import dormant
from bpo_controls.engine.ranking import ranked_gaps
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import Control, Library

AS_OF = "2026-11-23"
"""The day as of which every case is assessed: today's library and law, yesterday's facts."""

Mode = Literal["stated", "all", "harder"]
"""Which facts are known: the stated ones; the inferred ones too; the stated ones that do not restate a finding."""

_WORST_FIRST = ("gap", "partly", "another-way", "accepted", "unknown", "not-applicable", "met")


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap the report would show: its rank from 1, the facts behind it, the findings it carries a source of."""

    finding: Finding
    rank: int
    facts: tuple[Fact, ...]
    at_standard: tuple[Cited, ...]
    at_depth: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Uptake:
    """What became of a fact: the questions it answered, the controls in scope it answered, and those out of scope."""

    fact: Fact
    questions: tuple[str, ...]
    controls: tuple[str, ...]
    out_of_scope: tuple[str, ...]

    @property
    def taken(self) -> bool:
        """Whether the interview would have had a place for the fact."""
        return bool(self.questions or self.controls)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case after one run. `undecided` are controls the scope leaves open; it should leave none.

    `scope` and `scoped` are the answers and the assessment before any control was asked about.
    """

    case: Case
    scope: Answers
    scoped: Assessment
    assessment: Assessment
    uptakes: tuple[Uptake, ...]
    gaps: tuple[Gap, ...]
    undecided: tuple[str, ...]
    first_true_gap: Gap | None

    @property
    def true_gaps(self) -> tuple[Gap, ...]:
        """The gaps that a fact supports, best rank first."""
        return tuple(gap for gap in self.gaps if gap.facts)


def known_facts(case: Case, mode: Mode) -> tuple[Fact, ...]:
    """The facts that count in a run."""
    if mode == "all":
        return case.facts
    stated = tuple(fact for fact in case.facts if fact.kind == "stated")
    return stated if mode == "stated" else tuple(fact for fact in stated if not fact.restates)


def play(library: Library, case: Case, mode: Mode = "stated") -> Outcome:
    """The whole way: scope and facts to answers, answers to gaps, gaps to what they carry of the findings."""
    facts = known_facts(case, mode)
    scope = _scope_of(case, facts)
    scoped = evaluate(library, Record(scope), AS_OF)
    asleep = {item for item, _ in dormant(library, answers_of((*scope, *_control_answers(facts))), scoped)}
    standings = [standing(finding, facts) for finding in scoped.findings if finding.applies is Truth.TRUE]
    assessment = evaluate(library, Record(answers_of((*scope, *standings))), AS_OF)
    gaps = tuple(
        _gap(library, finding, rank, facts, case) for rank, finding in enumerate(ranked_gaps(assessment), 1)
    )
    return Outcome(
        case=case,
        scope=scope,
        scoped=scoped,
        assessment=assessment,
        uptakes=tuple(_uptake(fact, asleep, scoped) for fact in case.facts if fact in facts),
        gaps=gaps,
        undecided=tuple(f.control.id for f in scoped.findings if f.applies is Truth.UNKNOWN),
        first_true_gap=_first_true(library, case, gaps),
    )


def _scope_of(case: Case, facts: tuple[Fact, ...]) -> Answers:
    """The scope with what the facts say: a choice among several adds to the choices made, any other answer replaces."""
    answers = answers_of(case.scope)
    for answer in (answer for fact in facts for answer in fact.questions):
        before = answers.get(answer.item, answer.subject)
        if before and isinstance(before.value, tuple) and isinstance(answer.value, tuple):
            both = (*before.value, *(one for one in answer.value if one not in before.value))
            answers = answers.with_answer(replace(answer, value=both))
        else:
            answers = answers.with_answer(answer)
    return answers


def standing(finding: Finding, facts: tuple[Fact, ...]) -> Answer:
    """The answer to one control of one subject: the worst that a fact says, or else in place."""
    control, subject = finding.control, finding.subject
    said = [one for fact in facts for one in fact.controls if reaches(one, control.id, subject)]
    if not said:
        return Answer(control.id, subject, in_place(control))
    worst = min(said, key=lambda one: _WORST_FIRST.index(status_of(control, one, AS_OF)))
    return Answer(control.id, subject, worst.value, worst.non_answer, worst.note)


def in_place(control: Control) -> Value:
    """The answer that meets a control: the word, or a number just inside its limits."""
    ask = control.ask
    if ask.kind == "practice":
        return "in-place"
    limits = ask.met
    assert limits is not None, f"{control.id} is measured and has no limit"
    value = limits.at_least if limits.at_least is not None else limits.at_most
    assert value is not None
    assert within(limits, value), f"{control.id}: no number meets its limits"
    return value


def knows(library: Library, cited: Cited) -> bool:
    """Whether the library holds a source for what was cited, whether or not a gap carries it."""
    return any(carries(library, (source,), cited, depth=False) for source in library.sources)


def provisions_of(library: Library, source: str) -> tuple[Provision, ...]:
    """The provisions a source of the library stands for."""
    return _read_once(library.sources[source].citation)


@functools.cache
def _read_once(citation: str) -> tuple[Provision, ...]:
    return read(citation)


def scored(cited: Cited) -> bool:
    """Whether a finding counts: the source prints the provision, or the finding was put to it; circumstance does not."""
    return cited.basis != "inferred" and not cited.not_a_provision


def carries(library: Library, sources: tuple[str, ...], cited: Cited, *, depth: bool) -> bool:
    """Whether one of these sources is what was cited: the same standard, or with `depth` the paragraph itself."""
    if set(sources) & set(cited.means):
        return True
    fits = names if depth else same_standard
    return any(
        fits(own, wanted)
        for source in sources
        for own in provisions_of(library, source)
        for wanted in cited.provisions
    )


def _gap(library: Library, finding: Finding, rank: int, facts: tuple[Fact, ...], case: Case) -> Gap:
    scored_findings = [cited for cited in case.findings if scored(cited)]
    return Gap(
        finding,
        rank,
        tuple(fact for fact in facts if _supports(fact, finding)),
        tuple(one for one in scored_findings if carries(library, finding.sources, one, depth=False)),
        tuple(one for one in scored_findings if carries(library, finding.sources, one, depth=True)),
    )


def _supports(fact: Fact, finding: Finding) -> bool:
    return any(
        reaches(one, *finding.key) and status_of(finding.control, one, AS_OF) in ("gap", "partly")
        for one in fact.controls
    )


def _uptake(fact: Fact, asleep: set[str], scoped: Assessment) -> Uptake:
    def applies(answer: Answer) -> bool:
        return any(
            finding.applies is Truth.TRUE and reaches(answer, *finding.key)
            for finding in scoped.of(answer.item)
        )

    return Uptake(
        fact,
        tuple(dict.fromkeys(one.item for one in fact.questions if one.item not in asleep)),
        tuple(dict.fromkeys(one.item for one in fact.controls if applies(one))),
        tuple(dict.fromkeys(one.item for one in fact.controls if not applies(one))),
    )


def _control_answers(facts: tuple[Fact, ...]) -> tuple[Answer, ...]:
    return tuple(answer for fact in facts for answer in fact.controls)


def _first_true(library: Library, case: Case, gaps: tuple[Gap, ...]) -> Gap | None:
    """The best ranked gap that a fact supports and that carries a cited provision.

    Where the library knows none of the provisions, a gap that a fact supports is enough.
    """
    asked_for = [cited for cited in case.findings if scored(cited)]
    known = any(knows(library, cited) for cited in asked_for)
    for gap in gaps:
        if gap.facts and (gap.at_standard or not known):
            return gap
    return None


def scope_alone(library: Library, case: Case) -> tuple[int, int]:
    """Of the controls that the stated facts show missing, how many the scope alone brings up; and how many there are."""
    assessment = evaluate(library, Record(Answers(case.scope.entries)), AS_OF)
    missing: dict[str, bool] = {}
    for fact in known_facts(case, "stated"):
        for answer in fact.controls:
            control = library.controls[answer.item]
            if status_of(control, answer, AS_OF) not in ("gap", "partly"):
                continue
            hit = any(f.applies is Truth.TRUE and reaches(answer, *f.key) for f in assessment.of(control.id))
            missing[control.id] = missing.get(control.id, False) or hit
    return sum(missing.values()), len(missing)
