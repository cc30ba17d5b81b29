"""In how many ways the work in scope is known to fail, and a control prevents or detects it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from weakref import WeakKeyDictionary

from bpo_controls.library.model import Library

_indexes: WeakKeyDictionary[Library, Mapping[str, Counter[str]]] = WeakKeyDictionary()
"""One index a library: a pure function of it, remembered because every decision needs it."""


def known_failures(library: Library, control_id: str, workflows: Iterable[str]) -> int:
    """How many failures of these workflows the catalog answers with the control."""
    by_workflow = answered(library).get(control_id)
    return sum(by_workflow[one] for one in workflows) if by_workflow else 0


def answered(library: Library) -> Mapping[str, Counter[str]]:
    """For each control that answers a failure: how many of each workflow."""
    index = _indexes.get(library)
    if index is None:
        found: dict[str, Counter[str]] = {}
        for failure in library.failures.values():
            for control_id in dict.fromkeys(failure.controls):
                found.setdefault(control_id, Counter())[failure.workflow] += 1
        index = _indexes[library] = found
    return index
