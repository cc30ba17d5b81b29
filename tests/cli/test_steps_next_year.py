"""What was said about open steps goes along into next year's engagement: as proposals, with where it comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.test_next_year import NOW, THEN, fine, year

__all__ = ["year"]

pytestmark = pytest.mark.slow

LIB = ("--library", "controls")
BY = ("--by", "Robin Sample")


def remedy(year: Path, folder: str, old: str, new: str) -> None:
    """Another text in the access controls of a library."""
    path = year / folder / "access.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def tracked(run: Run, year: Path) -> Path:
    """Last year: ACC-01 has three steps; the first is done with proof, the second owned and dated, the third said done."""
    one = "  - {do: Disable every account when an agent leaves, party: vendor, effort_hours: 4}\n"
    text = (year / "controls" / "access.yaml").read_text("utf-8")
    assert "effort_hours" in text
    start = text.index("remedy:")
    end = text.index("\n", text.index("effort_hours", start)) + 1
    steps = (
        one
        + one.replace("Disable every account", "Tell IT the same day")
        + one.replace("Disable every account", "Test it on five names")
    )
    for folder in ("controls", "newer"):
        path = year / folder / "access.yaml"
        now = path.read_text("utf-8")
        path.write_text(now.replace(text[start:end], "remedy:\n" + steps), encoding="utf-8")
    said = (
        "ACC-01.1:owner=Ana Example", "ACC-01.1:status=done", "ACC-01.1:evidence=Log of February",
        "ACC-01.2:owner=Ben Example", "ACC-01.2:due=2027-01-15", "ACC-01.2:ticket=OPS-7", "ACC-01.2:status=in-progress",
        "ACC-01.3:owner=Cleo Example", "ACC-01.3:status=done",
    )  # fmt: skip
    fine(run("track", "old", *(word for one in said for word in ("--set", one)), *BY, *LIB, **THEN))
    return year


def steps(run: Run, name: str, *lib: str) -> dict[str, dict[str, Any]]:
    found = json.loads(fine(run("track", name, "--json", *lib, **NOW)).out)
    return {one["step"]: one for one in found["steps"]}


def test_open_steps_wait_to_be_confirmed_and_closed_ones_stay(run: Run, tracked: Path) -> None:
    assert (tracked / "old").is_dir()
    told = fine(run("reassess", "old", "new", *LIB, **NOW)).out
    shown = " ".join(told.split())
    assert "Steps that were open: 2." in shown
    assert (
        "ACC-01.2: owner Ben Example, due January 15, 2027, status In progress, ticket OPS-7 (in progress, due January 15, 2027)"
        in shown
    )
    assert "ACC-01.3: owner Cleo Example (said done without evidence, " in shown
    assert "Ana Example" not in shown[shown.index("Steps that were open") :]

    # Nothing counts yet; the plan says what was open then, and that something waits.
    fine(run("reassess", "new", "--confirm", "all", "--section", "workforce", *BY, *LIB, **NOW))
    fine(run("reassess", "new", "--confirm", "ACC-01", *BY, *LIB, **NOW))
    fine(
        run(
            "reassess",
            "new",
            "--confirm",
            "workflows,data_types,vendor_has_logins,sites,site_kind",
            *BY,
            *LIB,
            **NOW,
        )
    )
    before = steps(run, "new", *LIB)
    assert (before["ACC-01.2"]["owner"], before["ACC-01.2"]["state"]) == ("", "open")
    assert before["ACC-01.2"]["last_assessment"] == {
        "as_of": "2026-11-23", "due": "2027-01-15", "state": "in-progress"
    }  # fmt: skip
    assert before["ACC-01.1"]["last_assessment"] is None
    waits = run("track", "new", *LIB, **NOW)
    assert "2 proposals about steps wait to be confirmed" in " ".join(waits.err.split())
    listed = fine(run("proposals", "new", *LIB, **NOW)).out
    assert "(the assessment of November 23, 2026)" in " ".join(listed.split())

    # Confirmed by a named person, it counts, and the date of its own makes the step overdue.
    assert run("reassess", "new", "--confirm", "steps", *LIB, **NOW).code == 2
    taken = fine(run("reassess", "new", "--confirm", "steps", *BY, *LIB, **NOW)).out
    assert "2 steps taken in." in taken
    now = steps(run, "new", *LIB)
    second = now["ACC-01.2"]
    assert (second["owner"], second["due"], second["ticket"], second["state"], second["overdue"]) == (
        "Ben Example", "2027-01-15", "OPS-7", "in-progress", True
    )  # fmt: skip
    assert (now["ACC-01.3"]["owner"], now["ACC-01.3"]["state"]) == ("Cleo Example", "open")
    assert now["ACC-01.1"]["owner"] == ""
    assert fine(run("track", "old", *LIB, **NOW)).out.count("Ben Example")


def test_the_plan_shows_what_was_open_last_year(run: Run, tracked: Path) -> None:
    fine(run("reassess", "old", "new", *LIB, **NOW))
    fine(run("reassess", "new", "--confirm", "all", *BY, *LIB, **NOW))
    line = "open in the assessment of November 23, 2026 already; there in progress, due January 15, 2027."
    assert f"ACC-01.2: {line}" in " ".join(fine(run("track", "new", *LIB, **NOW)).out.split())
    fine(run("report", "new", "--only", "action-plan", "--format", "md,csv", *LIB, **NOW))
    text = (tracked / "new" / "out" / "action-plan.md").read_text("utf-8")
    assert f"ACC-01.2: {line}" in text
    assert "In progress, overdue; open since November 23, 2026" in text
    document = fine(run("track", "new", "--format", "csv", *LIB, **NOW)).out
    assert "In the last assessment" in document.splitlines()[0]
    assert "in progress, due January 15, 2027" in document


def test_a_step_that_the_library_changed_is_carried_to_its_text_or_named(run: Run, tracked: Path) -> None:
    """The texts of the newer library change places; what stood at a number that is another step's now is not misplaced."""
    second, third = "Tell IT the same day", "Test it on five names"
    remedy(tracked, "newer", second, "PLACE")
    remedy(tracked, "newer", third, second)
    remedy(tracked, "newer", "PLACE", "Ask HR for a list")
    both = ("--library", "newer", "--library-before", "controls")
    begun = json.loads(fine(run("reassess", "old", "new", "--json", *both, **NOW)).out)
    assert {one["step"]: one["fields"].get("owner") for one in begun["steps"]} == {"ACC-01.3": "Ben Example"}
    assert [(one["step"], one["owner"], one["cause"]) for one in begun["steps_left"]] == [
        ("ACC-01.3", "Cleo Example", "another-step")
    ]
    (tracked / "again").mkdir()
    told = " ".join(fine(run("reassess", "old", "again", *both, **NOW)).out.split())
    assert (
        "Not carried over: ACC-01.3: owner Cleo Example, status Done (under that number stands another step now)"
        in told
    )


