"""What is wrong with a case is told with file, line and remedy, and all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from backtest.case_file import load_cases
from bpo_controls.diagnostics import Level
from tests.backtest.tiny import LIBRARY, TEXT, read

KEPT, FOUND = TEXT.split("findings:\n")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("id: tiny", "id: teeny", "case-id", 1),
        ("kind: incident", "kind: accident", "case-kind", 2),
        ("scope_because: Made up.", "scope_becase: Made up.", "case-key", 13),
        ("confidence: high\n", "", "case-text", 1),
        ("phi: true", "phy: true", "unknown-item", 11),
        ("phi: true", "phi: perhaps", "yes-no-expected", 11),
        ("phi: true", "ACC-01: 3", "case-scope", 11),
        ("ACC-01: 720", "ACC-01: ages", "number-expected", 15),
        ("ACC-01: 720", "ACC-99: 720", "unknown-item", 15),
        ("ACC-03@hill-office", "ACC-03@hell-office", "unknown-subject", 16),
        ("answers: {kinds: [paper]}, because: The kind is asked for.", "says_more: x", "case-fact", 17),
        ("not_taken_up: The", "answers: {phi: true}, not_taken_up: The", "case-fact", 18),
        (", because: Thirty days are 720 hours.", "", "case-text", 15),
        ("kind: inferred", "kind: guessed", "case-text", 19),
        ("restates: true", "restates: often", "case-text", 15),
        ("{kinds: [paper]}", "{phi: false}", "case-contradiction", 17),
        ("kinds: [paper, discs]", "kinds: [discs]", "case-contradiction", 17),
        ("means: [state-c]", "means: [state-d]", "case-source", 23),
        ("basis: mapped", "basis: mapping", "case-text", 22),
        ("means: [state-c], because", "not_a_provision: x, means: [state-c], because", "case-finding", 23),
        ("facts:", "facts: none\nfacts_again:", "case-shape", 14),
    ],
)
def test_a_problem_has_a_code_and_a_line(tmp_path: Path, old: str, new: str, code: str, line: int) -> None:
    assert old in TEXT
    case, problems = read(tmp_path, TEXT.replace(old, new, 1))
    assert case is None
    told = {(one.code, one.where.line if one.where else 0) for one in problems}
    assert (code, line) in told, [str(one) for one in problems]


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = TEXT.replace("kind: incident", "kind: accident").replace("ACC-01: 720", "ACC-01: ages")
    _, problems = read(tmp_path, text)
    assert [one.code for one in problems] == ["case-kind", "number-expected"]


def test_a_citation_nobody_can_read_is_a_warning(tmp_path: Path) -> None:
    case, problems = read(
        tmp_path,
        TEXT.replace("citation: Report 7", "citation: Report 7").replace(
            ", not_a_provision: A report is no law.", ""
        ),
    )
    assert case is not None
    assert [(one.code, one.level) for one in problems] == [("case-citation", Level.WARNING)]


def test_a_law_the_library_lacks_is_said_to_be_one(tmp_path: Path) -> None:
    case, problems = read(tmp_path, TEXT.replace("means: [state-c]", "means: []"))
    assert problems == ()
    assert case is not None
    assert case.findings[2].means == ()
    _, problems = read(
        tmp_path, TEXT.replace("means: [state-c], because: It is the law on notice.", "means: []")
    )
    assert [one.code for one in problems] == ["case-text"]


def test_broken_yaml_and_no_mapping(tmp_path: Path) -> None:
    assert read(tmp_path, "id: [")[0] is None
    _, problems = read(tmp_path, "- a\n- b\n")
    assert [one.code for one in problems] == ["case-shape"]


def test_a_folder_without_cases(tmp_path: Path) -> None:
    cases, problems = load_cases(tmp_path, LIBRARY)
    assert cases == ()
    assert [one.code for one in problems] == ["case-missing"]
