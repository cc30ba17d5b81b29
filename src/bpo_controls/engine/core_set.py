"""The core of a scope: the few controls that an expert would hand over as the checklist.

No hidden weights. First come the controls that are special to a workflow in scope: the most severe first, among equals
the one that answers most failures which the core does not answer yet. Then those that everybody is asked: by the number
of failures of these workflows that they answer, then by severity. Ties go to more precedents, the earlier gate, the id.
"""

from __future__ import annotations

from collections.abc import Iterable

from bpo_controls.engine.finding import Assessment
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import leaves
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
    special = {one for one in waiting if _names_workflow(library.controls[one], workflows)}

    def merit(control_id: str) -> tuple[int, int, int, int, int, str]:
        control = library.controls[control_id]
        tie = (-len(control.precedents), GATES.index(control.gate), control_id)
        if control_id in special:
            return (0, -severity[control_id], -len(answers[control_id] - covered), *tie)
        return (1, -len(answers[control_id]), -severity[control_id], *tie)

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
