"""What can be claimed from a sample: pass or fail by its plan, the exact interval, and what to check next."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from bpo_controls.papers.binomial import compare_binomial
from bpo_controls.papers.error_interval import exact_interval, upper_limit
from bpo_controls.papers.sample_size import Plan

Word = Literal["pass", "fail", "not-finished"]


@dataclass(frozen=True, slots=True)
class SampleVerdict:
    """All rates are accuracies, from 0 to 1. `at_least` is the one-sided bound, `low` and `high` the two-sided interval.

    `allowed` is how many errors would have passed at the size that was reviewed; None where the plan is not finished.
    `more` items are still to be reviewed, with at most `more_errors` wrong among them.
    """

    word: Word
    reviewed: int
    errors: int
    accuracy: float
    low: float
    high: float
    at_least: float
    confidence: float
    allowed: int | None
    more: int = 0
    more_errors: int = 0


def sample_verdict(
    plan: Plan, bad: Fraction, confidence: Fraction, reviewed: int, errors: int
) -> SampleVerdict:
    """The verdict on so many items reviewed and so many of them wrong, under a plan.

    More items than planned are judged by the number of errors that keeps the same risk at that size. Fewer fail as
    soon as more are wrong than the plan allows; until then they prove nothing.
    """
    risk = 1 - confidence
    two_sided = exact_interval(errors, reviewed, float(confidence))
    word: Word
    allowed: int | None = None
    more = more_errors = 0
    if reviewed < plan.n:
        word = "fail" if errors > plan.c else "not-finished"
        if word == "not-finished":
            more, more_errors = plan.n - reviewed, plan.c - errors
    else:
        allowed = plan.c if reviewed == plan.n else errors_allowed(reviewed, bad, risk)
        word = "pass" if errors <= allowed else "fail"
    return SampleVerdict(
        word=word,
        reviewed=reviewed,
        errors=errors,
        accuracy=1 - errors / reviewed,
        low=1 - two_sided.high,
        high=1 - two_sided.low,
        at_least=1 - upper_limit(errors, reviewed, float(risk)),
        confidence=float(confidence),
        allowed=allowed,
        more=more,
        more_errors=more_errors,
    )


def errors_allowed(n: int, bad: Fraction, risk: Fraction) -> int:
    """The most errors at which n items still show that the rate is below the bad one; -1 where even none would not."""
    low, high = -1, n
    while low < high:
        middle = (low + high + 1) // 2
        if compare_binomial(middle, n, bad, risk) <= 0:
            low = middle
        else:
            high = middle - 1
    return low
