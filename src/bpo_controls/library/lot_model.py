"""Tables of lot-by-lot acceptance sampling, as the library holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LotPlan:
    """One master table: the sample size of each letter, and the cells along the diagonals from place `first` on.

    The place of a cell is that of its letter plus that of its AQL, both from 0. A cell is accept/reject, up or down.
    """

    sizes: tuple[int, ...]
    first: int
    diagonal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Switching:
    """When inspection is tightened, made normal again, stopped or reduced; numbers of lots."""

    tighten_after: int
    tighten_within: int
    normal_after: int
    stop_after: int
    reduce_after: int
    citation: str
    not_carried: str


@dataclass(frozen=True, slots=True)
class LotTables:
    """Code letters by lot size and level, and the plans by how strict inspection is."""

    citation: str
    verified: str
    note: str
    letters: tuple[str, ...]
    aqls: tuple[str, ...]
    code_letters: tuple[tuple[int, Mapping[str, str]], ...]
    plans: Mapping[str, LotPlan]
    switching: Switching
