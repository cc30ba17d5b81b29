"""The exception register, the document index and the responsibility matrix, counted against the assessment they come from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bpo_controls.library.clock_model import parse_span
from bpo_controls.library.load import load_library
from bpo_controls.library.paper_model import paper_data
from bpo_controls.library.register_model import DocumentData, ExceptionData
from bpo_controls.papers.document_index import kind_of
from bpo_controls.papers.exception_register import aging_of
from tests.cli.conftest import run_in

LIBRARY = load_library()
EXCEPTIONS = paper_data(LIBRARY, "exceptions", ExceptionData)
AS_OF = ("--as-of", "2026-11-23")


def work_of(demo: Path, name: str, *more: str) -> Any:
    ran = run_in(demo, "paper", name, "d", "--json", *more, *AS_OF)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)["work"]


@pytest.fixture(scope="module")
def findings(demo: Path) -> list[dict[str, Any]]:
    """What the assessment says of every control that applies, from the JSON deliverable."""
    found = json.loads((demo / "d" / "out" / "assessment.json").read_text(encoding="utf-8"))
    return [one for one in found["findings"] if one["applies"] == "yes" and one["status"] != "not-applicable"]


def test_only_exceptions_of_the_scope_and_of_all_work(demo: Path) -> None:
    rows = work_of(demo, "exceptions")["rows"]
    assert {row["workflow"] for row in rows} == {"coding", "medical-billing", "denial-handling", ""}
    listed = [
        one
        for one in EXCEPTIONS.exceptions
        if one.workflow in ("coding", "medical-billing", "denial-handling", "")
    ]
    assert {one.id for one in listed} <= {row["id"] for row in rows}
    catalog = [
        one.id
        for one in LIBRARY.failures.values()
        if one.step == "exception" and one.workflow in ("coding", "medical-billing", "denial-handling")
    ]
    assert len(rows) == len(listed) + len(catalog)


def test_owners_come_from_the_sheet_and_else_from_the_control(demo: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "owners.csv"
    sheet.write_text(
        "exception,owner\nSystem outage,Robin Sample\nedi-ta1,\nA comet,Nobody\n", encoding="utf-8"
    )
    plain = {row["id"]: row for row in work_of(demo, "exceptions")["rows"]}
    named = work_of(demo, "exceptions", "--sheet", f"owners={sheet}")
    rows = {row["id"]: row for row in named["rows"]}
    assert (rows["x-downtime"]["owner_state"], rows["x-downtime"]["owner"]) == ("named", "Robin Sample")
    assert (
        plain["x-downtime"]["owner_state"] == "none"
    )  # the control on owners is partly met for one workflow
    assert (plain["edi-ta1"]["owner_state"], rows["edi-ta1"]["owner_state"]) == ("said", "none")
    assert named["strange"] == ["a comet"]
    text = run_in(demo, "paper", "exceptions", "d", "--sheet", f"owners={sheet}", *AS_OF).out
    assert "Robin Sample" in text
    assert "left out: a comet" in text


@pytest.mark.parametrize(
    ("words", "aging"),
    [
        ("5 business days", ("3 business days", "5 business days", "10 business days")),
        ("1 business day", ("the same day", "1 business day", "2 business days")),
        ("4 hours", ("3 hours", "4 hours", "8 hours")),
        ("1 hour", ("1 hour", "1 hour", "2 hours")),
        ("at once", ("at once", "at once", "at once")),
    ],
)
def test_an_item_ages_by_its_clock(words: str, aging: tuple[str, str, str]) -> None:
    span = parse_span(words)
    assert span is not None
    found = aging_of(span)
    assert (found.escalate, found.late, found.manager) == aging


def test_every_exception_is_whole() -> None:
    assert len(EXCEPTIONS.exceptions) >= 75
    for one in EXCEPTIONS.exceptions:
        assert one.workflow in {*LIBRARY.workflows, ""}, one.id
        assert one.control in {*LIBRARY.controls, ""}, one.id
        assert one.source in {*LIBRARY.sources, ""}, one.id
        assert one.detected
        assert one.queue
        assert one.fallback
        assert one.if_ignored
    codes = {code.split()[0] for one in EXCEPTIONS.exceptions for code in one.codes}
    assert {"CARC", "RARC", "277CA", "999"} <= codes


def test_the_index_has_every_proof_and_ranks_by_what_it_settles(
    demo: Path, findings: list[dict[str, Any]]
) -> None:
    work = work_of(demo, "documents")
    controls = {one["control"] for one in findings}
    assert {one for document in work["documents"] for one in document["controls"]} == {
        one for one in controls if LIBRARY.controls[one].evidence
    }
    asked = {" ".join(text.split()) for one in controls for text in LIBRARY.controls[one].evidence}
    shown = {part for document in work["documents"] for part in document["parts"] or [document["title"]]}
    assert {text for text in asked if "{" not in text} <= shown
    settled = [len(document["open"]) for document in work["documents"]]
    assert settled == sorted(settled, reverse=True)
    assert work["with_proof"] + work["without_proof"] == len(controls)
    assert all(seen["controls"] for seen in work["seen"])


def test_a_document_is_of_the_first_kind_that_fits() -> None:
    data = paper_data(LIBRARY, "documents", DocumentData)
    assert kind_of("Signed BAA", data) == "baa"
    assert kind_of("Agreement of the cloud host", data) == "contract"
    assert kind_of("Stop log", data) == "log"
    assert kind_of("Stub sheet", data) == "files"
    assert {one.retention for one in data.kinds} <= {*LIBRARY.parameters, ""}
    assert all(one.retention or one.keep for one in data.kinds)


def test_every_control_has_its_parts_and_the_unowned_are_told(
    demo: Path, findings: list[dict[str, Any]]
) -> None:
    work = work_of(demo, "responsibilities")
    rows = {row["id"]: row for row in work["controls"]}
    assert set(rows) == {one["control"] for one in findings}
    for row in rows.values():
        control = LIBRARY.controls[row["id"]]
        answering = {
            side for side in ("buyer", "vendor", "subcontractor") if row[side] in ("answers", "both")
        }
        assert answering == ({"buyer", "vendor"} if control.party == "joint" else {control.party})
    assert rows["ACC-02"]["gap"] == "joint"
    unknown = {one["control"] for one in findings if one["status"] == "unknown"}
    assert unknown <= {row["id"] for row in rows.values() if row["gap"]}


def test_hand_overs_and_clauses_follow_the_scope(demo: Path) -> None:
    work = work_of(demo, "responsibilities")
    assert {one["workflow"] for one in work["hand_overs"]} <= {"coding", "medical-billing", "denial-handling"}
    clauses = {one["clause"]["id"]: one for one in work["clauses"]}
    assert "baa-part-2" in clauses  # the coders see Part 2 records
    assert "con-audit" not in clauses  # for a plan alone
    assert dict(clauses["con-access"]["statuses"]) == {"ACC-02": "gap"}
    text = run_in(demo, "paper", "responsibilities", "d", *AS_OF).out
    assert "Clauses for counsel" in text
    assert "Example Cloud Hosting" in text


@pytest.mark.parametrize("name", ["access", "documents", "escalation", "exceptions", "responsibilities"])
def test_an_empty_engagement_gives_a_paper_that_says_what_is_not_known(tmp_path: Path, name: str) -> None:
    (tmp_path / "settings.yaml").write_text(
        "buyer: Example Clinics\nvendor: Sample Billing\ngoal: Post payments in a day.\n"
        "data_involved: Balances.\nsystems_touched: The billing system.\n"
        "failure_to_avoid: A former worker who still has access.\nowner: Pat Sample\n",
        encoding="utf-8",
    )
    assert run_in(tmp_path, "init", "job", "--from", "settings.yaml").code == 0
    for fmt in ("md", "html", "csv"):
        ran = run_in(tmp_path, "paper", name, "job", "--format", fmt, *AS_OF)
        assert (ran.code, ran.err) == (0, "")
        assert "{buyer}" not in ran.out
        assert "None" not in ran.out
