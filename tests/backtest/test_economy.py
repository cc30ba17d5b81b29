"""Questions are counted as they are asked, and an expectation that is not met is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from backtest.archetype import Archetype, load_archetype
from backtest.economy import (
    CONTROL_QUESTIONS,
    KNOWN,
    SCOPING_MEDIAN,
    economy,
    held,
    most_control_questions,
    scoping_median,
)
from backtest.expectation import decision_differences, fact_differences, undecided
from bpo_controls.diagnostics import UserError
from tests.backtest.tiny import LIBRARY

TEXT = """\
title: Tiny
story: Made up.
answers:
  workflows: [coding, billing]
  sites: [Hill office, River office]
  phi: true
  kinds: [discs]
expect:
  applies:
    - {control: ACC-01, severity: high, why: It has to.}
    - {control: QA-01, on: coding, why: It has to.}
  excluded:
    - {control: ACC-02, why: No paper.}
    - {control: QA-01, on: billing, why: Nothing is coded.}
"""


def made(folder: Path, text: str = TEXT) -> Archetype:
    path = folder / "tiny.yaml"
    path.write_text(text, encoding="utf-8")
    return load_archetype(path, LIBRARY)


def test_what_is_asked_is_counted(tmp_path: Path) -> None:
    found = economy(LIBRARY, made(tmp_path))
    assert (found.scoping, found.control_questions, found.controls) == (4, 4, 3)
    assert found.undecided == ()
    assert found.unanswered == ()


def test_a_question_without_an_answer_is_told(tmp_path: Path) -> None:
    found = economy(LIBRARY, made(tmp_path, TEXT.replace("  kinds: [discs]\n", "")))
    assert found.unanswered == ("kinds@engagement",)
    assert found.undecided == ("ACC-02",)


def test_what_is_known_is_no_better_than_the_goal() -> None:
    assert KNOWN.scoping_median >= SCOPING_MEDIAN
    assert KNOWN.control_questions >= CONTROL_QUESTIONS


def test_the_goals(tmp_path: Path) -> None:
    found = economy(LIBRARY, made(tmp_path))
    assert scoping_median([found, found, replace(found, scoping=90)]) == 4
    assert most_control_questions([found, replace(found, control_questions=90)]) == 90
    assert held([found])
    assert not held([replace(found, scoping=SCOPING_MEDIAN + 1)])
    assert not held([found, replace(found, control_questions=CONTROL_QUESTIONS + 1)])


def test_what_is_expected_is_found(tmp_path: Path) -> None:
    archetype = made(tmp_path)
    assert decision_differences(LIBRARY, archetype, applies=True) == []
    assert decision_differences(LIBRARY, archetype, applies=False) == []
    assert undecided(LIBRARY, archetype) == []


@pytest.mark.parametrize(
    ("old", "new", "applies", "told"),
    [
        ("ACC-01, severity: high", "ACC-02", True, "ACC-02: expected to apply, found no; expected because: It has to."),
        ("severity: high", "severity: low", True, "ACC-01: expected low, found high; expected because: It has to."),
        ("on: coding", "on: billing", True, "QA-01 on billing: expected to apply, found no; expected because: It has to."),
        ("ACC-02, why", "ACC-03, why", False, "ACC-03: expected not to apply, found to apply; expected because: No paper."),
        ("ACC-02, why", "ACC-90, why", False, "ACC-90: the library has no such control; expected because: No paper."),
        ("on: billing", "on: calls", False, "QA-01 on calls: nothing is decided about calls; expected because: Nothing is coded."),
    ],
)  # fmt: skip
def test_a_difference_is_told(tmp_path: Path, old: str, new: str, applies: bool, told: str) -> None:
    archetype = made(tmp_path, TEXT.replace(old, new))
    assert decision_differences(LIBRARY, archetype, applies=applies) == [told]


def test_an_unknown_fact_is_told(tmp_path: Path) -> None:
    archetype = made(tmp_path, TEXT.replace("expect:\n", "expect:\n  facts: {rain: true}\n"))
    assert fact_differences(LIBRARY, archetype) == ["rain: the library derives no such fact"]


def test_answers_pass_the_door(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"tiny\.yaml:6:"):
        made(tmp_path, TEXT.replace("phi: true", "phi: perhaps"))
