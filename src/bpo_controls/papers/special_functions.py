"""The few special functions that sampling needs, to about fourteen digits, without a numerical library.

Binomial terms follow C. Loader, Fast and accurate computation of binomial probabilities (2000): the error of
Stirling's formula and the deviance are computed apart, so that nothing cancels, however large the numbers are.
Incomplete beta and gamma functions are continued fractions and series as in any handbook (NIST DLMF 8.9, 8.17.22).
"""

from __future__ import annotations

import math

TINY = 1e-300
EPSILON = 1e-16
_STIRLING_EXACT = tuple(
    math.lgamma(n + 1) - (n + 0.5) * math.log(n) + n - 0.5 * math.log(2 * math.pi) if n else 0.0
    for n in range(16)
)


def stirling_error(n: float) -> float:
    """log(n!) less Stirling's formula for it. n is a whole number of at least 0; for 0 it is 0."""
    if n < 16:
        return _STIRLING_EXACT[int(n)]
    square = n * n
    series = 1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188) / square) / square) / square) / square
    return series / n


def deviance(x: float, mean: float) -> float:
    """x log(x / mean) + mean - x, without cancellation where both are close."""
    if abs(x - mean) < 0.1 * (x + mean):
        ratio = (x - mean) / (x + mean)
        total, term, place = (x - mean) * ratio, 2 * x * ratio, 1
        while True:
            term *= ratio * ratio
            place += 2
            more = total + term / place
            if more == total:
                return total
            total = more
    return x * math.log(x / mean) + mean - x


def binomial_term(k: int, n: int, p: float, q: float) -> float:
    """The chance of k hits in n trials; q is 1 - p, given apart so that no digits are lost."""
    if k < 0 or k > n:
        return 0.0
    if p == 0:
        return 1.0 if k == 0 else 0.0
    if q == 0:
        return 1.0 if k == n else 0.0
    if k == 0:
        return math.exp(n * (math.log1p(-p) if p < q else math.log(q)))
    if k == n:
        return math.exp(n * (math.log1p(-q) if q < p else math.log(p)))
    log_term = (
        stirling_error(n)
        - stirling_error(k)
        - stirling_error(n - k)
        - deviance(k, n * p)
        - deviance(n - k, n * q)
    )
    return math.exp(log_term) * math.sqrt(n / (2 * math.pi * k * (n - k)))


def incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularized incomplete beta function I_x(a, b) for a, b > 0 and x from 0 to 1."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(x, a, b) / a
    return 1 - front * _beta_fraction(1 - x, b, a) / b


def _beta_fraction(x: float, a: float, b: float) -> float:
    """The continued fraction by Lentz's method."""
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    total = d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for part in (even, odd):
            d = 1 / _away(1 + part * d)
            c = _away(1 + part / c)
            total *= d * c
        if abs(d * c - 1) < EPSILON * 4:
            break
    return total


def _away(value: float) -> float:
    return value if abs(value) > TINY else TINY


def incomplete_gamma(a: float, x: float) -> float:
    """The regularized lower incomplete gamma function P(a, x) for a > 0 and x of at least 0."""
    if x <= 0:
        return 0.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        place = a
        while term > total * EPSILON:
            place += 1
            term *= x / place
            total += term
        return front * total
    b = x + 1 - a
    c, d = 1 / TINY, 1 / b
    fraction = d
    for i in range(1, 100_000):
        part = -i * (i - a)
        b += 2
        d = 1 / _away(part * d + b)
        c = _away(b + part / c)
        fraction *= d * c
        if abs(d * c - 1) < EPSILON * 4:
            break
    return 1 - front * fraction


def normal_quantile(p: float) -> float:
    """The number below which a standard normal variable falls with chance p, for p between 0 and 1."""
    low, high = -40.0, 40.0
    for _ in range(200):
        middle = (low + high) / 2
        if 0.5 * math.erfc(-middle / math.sqrt(2)) < p:
            low = middle
        else:
            high = middle
        if high - low <= 1e-15 * max(1.0, abs(low)):
            break
    return (low + high) / 2
