"""The measure of a few tiny cases can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from backtest.background import Background, background
from backtest.case import Case
from backtest.grid import console
from backtest.measure import Figure, Measure, measure
from backtest.measure_table import show_measure
from backtest.run import Outcome
from backtest.score import play_all
from tests.backtest.tiny import LIBRARY, TEXT, tiny


def other(case: Case, id_: str, incident: str = "") -> Case:
    return replace(case, id=id_, incident=incident or id_)


def measured(folder: Path, *names: str) -> Measure:
    case = tiny(folder)
    return measure(LIBRARY, play_all(LIBRARY, [case, *(other(case, name) for name in names)]))


def test_the_figures_of_two(tmp_path: Path) -> None:
    found = measured(tmp_path, "second")
    assert (found.cases, found.incidents, found.ranked) == (2, 2, 2)
    assert (found.facts.hits, found.facts.of, found.facts.missed) == (4, 8, True)
    assert (found.by_scope_only.hits, found.by_scope_only.of) == (2, 8)
    assert (found.provisions.hits, found.provisions.of) == (4, 6)
    assert found.provisions.bounds == (4 / 6, 4 / 6)
    assert found.missed


def test_the_same_findings_are_carried_for_both(tmp_path: Path) -> None:
    """Two cases with the same findings: the exchange changes nothing, and says so."""
    found = measured(tmp_path, "second")
    assert found.exchanged is not None
    assert found.exchanged.mean == pytest.approx(found.provisions.value)


def test_one_incident_has_neither_interval_nor_exchange(tmp_path: Path) -> None:
    case = tiny(tmp_path)
    found = measure(LIBRARY, play_all(LIBRARY, [case, other(case, "again", case.id)]))
    assert (found.cases, found.incidents) == (2, 1)
    assert found.facts.bounds is None
    assert found.exchanged is None


def test_every_order_is_measured_and_one_has_a_goal(tmp_path: Path) -> None:
    found = measured(tmp_path, "second")
    assert [one.name for one in found.orders] == [
        "the product's rank", "severity alone", "popularity in other incidents", "alphabetical by id", "random",
    ]  # fmt: skip
    assert [one.auc.goal is not None for one in found.orders] == [True, False, False, False, False]
    assert found.orders[4].auc.value == 0.5


def test_the_reach_has_one_goal(tmp_path: Path) -> None:
    reach = measured(tmp_path, "second").reach
    assert [[figure.goal is not None for figure in one.after] for one in reach] == [
        [False, False],
        [True, False],
        [False, False],
    ]
    assert [one.after[0].value for one in reach] == [1.0, 1.0, 1.0]


def test_a_goal_is_missed_only_below_it() -> None:
    assert not Figure(9, 10, None, 0.9).missed
    assert Figure(8, 10, None, 0.9).missed
    assert not Figure(0, 0, None, 0.9).missed
    assert not Figure(0, 10, None).missed


def test_cases_without_gaps_are_not_ranked(tmp_path: Path) -> None:
    text = TEXT.replace("ACC-01: 720", "ACC-01: 12").replace(
        "hill-office: not-in-place", "hill-office: in-place"
    )
    found = measure(LIBRARY, play_all(LIBRARY, [tiny(tmp_path, text)]))
    assert (found.ranked, found.orders) == (0, ())
    assert found.reach[0].after[0].value is None


def test_everything_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show_measure(console(), measured(tmp_path, "second"))
    printed = capsys.readouterr().out
    for text in (
        "2 cases, 2 incidents",
        "4 / 8",
        "66.7%",
        "the product's rank",
        "at least 0.85",
        "order of risk",
    ):
        assert text in printed


def test_no_case_is_ranked_by_its_own_incident(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own: list[frozenset[str]] = []

    def spy(outcome: Outcome, ids: frozenset[str]) -> Background:
        own.append(ids)
        return background(outcome, ids)

    monkeypatch.setattr("backtest.measure.background", spy)
    case = tiny(tmp_path)
    measure(LIBRARY, play_all(LIBRARY, [case, other(case, "again", case.id), other(case, "else")]))
    assert own == [frozenset({"tiny", "again"}), frozenset({"tiny", "again"}), frozenset({"else"})]
