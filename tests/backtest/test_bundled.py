"""The bundled cases: they load, they are played, and they tell what the collection they come from tells."""

from __future__ import annotations

import functools
import re
import shutil
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from backtest.__main__ import main
from backtest.archetype import load_archetypes
from backtest.case import Case
from backtest.case_file import CASES, load_cases
from backtest.measure import measure
from backtest.run import play
from backtest.score import play_all
from bpo_controls.diagnostics import Level
from bpo_controls.library.load import load_library
from bpo_controls.library.model import Library
from bpo_controls.yaml.source import read_yaml_file

COLLECTION = Path(__file__).parents[2].parent / "shared" / "cases" / "cases.yaml"


@functools.cache
def library() -> Library:
    return load_library()


@functools.cache
def bundled() -> dict[str, Case]:
    cases, problems = load_cases(CASES, library())
    wrong = [str(one) for one in problems if one.level is Level.ERROR]
    assert not wrong, "\n".join(wrong)
    return {case.id: case for case in cases}


@functools.cache
def collected() -> dict[str, dict[str, Any]]:
    if not COLLECTION.exists():
        pytest.skip("the collection the cases were taken from is not here")
    data: Any = read_yaml_file(COLLECTION).data
    return {one["id"]: one for one in data}


def test_nothing_about_the_cases_needs_a_warning() -> None:
    _, problems = load_cases(CASES, library())
    assert problems == (), "\n".join(str(one) for one in problems)


def test_every_scope_is_complete() -> None:
    for case in bundled().values():
        assert play(library(), case).undecided == (), case.id


def test_no_facts_no_gaps() -> None:
    """All in place is no gap at all: nothing is raised without a fact."""
    from dataclasses import replace

    for case in bundled().values():
        assert play(library(), replace(case, facts=())).gaps == (), case.id


def test_every_precedent_address_is_named() -> None:
    for case in bundled().values():
        assert all(re.match(r"https?://", address) for address in case.sources), case.id


def test_the_cases_are_those_of_the_collection() -> None:
    assert sorted(bundled()) == sorted(collected())


def test_each_case_has_the_facts_and_findings_of_the_collection() -> None:
    for id_, case in bundled().items():
        given = collected()[id_]
        stated = sum(fact.kind == "stated" for fact in case.facts)
        inferred = sum(fact.kind == "inferred" for fact in case.facts)
        assert (stated, inferred) == (len(given["facts"]), len(given.get("inferred_facts", ()))), id_
        ours = [(one.citation, one.basis) for one in case.findings]
        assert ours == [(one["citation"], one["basis"]) for one in given["findings"]], id_
        assert case.kind == given["kind"], id_


def test_no_sentence_is_taken_over() -> None:
    for id_, case in bundled().items():
        theirs = [*collected()[id_]["facts"], *collected()[id_].get("inferred_facts", ())]
        for fact in case.facts:
            for sentence in theirs:
                same = SequenceMatcher(None, fact.says.casefold(), sentence.casefold()).ratio()
                assert same < 0.9, f"{id_}: {fact.says}"


def test_the_measure_does_not_get_worse() -> None:
    """What was reached when the cases were last read through; raise a floor with the figure, never lower it."""
    found = measure(library(), play_all(library(), bundled().values()))
    assert not found.facts.missed
    assert not found.provisions.missed
    assert found.exchanged is not None
    assert found.provisions.value is not None
    assert found.provisions.value - found.exchanged.high >= 0.5
    by_name = {one.name: one.auc.value or 0.0 for one in found.orders}
    assert by_name["the product's rank"] > by_name["severity alone"] > by_name["random"] == 0.5


def test_the_tables_print(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for case in sorted(CASES.glob("*.yaml"))[:8]:  # the tables are the same with a few cases
        shutil.copy(case, tmp_path)
    monkeypatch.setattr("backtest.__main__.CASES", tmp_path)
    few = load_archetypes(library())[:8]  # all of them are counted in tests/scenarios
    monkeypatch.setattr("backtest.__main__.load_archetypes", lambda _library: few)
    assert main([]) in (0, 1)
    printed = capsys.readouterr()
    for title in (
        "noisy background",
        "questions have reached",
        "By kind",
        "By domain",
        "By case",
        "Questions asked",
    ):
        assert title in printed.out


def test_one_case_prints_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--case", "ocr-triple-s-2015"]) == 0
    printed = capsys.readouterr().out
    assert "PRV-01 -> gap, rank" in printed
    assert "45 CFR 164.502(e)" in printed


@pytest.mark.slow
def test_other_cases_can_be_played(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = CASES / "ocr-triple-s-2015.yaml"
    (tmp_path / source.name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["--cases", str(tmp_path)]) in (0, 1)
    assert "1 case" in capsys.readouterr().out
    (tmp_path / source.name).write_text("id: 7\n", encoding="utf-8")
    assert main(["--cases", str(tmp_path)]) == 2
    assert "ocr-triple-s-2015.yaml:1:" in capsys.readouterr().err
