"""What workflow fit is judged by, as the library holds it."""

from __future__ import annotations

from dataclasses import dataclass

from bpo_controls.library.condition import Condition


@dataclass(frozen=True, slots=True)
class FitLevel:
    """A score from 0 (speaks against) to 3 (speaks for), in words, and when it is that of a workflow."""

    score: int
    says: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that speaks for or against. The first level that holds gives the score, else the controls do.

    `hard`: a 0 alone means no fit. `ask` is what to find out while it is not known.
    """

    id: str
    title: str
    ask: str
    hard: bool
    levels: tuple[FitLevel, ...]
    controls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of fragility, and the controls that would have it gone."""

    id: str
    title: str
    why: str
    look_for: str
    controls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FitData:
    """The criteria and the signs; `verdict_because` is the rule of the verdict in words."""

    criteria: tuple[Criterion, ...]
    signs: tuple[Sign, ...]
    verdict_because: str
