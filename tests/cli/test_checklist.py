"""`checklist`: a blank checklist for a scope, without an engagement."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bpo_controls.engine.core_set import CORE

from .conftest import AS_OF, Run, tree

SCOPE = (
    "workflows=coding,denial-handling", "data_types=demographics,billing,clinical", "buyer_kind=hospital",
    "payer_lines=medicare,commercial", "vendor_has_logins=yes", "stage=new", "sites=Manila, Austin",
    "subcontractors=none", "automation=none",
)  # fmt: skip


def data(run: Run, *arguments: str) -> dict[str, Any]:
    """The machine's form of a checklist."""
    done = run("checklist", *arguments, "--as-of", AS_OF, "--json")
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_it_is_markdown_at_once_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    done = run("checklist", "workflows=coding", "--as-of", AS_OF)
    assert (done.code, done.err, tree(tmp_path)) == (0, "", {})
    lines = done.out.splitlines()
    assert lines[0] == "# Checklist: Coding"
    assert "| Which pieces of work will the vendor do? | Coding |" in lines
    heads = [line for line in lines if line.startswith("## ")]
    assert heads[:2] == ["## Scope it is for", "## The core: what matters most for this scope"]
    assert "## What cannot be decided yet" in heads


def test_the_core_comes_first_and_can_stand_alone(run: Run) -> None:
    whole, core = data(run, *SCOPE), data(run, *SCOPE, "--core")
    ranked = list(dict.fromkeys(check["control"] for check in whole["checks"] if check["core"]))
    assert len(ranked) == CORE
    assert [check["core"] for check in whole["checks"]][: len(core["checks"])] == [
        check["core"] for check in core["checks"]
    ]
    assert list(dict.fromkeys(check["control"] for check in core["checks"])) == ranked
    assert len(whole["checks"]) > len(core["checks"])
    rest = whole["checks"][len(core["checks"]) :]
    assert not any(check["core"] for check in rest)


def test_what_is_undecided_is_listed_with_the_question_that_decides_it(run: Run) -> None:
    before = data(run, "workflows=coding")
    first = before["questions"][0]
    assert [len(one["controls"]) for one in before["questions"]] == sorted(
        (len(one["controls"]) for one in before["questions"]), reverse=True
    )
    waiting = {one["control"]: one["facts"] for one in before["undecided"]}
    assert set(first["controls"]) <= set(waiting)
    assert all(first["fact"] in waiting[control] for control in first["controls"])
    listed = {check["control"] for check in before["checks"]}
    assert listed.isdisjoint(waiting)
    assert first["fact"] == "data_types"
    after = data(run, "workflows=coding", "data_types=demographics,clinical")
    assert "data_types" not in {one["fact"] for one in after["questions"]}
    assert len(after["undecided"]) < len(before["undecided"])


def test_facts_are_decided_as_in_an_engagement(run: Run, tmp_path: Path) -> None:
    """The same facts in an engagement give the same controls, for the same subjects."""
    settings = tmp_path / "s.yaml"
    settings.write_text(
        "buyer: B\nvendor: V\ngoal: g\ndata_involved: d\nsystems_touched: s\nfailure_to_avoid: f\nowner: o\n"
    )
    assert run("init", "job", "--from", "s.yaml").code == 0
    answers = "".join(f"{fact.replace('=', ': [', 1)}]\n" for fact in SCOPE if fact.count("=") == 1)
    answers = answers.replace("[yes]", "yes").replace("[new]", "new").replace("[none]", "none")
    (tmp_path / "a.yaml").write_text(answers)
    taken = run("assess", "job", "--answers", "a.yaml", "--no-input", "--as-of", AS_OF)
    assert taken.code in (0, 3), taken.err
    made = run("report", "job", "--only", "assessment", "--format", "json", "--as-of", AS_OF)
    assert made.code == 0, made.err
    assessment = json.loads((tmp_path / "job" / "out" / "assessment.json").read_text())
    applying = {(one["control"], one["subject"]) for one in assessment["findings"] if one["applies"] == "yes"}
    assert {(one["control"], one["subject"]) for one in data(run, *SCOPE)["checks"]} == applying


