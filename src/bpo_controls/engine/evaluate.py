"""Decides every control for every subject: does it apply, why, how does it stand, how bad is it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from bpo_controls.answers.answer_model import ENGAGEMENT, EVERY, Subject
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.answer_status import measured_on, status_of
from bpo_controls.engine.dependencies import dependents
from bpo_controls.engine.explanation import Explanation, unconditional_sources
from bpo_controls.engine.finding import Assessment, Finding, Status
from bpo_controls.engine.horizon import in_force
from bpo_controls.engine.judge import judge, truth
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.known_failures import known_failures
from bpo_controls.engine.possible_controls import possible_controls
from bpo_controls.engine.reason import Reason
from bpo_controls.engine.severity import rate
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import SUBJECT_KINDS, SubjectKind
from bpo_controls.library.model import Control, Library

SEVERITY_MATTERS: frozenset[Status] = frozenset(
    {"claimed", "gap", "partly", "unknown", "accepted", "another-way"}
)


def evaluate(library: Library, record: Record, as_of: str) -> Assessment:
    """The whole assessment on an ISO date."""
    scope = Scope(library, record.answers, judge, record.reviewed)
    by_control = {control.id: _findings(control, scope, as_of) for control in library.controls.values()}
    return Assessment(as_of, MappingProxyType(by_control), _subjects(scope))


def evaluate_applying(library: Library, record: Record, as_of: str) -> Assessment:
    """What `evaluate` would give, without the findings that do not apply and the controls that have no other."""
    scope = Scope(library, record.answers, judge, record.reviewed)
    by_control = {}
    for control in possible_controls(library, record.answers):
        members = scope.subjects(control.per)
        if members is None or any(
            truth(control.applies_when, one, scope) is not Truth.FALSE for one in members
        ):
            found = _findings(control, scope, as_of)
            if kept := tuple([one for one in found if one.applies is not Truth.FALSE]):
                by_control[control.id] = kept
    return Assessment(as_of, MappingProxyType(by_control), _subjects(scope))


def reevaluate(
    library: Library, previous: Assessment, record: Record, changed_items: Iterable[str]
) -> Assessment:
    """What `evaluate` would give, deciding anew only the controls that the changed answers can touch."""
    scope = Scope(library, record.answers, judge, record.reviewed)
    renewed: dict[str, tuple[Finding, ...]] = dict(previous.by_control)
    for control_id in dependents(library, changed_items):
        renewed[control_id] = _findings(library.controls[control_id], scope, previous.as_of)
    return Assessment(previous.as_of, MappingProxyType(renewed), _subjects(scope))


def decide(control: Control, scope: Scope, as_of: str) -> tuple[Finding, ...]:
    """The findings of one control, one for each of its subjects."""
    return _findings(control, scope, as_of)


def _subjects(scope: Scope) -> Mapping[SubjectKind, tuple[Subject, ...] | None]:
    return MappingProxyType({kind: scope.subjects(kind) for kind in SUBJECT_KINDS})


def _findings(control: Control, scope: Scope, as_of: str) -> tuple[Finding, ...]:
    members = scope.subjects(control.per)
    if members:
        return tuple([_finding(control, member, scope, as_of) for member in members])
    everyone = Subject(control.per, EVERY)
    reason = judge(control.applies_when, everyone, scope)
    if members is None:
        return (
            _without_subject(control, everyone, _undecided_subjects(control, reason, scope), scope, as_of),
        )
    none_here = Reason(Truth.FALSE, "no-subjects", subject=everyone)
    return (_without_subject(control, everyone, none_here, scope, as_of),)


def _finding(control: Control, subject: Subject, scope: Scope, as_of: str) -> Finding:
    applies = truth(control.applies_when, subject, scope)
    out = _by_law(control, scope.library, as_of) if applies is not Truth.FALSE else None
    if out is not None:
        applies = Truth.FALSE
    answer = scope.answers.get(control.id, subject)
    status = status_of(control, answer, as_of) if applies is Truth.TRUE else None
    rating = rate(control, subject, scope)
    open_raises: tuple[Reason, ...] = rating.open if status in SEVERITY_MATTERS else ()
    stands = status is not None
    return Finding(
        control=control,
        subject=subject,
        applies=applies,
        explanation=Explanation(
            control, subject, scope, as_of, applies, settled=out, open_raises=open_raises, stands=stands
        ),
        status=status,
        severity=rating.severity,
        raised=rating.raised,
        severity_open=bool(open_raises),
        answer=answer,
        review=scope.reviewed.get(answer.need) if answer is not None else None,
        measured=measured_on(control, answer, as_of) if answer is not None else None,
        known_failures=_failures(control, subject, scope) if stands else 0,
    )


def _failures(control: Control, subject: Subject, scope: Scope) -> int:
    """Of the subject's own workflow where it is one, else of all workflows in scope."""
    workflows = (subject,) if subject.kind == "workflow" else scope.subjects("workflow") or ()
    return known_failures(scope.library, control.id, [one.id for one in workflows])


def _without_subject(
    control: Control, everyone: Subject, reason: Reason, scope: Scope, as_of: str
) -> Finding:
    return Finding(
        control=control,
        subject=everyone,
        applies=reason.truth,
        explanation=Explanation(control, everyone, scope, as_of, reason.truth, settled=reason, bare=True),
        status=None,
        severity=control.severity,
        raised=(),
        severity_open=False,
        answer=None,
    )


def _undecided_subjects(control: Control, reason: Reason, scope: Scope) -> Reason:
    """Already out by facts of the engagement, or undecided until the subjects are known."""
    if reason.truth is Truth.FALSE:
        return reason
    introducer = scope.library.introducer(control.per)
    assert introducer is not None
    fact = scope.fact(introducer.id, ENGAGEMENT)
    parts = (fact.why,) if fact.why else ()
    cause = fact.cause if fact.cause in ("dont-know", "declined") else "subjects-unknown"
    subject = Subject(control.per, EVERY)
    return Reason(Truth.UNKNOWN, cause, subject=subject, item=introducer.id, text=fact.text, parts=parts)


def _by_law(control: Control, library: Library, as_of: str) -> Reason | None:
    """A control that stands in the library for the sake of a rule is out while no rule it rests on binds.

    Only sources without a condition of their own count, and the loader sees to it that there is one: so
    no answer about a source can turn a decision that was settled.
    """
    resting_on = unconditional_sources(control)
    if control.basis != "regulation" or not resting_on:
        return None
    if any(in_force(library.sources[source], as_of) for source in resting_on):
        return None
    return Reason(Truth.FALSE, "law", text=", ".join(resting_on))
