"""`people` lists the register and who is named without being in it; `--add` writes the chosen ones there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.problems.case import LIBRARY, SETTINGS

pytestmark = pytest.mark.slow
LIB = ("--library", "controls")

SAID = """\
team_size: {value: 12, by: Ana Example, role: qa-lead}
workflows:
  dont_know: Ben Example
  by: ana  EXAMPLE
"""


@pytest.fixture
def job(run: Run, tmp_path: Path) -> Path:
    """An engagement in which Ana spoke and named Ben."""
    shutil.copytree(LIBRARY, tmp_path / "controls")
    (tmp_path / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
    assert run("init", "job", "--from", "settings.yaml", *LIB).code == 0
    (tmp_path / "a.yaml").write_text(SAID, encoding="utf-8")
    done = run("assess", "job", "--answers", "a.yaml", "--no-input", *LIB)
    assert done.code in (0, 3), done
    return tmp_path


def test_nobody_enters_the_register_unless_told(run: Run, job: Path) -> None:
    before = (job / "job" / "engagement.yaml").read_bytes()
    listed = json.loads(run("people", "job", "--json", *LIB).out)
    assert listed["people"] == []
    assert listed["not_registered"] == [
        {"name": "Ana Example", "role": "qa-lead"},
        {"name": "Ben Example", "role": ""},
    ]
    assert "2 people named in answers are not in the register" in run("status", "job", *LIB).out
    assert "  2 Ben Example" in run("people", "job", *LIB).out
    assert (job / "job" / "engagement.yaml").read_bytes() == before


def test_the_chosen_ones_are_added(run: Run, job: Path) -> None:
    assert run("people", "job", "--add", "2", *LIB).out == "Added to the register: Ben Example.\n"
    assert "1 person named in answers is not in the register" in run("status", "job", "--all", *LIB).out
    assert run("people", "job", "--add", "all", *LIB).out == "Added to the register: Ana Example.\n"
    listed = json.loads(run("people", "job", "--json", *LIB).out)
    assert [(one["name"], one["role"]) for one in listed["people"]] == [
        ("Ben Example", ""),
        ("Ana Example", "qa-lead"),
    ]
    assert listed["not_registered"] == []
    assert "register" not in run("status", "job", *LIB).out
    assert run("people", "job", "--add", "all", *LIB).out == "Nobody was to be added.\n"


@pytest.mark.parametrize("wrong", ["3", "0", "Ben", "1,,2", "²"])
def test_a_number_that_is_not_listed_adds_nobody(run: Run, job: Path, wrong: str) -> None:
    before = (job / "job" / "engagement.yaml").read_bytes()
    done = run("people", "job", "--add", wrong, *LIB)
    assert done.code == 2
    assert "1 to 2 are listed" in done.err
    assert (job / "job" / "engagement.yaml").read_bytes() == before
