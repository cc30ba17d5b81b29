"""The sampling plans that could serve a workflow, each with what it guarantees."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from bpo_controls.library.lot_model import LotTables
from bpo_controls.papers.binomial import binomial_cdf, hypergeometric_cdf
from bpo_controls.papers.lot_sampling import Strictness, code_letter, lot_sample, nearest_aql
from bpo_controls.papers.sample_size import for_allowed, two_point, two_point_lot, wrong_in_lot

Kind = Literal["two-point", "lot", "zero", "table", "all"]
KINDS: tuple[Kind, ...] = ("two-point", "lot", "zero", "table", "all")


@dataclass(frozen=True, slots=True)
class Aim:
    """Error rates and risks, from 0 to 1: work at `good` fails at most `alpha`, work at `bad` passes at most `beta`."""

    good: Fraction
    bad: Fraction
    alpha: Fraction
    beta: Fraction


@dataclass(frozen=True, slots=True)
class PlanOption:
    """Check n items, pass with at most c wrong. `good_fails` and `bad_passes` are the chances of a wrong verdict.

    For the standard's tables `detail` is the code letter, the AQL and how strict inspection is.
    """

    kind: Kind
    n: int
    c: int
    good_fails: float
    bad_passes: float
    detail: str = ""


def plan_options(
    aim: Aim, volume: int | None, tables: LotTables, level: str, strictness: Strictness
) -> tuple[PlanOption, ...]:
    """Every plan that exists for the aim; those that need the volume only where it is known.

    A plan that asks for as many items as there are is the one that checks all.
    """
    found: list[PlanOption] = []
    exact = two_point(aim.good, aim.bad, aim.alpha, aim.beta)
    if exact is not None:
        found.append(_binomial("two-point", aim, exact.n, exact.c))
    if volume:
        lot = two_point_lot(volume, aim.good, aim.bad, aim.alpha, aim.beta)
        if lot is not None:
            found.append(_of_lot(aim, volume, lot.n, lot.c))
    zero = for_allowed(0, aim.bad, aim.beta)
    if zero is not None:
        found.append(_binomial("zero", aim, zero, 0))
    aql = nearest_aql(tables, aim.good)
    if volume and volume > 1 and aql is not None and strictness != "discontinued":
        plan = lot_sample(tables, code_letter(tables, volume, level), aql, strictness)
        made = _binomial("table", aim, plan.n, plan.accept)
        detail = f"{plan.letter}, AQL {aql}, {strictness}"
        found.append(PlanOption("table", made.n, made.c, made.good_fails, made.bad_passes, detail))
    if volume is None:
        return tuple(found)
    fitting = [one for one in found if one.n < volume]
    return (*fitting, PlanOption("all", volume, wrong_in_lot(aim.bad, volume, above=False), 0.0, 0.0))


def _binomial(kind: Kind, aim: Aim, n: int, c: int) -> PlanOption:
    return PlanOption(kind, n, c, 1 - binomial_cdf(c, n, aim.good), binomial_cdf(c, n, aim.bad))


def _of_lot(aim: Aim, lot: int, n: int, c: int) -> PlanOption:
    few, many = wrong_in_lot(aim.good, lot, above=False), wrong_in_lot(aim.bad, lot, above=True)
    return PlanOption(
        "lot", n, c, 1 - hypergeometric_cdf(c, lot, few, n), hypergeometric_cdf(c, lot, many, n)
    )


def usual_kind(options: tuple[PlanOption, ...], volume: int, small_below: int) -> PlanOption:
    """The plan the library starts from: none wrong for small volumes, else the one that holds at any volume.

    Where that asks for more items than there are, the plan for the lot, and in the end all items.
    """
    order: tuple[Kind, ...] = ("zero", "all") if volume < small_below else ("two-point", "lot", "all")
    by_kind = {one.kind: one for one in options}
    return next(by_kind[kind] for kind in order if kind in by_kind)
