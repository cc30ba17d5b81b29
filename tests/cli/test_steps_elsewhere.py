"""What was said about steps of the plan, where other commands show it or move it: check, portfolio, merge, upgrade."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.test_next_year import NOW, THEN, fine, year

__all__ = ["year"]

pytestmark = pytest.mark.slow

LIB = ("--library", "controls")
STEP = "ACC-01.1"
WORSE = "ACC-01: {value: 90, by: Ana Example, assurance: tested}\n"


def say(run: Run, *fields: str, lib: tuple[str, ...] = LIB) -> None:
    settings = (word for one in fields for word in ("--set", f"{STEP}:{one}"))
    fine(run("track", "old", *settings, "--by", "Robin Sample", *lib, **THEN))


def check_lines(run: Run, **day: str) -> list[str]:
    """The lines of `check` about the step."""
    text = run("check", "old", *LIB, **day).out
    return [line for line in " ".join(text.split()).replace(". ", ".\n").splitlines() if STEP in line]


def row(run: Run, **day: str) -> tuple[int, int]:
    """Overdue and reopened steps of the engagement in the portfolio."""
    [found] = json.loads(fine(run("portfolio", "old", "--json", *LIB, **day)).out)["engagements"]
    return found["steps_overdue"], found["steps_reopened"]


def track(run: Run, *lib: str, **day: str) -> dict[str, Any]:
    found = json.loads(fine(run("track", "old", "--json", *lib, **day)).out)
    by_id: dict[str, dict[str, Any]] = {one["step"]: one for one in found["steps"]}
    return by_id[STEP]


def test_check_and_portfolio_tell_overdue_unproven_and_reopened_steps(run: Run, year: Path) -> None:
    quiet = row(run, **THEN)
    assert check_lines(run, **THEN) == []
    say(run, "owner=Ana Example", "due=2026-11-02")
    assert check_lines(run, **THEN) == [f"Step {STEP} was due on November 2, 2026 (Ana Example)."]
    assert row(run, **THEN) == (quiet[0] + 1, 0)
    say(run, "due=", "status=done")
    assert check_lines(run, **THEN) == [
        f"Step {STEP} is said to be done, and nothing says where the proof is (Ana Example)."
    ]
    say(run, "evidence=Log of February")
    assert check_lines(run, **THEN) == []
    assert row(run, **THEN) == quiet
    (year / "worse.yaml").write_text(WORSE, encoding="utf-8")
    run("assess", "old", "--answers", "worse.yaml", "--on-conflict", "newer", "--no-input", *LIB, **NOW)
    assert row(run, **NOW)[1] == 1
    assert any(line.startswith(f"Step {STEP} was ") for line in check_lines(run, **NOW))


def test_two_branches_say_something_about_one_step(run: Run, year: Path) -> None:
    """What one side alone said counts; what both said otherwise waits, and nothing is lost."""
    shutil.copytree(year / "old", year / "other")
    say(run, "owner=Ana Example", "status=in-progress")
    settings = ("--set", f"{STEP}:owner=Ben Example", "--set", f"{STEP}:ticket=OPS-7")
    fine(run("track", "other", *settings, "--by", "Sam Sample", *LIB, **THEN))
    shutil.copy(year / "other" / "journal.jsonl", year / "old" / "journal (conflicted copy).jsonl")
    told = fine(run("merge", "old", "journal (conflicted copy).jsonl", "--by", "Sam Sample", *LIB, **THEN))
    assert "1 step in conflict with what was recorded since; they wait as proposals." in told.out
    now = track(run, *LIB, **THEN)
    assert (now["owner"], now["state"], now["ticket"]) == ("Ana Example", "in-progress", "OPS-7")
    waits = " ".join(fine(run("proposals", "old", *LIB, **THEN)).out.split())
    assert f"{STEP}: owner Ben Example" in waits


def test_steps_survive_another_library_under_a_running_engagement(run: Run, year: Path) -> None:
    """`upgrade` to a library with a tighter limit and a renamed option keeps what was said of the step."""
    say(run, "owner=Ana Example", "due=2027-01-15", "ticket=OPS-7", "status=in-progress")
    before = track(run, *LIB, **THEN)
    told = fine(run("upgrade", "old", "--to", "newer", "--yes", "--by", "Robin Sample", **THEN)).out
    assert "site_kind@manila" in told
    assert track(run, "--library", "newer", **THEN) == before
    fine(
        run(
            "track",
            "old",
            "--set",
            f"{STEP}:status=done",
            "--set",
            f"{STEP}:evidence=Log",
            "--by",
            "R",
            "--library",
            "newer",
            **THEN,
        )
    )
    assert track(run, "--library", "newer", **THEN)["state"] == "done"
