"""Every problem a library can have: its folder in `tests/bad/`, and its exact lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpo_controls.resources import controls_dir
from tests.library.bad_case import BAD, lay_out, lines_of, problems_of

CASES = sorted(
    path.parent.name for path in BAD.glob("*/expected.txt") if not path.with_name("case.yaml").exists()
)
"""The folders that are libraries; `tests/problems` runs the others."""


@pytest.mark.parametrize("case", CASES)
def test_each_bad_library_gives_exactly_these_lines(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = lay_out(BAD / case, tmp_path)
    monkeypatch.chdir(tmp_path)
    problems = problems_of(folders)
    assert lines_of(problems) == (BAD / case / "expected.txt").read_text(encoding="utf-8")
    assert case in {problem.code for problem in problems}
    assert all("\n" not in str(problem) for problem in problems)


def test_the_base_library_has_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nothing").mkdir()
    folders = lay_out(tmp_path / "nothing", tmp_path / "room")
    monkeypatch.chdir(tmp_path / "room")
    assert problems_of(folders) == ()


def test_the_bundled_library_has_no_problem() -> None:
    assert lines_of(problems_of([controls_dir()], "2026-11-27")) == ""