def test_a_step_that_reads_differently_now_is_carried_and_says_so(run: Run, tracked: Path) -> None:
    remedy(tracked, "newer", "Tell IT the same day", "Tell IT within the hour")
    both = ("--library", "newer", "--library-before", "controls")
    told = " ".join(fine(run("reassess", "old", "new", *both, **NOW)).out.split())
    assert "due January 15, 2027; the library words the step differently now)" in told


def test_what_nobody_confirmed_last_year_is_counted_and_not_carried(run: Run, tracked: Path) -> None:
    (tracked / "back.csv").write_text("Step no.,Owner,Status\nACC-01.2,Dora Example,Open\n", encoding="utf-8")
    fine(run("track", "old", "--take", "back.csv", *LIB, **THEN))
    told = " ".join(fine(run("reassess", "old", "new", *LIB, **NOW)).out.split())
    assert "Not carried over: 1 proposal about steps that nobody has confirmed there." in told
    assert "Dora" not in told


def test_an_earlier_file_without_steps_is_read(run: Run, tracked: Path) -> None:
    fine(run("reassess", "old", "new", *LIB, **NOW))
    path = tracked / "new" / "earlier.json"
    plain = json.loads(path.read_text("utf-8"))
    assert {one["step"] for one in plain["steps"]} == {"ACC-01.2", "ACC-01.3"}
    assert "Example" not in path.read_text("utf-8")  # no names
    del plain["steps"]
    path.write_text(json.dumps(plain), encoding="utf-8")
    fine(run("track", "new", *LIB, **NOW))
    plain["steps"] = [{"step": "ACC-01.2", "due": "", "state": "nearly"}]
    path.write_text(json.dumps(plain), encoding="utf-8")
    assert "earlier-damaged" in run("track", "new", *LIB, **NOW).err
