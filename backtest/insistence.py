"""What experts insist on, held against what applies and against the core of a scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backtest.archetype import Archetype, Demand
from backtest.run import AS_OF
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.core_set import core_controls
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import Library

CARRIED = 0.9
"""Share of demands that everything that applies carries fully."""
CARRIED_BY_CORE = 0.8
"""Share of demands that the core carries fully."""
UNWANTED = 0.02
"""Most controls that an expert struck out, of all that apply."""


@dataclass(frozen=True, slots=True)
class Insistence:
    """One archetype: demands carried fully and partly by all that applies and fully by the core; unwanted controls."""

    archetype: str
    demands: int
    full: int
    partly: int
    core: int
    applying: int
    unwanted: tuple[str, ...]
    missing: tuple[str, ...]


def insistence(library: Library, archetype: Archetype) -> Insistence:
    """Counts by control id: what a control says is judged by a person, once, when the row is written."""
    assessment = evaluate(library, Record(archetype.scope), AS_OF)
    applying = {
        control_id
        for control_id, findings in assessment.by_control.items()
        if any(finding.applies is Truth.TRUE for finding in findings)
    }
    core = set(core_controls(library, assessment))
    full = [demand for demand in archetype.insists if _whole(demand, applying)]
    rest = [demand for demand in archetype.insists if demand not in full]
    partly = [demand for demand in rest if applying & {*demand.full, *demand.partly}]
    unwanted = {one for row in archetype.out for one in row.controls if one in applying}
    return Insistence(
        archetype.id,
        len(archetype.insists),
        len(full),
        len(partly),
        sum(_whole(demand, core) for demand in archetype.insists),
        len(applying),
        tuple(sorted(unwanted)),
        tuple(demand.says for demand in rest if demand not in partly),
    )


def _whole(demand: Demand, ids: set[str]) -> bool:
    return bool(demand.full) and set(demand.full) <= ids


def total(counts: Iterable[Insistence]) -> tuple[float, float, float]:
    """Shares over all archetypes: fully carried, fully carried by the core, unwanted among what applies."""
    found = tuple(counts)
    demands = sum(one.demands for one in found) or 1
    applying = sum(one.applying for one in found) or 1
    return (
        sum(one.full for one in found) / demands,
        sum(one.core for one in found) / demands,
        sum(len(one.unwanted) for one in found) / applying,
    )
