"""A case played through a tiny library gives the figures that can be counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from backtest.run import in_place, play, scope_alone
from backtest.score import by_domain, flagged, play_all, score
from bpo_controls.engine.answer_status import status_of
from tests.backtest.tiny import LIBRARY, TEXT, tiny
from tests.engine.build import control, measured, said


def test_facts_are_taken_up(tmp_path: Path) -> None:
    outcome = play(LIBRARY, tiny(tmp_path))
    assert [uptake.taken for uptake in outcome.uptakes] == [True, True, True, False]
    assert outcome.uptakes[2].questions == ("kinds",)
    assert outcome.undecided == ()


def test_gaps_are_what_the_facts_say_and_nothing_else(tmp_path: Path) -> None:
    outcome = play(LIBRARY, tiny(tmp_path))
    assert [(gap.finding.control.id, gap.finding.subject.id) for gap in outcome.gaps] == [
        ("ACC-01", ""),
        ("ACC-03", "hill-office"),
    ]
    assert [gap.rank for gap in outcome.gaps] == [1, 2]
    assert [len(gap.facts) for gap in outcome.gaps] == [1, 1]


def test_findings_are_carried(tmp_path: Path) -> None:
    outcome = play(LIBRARY, tiny(tmp_path))
    first, second, third = outcome.case.findings[:3]
    assert flagged(outcome, first) == ("ACC-01",)
    assert flagged(outcome, first, depth=True) == ("ACC-01",)
    assert flagged(outcome, second) == ()
    assert flagged(outcome, third) == ("ACC-03",)
    assert outcome.first_true_gap is outcome.gaps[0]


def test_the_figures(tmp_path: Path) -> None:
    played = play_all(LIBRARY, [tiny(tmp_path)])
    scores = score(played)
    assert str(scores.facts) == "2 / 4"
    assert str(scores.inferred_facts) == "1 / 1"
    assert str(scores.at_standard) == "2 / 3"
    assert str(scores.at_depth) == "2 / 3"
    assert str(scores.top_five) == "1 / 1"
    assert str(scores.top_of_many) == "0 / 0"
    assert str(scores.unsupported) == "0 / 2"
    assert str(scores.gaps_beyond) == "0 / 2"
    assert str(scores.harder_at_standard) == "1 / 3"
    assert str(scores.in_scope) == "2 / 2"
    assert str(scores.by_scope_only) == "1 / 4"
    assert str(scores.gaps_per_fact) == "2 / 4"
    assert scores.not_provisions == 1
    assert {one.domain: one.gaps for one in by_domain(LIBRARY, played) if one.gaps} == {"access": 2}


def test_the_harder_run_leaves_out_what_restates(tmp_path: Path) -> None:
    outcome = play(LIBRARY, tiny(tmp_path), "harder")
    assert [gap.finding.control.id for gap in outcome.gaps] == ["ACC-03"]


def test_inferred_facts_count_only_when_asked_for(tmp_path: Path) -> None:
    case = tiny(tmp_path)
    assert "QA-01" not in [gap.finding.control.id for gap in play(LIBRARY, case).gaps]
    with_all = play(LIBRARY, case, "all")
    found = [
        (gap.finding.subject.id, gap.finding.status)
        for gap in with_all.gaps
        if gap.finding.control.id == "QA-01"
    ]
    assert found == [("coding", "partly")]


def test_the_worst_that_is_said_counts(tmp_path: Path) -> None:
    text = TEXT.replace("answers: {ACC-03@hill-office: not-in-place}", "answers: {ACC-01: 48}")
    gaps = play(LIBRARY, tiny(tmp_path, text)).gaps
    assert [(gap.finding.status, len(gap.facts)) for gap in gaps] == [("gap", 2)]


def test_only_the_facts_that_show_the_gap_support_it(tmp_path: Path) -> None:
    text = TEXT.replace("answers: {ACC-03@hill-office: not-in-place}", "answers: {ACC-01: 12}")
    gaps = play(LIBRARY, tiny(tmp_path, text)).gaps
    assert [[fact.says for fact in gap.facts] for gap in gaps] == [["Logins lived on for a month."]]


def test_a_fact_that_names_a_part_of_a_choice_takes_nothing_away(tmp_path: Path) -> None:
    text = TEXT.replace("answers: {kinds: [paper]}", "answers: {workflows: [billing]}")
    workflows = play(LIBRARY, tiny(tmp_path, text)).assessment.subjects["workflow"]
    assert [subject.id for subject in workflows or ()] == ["coding", "billing"]


def test_a_fact_about_a_control_out_of_scope_is_not_taken_up(tmp_path: Path) -> None:
    text = TEXT.replace("phi: true", "phi: false")
    case = tiny(tmp_path, text)
    outcome = play(LIBRARY, case)
    assert outcome.uptakes[0].taken is False
    assert outcome.uptakes[0].out_of_scope == ("ACC-01",)
    assert scope_alone(LIBRARY, case) == (1, 2)


def test_a_fact_that_is_no_gap_supports_none(tmp_path: Path) -> None:
    text = TEXT.replace("ACC-01: 720", "ACC-01: 12")
    outcome = play(LIBRARY, tiny(tmp_path, text))
    assert outcome.uptakes[0].taken
    assert [gap.finding.control.id for gap in outcome.gaps] == ["ACC-03"]


def test_without_a_known_provision_a_supported_gap_is_true(tmp_path: Path) -> None:
    kept = TEXT.split("findings:")[0]
    text = kept + "findings:\n  - {citation: 45 CFR 171.103, what: Blocking., basis: stated}\n"
    first = play(LIBRARY, tiny(tmp_path, text)).first_true_gap
    assert first is not None
    assert first.rank == 1
    assert first.at_standard == ()


def test_a_known_provision_that_no_gap_carries_leaves_no_true_gap(tmp_path: Path) -> None:
    kept = TEXT.split("findings:")[0]
    text = kept + "findings:\n  - {citation: 45 CFR 164.312(a)(1), what: No lock., basis: stated}\n"
    assert play(LIBRARY, tiny(tmp_path, text)).first_true_gap is None


@pytest.mark.parametrize("met", [24, 0.5])
def test_in_place_meets_the_limits(met: float) -> None:
    one = control("X-01", ask=measured(met=met))
    assert status_of(one, said("X-01", in_place(one)), "2026-11-23") == "met"
