"""The corrective action plan shows what the action plan over time holds: own dates, owners, standing, proof."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import run_in


@pytest.fixture
def tracked(demo: Path, tmp_path: Path) -> Path:
    shutil.copytree(demo / "d", tmp_path / "d")
    said = [
        "ACC-02.1:owner=Lee Sample",
        "ACC-02.1:due=2026-12-30",
        "ACC-02.2:owner=Kim Sample",
        "ACC-02.2:status=done",
        "ACC-02.2:done_on=2026-11-20",
        "ACC-02.2:evidence=Access desk roster, folder A",
    ]
    options = [word for one in said for word in ("--set", one)]
    ran = run_in(tmp_path, "track", "d", *options, "--by", "Pat Sample")
    assert ran.code == 0, ran.err
    return tmp_path


def cells(where: Path, as_of: str) -> dict[str, Any]:
    """The values of ACC-02's row by column."""
    ran = run_in(
        where, "form", "corrective-action-plan", "d", "--set", "controls=ACC-02", "--json", "--as-of", as_of
    )
    assert ran.code == 0, ran.err
    copies = json.loads(ran.out)["work"]["copies"]
    rows = [
        row
        for copy in copies
        for section in copy["sections"]
        for row in section["rows"]
        if row["id"] == "ACC-02"
    ]
    return {cell["id"].rpartition(".")[2]: cell["value"] for row in rows for cell in row["cells"]}


def test_the_tracks_own_dates_owners_and_standing_stand_in_the_form(tracked: Path) -> None:
    found = cells(tracked, "2027-01-05")
    assert found["person"]["text"] == "1. Lee Sample; 2. Kim Sample"
    assert found["dates"]["text"].startswith(
        "1. December 30, 2026 (agreed; December 17, 2026 by plan); 2. December 18, 2026; 3. "
    )
    assert found["states"]["text"] == "1. open, overdue; 2. done November 20, 2026; 3. open, overdue"
    assert found["proof"]["text"] == "2. Access desk roster, folder A"
    for name in ("person", "dates", "states", "proof"):
        assert found[name]["state"] == "filled"
        assert {"step"} <= {trace["kind"] for trace in found[name]["traces"]}
        assert {trace["item"] for trace in found[name]["traces"] if trace["kind"] == "step"} == {
            "ACC-02.1",
            "ACC-02.2",
        }


def test_what_nobody_said_is_for_people_to_fill_in(demo: Path) -> None:
    found = cells(demo, "2026-11-23")
    assert found["dates"]["text"].startswith("1. December 17, 2026; 2. ")
    for name in ("person", "states", "proof"):
        assert (found[name]["state"], found[name]["text"]) == ("people", "")
        assert found[name]["reason"] == "Nothing has been said of these steps yet: see the action plan."


def test_a_standing_says_the_figure_first_and_names_a_control_once(demo: Path) -> None:
    """In a row that names its control the id is not said again; in a line of several controls it stands in brackets."""
    audit = run_in(demo, "form", "delegation-audit", "d", "--as-of", "2026-11-23").out
    row = next(line for line in audit.splitlines() if line.startswith("| ESC-01 |"))
    assert row.count("ESC-01") == 1
    assert "| 126 days against at most 30 days |" in row
    offshore = run_in(demo, "form", "offshore-attestation", "d", "--as-of", "2026-11-23").out
    assert "3 ways out against none allowed (ACC-07, Cebu homes)" in offshore
    assert "ACC-07 (Cebu homes):" not in offshore


def test_what_the_form_says_of_itself_names_no_option_of_the_command(demo: Path) -> None:
    plan = run_in(demo, "form", "corrective-action-plan", "d", "--as-of", "2026-11-23").out
    assert "--set" not in plan
    assert "An authorized officer of the party" in plan
