"""Which values of a parameter table bind in this scope on a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never, cast

from bpo_controls.answers.answer_model import ENGAGEMENT
from bpo_controls.engine.judge import judge, truth
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.reason import Reason
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import (
    Control,
)
from bpo_controls.library.parameter_model import Parameter, ParameterValue


@dataclass(frozen=True, slots=True)
class Binding:
    """The values of a table that bind, in the table's order; `open` says why others cannot be decided yet."""

    parameter: Parameter
    values: tuple[ParameterValue, ...]
    open: tuple[Reason, ...]


def bindings_of(control: Control, scope: Scope, as_of: str) -> tuple[Binding, ...]:
    """A binding for each table that the control's texts name, by name."""
    if not control.placeholders:
        return ()
    tables = scope.library.parameters
    return tuple(bind(tables[name], scope, as_of) for name in control.placeholders if name in tables)


def bind(parameter: Parameter, scope: Scope, as_of: str) -> Binding:
    """What binds on an ISO date. Worked out once per scope."""
    known = scope.bound.get((parameter.id, as_of))
    if known is None:
        known = _bind(parameter, scope, as_of)
        scope.bound[parameter.id, as_of] = known
    return known


def _bind(parameter: Parameter, scope: Scope, as_of: str) -> Binding:
    sure: list[ParameterValue] = []
    unsure: list[Reason] = []
    for row in parameter.values:
        if (row.since and as_of < row.since) or (row.until and as_of >= row.until):
            continue
        holds = truth(row.when, ENGAGEMENT, scope) if row.when is not None else Truth.TRUE
        if holds is Truth.TRUE:
            sure.append(row)
        elif holds is Truth.UNKNOWN and row.when is not None:
            unsure.append(judge(row.when, ENGAGEMENT, scope))
    match parameter.binds:
        case "each":
            counting = sure
        case "lowest":
            counting = sorted(sure, key=lambda row: cast(float, row.value))[:1]
        case "highest":
            counting = sorted(sure, key=lambda row: -cast(float, row.value))[:1]
        case _:
            assert_never(parameter.binds)
    return Binding(parameter, tuple(counting), tuple(unsure))
