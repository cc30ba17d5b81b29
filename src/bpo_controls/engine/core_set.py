"""The core of a scope: the few controls that an expert would hand over as the checklist.

No hidden weights. First come the controls that are special to this engagement: the most severe first, among equals those
that name a workflow in scope, then the one that answers most failures which the core does not answer yet. Then those that
everybody is asked: by the number of failures of these workflows that they answer, then by severity. Ties go to more
precedents, the earlier gate, the id.

A control is special when no part of its condition can hold on the common facts of the library alone: it takes a
program, a state, a fee, a place, a tool or a kind of contact, and not only that there are data, logins and people.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from bpo_controls.engine.finding import Assessment
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import Across, AllOf, AnyOf, Condition, Leaf, Not, leaves
from bpo_controls.library.model import GATES, SEVERITIES, Control, Library

CORE = 45
"""Controls of a core."""


def core_controls(
    library: Library, assessment: Assessment, size: int = CORE, first: Iterable[str] = ()
) -> tuple[str, ...]:
    """Ids of at most `size` applying controls in the order in which they were chosen; `first` lead if they apply."""
    workflows = {subject.id for subject in assessment.subjects.get("workflow") or ()}
    severity: dict[str, int] = {}
    for control_id, findings in assessment.by_control.items():
        applying = [finding for finding in findings if finding.applies is Truth.TRUE]
        if applying:
            severity[control_id] = max(SEVERITIES.index(finding.severity) for finding in applying)
    answers: dict[str, set[str]] = {control_id: set() for control_id in severity}
    for failure in library.failures.values():
        if failure.workflow in workflows:
            for control_id in failure.controls:
                if control_id in answers:
                    answers[control_id].add(failure.id)
    chosen = [control_id for control_id in dict.fromkeys(first) if control_id in severity][:size]
    covered = {one for control_id in chosen for one in answers[control_id]}
    waiting = [control_id for control_id in severity if control_id not in chosen]
    named = {one for one in waiting if _names_workflow(library.controls[one], workflows)}
    special = named | {
        one for one in waiting if is_special(library.controls[one].applies_when, library.common_facts)
    }

    def merit(control_id: str) -> tuple[int, int, int, int, int, int, str]:
        control = library.controls[control_id]
        tie = (-len(control.precedents), GATES.index(control.gate), control_id)
        if control_id in special:
            new = len(answers[control_id] - covered)
            return (0, -severity[control_id], 0 if control_id in named else 1, -new, *tie)
        return (1, -len(answers[control_id]), -severity[control_id], 0, *tie)

    while waiting and len(chosen) < size:
        best = min(waiting, key=merit)
        waiting.remove(best)
        chosen.append(best)
        covered |= answers[best]
    return tuple(chosen)


def _names_workflow(control: Control, workflows: set[str]) -> bool:
    return any(
        leaf.fact == "workflow" and workflows & set(leaf.operand) for leaf in leaves(control.applies_when)
    )


def is_special(condition: Condition, common: Set[str]) -> bool:
    """Whether the condition cannot hold on these common facts alone. What is only excluded makes nothing special."""
    match condition:
        case Leaf(fact=fact):
            return fact not in common
        case AllOf(parts):
            return any(is_special(part, common) for part in parts)
        case AnyOf(parts):
            return bool(parts) and all(is_special(part, common) for part in parts)
        case Not():
            return False
        case Across(part=part):
            return is_special(part, common)
