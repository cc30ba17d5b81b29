"""`questionnaire export` and `import`, and `assess --answers` with tables, as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bpo_controls.words.questionnaire_words import COLUMN, QUESTIONS
from tests.cli.conftest import Run, tree


@pytest.fixture
def returned(own_demo: Path, run: Run) -> Path:
    """The privacy officer's workbook, with three answers in it."""
    done = run("questionnaire", "export", "d", "--role", "privacy-officer", "--all", "--out", "sent")
    assert done.code == 0, done.err
    path = own_demo.parent / "sent" / "questionnaire.privacy-officer.xlsx"
    return fill(path, own_demo.parent / "back.xlsx", {"minors": "No", "ESC-02": "2 weeks", "PRV-07": 4})


def fill(path: Path, to: Path, answers: dict[str, object]) -> Path:
    book = load_workbook(path)
    sheet = book[QUESTIONS]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        key = sheet.cell(row, heads[COLUMN["key"]]).value
        if key in answers:
            sheet.cell(row, heads[COLUMN["answer"]]).value = answers[key]
            sheet.cell(row, heads[COLUMN["answered_by"]]).value = "Tanya Reyes"
    book.save(to)
    return to


def test_answers_wait_as_proposals_until_somebody_confirms_them(returned: Path, run: Run) -> None:
    done = run("questionnaire", "import", "d", "back.xlsx")
    assert done.code == 0, done.err
    assert "back.xlsx: 3 answers: 0 new, 1 changed, 0 the same, 2 in conflict, 0 refused." in done.out
    assert "3 proposals kept." in done.out
    assert "taken as 336 hours" in done.err
    again = run("questionnaire", "import", "d", "back.xlsx")
    assert "3 proposed already" in again.out
    assert "kept" not in again.out
    confirmed = run("proposals", "d", "--confirm", "all", "--by", "Sam Sample")
    assert confirmed.out == "1 answer taken in, 2 in conflict with what stands.\n"


def test_a_named_person_confirms_at_once(returned: Path, run: Run) -> None:
    nobody = run("questionnaire", "import", "d", "back.xlsx", "--confirm")
    assert (nobody.code, "[signer-missing]" in nobody.err) == (2, True)
    done = run("questionnaire", "import", "d", "back.xlsx", "--confirm", "--by", "Sam Sample")
    assert done.out.endswith("1 answer taken in, 2 in conflict with what stands.\n")
    assert "No proposals wait." in run("proposals", "d").out


def test_one_bad_cell_refuses_the_whole_file(returned: Path, run: Run) -> None:
    fill(returned, returned, {"WRK-01": 0.9})
    before = tree(returned.parent / "d")
    done = run("questionnaire", "import", "d", "back.xlsx")
    assert done.code == 2
    assert "back.xlsx, Questions!E" in done.err
    assert "[number-unclear]" in done.err
    assert tree(returned.parent / "d") == before


def test_a_dry_run_changes_nothing(returned: Path, run: Run) -> None:
    before = tree(returned.parent / "d")
    done = run("questionnaire", "import", "d", "back.xlsx", "--dry-run", "--json")
    assert [row["relation"] for row in json.loads(done.out)[0]["answers"]] == [
        "conflict",
        "conflict",
        "changed",
    ]
    assert tree(returned.parent / "d") == before


def test_assess_takes_several_files_of_every_kind(returned: Path, run: Run) -> None:
    room = returned.parent
    (room / "a.yaml").write_text("RES-02: 3\n", encoding="utf-8")
    (room / "b.csv").write_text("Id,Answer,By\nRES-03,2,Kim Sample\n", encoding="utf-8")
    done = run("assess", "d", "--answers", "a.yaml,b.csv", "--answers", "back.xlsx", "--no-input")
    assert "3 answers taken in from a.yaml, b.csv, back.xlsx, 2 conflicts." in done.err
    (room / "b.csv").write_text("Id,Answer\nRES-03,many\nNO-99,1\n", encoding="utf-8")
    before = tree(room / "d")
    refused = run("assess", "d", "--answers", "a.yaml", "--answers", "b.csv", "--no-input")
    assert refused.code == 2
    assert "b.csv:2:2: RES-03:" in refused.err
    assert "b.csv:3:1: NO-99:" in refused.err or '"NO-99"' in refused.err
    assert tree(room / "d") == before


def test_our_own_workbook_and_follow_ups_are_recognized(own_demo: Path, run: Run) -> None:
    done = run(
        "report",
        "d",
        "--format",
        "xlsx,csv",
        "--only",
        "workbook,follow-ups",
        "--as-of",
        "2026-11-23",
        "--out",
        "o",
    )
    assert done.code == 0, done.err
    book = load_workbook(own_demo.parent / "o" / "workbook.xlsx")
    for name, written in (
        ("Follow-ups", {"Answer": 3}),
        ("Checklist", {"Result": "Passed", "Proof kept at": "Folder 3"}),
    ):
        sheet = book[name]
        heads = {cell.value: cell.column for cell in sheet[1]}
        row = next(row for row in range(2, 400) if sheet.cell(row, heads["Id"]).value in ("RES-02", "BIL-03"))
        for heading, value in written.items():
            sheet.cell(row, heads[heading]).value = value
    book.save(own_demo.parent / "workbook.xlsx")
    done = run("questionnaire", "import", "d", "workbook.xlsx")
    assert (
        "2 answers: 0 new, 1 with more to them, 1 changed, 0 the same, 0 in conflict, 0 refused." in done.out
    )
    text = (own_demo.parent / "o" / "follow-ups.csv").read_text(encoding="utf-8-sig").splitlines()
    rows = [f"{line}3" if ",RES-02," in line else line for line in text]
    (own_demo.parent / "back.csv").write_text("\n".join(rows), encoding="utf-8")
    done = run("questionnaire", "import", "d", "back.csv", "--dry-run")
    assert "1 answer: 0 new, 1 changed" in done.out, (done.out, done.err)
