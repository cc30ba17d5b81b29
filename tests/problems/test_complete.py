"""Every code has a folder in `tests/bad/` and a section in the docs, and neither speaks of any other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bpo_controls.diagnostics
from bpo_controls.lint.library_checks import OF_FILES
from bpo_controls.lint.registry import CHECKS, OF_ENGINE
from tests.problems.case import BAD
from tests.problems.codes import codes_in

SOURCE = Path(bpo_controls.diagnostics.__file__).parent
ROOT = SOURCE.parent.parent
DOCS = ROOT / "docs" / "reference" / "problems.md"

BY_TEST = {
    "comments-unread": "tests/workspace/test_returned.py",
    "deliverable-edited": "tests/cli/test_delivery.py",
    "seal-set-aside": "tests/cli/test_record_commands.py",
    "font-missing": "tests/reporting/test_fonts.py",
    "workbook-unread": "tests/cli/test_tracker.py",
    "extra-missing": "tests/workspace/test_portfolio.py",
    "no-scheduler": "tests/workspace/test_portfolio.py",
    "content-missing": "tests/library/test_resources.py",
    "nothing-to-keep": "tests/problems/test_other_doors.py",
    "one-subject": "tests/problems/test_other_doors.py",
}
"""Codes that no folder can show, and the test that does."""

CODES = codes_in(SOURCE) | {*CHECKS, *OF_FILES, *OF_ENGINE}
FOLDERS = {path.parent.name for path in BAD.glob("*/expected.txt")}
SECTIONS = re.findall(r"^### `([a-z-]+)`$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_code_has_a_folder_and_every_folder_a_code() -> None:
    assert FOLDERS | BY_TEST.keys() == CODES
    assert FOLDERS.isdisjoint(BY_TEST)
    for code, file in BY_TEST.items():
        assert f'"{code}"' in (ROOT / file).read_text(encoding="utf-8")


def test_every_code_has_one_section_and_every_section_a_code() -> None:
    assert set(SECTIONS) == CODES
    assert sorted(set(SECTIONS)) == sorted(SECTIONS)


@pytest.mark.parametrize("code", sorted(FOLDERS))
def test_each_section_shows_a_real_line_and_says_what_to_do(code: str) -> None:
    section = re.split(r"^##+ ", DOCS.read_text(encoding="utf-8").split(f"### `{code}`\n", 1)[1], flags=re.M)[
        0
    ]
    example = re.search(r"```text\n(.+)\n```", section)
    assert example, "no example"
    assert example.group(1) in (BAD / code / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert example.group(1).endswith(f" [{code}]")
    assert "\n**Do:** " in section


def test_every_folder_is_run_by_one_of_the_two_runners() -> None:
    """A folder without `case.yaml` is a library; see `tests/library/bad_case.py`."""
    for folder in BAD.iterdir():
        names = {path.name for path in folder.iterdir()}
        assert "expected.txt" in names, folder.name
        if "case.yaml" not in names:
            assert names <= {"expected.txt", "controls", "firm", "paths.txt", "without.txt"}, folder.name
