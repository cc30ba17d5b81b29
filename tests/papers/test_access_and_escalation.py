"""The access matrix and the escalation matrix of the demo: names filled, nothing made up, unknown shown as unknown."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import run_in

AS_OF = ("--as-of", "2026-11-23")


def test_a_role_sees_what_its_duties_need_of_what_the_work_sees(demo: Path) -> None:
    ran = run_in(demo, "paper", "access", "d", "--json", *AS_OF)
    assert ran.code == 0, ran.err
    work = json.loads(ran.out)["work"]
    rights = {one["role"]["id"]: one["rights"] for one in work["roles"]}
    assert rights["coder"] == {"demographics": ["view"], "clinical": ["view"]}
    assert rights["biller"]["billing"] == ["view", "change", "send"]
    assert "poster" not in rights  # payment posting is not in scope
    coding = next(one for one in work["workflows"] if one["workflow"] == "coding")
    assert coding["restricted"] == ["sud", "sensitive"]
    assert work["check"] is None


def test_the_access_paper_says_that_nobody_was_checked(demo: Path) -> None:
    text = run_in(demo, "paper", "access", "d", *AS_OF).out
    assert "No sheet of people was given, so nobody was checked." in text
    assert "Data owner at Example Valley Health" in text
    assert "ACC-02: gap" in text
    assert "April 11, 2027" in text  # the pilot, January 11, 2027, and 90 days


def test_the_escalation_matrix_names_who_is_known_and_no_one_else(demo: Path) -> None:
    text = run_in(demo, "paper", "escalation", "d", *AS_OF).out
    assert "Morgan Example, privacy officer" in text
    assert "not named yet" in text
    assert "Sample Revenue Services" in text
    assert "{buyer}" not in text + run_in(demo, "paper", "access", "d", *AS_OF).out
    assert "Self-pay visit booked" in text  # left out, and said so
    work = json.loads(run_in(demo, "paper", "escalation", "d", "--json", *AS_OF).out)["work"]
    triggers = {one["id"]: one for one in work["triggers"]}
    assert "booking" in work["left_out"]
    assert "records-request" in work["left_out"]
    assert {clock["source"] for clock in triggers["overpayment"]["clocks"]} == {
        "overpayment-401.305-b",
        "overpayment-1128J-d",
    }
    named = {person["name"] for one in work["triggers"] for step in one["steps"] for person in step["named"]}
    assert named <= {person["name"] for person in work["people"]}
