"""Chances of so many errors in a sample from work without end (binomial), and from a lot of N items (hypergeometric).

Rates are fractions, never binary floats: 3.5% of 400 is 14, not 14.000000000000002. A chance that lies so close to
the limit that rounding could decide is computed again in whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from bpo_controls.papers.special_functions import binomial_term

CLOSE = 1e-9
"""Relative distance from a limit within which whole numbers decide."""

EXACT_UP_TO = 20_000
"""Largest sample for which they can: beyond it the numbers have too many digits, and no tie is known."""


def rate(value: float | str | Fraction) -> Fraction:
    """A rate as it was written: 0.035 is 35/1000. Text may be a decimal or a fraction such as 450/13500."""
    return value if isinstance(value, Fraction) else Fraction(str(value))


def binomial_cdf(k: int, n: int, p: float | Fraction) -> float:
    """The chance of at most k hits in n independent trials of chance p."""
    if k < 0:
        return 0.0
    if k >= n:
        return 1.0
    hit, miss = float(p), float(1 - p)
    if hit == 0:
        return 1.0
    if miss == 0:
        return 0.0
    if k <= n * hit:
        return _sum_down(k, binomial_term(k, n, hit, miss), lambda i: i * miss / ((n - i + 1) * hit))
    upper = _sum_up(n, k + 1, binomial_term(k + 1, n, hit, miss), lambda i: (n - i) * hit / ((i + 1) * miss))
    return 1 - upper


def hypergeometric_term(x: int, lot: int, wrong: int, n: int) -> float:
    """The chance of exactly x wrong items in n drawn from a lot with so many wrong ones."""
    if x < max(0, n + wrong - lot) or x > min(n, wrong):
        return 0.0
    if n in (0, lot):
        return 1.0
    share, rest = n / lot, (lot - n) / lot
    return (
        binomial_term(x, wrong, share, rest)
        * binomial_term(n - x, lot - wrong, share, rest)
        / binomial_term(n, lot, share, rest)
    )


def hypergeometric_cdf(k: int, lot: int, wrong: int, n: int) -> float:
    """The chance of at most k wrong items in n drawn from a lot with so many wrong ones."""
    least, most = max(0, n + wrong - lot), min(n, wrong)
    if k < least:
        return 0.0
    if k >= most:
        return 1.0

    def down(i: int) -> float:
        return i * (lot - wrong - n + i) / ((wrong - i + 1) * (n - i + 1))

    if k <= n * wrong / lot:
        return _sum_down(k, hypergeometric_term(k, lot, wrong, n), down)
    return 1 - _sum_up(most, k + 1, hypergeometric_term(k + 1, lot, wrong, n), lambda i: 1 / down(i + 1))


def _sum_down(k: int, term: float, ratio: Callable[[int], float]) -> float:
    """The term at k and all below; `ratio(i)` leads from term i to term i - 1."""
    parts = [term]
    total = term
    for i in range(k, 0, -1):
        term *= ratio(i)
        parts.append(term)
        total += term
        if term < total * 1e-18:
            break
    return min(1.0, math.fsum(parts))


def _sum_up(most: int, k: int, term: float, ratio: Callable[[int], float]) -> float:
    """The term at k and all above up to `most`; `ratio(i)` leads from term i to term i + 1."""
    parts = [term]
    total = term
    for i in range(k, most):
        term *= ratio(i)
        parts.append(term)
        total += term
        if term < total * 1e-18:
            break
    return min(1.0, math.fsum(parts))


def compare_binomial(k: int, n: int, p: Fraction, limit: Fraction) -> int:
    """-1, 0 or 1: the chance of at most k hits in n trials is below the limit, equal to it or above."""
    found = binomial_cdf(k, n, p)
    if _far(found, limit) or n > EXACT_UP_TO:
        return _sign(found - float(limit))
    hit, whole = p.numerator, p.denominator
    miss = whole - hit
    if miss == 0:
        return _sign((1 if k >= n else 0) - limit)
    total, term = 0, miss**n
    for i in range(min(k, n) + 1):
        total += term
        term = term * (n - i) * hit // ((i + 1) * miss)
    return _sign(total * limit.denominator - limit.numerator * whole**n)


def compare_hypergeometric(k: int, lot: int, wrong: int, n: int, limit: Fraction) -> int:
    """-1, 0 or 1: the chance of at most k wrong items in n drawn from the lot is below the limit, equal or above."""
    found = hypergeometric_cdf(k, lot, wrong, n)
    if _far(found, limit) or n > EXACT_UP_TO:
        return _sign(found - float(limit))
    ways = sum(math.comb(wrong, i) * math.comb(lot - wrong, n - i) for i in range(min(k, n, wrong) + 1))
    return _sign(ways * limit.denominator - limit.numerator * math.comb(lot, n))


def _sign(value: float | Fraction) -> int:
    return (value > 0) - (value < 0)


def _far(found: float, limit: Fraction) -> bool:
    return abs(found - float(limit)) > CLOSE * float(limit)


def smallest(holds: Callable[[int], bool], least: int, most: int) -> int | None:
    """The smallest whole number from `least` to `most` for which it holds, where it holds for all above; else None."""
    if least > most:
        return None
    step, high = 1, least
    while not holds(high):
        if high >= most:
            return None
        least, high, step = high + 1, min(most, high + step), step * 2
    while least < high:
        middle = (least + high) // 2
        if holds(middle):
            high = middle
        else:
            least = middle + 1
    return high
