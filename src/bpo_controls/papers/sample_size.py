"""How many items to check, and how many may be wrong: plans that hold for every sample, not on average."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from bpo_controls.papers.binomial import compare_binomial, compare_hypergeometric, smallest
from bpo_controls.papers.special_functions import incomplete_gamma

LARGEST = 50_000
"""No plan asks for more items; beyond it the two rates are too close to be told apart by checking."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Check n items; the work passes with at most c of them wrong."""

    n: int
    c: int


def for_allowed(c: int, tolerable: Fraction, risk: Fraction) -> int | None:
    """The smallest sample in which at most c errors show with no more than the risk when the rate is tolerable (binomial).

    None where it would be above `LARGEST`.
    """
    return _from(c + 1, c, tolerable, risk)


def _from(least: int, c: int, bad: Fraction, risk: Fraction) -> int | None:
    return smallest(lambda n: compare_binomial(c, n, bad, risk) <= 0, max(least, c + 1), LARGEST)


def for_expected(expected: Fraction, tolerable: Fraction, risk: Fraction) -> Plan | None:
    """The smallest n with k = ceil(expected x n) errors allowed (AICPA attribute sampling). None where there is none."""
    if expected >= tolerable:
        return None
    k = 0
    while True:
        n = for_allowed(k, tolerable, risk)
        if n is None:
            return None
        if expected == 0:
            return Plan(n, 0)
        first = math.floor(Fraction(k - 1) / expected) + 1 if k else 1
        n = max(n, first)
        if n <= math.floor(Fraction(k) / expected):
            return Plan(n, k)
        k += 1


def two_point(good: Fraction, bad: Fraction, alpha: Fraction, beta: Fraction) -> Plan | None:
    """The smallest plan that fails work at the good rate with a chance of at most alpha and passes work at the bad
    rate with a chance of at most beta (binomial). None where there is none up to `LARGEST`.
    """
    if good >= bad:
        return None
    c, least = 0, 1
    while True:
        n = _from(least, c, bad, beta)
        if n is None:
            return None
        if compare_binomial(c, n, good, 1 - alpha) >= 0:
            return Plan(n, c)
        c, least = c + 1, n


def wrong_in_lot(rate: Fraction, lot: int, *, above: bool) -> int:
    """How many of a lot's items are wrong at a rate: with `above` the fewest that exceed it, else the most that keep it.

    A rate is rarely a whole number of items; published tables differ (floor or ceiling), so this is said aloud.
    """
    kept = math.floor(rate * lot)
    return min(lot, kept + 1) if above else kept


def for_lot(c: int, lot: int, wrong: int, risk: Fraction) -> int | None:
    """The smallest sample from the lot in which at most c errors show with no more than the risk (hypergeometric).

    None where not even the whole lot would do (no more than c items are wrong).
    """
    return smallest(lambda n: compare_hypergeometric(c, lot, wrong, n, risk) <= 0, min(c + 1, lot), lot)


def two_point_lot(lot: int, good: Fraction, bad: Fraction, alpha: Fraction, beta: Fraction) -> Plan | None:
    """As `two_point`, for the items of one lot (hypergeometric). None where even the whole lot cannot tell them apart."""
    few, many = wrong_in_lot(good, lot, above=False), wrong_in_lot(bad, lot, above=True)
    if few >= many:
        return None
    for c in range(many):
        n = for_lot(c, lot, many, beta)
        if n is None:
            return None
        if compare_hypergeometric(c, lot, few, n, 1 - alpha) >= 0:
            return Plan(n, c)
    return None


def for_poisson(tolerable: Fraction, confidence: Fraction, expected: Fraction = Fraction(0)) -> int | None:
    """The smallest n with GammaCDF(tolerable; 1 + expected x n, rate n) >= confidence, as monetary-unit tables have it."""
    if expected >= tolerable:
        return None
    bar = float(confidence)
    if expected == 0:
        return math.ceil(-math.log1p(-bar) / float(tolerable) - 1e-12)
    for n in range(1, LARGEST):
        if incomplete_gamma(1 + float(expected * n), float(tolerable) * n) >= bar:
            return n
    return None


def for_margin(lot: int, chi_square: float, share: float, margin: float) -> float:
    """The size, not yet rounded, at which a share is known to a margin (normal approximation with finite correction).

    Public tables and call-center guides use it; it says nothing of pass or fail.
    """
    spread = chi_square * share * (1 - share)
    return spread * lot / (margin * margin * (lot - 1) + spread)
