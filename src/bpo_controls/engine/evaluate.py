"""Decides every control for every subject: does it apply, why, how does it stand, how bad is it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from bpo_controls.answers.answer_model import ENGAGEMENT, EVERY, Need, Subject
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.answer_status import measured_on, status_of
from bpo_controls.engine.bindings import bindings_of
from bpo_controls.engine.dependencies import dependents
from bpo_controls.engine.finding import Assessment, Finding, Status, Why
from bpo_controls.engine.horizon import in_force
from bpo_controls.engine.judge import judge, truth
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.reason import Reason, deciding
from bpo_controls.engine.severity import rate
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import SUBJECT_KINDS, SubjectKind
from bpo_controls.library.model import Control, Library

NOTHING: frozenset[Need] = frozenset()

SEVERITY_MATTERS: frozenset[Status] = frozenset(
    {"claimed", "gap", "partly", "unknown", "accepted", "another-way"}
)


def evaluate(library: Library, record: Record, as_of: str) -> Assessment:
    """The whole assessment on an ISO date."""
    scope = Scope(library, record.answers, judge, record.reviewed)
    by_control = {control.id: _findings(control, scope, as_of) for control in library.controls.values()}
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
        return tuple(_finding(control, member, scope, as_of) for member in members)
    everyone = Subject(control.per, EVERY)
    reason = judge(control.applies_when, everyone, scope)
    if members is None:
        return (_without_subject(control, everyone, _undecided_subjects(control, reason, scope)),)
    none_here = Reason(Truth.FALSE, "no-subjects", subject=everyone)
    return (_without_subject(control, everyone, none_here),)


def _finding(control: Control, subject: Subject, scope: Scope, as_of: str) -> Finding:
    applies = truth(control.applies_when, subject, scope)
    why = Why(partial(judge, control.applies_when, subject, scope))
    if applies is not Truth.FALSE:
        out = _by_law(control, scope.library, as_of)
        if out is not None:
            applies, why = Truth.FALSE, _settled(out)
    answer = scope.answers.get(control.id, subject)
    status = status_of(control, answer, as_of) if applies is Truth.TRUE else None
    rating = rate(control, subject, scope)
    open_raises: tuple[Reason, ...] = rating.open if status in SEVERITY_MATTERS else ()
    bindings = bindings_of(control, scope, as_of)
    open_values = [why for binding in bindings for why in binding.open] if status is not None else []
    undecided = [why.reason] if applies is Truth.UNKNOWN else []
    return Finding(
        control=control,
        subject=subject,
        applies=applies,
        why=why,
        status=status,
        severity=rating.severity,
        raised=rating.raised,
        severity_open=bool(open_raises),
        answer=answer,
        needs=_needs((*undecided, *open_raises, *open_values)),
        sources=_reaching(control, subject, scope),
        bindings=bindings,
        review=scope.reviewed.get(answer.need) if answer is not None else None,
        measured=measured_on(control, answer, as_of) if answer is not None else None,
    )


def _settled(reason: Reason) -> Why:
    return Why(lambda: reason)


def _without_subject(control: Control, everyone: Subject, reason: Reason) -> Finding:
    return Finding(
        control=control,
        subject=everyone,
        applies=reason.truth,
        why=_settled(reason),
        status=None,
        severity=control.severity,
        raised=(),
        severity_open=False,
        answer=None,
        needs=_needs((reason,)),
        sources=_unconditional(control),
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
    resting_on = _unconditional(control)
    if control.basis != "regulation" or not resting_on:
        return None
    if any(in_force(library.sources[source], as_of) for source in resting_on):
        return None
    return Reason(Truth.FALSE, "law", text=", ".join(resting_on))


def _unconditional(control: Control) -> tuple[str, ...]:
    if not control.source_scope:
        return control.sources
    return tuple(source for source in control.sources if source not in control.source_scope)


def _reaching(control: Control, subject: Subject, scope: Scope) -> tuple[str, ...]:
    """The sources that are known to reach the subject: those without a condition, and those whose condition holds."""
    if not control.source_scope:
        return control.sources
    return tuple(
        source
        for source in control.sources
        if source not in control.source_scope
        or truth(control.source_scope[source], subject, scope) is Truth.TRUE
    )


def _needs(reasons: Sequence[Reason]) -> frozenset[Need]:
    """The questions whose answers could still settle what is unknown in these reasons."""
    if not reasons:
        return NOTHING
    needs: set[Need] = set()
    for reason in reasons:
        if reason.truth is not Truth.UNKNOWN:
            continue
        for leaf in deciding(reason):
            if leaf.item and leaf.truth is Truth.UNKNOWN:
                introduces = leaf.cause == "subjects-unknown" or leaf.subject is None
                everyone = leaf.subject is not None and leaf.subject.id == EVERY
                asked_of = ENGAGEMENT if introduces or everyone or not leaf.subject else leaf.subject
                needs.add(Need(leaf.item, asked_of))
    return frozenset(needs)
