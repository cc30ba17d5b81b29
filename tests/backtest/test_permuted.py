"""Findings put to the wrong case count only as far as the library carries anything."""

from __future__ import annotations

from pathlib import Path

from backtest.permuted import carried_by_each, permuted
from backtest.run import play
from tests.backtest.tiny import LIBRARY, TEXT, tiny


def test_a_library_that_fits_loses_everything() -> None:
    own = [[2, 0, 0], [0, 2, 0], [0, 0, 2]]
    found = permuted(own, [2, 2, 2], ["a", "b", "c"])
    assert found is not None
    assert (found.mean, found.low, found.high) == (0.0, 0.0, 0.0)


def test_a_library_that_carries_anything_loses_nothing() -> None:
    found = permuted([[1, 3], [1, 3]], [1, 3], ["a", "b"])
    assert found is not None
    assert (found.mean, found.low, found.high) == (1.0, 1.0, 1.0)


def test_cases_of_one_incident_are_not_exchanged() -> None:
    """Two cases about one incident carry each other's findings; only the exchange with the others counts."""
    carried = [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]]
    found = permuted(carried, [1, 1, 1, 1], ["a", "a", "b", "b"])
    assert found is not None
    assert found.high == 0.0


def test_where_nothing_can_be_exchanged() -> None:
    assert permuted([[1]], [1], ["a"]) is None
    assert permuted([[1, 1, 1]] * 3, [1, 1, 1], ["a", "a", "b"]) is None
    assert permuted([[0, 0], [0, 0]], [0, 0], ["a", "b"]) is None


def test_what_each_case_carries_of_each(tmp_path: Path) -> None:
    first = play(LIBRARY, tiny(tmp_path))
    kept = TEXT.split("findings:")[0]
    other = kept + "findings:\n  - {citation: 45 CFR 164.312(a)(1), what: No lock., basis: stated}\n"
    second = play(LIBRARY, tiny(tmp_path, other))
    assert carried_by_each(LIBRARY, [first, second]) == ((2, 0), (2, 0))
