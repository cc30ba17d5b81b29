"""What a sample says about the rate of errors: exact limits, and others that published tables use."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from bpo_controls.papers.binomial import binomial_cdf, compare_hypergeometric, smallest
from bpo_controls.papers.special_functions import binomial_term, incomplete_beta, normal_quantile


@dataclass(frozen=True, slots=True)
class Interval:
    """From the lowest to the highest rate that the sample does not speak against."""

    low: float
    high: float


def upper_limit(errors: int, n: int, risk: float) -> float:
    """The highest rate at which so few errors still show with a chance of the risk (Clopper-Pearson, one-sided)."""
    if errors >= n:
        return 1.0
    return _root(lambda p: risk - binomial_cdf(errors, n, p))


def lower_limit(errors: int, n: int, risk: float) -> float:
    """The lowest rate at which so many errors still show with a chance of the risk (Clopper-Pearson, one-sided)."""
    if errors <= 0:
        return 0.0
    return 1 - upper_limit(n - errors, n, risk)


def exact_interval(errors: int, n: int, confidence: float) -> Interval:
    """Clopper-Pearson: half of the risk on each side."""
    half = (1 - confidence) / 2
    return Interval(lower_limit(errors, n, half), upper_limit(errors, n, half))


def upper_limit_lot(errors: int, n: int, lot: int, risk: Fraction) -> int:
    """The most wrong items that the lot may hold: the largest number at which so few errors are not yet too unlikely."""
    most = lot - (n - errors)
    first = smallest(lambda wrong: compare_hypergeometric(errors, lot, wrong, n, risk) <= 0, errors, most)
    return most if first is None else max(errors, first - 1)


def wilson_interval(errors: int, n: int, confidence: float, *, continuity: bool = False) -> Interval:
    """Wilson's score interval, with or without its continuity correction."""
    z = normal_quantile((1 + confidence) / 2)
    share = errors / n
    if not continuity:
        center = share + z * z / (2 * n)
        spread = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        whole = 1 + z * z / n
        return Interval(max(0.0, (center - spread) / whole), min(1.0, (center + spread) / whole))
    whole = 2 * (n + z * z)
    middle = 2 * errors + z * z
    low = middle - 1 - z * math.sqrt(z * z - 2 - 1 / n + 4 * share * (n * (1 - share) + 1))
    high = middle + 1 + z * math.sqrt(z * z + 2 - 1 / n + 4 * share * (n * (1 - share) - 1))
    return Interval(
        0.0 if errors == 0 else max(0.0, low / whole), 1.0 if errors == n else min(1.0, high / whole)
    )


def plus_four_interval(errors: int, n: int, confidence: float) -> Interval:
    """Agresti and Coull: two errors and two right items are added, then the normal approximation."""
    z = normal_quantile((1 + confidence) / 2)
    share = (errors + 2) / (n + 4)
    spread = z * math.sqrt(share * (1 - share) / (n + 4))
    return Interval(share - spread, share + spread)


def jeffreys_interval(errors: int, n: int, confidence: float) -> Interval:
    """The quantiles of the beta distribution with half an error added on each side."""
    half = (1 - confidence) / 2
    a, b = errors + 0.5, n - errors + 0.5
    low = 0.0 if errors == 0 else _root(lambda p: incomplete_beta(p, a, b) - half)
    high = 1.0 if errors == n else _root(lambda p: incomplete_beta(p, a, b) - (1 - half))
    return Interval(low, high)


def mid_p_interval(errors: int, n: int, confidence: float) -> Interval:
    """Clopper-Pearson with half of the chance of what was seen."""
    half = (1 - confidence) / 2

    def below(p: float) -> float:
        return binomial_cdf(errors - 1, n, p) + 0.5 * binomial_term(errors, n, p, 1 - p)

    low = 0.0 if errors == 0 else _root(lambda p: (1 - half) - below(p))
    high = 1.0 if errors == n else _root(lambda p: half - below(p))
    return Interval(low, high)


def _root(rising: Callable[[float], float]) -> float:
    """Where a function that rises from 0 to 1 crosses zero, to the last digit or so."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
