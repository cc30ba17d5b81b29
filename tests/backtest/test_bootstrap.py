"""Intervals are those of the incidents, not of the cases, and the same in every run."""

from __future__ import annotations

from backtest.bootstrap import Part, interval, middle


def test_what_never_varies_has_no_width() -> None:
    assert interval([Part(name, 1, 2) for name in "abc"]) == (0.5, 0.5)


def test_one_incident_has_no_interval() -> None:
    assert interval([Part("a", 1, 2), Part("a", 0, 2)]) is None
    assert interval([Part("a", 1, 2), Part("b", 0, 0)]) is None
    assert interval([]) is None


def test_the_interval_holds_the_share_and_repeats() -> None:
    parts = [Part(str(n), n % 3 == 0, 1) for n in range(30)]
    found = interval(parts)
    assert found is not None
    assert found[0] < 1 / 3 < found[1]
    assert 0.1 < found[1] - found[0] < 0.5
    assert found == interval(parts)


def test_cases_of_one_incident_are_drawn_together() -> None:
    """Ten cases of two incidents are two observations: all, half or none."""
    parts = [Part("hit", 1, 1)] * 5 + [Part("miss", 0, 1)] * 5
    assert interval(parts) == (0.0, 1.0)
    alone = interval([Part(f"{part.incident} {n}", part.hits, part.of) for n, part in enumerate(parts)])
    assert alone is not None
    assert alone[0] > 0.0
    assert alone[1] < 1.0


def test_large_incidents_weigh_more() -> None:
    low, high = interval([Part("large", 0, 98), Part("small", 1, 1), Part("other", 1, 1)]) or (0.0, 0.0)
    assert low == 0.0
    assert high == 1.0


def test_the_middle_leaves_out_both_ends() -> None:
    assert middle(range(1001)) == (25, 975)
    assert middle([3.0]) == (3.0, 3.0)
