"""Whether a workflow is fit to be outsourced: what speaks for it, what against, what is fragile, what to fix first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bpo_controls.answers.answer_model import Answers, Subject
from bpo_controls.engine.finding import Assessment, Finding
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.ranking import rank_key
from bpo_controls.engine.truth import Truth
from bpo_controls.library.fit_model import Criterion, FitData, Sign
from bpo_controls.library.model import Library
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.setting import number_given

From = Literal["answers", "controls", "set", "not-known", "not-here"]
State = Literal["red", "amber", "clear", "not-known"]
FitWord = Literal["fit", "conditions", "prepare", "cannot-tell", "no-fit"]

SCORES = {"met": 3, "claimed": 2, "another-way": 2, "partly": 1, "accepted": 1, "gap": 0}
"""What the standing of a control is worth; a criterion is as good as the worst of its controls."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A criterion for one workflow. `score` is None while it is not known, or where it has no bearing here.

    `says` is the level in words; `findings` are those whose standing gave the score, worst first.
    """

    criterion: Criterion
    score: int | None
    source: From
    says: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Fragile:
    """A sign of fragility: red where a control that would have it gone is a gap, amber where one is only partly met."""

    sign: Sign
    state: State
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class WorkflowFit:
    """One workflow. `first` are the gaps to close first, in rank order."""

    workflow: str
    word: FitWord
    rated: tuple[Rated, ...]
    signs: tuple[Fragile, ...]
    first: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """Every workflow in scope; `scope_known` is false while nobody has said which there are."""

    scope_known: bool
    workflows: tuple[WorkflowFit, ...]


FIRST = 5
"""How many gaps are named to be fixed first."""


def workflow_fit(
    library: Library, answers: Answers, assessment: Assessment, data: FitData, asked: Asked
) -> Fit:
    """The fit of every workflow. Nothing is weighed and nothing is guessed: what is not known is said to be unknown.

    Raises UserError `bad-setting` for a score that is not 0, 1, 2 or 3.
    """
    scope = Scope(library, answers, judge)
    subjects = scope.subjects("workflow")
    return Fit(
        subjects is not None,
        tuple(_workflow(scope, assessment, data, asked, one) for one in subjects or ()),
    )


def _workflow(
    scope: Scope, assessment: Assessment, data: FitData, asked: Asked, subject: Subject
) -> WorkflowFit:
    rated = tuple(_rated(scope, assessment, asked, subject, one) for one in data.criteria)
    signs = tuple(
        Fragile(sign, state, found)
        for sign in data.signs
        for found in (_standing(assessment, sign.controls, subject),)
        if found
        for state in (_state(found),)
    )
    return WorkflowFit(subject.id, _word(rated, signs), rated, signs, _first(rated, signs))


def _rated(scope: Scope, assessment: Assessment, asked: Asked, subject: Subject, one: Criterion) -> Rated:
    given = number_given(asked, one.id, subject.id, most=3, whole=True)
    if given is not None:
        return Rated(one, int(given), "set", "", ())
    for level in one.levels:
        truth = judge(level.when, subject, scope).truth
        if truth is Truth.TRUE:
            return Rated(one, level.score, "answers", level.says, ())
        if truth is Truth.UNKNOWN:
            return Rated(one, None, "not-known", "", ())
    if not one.controls:
        return Rated(one, None, "not-known", "", ())
    found = _standing(assessment, one.controls, subject)
    if not found:
        open_ = any(f.applies is Truth.UNKNOWN for f in _of(assessment, one.controls, subject))
        return Rated(one, None, "not-known" if open_ else "not-here", "", ())
    scores = [SCORES.get(str(finding.status)) for finding in found]
    if 0 in scores:  # a gap settles it, whatever the others come to
        return Rated(one, 0, "controls", "", found)
    known = [score for score in scores if score is not None]
    if len(known) < len(scores):
        return Rated(one, None, "not-known", "", found)
    return Rated(one, min(known), "controls", "", found)


def _of(assessment: Assessment, controls: Iterable[str], subject: Subject) -> list[Finding]:
    """The findings of these controls about the workflow or the whole work."""
    found = (finding for control in controls for finding in assessment.of(control))
    return [f for f in found if f.subject == subject or f.subject.kind != "workflow"]


def _standing(assessment: Assessment, controls: Iterable[str], subject: Subject) -> tuple[Finding, ...]:
    found = [
        f
        for f in _of(assessment, controls, subject)
        if f.applies is Truth.TRUE and f.status != "not-applicable"
    ]
    return tuple(sorted(found, key=lambda f: (SCORES.get(str(f.status), 1.5), rank_key(f))))


def _state(found: tuple[Finding, ...]) -> State:
    scores = [SCORES.get(str(finding.status)) for finding in found]
    if 0 in scores:
        return "red"
    if None in scores:
        return "not-known"
    return "clear" if all(score == 3 for score in scores) else "amber"


def _word(rated: tuple[Rated, ...], signs: tuple[Fragile, ...]) -> FitWord:
    scores = [one.score for one in rated if one.score is not None]
    hard = [one for one in rated if one.criterion.hard]
    red = sum(one.state == "red" for one in signs)
    if any(one.score == 0 for one in hard):
        return "no-fit"
    if any(one.source == "not-known" for one in hard):
        return "cannot-tell"
    if red >= 2 or 0 in scores:
        return "prepare"
    return "conditions" if red or 1 in scores else "fit"


def _first(rated: tuple[Rated, ...], signs: tuple[Fragile, ...]) -> tuple[Finding, ...]:
    behind = [one.findings for one in rated] + [one.findings for one in signs]
    found = {f.key: f for some in behind for f in some if f.status in ("gap", "partly")}
    return tuple(sorted(found.values(), key=rank_key)[:FIRST])
