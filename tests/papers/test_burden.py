"""The burden of controls, worked by hand on three findings."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bpo_controls.answers.answer_model import Answers
from bpo_controls.answers.engagement_record import Record
from bpo_controls.diagnostics import UserError
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.finding import Assessment, Finding
from bpo_controls.engine.truth import Truth
from bpo_controls.library.load import load_library
from bpo_controls.library.model import Remedy, VerifyStep
from bpo_controls.library.paper_model import Assumptions, paper_data
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.burden import control_burden
from tests.cli.conftest import run_in

LIBRARY = load_library()
DATA = paper_data(LIBRARY, "burden", Assumptions)


def finding(id_: str, **changes: object) -> Finding:
    """A high control of the vendor with two proofs, one document to read and one test, and a remedy of 7 hours."""
    found = evaluate(LIBRARY, Record(Answers()), "2026-11-23").findings[0]
    control = replace(
        found.control,
        id=id_,
        party=changes.pop("party", "vendor"),  # type: ignore[arg-type]
        evidence=("a", "b"),
        verify=(VerifyStep("examine", "x", "y"), VerifyStep("test", "x", "y")),
        remedy=(Remedy("write", "vendor", 6), Remedy("agree", "buyer", 1)),
    )
    kept: dict[str, object] = {"applies": Truth.TRUE, "status": "met", "severity": "high", **changes}
    return found._replace(control=control, **kept)  # type: ignore[arg-type]


def assessed(*findings: Finding) -> Assessment:
    return Assessment("2026-11-23", {f"{f.control.id}{n}": (f,) for n, f in enumerate(findings)}, {})


def test_hours_follow_from_the_assumptions() -> None:
    # high: 4 times a year = 1/3 a month; proof 2 x 0.5 = 1 hour, looking 0.5 + 1 = 1.5 hours
    burden = control_burden(assessed(finding("A-1")), DATA, Asked())
    buyer, vendor = burden.by_party
    assert (vendor.key, vendor.controls, vendor.looking) == ("vendor", 1, 0)
    assert vendor.collecting == pytest.approx(1 / 3)
    assert (buyer.key, buyer.controls) == ("buyer", 0)
    assert buyer.looking == pytest.approx(0.5)
    assert burden.once == ()
    often = control_burden(assessed(finding("A-1")), DATA, Asked({"checks_high": "12"}))
    assert often.by_party[1].collecting == pytest.approx(1)
    assert {one.key for one in often.assumptions if one.because == "set with the command"} == {"checks_high"}


def test_what_is_open_is_closed_once_for_all_its_subjects_but_kept_for_each() -> None:
    gap = finding("A-1", status="gap")
    burden = control_burden(Assessment("2026-11-23", {"A-1": (gap, gap)}, {}), DATA, Asked())
    assert [(one.party, one.steps, one.hours) for one in burden.once] == [("buyer", 1, 1), ("vendor", 1, 6)]
    assert burden.by_party[1].collecting == pytest.approx(2 / 3)
    half = control_burden(Assessment("2026-11-23", {"A-1": (gap, finding("A-1"))}, {}), DATA, Asked())
    assert half.once == burden.once  # open for one of its subjects is open


def test_joint_controls_are_shared_by_halves_and_what_does_not_count_costs_nothing() -> None:
    out = finding("A-2", applies=Truth.FALSE, status=None)
    undecided = finding("A-3", applies=Truth.UNKNOWN, status=None)
    unneeded = finding("A-4", status="not-applicable")
    unknown = finding("A-5", status="unknown", party="joint")
    burden = control_burden(assessed(out, undecided, unneeded, unknown), DATA, Asked())
    assert [(one.key, round(one.collecting, 4)) for one in burden.by_party] == [
        ("buyer", 0.1667),
        ("vendor", 0.1667),
    ]
    assert (burden.undecided, burden.not_known) == (1, 1)
    assert sum(one.hours for one in burden.by_domain) == pytest.approx(
        sum(one.hours for one in burden.by_party)
    )


@pytest.mark.parametrize("wrong", ["0", "-1", "many", "1e9", "nan"])
def test_an_impossible_assumption_is_refused(wrong: str) -> None:
    with pytest.raises(UserError) as refused:
        control_burden(assessed(finding("A-1")), DATA, Asked({"hours_in_month": wrong}))
    assert [one.code for one in refused.value.diagnostics] == ["bad-setting"]


def test_the_command_prints_the_same_numbers_for_people_and_machines(demo: Path) -> None:
    data = json.loads(run_in(demo, "paper", "burden", "d", "--json").out)["work"]
    shown = run_in(demo, "paper", "burden", "d")
    assert (shown.code, shown.err) == (0, "")
    vendor = next(one for one in data["by_party"] if one["key"] == "vendor")
    assert (
        f"| Vendor (Sample Revenue Services) | {vendor['controls']} | {round(vendor['collecting'])} | 0 |"
        in shown.out
    )
