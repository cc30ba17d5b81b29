"""Dated tables of values that texts of controls name, and how they name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bpo_controls.library.condition import Condition

BRACED = re.compile(r"\{([^{}]*)\}")
"""A name in braces in a text of a control."""

Binds = Literal["each", "lowest", "highest"]
"""Which of the values that apply count: all of them, or only the lowest or the highest number."""


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """One row of a parameter table: the value that binds `label` when the condition holds.

    `value` is a number in `unit`, or words. `since` and `until` are ISO dates; "" leaves that side open.
    """

    label: str
    value: float | str
    unit: str
    source: str
    when: Condition | None = None
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated table of clocks, thresholds or lists that texts of controls name as `{id}`.

    `otherwise` are the words for a scope in which no value binds.
    """

    id: str
    title: str
    binds: Binds
    otherwise: str
    values: tuple[ParameterValue, ...]
