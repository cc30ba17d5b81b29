"""The action plan over months, by the real command and with real workbooks."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from .conftest import AS_OF, Ran, Run

A_WEEK_LATER = {"SOURCE_DATE_EPOCH": "1796029200"}
TWO_WEEKS_LATER = {"SOURCE_DATE_EPOCH": "1796634000"}
CONFIRM = ("--confirm", "--by", "Robin Sample", "--yes")
PLAN = "Action plan"

pytestmark = pytest.mark.slow


def returned(book: Path, name: str, filled: dict[str, dict[str, Any]], *, sheet: str = PLAN) -> Path:
    """A copy of the workbook in which steps are filled in: heading to value, by step."""
    made = load_workbook(book)
    page = made[sheet]
    heads = {cell.value: cell.column for cell in page[1]}
    rows = {page.cell(row, heads["Step no."]).value: row for row in range(2, page.max_row + 1)}
    for step, cells in filled.items():
        for head, value in cells.items():
            page.cell(rows[step], heads[head]).value = value
    path = book.parent.parent.parent / name
    made.save(path)
    return path


def ok(done: Ran) -> Ran:
    assert done.code == 0, done.err
    return done


def steps(run: Run, *more: str, **env: str) -> dict[str, dict[str, Any]]:
    found = json.loads(ok(run("track", "d", "--json", *more, **env)).out)
    return {one["step"]: one for one in found["steps"]}


DONE = {"Status": "Done", "Done on": date(2026, 11, 20), "Proof kept at": "Contract room"}


def test_a_returned_workbook_counts_for_nothing_until_a_named_person_confirms_it(
    run: Run, book: Path
) -> None:
    returned(
        book, "back.xlsx", {"SUB-02.1": {"Owner": "Ana Example", **DONE}, "SUB-02.2": {"Status": "Done"}}
    )
    shown = ok(run("track", "d", "--take", "back.xlsx", "--dry-run"))
    assert (
        shown.out.splitlines()[0]
        == "back.xlsx: 5 changes of 2 steps: 5 new, 0 changed, 0 in conflict, 0 refused."
    )
    assert "new SUB-02.1 owner: Ana Example [Action plan!M" in shown.out
    assert {one["state"] for one in steps(run).values()} == {"open"}

    ok(run("track", "d", "--take", "back.xlsx"))
    assert {one["state"] for one in steps(run).values()} == {"open"}
    listed = ok(run("proposals", "d")).out
    assert "SUB-02.1: owner Ana Example, status Done" in listed
    again = ok(run("track", "d", "--take", "back.xlsx"))
    assert "2 proposed already" in again.out

    assert run("proposals", "d", "--confirm", "all").code == 2
    ok(run("proposals", "d", "--confirm", "all", "--by", "Robin Sample"))
    found = steps(run)
    assert (found["SUB-02.1"]["state"], found["SUB-02.1"]["closed_on"]) == ("done", "2026-11-20")
    assert found["SUB-02.2"]["state"] == "said-done"
    assert ok(run("proposals", "d")).out == "No proposals wait.\n"
    nothing = ok(run("track", "d", "--take", "back.xlsx"))
    assert nothing.out == "back.xlsx: nothing new about any step.\n"


def test_every_problem_is_told_by_sheet_and_cell_and_nothing_is_taken_in(
    run: Run, book: Path, own_demo: Path
) -> None:
    path = returned(
        book,
        "bad.xlsx",
        {
            "SUB-02.1": {"Status": "Finished"},
            "SUB-02.2": {"Done on": date(2099, 1, 1)},
            "SUB-02.3": {"Done on": date(2026, 11, 20)},
            "GOV-14.1": {"Remarks": "asked about Jane Doe, MRN 00482913, born 1961-03-05"},
            "GOV-14.2": {"Owner": "Ana Example"},
        },
    )
    made = load_workbook(path)
    made[PLAN].cell(7, 2).value = "GOV-99.1"
    made.save(path)
    before = (own_demo / "journal.jsonl").read_bytes()
    done = run("track", "d", "--take", "bad.xlsx", *CONFIRM)
    assert done.code == 2
    codes = [line.rpartition(" [")[2].rstrip("]") for line in done.err.splitlines() if line.endswith("]")]
    assert sorted(codes) == [
        "date-to-come",
        "looks-like-identifier",
        "row-unknown",
        "step-unclear",
        "unknown-option",
    ]
    assert "bad.xlsx, Action plan!N2: no choice" in done.err
    assert "Jane" not in done.err
    assert (own_demo / "journal.jsonl").read_bytes() == before


def test_one_bad_file_among_three_and_none_is_taken_in(run: Run, book: Path, own_demo: Path) -> None:
    returned(book, "one.xlsx", {"SUB-02.1": DONE})
    returned(book, "two.xlsx", {"SUB-02.2": {"Status": "Nearly"}})
    before = (own_demo / "journal.jsonl").read_bytes()
    assert run("track", "d", "--take", "one.xlsx", "--take", "two.xlsx", *CONFIRM).code == 2
    assert (own_demo / "journal.jsonl").read_bytes() == before


def test_two_project_managers(run: Run, book: Path) -> None:
    """Both were sent the same workbook; what both changed waits, what one changed counts."""
    returned(book, "one.xlsx", {"SUB-02.1": {"Owner": "Ana Example", "Ticket": "OPS-1"}})
    returned(book, "two.xlsx", {"SUB-02.1": {"Owner": "Ben Example", "Status": "In progress"}})
    ok(run("track", "d", "--take", "one.xlsx", *CONFIRM))
    stopped = run("track", "d", "--take", "two.xlsx", *CONFIRM, "--on-conflict", "stop")
    assert stopped.code == 2
    assert "two.xlsx, Action plan!M2: the owner of SUB-02.1 disagrees" in stopped.err
    kept = ok(run("track", "d", "--take", "two.xlsx", *CONFIRM))
    assert "conflict SUB-02.1 owner: Ben Example (on record: Ana Example)" in kept.out
    found = steps(run)["SUB-02.1"]
    assert (found["owner"], found["ticket"], found["state"]) == ("Ana Example", "OPS-1", "in-progress")
    waits = ok(run("proposals", "d")).out
    assert "SUB-02.1: owner Ben Example (two.xlsx; on record owner Ana Example)" in waits
    ok(run("track", "d", "--take", "two.xlsx", *CONFIRM, "--on-conflict", "newer"))
    assert steps(run)["SUB-02.1"]["owner"] == "Ben Example"
    assert ok(run("proposals", "d")).out == "No proposals wait.\n"


def test_what_was_emptied_is_taken_back(run: Run, own_demo: Path, book: Path) -> None:
    ok(run("track", "d", "--set", "SUB-02.1:owner=Ana Example", "--by", "Robin Sample"))
    assert book.is_file()
    sent = _written(run, own_demo)
    returned(sent, "back.xlsx", {"SUB-02.1": {"Owner": None, "Remarks": "nobody yet"}})
    shown = ok(run("track", "d", "--take", "back.xlsx", *CONFIRM)).out
    assert "changed SUB-02.1 owner: nothing (on record: Ana Example)" in shown
    assert steps(run)["SUB-02.1"]["owner"] == ""


def test_a_workbook_of_another_engagement_is_refused(run: Run, book: Path, tmp_path: Path) -> None:
    made = load_workbook(book)
    for row in made["Summary"].iter_rows():
        for cell in row:
            if cell.value == "Vendor":
                made["Summary"].cell(cell.row, cell.column + 1).value = "Somebody Else Inc."
    made.save(tmp_path / "other.xlsx")
    done = run("track", "d", "--take", "other.xlsx", *CONFIRM)
    assert done.code == 2
    assert "belongs to another engagement" in done.err


def test_the_answer_falls_back_and_the_step_is_reopened(run: Run, own_demo: Path, book: Path) -> None:
    returned(book, "back.xlsx", {"ACC-02.1": DONE})
    ok(run("track", "d", "--take", "back.xlsx", *CONFIRM))
    for value, day in ((12, A_WEEK_LATER), (90, TWO_WEEKS_LATER)):
        answer = f"ACC-02: {{value: {value}, by: Tanya Reyes, assurance: tested}}\n"
        (own_demo.parent / "a.yaml").write_text(answer, encoding="utf-8")
        done = run(
            "assess", "d", "--answers", "a.yaml", "--on-conflict", "newer", "--plain", stdin="q\n", **day
        )
        assert done.code == 3, done.err  # other questions are still open
    found = steps(run, **TWO_WEEKS_LATER)["ACC-02.1"]
    assert found["state"] == "reopened"
    assert found["reopened"]["since"] == "2026-12-07"
    assert found["reopened"]["why"] == (
        "Since December 7, 2026, ACC-02 stands at 90 hours (before: 12 hours), said Tanya Reyes."
    )
    assert (
        "ACC-02.1, ACC-02.2 and ACC-02.3: Since December 7, 2026"
        in ok(run("track", "d", **TWO_WEEKS_LATER)).out
    )
    made = load_workbook(_written(run, own_demo, **TWO_WEEKS_LATER))
    plan = {row[1]: row for row in made[PLAN].iter_rows(values_only=True)}
    heads = plan["Step no."]
    told = dict(zip(heads, plan["ACC-02.1"], strict=True))
    assert (told["Status"], told["News"], told["Proof kept at"]) == ("Open", "Reopened", "Contract room")
    unchanged = ok(run("track", "d", "--take", "d/out/workbook.xlsx", *CONFIRM, **TWO_WEEKS_LATER))
    assert unchanged.out == "d/out/workbook.xlsx: nothing new about any step.\n"


def _written(run: Run, own_demo: Path, **day: str) -> Path:
    ok(run("report", "d", "--only", "workbook", "--format", "xlsx", **day))
    return own_demo / "out" / "workbook.xlsx"


def test_single_fields_and_the_way_back(run: Run, own_demo: Path) -> None:
    set_ = ("track", "d", "--set", "ACC-02.1:status=done", "--set", "ACC-02.1:evidence=Log of November")
    assert run(*set_).code == 2
    told = ok(run(*set_, "--by", "Robin Sample"))
    assert told.out == "ACC-02.1: status Done, proof kept at Log of November.\n"
    assert steps(run)["ACC-02.1"]["state"] == "done"
    assert "steps tracked ACC-02.1: status Done" in ok(run("history", "d", "ACC-02")).out
    ok(run("undo", "d"))
    assert steps(run)["ACC-02.1"]["state"] == "open"
    ok(run("redo", "d"))
    assert steps(run)["ACC-02.1"]["state"] == "done"
    ok(run("redact", "Log of November", "d", "--by", "Robin Sample", "--reason", "names a patient"))
    assert steps(run)["ACC-02.1"]["evidence"] == "(removed)"
    assert b"Log of November" not in (own_demo / "journal.jsonl").read_bytes()
    bad = run(
        "track", "d", "--set", "ACC-02.9:owner=Ana", "--set", "ACC-02.1:color=red", "--set", "x", "--by", "R"
    )
    assert bad.code == 2
    assert [line.rpartition(" [")[2] for line in bad.err.splitlines()] == [
        "unknown-item]",
        "unknown-setting]",
        "bad-setting]",
    ]


def test_overdue_and_by_party(run: Run, own_demo: Path) -> None:
    late = steps(run, "--overdue", "--as-of", "2027-01-02")
    assert late
    assert all(one["overdue"] and one["due"] < "2027-01-02" for one in late.values())
    assert not steps(run, "--overdue", "--as-of", AS_OF)
    vendor = steps(run, "--party", "vendor")
    assert {one["party"] for one in vendor.values()} == {"vendor", "joint"}
    assert run("track", "d", "--party", "vendors").code == 2
    assert run("track", "d", "--state", "finished").code == 2
    assert own_demo.is_dir()


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_for_other_tools(run: Run, own_demo: Path) -> None:
    ok(
        run(
            "track",
            "d",
            "--set",
            "SUB-02.1:ticket=OPS-1",
            "--set",
            "SUB-02.2:owner=Ana Example",
            "--by",
            "Robin",
        )
    )
    ok(run("track", "d", "--format", "jira,planner,project,ics,csv,md,html,pdf", "--out", "o"))
    out = own_demo.parent / "o"
    every = len(steps(run))
    jira = (out / "track-jira.csv").read_text(encoding="utf-8")
    head = jira.removeprefix("\ufeff").splitlines()[0]
    assert (
        head == "Summary,Issue Type,Priority,Status,Assignee,Due Date,Description,Labels,Labels,Labels,Labels"
    )
    assert len(read(jira)) == every - 1  # one has a ticket
    planner = read((out / "track-planner.csv").read_text(encoding="utf-8"))
    assert [one["Assigned To"] for one in planner if one["Task Name"].startswith("SUB-02.2 ")] == [
        "Ana Example"
    ]
    project = read((out / "track-project.csv").read_text(encoding="utf-8"))
    assert len(planner) == len(project) == every
    by_id = {one["ID"]: one for one in project}
    for one in project:
        if one["Predecessors"]:
            assert by_id[one["Predecessors"]]["Text1"].split(".")[0] == one["Text1"].split(".")[0]
    assert (out / "track.ics").read_bytes().count(b"BEGIN:VEVENT") > every
    assert (out / "track.ics").read_bytes() == (out / "track.ics").read_bytes()
    assert len(read((out / "track.csv").read_text(encoding="utf-8"))) == every


def test_names_and_amounts_stay_out_of_editions_and_their_workbook_says_nothing_new(
    run: Run, own_demo: Path
) -> None:
    who = "Morgan Example"
    for text in (f"owner={who}", f"remarks={who} waits for the board", "evidence=Contract room"):
        ok(run("track", "d", "--set", f"SUB-02.1:{text}", "--by", "Robin Sample"))
    report = ("report", "d", "--only", "workbook,action-plan", "--format", "xlsx,md", "--edition", "vendor")
    ok(run(*report))
    out = own_demo / "out"
    book = out / "workbook.vendor.xlsx"
    cells = [str(cell.value) for sheet in load_workbook(book) for row in sheet for cell in row if cell.value]
    assert any("waits for the board" in text for text in cells)
    assert not any(who in text for text in cells)
    assert who not in (out / "action-plan.vendor.md").read_text()
    returned(book, "vendor.xlsx", {})
    assert ok(run("track", "d", "--take", "vendor.xlsx")).out == "vendor.xlsx: nothing new about any step.\n"
    ok(run(*report))  # nothing was typed into it: it is no edited deliverable
    assert list(out.glob("workbook.vendor.edited-*")) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--take", "a.xlsx", "--set", "SUB-02.1:owner=X"), "--take and --set are given at once"),
        (("--confirm", "--by", "Robin Sample"), "--confirm says nothing without --take"),
        (("--dry-run",), "--dry-run says nothing without --take"),
        (("--take", "a.xlsx", "--on-conflict", "ask"), "--on-conflict: steps are not asked for one by one"),
    ],
)
def test_options_that_would_be_passed_over_are_refused(
    run: Run, own_demo: Path, options: tuple[str, ...], said: str
) -> None:
    done = run("track", "d", *options)
    assert done.code == 2
    assert said in done.err


def test_a_date_of_its_own_in_a_returned_workbook(run: Run, own_demo: Path, book: Path) -> None:
    planned = steps(run)["SUB-02.1"]["due"]
    returned(book, "back.xlsx", {"SUB-02.1": {"Due": date(2027, 1, 15)}})
    shown = ok(run("track", "d", "--take", "back.xlsx", *CONFIRM)).out
    assert "new SUB-02.1 due: January 15, 2027" in shown
    found = steps(run)["SUB-02.1"]
    assert (found["due"], found["due_by_plan"]) == ("2027-01-15", planned)
    assert steps(run, "--overdue", "--as-of", "2027-01-14").get("SUB-02.1") is None
    assert steps(run, "--overdue", "--as-of", "2027-01-16")["SUB-02.1"]["overdue"]
    sent = _written(run, own_demo)
    page = load_workbook(sent)[PLAN]
    heads = {cell.value: cell.column for cell in page[1]}
    [row] = [n for n in range(2, page.max_row + 1) if page.cell(n, heads["Step no."]).value == "SUB-02.1"]
    assert page.cell(row, heads["Due"]).value.date() == date(2027, 1, 15)
    assert ok(run("track", "d", "--take", str(sent))).out.endswith("nothing new about any step.\n")
    returned(sent, "again.xlsx", {"SUB-02.1": {"Due": date.fromisoformat(planned)}})
    ok(run("track", "d", "--take", "again.xlsx", *CONFIRM))
    assert steps(run)["SUB-02.1"]["due"] == planned
    ok(run("track", "d", "--set", "SUB-02.1:due=2027-02-01", "--by", "Robin Sample"))
    ok(run("track", "d", "--set", "SUB-02.1:due=", "--by", "Robin Sample"))
    assert steps(run)["SUB-02.1"]["due"] == planned


@pytest.mark.parametrize("heading", ["Owner", "Due", "Proof kept at"])
def test_a_renamed_column_is_told_and_nothing_is_taken_in(
    run: Run, book: Path, own_demo: Path, heading: str
) -> None:
    path = returned(book, "back.xlsx", {"SUB-02.1": {"Owner": "Ana Example", "Ticket": "OPS-1"}})
    made = load_workbook(path)
    [cell] = [cell for cell in made[PLAN][1] if cell.value == heading]
    cell.value = "Ours"
    made.save(path)
    before = (own_demo / "journal.jsonl").read_bytes()
    done = run("track", "d", "--take", "back.xlsx", *CONFIRM)
    assert done.code == 2
    [line] = [line for line in done.err.splitlines() if line.endswith("[heading-missing]")]
    assert line.startswith(f"back.xlsx, Action plan!B1: the column “{heading}” of the action plan is missing")
    assert (own_demo / "journal.jsonl").read_bytes() == before


def test_a_typed_due_date_is_there_when_the_report_is_written_again(
    run: Run, own_demo: Path, book: Path
) -> None:
    """What was typed over Due stays, is told where its step is gone, and what nobody typed follows the gate."""
    planned = steps(run)
    typed = date(2026, 12, 31)
    back = returned(book, "back.xlsx", {"SUB-02.1": {"Due": typed}, "ACC-02.1": {"Due": typed}})
    book.write_bytes(back.read_bytes())
    answer = "ACC-02: {value: 12, by: Tanya Reyes, assurance: tested}\n"
    (own_demo.parent / "a.yaml").write_text(answer, encoding="utf-8")
    newer = ("--on-conflict", "newer", "--plain")
    assert run("assess", "d", "--answers", "a.yaml", *newer, stdin="q\n", **A_WEEK_LATER).code == 3
    for _ in range(2):
        made = load_workbook(_written(run, own_demo, **A_WEEK_LATER))
        heads = {cell.value: cell.column - 1 for cell in made[PLAN][1]}
        rows = {row[heads["Step no."]]: row for row in made[PLAN].iter_rows(min_row=2, values_only=True)}
        assert rows["SUB-02.1"][heads["Due"]].date() == typed
        assert rows["SUB-02.1"][heads["Due by plan"]].date().isoformat() == planned["SUB-02.1"]["due"]
        assert rows["SUB-02.2"][heads["Due"]].date().isoformat() == planned["SUB-02.2"]["due"]
        assert "ACC-02.1" not in rows
        gone = list(made["No longer listed"].iter_rows(min_row=2, values_only=True))
        assert [(row[1], row[3]) for row in gone] == [("ACC-02.1", "Due: December 31, 2026")]
    shown = ok(run("track", "d", "--take", "d/out/workbook.xlsx", "--dry-run", **A_WEEK_LATER)).out
    assert "new SUB-02.1 due: December 31, 2026" in shown
    assert "SUB-02.2" not in shown


def test_the_plan_sheet_fits_and_folds_its_helper_columns(book: Path) -> None:
    """Folded columns are there for `report` and `track --take`; step and control stay in sight; one page across."""
    page = load_workbook(book)[PLAN]
    heads = [cell.value for cell in page[1]]
    hidden = {
        heads[at - 1]
        for one in page.column_dimensions.values()
        if one.hidden
        for at in range(one.min, one.max + 1)
    }
    assert hidden == {"Id", "In the plan since", "Due by plan"}
    assert page.freeze_panes == "F2"
    assert heads[:5] == ["Rank", "Step no.", "News", "Id", "Control"]
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