@pytest.mark.parametrize(
    ("option", "value", "key", "allowed"),
    [
        ("--gate", "pilot", "gate", {"pilot"}),
        ("--party", "buyer", "party", {"buyer", "joint"}),
        ("--severity", "critical,high", "severity", {"critical", "high"}),
        ("--domain", "access", "domain", {"access"}),
        ("--site", "Manila", "subject", {"manila"}),
    ],
)
def test_it_can_be_cut_and_says_so(run: Run, option: str, value: str, key: str, allowed: set[str]) -> None:
    whole, cut = data(run, *SCOPE), data(run, *SCOPE, option, value)
    assert {check[key] for check in cut["checks"]} <= allowed
    assert cut["checks"] == [check for check in whole["checks"] if check[key] in allowed]
    assert 0 < len(cut["checks"]) < len(whole["checks"])
    controls = [len({check["control"] for check in one["checks"]}) for one in (cut, whole)]
    assert cut["cut"].startswith(f"{controls[0]} of {controls[1]} controls: ")
    page = run("checklist", *SCOPE, option, value, "--as-of", AS_OF).out
    assert cut["cut"] in page.splitlines()[0]


def test_a_workflow_has_what_is_about_it_and_what_its_rule_names(run: Run) -> None:
    cut = {check["control"] for check in data(run, *SCOPE, "--workflow", "denial-handling")["checks"]}
    other = {check["control"] for check in data(run, *SCOPE, "--workflow", "coding")["checks"]}
    whole = {check["control"] for check in data(run, *SCOPE)["checks"]}
    assert "QA-05" in other - cut  # accuracy of coding
    assert "PRV-01" not in cut | other  # asked of everybody
    assert cut | other < whole


def test_by_place_everything_is_there_once(run: Run) -> None:
    by_gate = run("checklist", *SCOPE, "--as-of", AS_OF).out
    by_place = run("checklist", *SCOPE, "--as-of", AS_OF, "--order", "place").out
    heads = [line for line in by_place.splitlines() if line.startswith("### ")]
    assert "### With HR" in heads
    assert "### With IT" in heads
    assert "## To ask in interviews" in by_place
    titles = [
        sorted(line.partition(" · ")[2] for line in text.splitlines() if line.startswith("#### "))
        for text in (by_gate, by_place)
    ]
    assert titles[0] == titles[1]


@pytest.mark.slow
def test_any_format_as_a_file(run: Run, tmp_path: Path) -> None:
    done = run(
        "checklist", "workflows=coding", "--core", "--format", "md,html,pdf,docx,xlsx,csv", "--out", "made"
    )
    assert done.code == 0, done.err
    made = tree(tmp_path / "made")
    assert done.out.splitlines() == [
        f"made/checklist.{fmt}" for fmt in ("md", "html", "pdf", "docx", "xlsx", "csv")
    ]
    assert made["checklist.pdf"].startswith(b"%PDF")
    assert made["checklist.docx"].startswith(b"PK")
    assert made["checklist.xlsx"].startswith(b"PK")
    again = run("checklist", "workflows=coding", "--format", "md,pdf", "--out", "made")
    assert again.code == 2
    assert again.err.splitlines() == [
        "made/checklist.md: is there already (--force writes over it) [file-exists]",
        "made/checklist.pdf: is there already (--force writes over it) [file-exists]",
    ]
    assert tree(tmp_path / "made") == made
    assert run("checklist", "workflows=coding", "--format", "md", "--out", "made", "--force").code == 0


def test_without_facts_it_holds_what_everybody_needs_and_asks_for_the_work_first(run: Run) -> None:
    found = data(run)
    assert found["checks"]
    assert found["questions"][0]["fact"] == "workflows"


def test_the_same_facts_give_the_same_bytes(run: Run) -> None:
    first, second = (run("checklist", *SCOPE, "--as-of", AS_OF, anew=True) for _ in range(2))
    assert first.code == 0
    assert first.out == second.out
