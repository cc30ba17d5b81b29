"""The workbook as the living tracker: what people fill in is still there when the report is written again."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from .conftest import AS_OF, Run

LATER = "2026-11-30"
A_WEEK_LATER = {"SOURCE_DATE_EPOCH": "1796029200"}
REPORT = ("report", "d", "--only", "workbook", "--format", "xlsx")

pytestmark = pytest.mark.slow


def fill(path: Path, change: Callable[[Any], None]) -> None:
    book = load_workbook(path)
    change(book)
    book.save(path)


def rows(path: Path, title: str) -> list[dict[str, Any]]:
    sheet = load_workbook(path, data_only=True)[title]
    heads, *found = sheet.iter_rows(values_only=True)
    return [
        {
            head: cell.date() if isinstance(cell, datetime) else cell
            for head, cell in zip(heads, row, strict=True)
        }
        for row in found
    ]


def row(path: Path, title: str, **wanted: str) -> dict[str, Any]:
    [found] = [
        one for one in rows(path, title) if all(one[key.replace("_", " ")] == w for key, w in wanted.items())
    ]
    return found


def write(sheet: Any, where: dict[str, str], values: dict[str, Any]) -> None:
    """Fill cells of the one row in which these headings have these words; an unknown heading becomes a new column."""
    heads = {cell.value: cell.column for cell in sheet[1]}
    [number] = [
        number
        for number in range(2, sheet.max_row + 1)
        if all(sheet.cell(number, heads[head]).value == word for head, word in where.items())
    ]
    for head, value in values.items():
        if head not in heads:
            heads[head] = sheet.max_column + 1
            sheet.cell(1, heads[head]).value = head
        sheet.cell(number, heads[head]).value = value


def test_a_week_with_a_project_manager(run: Run, own_demo: Path, book: Path) -> None:
    """Filled in, three answers changed, written again: nothing typed is lost, new steps are new, closed ones closed."""
    plan = rows(book, "Action plan")
    assert {one["News"] for one in plan} == {None}
    assert {one["In the plan since"] for one in plan} == {date(2026, 11, 23)}
    gone_id = next(one["Step no."] for one in plan if one["Id"] == "ACC-02")
    stays = next(one["Step no."] for one in plan if one["Id"] == "SUB-02")

    def a_week(made: Any) -> None:
        typed = {
            "Owner": "Kim Sample", "Status": "Done", "Done on": date(2026, 11, 25), "Remarks": "see the log, page 2",
            "Ticket": "OPS-7",
        }  # fmt: skip
        for step in (gone_id, stays):
            write(made["Action plan"], {"Step no.": step}, typed)
        check = rows(book, "Checklist")[0]
        write(
            made["Checklist"],
            {key: check[key] for key in ("Id", "About")},
            {"Result": "Failed", "Checked by": "KS"},
        )
        asked = next(one for one in rows(book, "Evidence requests") if one["Status"] == "Asked for")
        where = {key: asked[key] for key in ("Id", "About", "To hand over")}
        write(made["Evidence requests"], where, {"Status": "Does not exist"})

    fill(book, a_week)
    edited = book.read_bytes()
    met = next(
        one["Id"]
        for one in rows(book, "Scope decisions")
        if one["Standing"] == "Met" and one["Id"] != "ACC-01"
    )
    answers = own_demo.parent / "changed.yaml"
    answers.write_text(
        f"ACC-02: {{value: 10, at: 2026-11-29T10:00:00Z}}\n{met}: {{value: not-in-place, at: 2026-11-29T10:00:00Z}}\n",
        encoding="utf-8",
    )
    taken = run(
        "assess",
        "d",
        "--answers",
        "changed.yaml",
        "--by",
        "Pat Example",
        "--on-conflict",
        "newer",
        "--no-input",
        "--as-of",
        LATER,
        **A_WEEK_LATER,
    )
    assert taken.code in (0, 3), taken.err
    assert "2 answers taken in" in taken.err + taken.out, taken.err + taken.out
    done = run(*REPORT, "--as-of", LATER, **A_WEEK_LATER)
    assert done.code == 0, done.err
    assert "[deliverable-edited]" in done.err
    [kept] = book.parent.glob("workbook.edited-*.xlsx")
    assert kept.read_bytes() == edited

    step = row(book, "Action plan", **{"Step no.": stays})
    assert (step["Owner"], step["Status"], step["Remarks"], step["Ticket"]) == (
        "Kim Sample", "Done", "see the log, page 2", "OPS-7",
    )  # fmt: skip
    assert step["Done on"] == date(2026, 11, 25)
    now = rows(book, "Action plan")
    new = [one for one in now if one["News"] == "New"]
    assert {one["Id"] for one in new} == {met}
    assert {one["In the plan since"] for one in new} == {date(2026, 11, 30)}
    assert "ACC-02" not in {one["Id"] for one in now}
    lost = row(book, "No longer listed", Row=gone_id)
    assert lost["Sheet"] == "Action plan"
    for text in ("Owner: Kim Sample", "Status: Done", "Remarks: see the log, page 2", "Ticket: OPS-7"):
        assert text in lost["What was filled in"]
    assert [one["Checked by"] for one in rows(book, "Checklist") if one["Result"] == "Failed"] == ["KS"]
    assert [one["Status"] for one in rows(book, "Evidence requests")].count("Does not exist") == 1

    again = book.read_bytes()
    assert run(*REPORT, "--as-of", LATER, **A_WEEK_LATER).code == 0
    assert book.read_bytes() == again


def test_evidence_that_was_seen_starts_as_received(book: Path) -> None:
    asked = rows(book, "Evidence requests")
    received = [one for one in asked if one["Status"] == "Received"]
    assert received
    assert len(received) < len(asked)
    assert all(one["Received on"] and "seen" in one["Named so far"] for one in received)
    assert not any(one["Received on"] for one in asked if one["Status"] == "Asked for")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="recalculates with LibreOffice")
@pytest.mark.parametrize(
    ("result", "verdict", "blocking"), [("Not seen", "Cannot tell", 0), ("Failed", "Not ready", None)]
)
def test_closing_the_plan_moves_the_summary(
    run: Run, book: Path, tmp_path: Path, result: str, verdict: str, blocking: int | None
) -> None:
    """Every step done: nothing is left to close; but not while the checks fail."""
    before = summary(book, "Still blocking")

    def close(made: Any) -> None:
        for title, head, word in (("Action plan", "Status", "Done"), ("Checklist", "Result", result)):
            sheet = made[title]
            column = next(cell.column for cell in sheet[1] if cell.value == head)
            for number in range(2, sheet.max_row + 1):
                sheet.cell(number, column).value = word

    fill(book, close)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/office", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "new"), str(book)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    after = summary(tmp_path / "new" / "workbook.xlsx", "Still blocking")
    run("report", "d", "--only", "assessment", "--format", "json", "--as-of", AS_OF)
    assessed = json.loads((book.parent / "assessment.json").read_text(encoding="utf-8"))
    pilot = assessed["gates"][0]
    assert before["Pilot"] == [
        *(len(pilot[part]) for part in ("blockers", "open", "conditions")),
        "Not ready",
    ]
    assert after["Pilot"][3] == verdict
    assert after["Pilot"][0] == (before["Pilot"][0] if blocking is None else blocking)
    closed = summary(tmp_path / "new" / "workbook.xlsx", "To close", first=3)
    own = Counter(one["gate"] for one in assessed["findings"] if one["status"] in ("gap", "partly"))
    due = list(accumulate(own[gate["gate"]] for gate in assessed["gates"]))
    assert 0 < due[0] < due[1] < due[2]
    assert [one[0] for one in closed.values()] == ([0, 0, 0] if blocking == 0 else due)


def summary(path: Path, heading: str, first: int = 1) -> dict[str, list[Any]]:
    """The rows of the gates below a heading of the summary, from that column on."""
    found = list(load_workbook(path, data_only=True)["Summary"].iter_rows(values_only=True))
    at = next(number for number, row in enumerate(found) if heading in row and row[0] == "Gate")
    return {row[0]: list(row[first : first + 4]) for row in found[at + 1 : at + 4]}


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 no zip", b"Owner;Status"])
def test_a_workbook_that_cannot_be_read_is_kept_and_told(run: Run, book: Path, damage: bytes) -> None:
    book.write_bytes(damage)
    done = run(*REPORT, "--as-of", AS_OF)
    assert done.code == 0, done.err
    assert "workbook-unread" in done.err
    assert "[deliverable-edited]" in done.err
    assert rows(book, "Action plan")
    [kept] = book.parent.glob("workbook.edited-*.xlsx")
    assert kept.read_bytes() == damage
