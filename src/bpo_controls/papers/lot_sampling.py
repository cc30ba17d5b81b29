"""Lot-by-lot acceptance sampling by attributes: plans looked up in the standard's tables, and when to switch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from bpo_controls.library.lot_model import LotPlan, LotTables, Switching

Strictness = Literal["normal", "tightened", "reduced", "discontinued"]


@dataclass(frozen=True, slots=True)
class LotSample:
    """Check n items; accept with at most `accept` wrong, reject from `reject` on. `letter` is the one whose plan it is."""

    letter: str
    n: int
    accept: int
    reject: int


def code_letter(tables: LotTables, lot: int, level: str = "II") -> str:
    """The code letter for a lot of at least two items at an inspection level. Raises ValueError for others."""
    found = ""
    for first, levels in tables.code_letters:
        if first <= lot:
            found = levels.get(level, found)
    if not found:
        raise ValueError(f"no code letter for a lot of {lot} at level {level}")
    return found


def nearest_aql(tables: LotTables, rate: Fraction) -> str | None:
    """The largest AQL of the table, in percent, that is not above the rate; None where all are."""
    kept = [aql for aql in tables.aqls if Fraction(aql) <= rate * 100]
    return kept[-1] if kept else None


def lot_sample(tables: LotTables, letter: str, aql: str, strictness: Strictness = "normal") -> LotSample:
    """The single sampling plan of a letter and an AQL, arrows followed to the plan they lead to.

    At the edge of the table, where an arrow leads out of it, the nearest plan of that column counts.
    """
    plan = tables.plans[strictness]
    column = tables.aqls.index(aql)
    place = tables.letters.index(letter)
    for step in (_arrow(plan, place + column), -_arrow(plan, place + column)):
        at = place
        while 0 <= at < len(plan.sizes):
            cell = _cell(plan, at + column)
            if "/" in cell:
                accept, reject = cell.split("/")
                shown = tables.letters[at] if at < len(tables.letters) else "S"
                return LotSample(shown, plan.sizes[at], int(accept), int(reject))
            at += step
    raise ValueError(f"no {strictness} plan for letter {letter} and AQL {aql}")


def _cell(plan: LotPlan, diagonal: int) -> str:
    """Before the first cell all arrows lead down, after the last all lead up."""
    at = diagonal - plan.first
    if at < 0:
        return "down"
    return plan.diagonal[at] if at < len(plan.diagonal) else "up"


def _arrow(plan: LotPlan, diagonal: int) -> int:
    return -1 if _cell(plan, diagonal) == "up" else 1


@dataclass(frozen=True, slots=True)
class Switched:
    """How strict the next lot is inspected, and why. `may_reduce`: both sides may agree on reduced inspection."""

    strictness: Strictness
    because: Literal["start", "kept", "tightened", "normal-again", "stopped", "reduced", "rejected"]
    may_reduce: bool


def switch(rules: Switching, lots: Sequence[bool], *, reduce_agreed: bool = False) -> Switched:
    """What follows from the lots so far, oldest first; true means accepted.

    Inspection starts as normal. It is tightened when 2 of 5 or fewer lots in a row are not accepted, normal again after
    5 accepted in a row, and stops when 5 are not accepted while it is tightened. After 10 accepted in a row it may be
    reduced where both sides have agreed; one lot not accepted ends that.
    """
    now: Strictness = "normal"
    because: Literal["start", "kept", "tightened", "normal-again", "stopped", "reduced", "rejected"] = "start"
    since: list[bool] = []
    for accepted in lots:
        since.append(accepted)
        because = "kept"
        recent = since[-rules.tighten_within :]
        if now == "normal" and recent.count(False) >= rules.tighten_after:
            now, because, since = "tightened", "tightened", []
        elif now == "tightened" and since.count(False) >= rules.stop_after:
            return Switched("discontinued", "stopped", False)
        elif now == "tightened" and len(since) >= rules.normal_after and all(since[-rules.normal_after :]):
            now, because, since = "normal", "normal-again", []
        elif now == "reduced" and not accepted:
            now, because, since = "normal", "rejected", []
        elif now == "normal" and _clean(rules, since) and reduce_agreed:
            now, because, since = "reduced", "reduced", []
    return Switched(now, because, now == "normal" and _clean(rules, since))


def _clean(rules: Switching, since: Sequence[bool]) -> bool:
    return len(since) >= rules.reduce_after and all(since[-rules.reduce_after :])
