"""SciPy agrees on 10,000 random cases. It is a development dependency; the program never imports it."""

from __future__ import annotations

import random
import subprocess
import sys
from fractions import Fraction

import pytest
from scipy import special, stats

from bpo_controls.papers import error_interval as limits
from bpo_controls.papers.binomial import (
    binomial_cdf,
    compare_binomial,
    compare_hypergeometric,
    hypergeometric_cdf,
)
from bpo_controls.papers.sample_size import for_allowed, for_lot, two_point, two_point_lot
from bpo_controls.papers.special_functions import incomplete_beta, incomplete_gamma, normal_quantile

pytestmark = pytest.mark.slow

CASES = 2500
"""Cases in each of the four tests that together make 10,000."""


def sizes(rng: random.Random, largest: int) -> int:
    """Small and large numbers as often as each other."""
    return int(10 ** rng.uniform(0, len(str(largest)) - 1)) + rng.randrange(3)


def close(mine: float, theirs: float) -> bool:
    return mine == pytest.approx(theirs, rel=1e-9, abs=1e-280)


def test_binomial_chances() -> None:
    rng = random.Random(1)
    for _ in range(CASES):
        n = sizes(rng, 1_000_000)
        p = rng.choice([rng.random(), rng.random() ** 6, 1 - rng.random() ** 6])
        k = min(n, max(0, int(rng.gauss(n * p, 3 * (n * p * (1 - p)) ** 0.5 + 1))))
        assert close(binomial_cdf(k, n, p), stats.binom.cdf(k, n, p)), (k, n, p)


def test_hypergeometric_chances() -> None:
    rng = random.Random(2)
    for _ in range(CASES):
        lot = sizes(rng, 100_000) + 1
        wrong, n = rng.randrange(lot + 1), rng.randrange(lot + 1)
        k = min(n, max(0, int(rng.gauss(n * wrong / lot, 3 * (n * wrong / lot) ** 0.5 + 1))))
        theirs = stats.hypergeom.cdf(k, lot, wrong, n)
        assert hypergeometric_cdf(k, lot, wrong, n) == pytest.approx(theirs, rel=1e-7, abs=1e-12)


def test_exact_limits() -> None:
    rng = random.Random(3)
    for _ in range(CASES):
        n = sizes(rng, 10_000)
        x = rng.choice([0, min(n, 1), n, rng.randrange(n + 1), min(n, int(rng.expovariate(0.2)))])
        risk = rng.choice([0.01, 0.025, 0.05, 0.1, 0.2])
        high = 1.0 if x == n else stats.beta.ppf(1 - risk, x + 1, n - x)
        low = 0.0 if x == 0 else stats.beta.ppf(risk, x, n - x + 1)
        assert limits.upper_limit(x, n, risk) == pytest.approx(high, rel=1e-8)
        assert limits.lower_limit(x, n, risk) == pytest.approx(low, rel=1e-8)


def test_sizes_are_the_smallest() -> None:
    """At the size found the chance is at most the risk; one item fewer and it is not."""
    rng = random.Random(4)
    for _ in range(CASES // 2):
        c, tolerable = rng.randrange(30), Fraction(rng.randrange(2, 300), 1000)
        risk = Fraction(rng.randrange(1, 40), 100)
        n = for_allowed(c, tolerable, risk)
        assert n is not None
        assert stats.binom.cdf(c, n, float(tolerable)) <= float(risk) * (1 + 1e-9)
        assert n == c + 1 or stats.binom.cdf(c, n - 1, float(tolerable)) > float(risk) * (1 - 1e-9)
    for _ in range(CASES // 2):
        lot = rng.randrange(20, 3000)
        wrong, risk = rng.randrange(1, lot), Fraction(rng.randrange(1, 40), 100)
        c = rng.randrange(0, min(wrong, 10))
        n = for_lot(c, lot, wrong, risk)
        assert n is not None
        assert stats.hypergeom.cdf(c, lot, wrong, n) <= float(risk) * (1 + 1e-9)
        assert n == c + 1 or stats.hypergeom.cdf(c, lot, wrong, n - 1) > float(risk) * (1 - 1e-9)


def test_plans_keep_both_risks_and_nothing_smaller_does() -> None:
    rng = random.Random(5)
    for _ in range(60):
        good = Fraction(rng.randrange(5, 60), 1000)
        bad = good + Fraction(rng.randrange(20, 150), 1000)
        alpha, beta = Fraction(rng.randrange(2, 20), 100), Fraction(rng.randrange(2, 20), 100)
        plan = two_point(good, bad, alpha, beta)
        assert plan is not None
        for n in range(1, plan.n + 1):
            c = int(stats.binom.ppf(float(1 - alpha), n, float(good)))
            keeps = stats.binom.cdf(c, n, float(bad)) <= float(beta)
            assert keeps == (n == plan.n), (good, bad, alpha, beta, plan, n)
    for _ in range(40):
        lot = rng.randrange(50, 900)
        good, bad = Fraction(rng.randrange(0, 60), 1000), Fraction(rng.randrange(90, 250), 1000)
        alpha, beta = Fraction(rng.randrange(5, 20), 100), Fraction(rng.randrange(5, 20), 100)
        found = two_point_lot(lot, good, bad, alpha, beta)
        few, many = int(good * lot), int(bad * lot) + 1
        for n in range(1, lot + 1):
            c = int(stats.hypergeom.ppf(float(1 - alpha), lot, few, n)) if few else 0
            if stats.hypergeom.cdf(c, lot, many, n) <= float(beta):
                assert found is not None
                assert n == found.n, (lot, good, bad, alpha, beta, found)
                break


def test_special_functions() -> None:
    rng = random.Random(6)
    for _ in range(500):
        a, b, x = rng.uniform(0.5, 400), rng.uniform(0.5, 400), rng.random()
        assert incomplete_beta(x, a, b) == pytest.approx(special.betainc(a, b, x), rel=1e-9, abs=1e-14)
        assert incomplete_gamma(a, x * 2 * a) == pytest.approx(
            special.gammainc(a, x * 2 * a), rel=1e-9, abs=1e-14
        )
        assert normal_quantile(x) == pytest.approx(stats.norm.ppf(x), rel=1e-9, abs=1e-12)


def test_a_tie_is_decided_in_whole_numbers() -> None:
    # three trials at one half show no hit with a chance of exactly one eighth
    assert compare_binomial(0, 3, Fraction(1, 2), Fraction(1, 8)) == 0
    assert compare_binomial(0, 3, Fraction(1, 2), Fraction(1, 8) - Fraction(1, 10**15)) == 1
    assert compare_binomial(0, 3, Fraction(1, 2), Fraction(1, 8) + Fraction(1, 10**15)) == -1
    # two of four items wrong: one drawn is right with a chance of exactly one half
    assert compare_hypergeometric(0, 4, 2, 1, Fraction(1, 2)) == 0
    assert for_allowed(0, Fraction(1, 2), Fraction(1, 8)) == 3


def test_the_program_never_imports_it() -> None:
    code = (
        "import sys; import bpo_controls.reporting.deliver.working_papers; "
        "print([m for m in sys.modules if m.split('.')[0] in ('scipy', 'numpy', 'random', 'statistics')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "scipy" not in done.stdout
    assert "numpy" not in done.stdout
