"""The workbook as a reader other than its writer opens it, and as LibreOffice works it out."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.workbook import workbook
from bpo_controls.reporting.formats.xlsx.xlsx_cells import MOST
from bpo_controls.reporting.formats.xlsx.xlsx_file import xlsx
from bpo_controls.words import workbook_words as words
from bpo_controls.workspace.engagement_file import Branding
from tests.reporting.fiction import AS_OF, LIBRARY, META, answers, crowded, rich, sample
from tests.reporting.hostile import ESCAPES, HOSTILE, LONG, SCRIPTS

SHEETS = [words.SUMMARY, words.GAPS, words.PLAN, words.CHECKLIST, words.DECISIONS, words.REQUESTS, words.EXCEPTIONS,
          words.FOLLOW_UPS, words.FACTS, words.SOURCES]  # fmt: skip
TYPED = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "http://auto.test/x", "007", "1e5", "TRUE",
         "internal:'Gaps'!A1", "{=1}", "_x0041_", "2026-01-01")  # fmt: skip


@cache
def _rich() -> bytes:
    return xlsx(workbook(context_for(*rich())))


def test_every_sheet_whose_rows_are_known_again_is_read_again() -> None:
    keyed = {sheet.title for sheet in workbook(context_for(*rich())).sheets if sheet.key}
    assert keyed | {words.GONE} == words.CARRIED


def _open(body: bytes, **how: bool) -> Any:
    return load_workbook(BytesIO(body), **how)


def _rows(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def _texts(book: Any) -> Iterator[str]:
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            yield from (cell for cell in row if isinstance(cell, str))


def test_the_sheets_and_what_they_are_for() -> None:
    book = _open(_rich())
    assert book.sheetnames == SHEETS
    assert book.properties.title == "Workbook: Coding and billing, sample year"
    assert book.properties.creator == "Sample Advisers"
    assert book.properties.created.isoformat() == "2026-11-23T00:00:00"
    assert "Draft, not yet reviewed" in book.properties.subject
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        assert table.autoFilter.ref == table.ref == sheet.dimensions
        assert sheet.freeze_panes.endswith("2")
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == 0
        assert "Draft, not yet reviewed" in sheet.oddHeader.right.text
        assert all(cell.alignment.wrap_text for cell in sheet[1])


def test_every_gap_is_a_row_with_numbers_and_dates() -> None:
    view = context_for(*rich())
    rows = _rows(_open(_rich())[words.GAPS])
    assert [row["Id"] for row in rows] == [gap.control.id for gap in view.ranked]
    assert [row["Rank"] for row in rows] == [1, 2, 3]
    assert rows[0]["Due"].isoformat() == "2026-12-01T00:00:00"
    assert rows[0]["Hours"] == 7.5
    assert rows[0]["What is missing"].startswith("72 hours against at most 24 hours")
    assert rows[0]["Note"] == "Only on Fridays, by hand."
    assert "raised" in rows[0]["To know"].lower()


def test_a_step_is_a_line_with_a_status_to_choose() -> None:
    sheet = _open(_rich())[words.PLAN]
    rows = _rows(sheet)
    assert [(row["Rank"], row["Step"], row["Who"], row["Status"], row["Owner"]) for row in rows[:2]] == [
        (1, "Write the procedure and name its owner.", "Vendor", "Open", None),
        (1, "Check it once a month.", "Buyer", "Open", None),
    ]
    assert [row["About"] for row in rows if row["Id"] == "QA-01"] == ["Medical billing and Coding"] * 2
    lists = {
        str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"
    }
    assert lists == {"N2:N5": '"Open,In progress,Done,Accepted"'}
    rules = {
        str(area.sqref): [rule.formula[0] for rule in area.rules] for area in sheet.conditional_formatting
    }
    assert rules["O2:O5"] == ['"Overdue"']
    assert '"Critical"' in rules["G2:G5"]


def test_what_is_past_says_so() -> None:
    library, meta, sheet, assessment = rich()
    late = replace(meta, gate_dates={"pilot": "2026-11-22", "go-live": AS_OF, "scale": "whenever"})
    rows = _rows(
        _open(xlsx(workbook(context_for(library, late, sheet, assessment))), data_only=True)[words.PLAN]
    )
    assert {(row["Gate"], row["Overdue"] or "") for row in rows} == {("Pilot", "Overdue"), ("Go-live", "")}


def test_the_checklist_waits_for_a_result() -> None:
    sheet = _open(_rich())[words.CHECKLIST]
    rows = _rows(sheet)
    assert {row["Result"] for row in rows} == {"Not seen"}
    lists = [one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert lists == ['"Passed,Failed,Not seen"']
    assert "Try: Pick five items and follow them; passes: none is lost" in rows[0]["Checks, and what passes"]


def test_every_control_is_decided_with_its_reason() -> None:
    library, _, _, assessment = rich()
    rows = _rows(_open(_rich())[words.DECISIONS])
    assert len(rows) == len(assessment.findings)
    assert {row["Id"] for row in rows} == set(library.controls)
    assert {row["Applies"] for row in rows} == {"Applies", "Does not apply", "Cannot be decided yet"}
    assert all(row["Why"] for row in rows)
    by_id = {row["Id"]: row for row in rows}
    assert "The team moves to an office in December" in by_id["WRK-01"]["What was said"] or any(
        "The team moves to an office in December" in str(row["What was said"]) for row in rows
    )
    assert "A new system comes in spring" in by_id["DOC-01"]["Accepted by"]


def test_everything_that_was_said_is_there() -> None:
    """Every note, reason, piece of evidence and acceptance, of facts and of controls."""
    _, _, sheet, _ = rich()
    seen = "\n".join(_texts(_open(_rich())))
    wanted = [text for answer in sheet for text in _told(answer)]
    assert len(wanted) > 60
    assert [text for text in wanted if text not in seen] == []


def _told(answer: Answer) -> Iterator[str]:
    yield answer.note
    yield answer.by
    for one in answer.evidence:
        yield from (one.title, one.kept_at, one.period)
    if answer.non_answer is not None:
        yield answer.non_answer.text
    if answer.accepted is not None:
        yield from (answer.accepted.by, answer.accepted.reason)


def test_the_sums_of_the_summary_are_formulas_with_their_values() -> None:
    body = _rich()
    formulas, values = _open(body)[words.SUMMARY], _open(body, data_only=True)[words.SUMMARY]
    found = {
        cell.coordinate: (cell.value, values[cell.coordinate].value)
        for row in formulas.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert len(found) > 100
    assert all(value is not None for _, value in found.values())
    counted = [value for text, value in found.values() if text.startswith("=COUNTIFS(Decisions[Domain]")]
    assert sum(counted) == len(rich()[3].findings)
    shares = [value for text, value in found.values() if "0.99" in text]
    assert shares[-1] == 0.3  # 3 of 10


def _office() -> str:
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


@pytest.mark.slow
@pytest.mark.skipif(not _office(), reason="LibreOffice is not installed")
def test_libreoffice_works_out_the_same_numbers(tmp_path: Path) -> None:
    """The values are taken out first, so that none can come back without being worked out."""
    library, meta, sheet, assessment = rich()
    late = replace(meta, gate_dates={"pilot": "2026-01-01", "go-live": "2027-02-01"})
    whole = xlsx(workbook(context_for(library, late, sheet, assessment)))
    (tmp_path / "bare.xlsx").write_bytes(_without_values(whole))
    subprocess.run(
        [_office(), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "out"), str(tmp_path / "bare.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    again = _open((tmp_path / "out" / "bare.xlsx").read_bytes(), data_only=True)
    ours, formulas = _open(whole, data_only=True), _open(whole)
    compared = 0
    for page in formulas:
        for cell in (cell for row in page.iter_rows() for cell in row if cell.data_type == "f"):
            mine, theirs = (book[page.title][cell.coordinate].value or 0 for book in (ours, again))
            compared += 1
            where = f"{page.title} {cell.coordinate} {cell.value}"
            if isinstance(mine, str):
                assert theirs == mine, where
            else:
                assert theirs == pytest.approx(mine), where
    assert compared > 200
    assert words.OVERDUE in {row["Overdue"] for row in _rows(again[words.PLAN])}


def _without_values(body: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(body)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            part = given.read(name)
            if name.startswith("xl/worksheets/"):
                part, taken = re.subn(rb"</f><v>[^<]*</v>", b"</f>", part)
                assert taken or b"<f>" not in part
            made.writestr(name, part)
    return out.getvalue()


def _hostile() -> Context:
    everything = " ¶ ".join((*HOSTILE, ESCAPES, SCRIPTS, LONG))
    typed = [*TYPED, *HOSTILE, everything, "x" * 40_000, "😀" * 20_000]
    said = [
        replace(one, note=typed[n % len(typed)], by=typed[-n % len(typed)]) for n, one in enumerate(answers())
    ]
    said.append(Answer("sites", ENGAGEMENT, ("=SUM(A1:A9)", "Manila", LONG), by="=1+1", note="=HYPERLINK(1)"))
    meta = replace(
        META, buyer="=1+1", vendor=everything, title="", branding=Branding(firm="&L&Z =1"), owner="@x"
    )
    library = replace(
        LIBRARY,
        title="=1",
        sources={
            name: replace(one, url="javascript:alert(1)", says="=1+1", citation=f"=1+1 {name}")
            for name, one in LIBRARY.sources.items()
        },
        controls={
            name: replace(one, title=f"={one.title}", statement=everything, evidence=TYPED)
            for name, one in LIBRARY.controls.items()
        },
    )
    sheet = answers_of(said)
    return context_for(library, meta, sheet, evaluate(library, Record(sheet), AS_OF))


def test_what_was_typed_is_text() -> None:
    body = xlsx(workbook(_hostile()))
    book = _open(body)
    ours = re.compile(r"=(COUNTIFS|SUM|SUMIFS|IF)\(")
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f":
                assert ours.match(cell.value), cell.value
                assert not re.search("cmd|HYPERLINK|A1:A9", cell.value)
            if cell.hyperlink is not None:  # to another sheet, or to the page of a case
                assert cell.hyperlink.location or cell.hyperlink.target == "https://example.test/"
    seen = set(_texts(book))
    for one in (
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "007",
        "1e5",
        "TRUE",
        "http://auto.test/x",
        "{=1}",
        "_x0041_",
    ):
        assert one in seen, one
    assert max(len(text.encode("utf-16-le")) // 2 for text in seen) <= MOST
    assert any(text.endswith(words.CUT) for text in seen)
    raw = b"".join(
        zipfile.ZipFile(BytesIO(body)).read(name) for name in zipfile.ZipFile(BytesIO(body)).namelist()
    )
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|_x001B_", raw)
    assert "␛".encode() in raw


def test_only_web_addresses_of_sources_are_links() -> None:
    library, meta, sheet, assessment = rich()
    urls = ("https://example.test/a#b", "javascript:alert(1)", 'https://example.test/"><x')
    sources = {one.id: replace(one, url=url) for one, url in zip(library.sources.values(), urls, strict=True)}
    page = _open(xlsx(workbook(context_for(replace(library, sources=sources), meta, sheet, assessment))))[
        words.SOURCES
    ]
    cells = [cell for row in page.iter_rows(min_row=2) for cell in row if cell.hyperlink is not None]
    assert {cell.value for cell in cells} == {
        "https://example.test/a#b",
        "https://example.test/",
    }  # the second is of a case


def test_the_same_view_gives_the_same_bytes() -> None:
    assert xlsx(workbook(context_for(*rich()))) == _rich()
    with zipfile.ZipFile(BytesIO(_rich())) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = file.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2026-11-23T00:00:00Z"}


@pytest.mark.parametrize("many", [0, 1, 300])
def test_few_and_many_gaps(many: int) -> None:
    library, meta, sheet, assessment = crowded(many) if many > 1 else sample()
    if many < 2:
        kept = [one for one in sheet if one.item in library.questions or (many and one.item == "ACC-01")]
        sheet = answers_of(kept)
        assessment = evaluate(library, Record(sheet), AS_OF)
    view = context_for(library, meta, sheet, assessment)
    book = _open(xlsx(workbook(view)), data_only=True)
    rows = _rows(book[words.GAPS])
    if not view.ranked:
        assert words.EMPTY[words.GAPS] in rows[0].values()
        assert words.EMPTY[words.PLAN] in _rows(book[words.PLAN])[0].values()
    else:
        assert [row["Rank"] for row in rows] == list(range(1, len(view.ranked) + 1))
    assert len(view.ranked) >= many
    assert [row["Rows"] for row in _contents(book)][:1] == [len(view.ranked)]


def _contents(book: Any) -> list[dict[str, Any]]:
    rows = list(book[words.SUMMARY].iter_rows(values_only=True))
    at = next(place for place, row in enumerate(rows) if row[0] == words.SHEET)
    return [{"Answers": row[0], "Rows": row[1]} for row in rows[at + 1 : at + 10]]


def test_the_chart_has_a_text_alternative() -> None:
    with zipfile.ZipFile(BytesIO(_rich())) as file:
        drawing = file.read("xl/drawings/drawing1.xml").decode()
        chart = file.read("xl/charts/chart1.xml").decode()
        tables = [file.read(name).decode() for name in file.namelist() if name.startswith("xl/tables/")]
    assert "Stacked bars: for each domain, how many controls are met, claimed, partly met" in drawing
    assert chart.count("<a:pattFill") == 5
    assert len(tables) == len(SHEETS) - 1
    assert all("altTextSummary=" in table for table in tables)


def test_dates_that_are_none_stay_text() -> None:
    from bpo_controls.reporting.blocks.table import day

    assert [day(one) for one in ("", "2026-12-01", "2026-12-01T10:00:00Z", "2020-05", "soon", "0001-01-01")] == [
        None, date(2026, 12, 1), date(2026, 12, 1), "2020-05", "soon", "0001-01-01",
    ]  # fmt: skip


def test_a_logo_stands_on_the_summary() -> None:
    library, meta, sheet, assessment = rich()
    logo = b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"><rect width="80" height="20" fill="#123456"/></svg>'
    colored = replace(meta, branding=replace(meta.branding, color="#5a1a5f"))
    body = xlsx(workbook(context_for(library, colored, sheet, assessment, logo=logo)))
    with zipfile.ZipFile(BytesIO(body)) as file:
        assert file.read("xl/media/image1.png").startswith(b"\x89PNG")
        assert 'descr="Sample Advisers"' in file.read("xl/drawings/drawing1.xml").decode()
        assert "FF5A1A5F" in file.read("xl/styles.xml").decode()


@pytest.mark.parametrize("edition", ["", "buyer", "vendor", "internal"])
def test_only_the_internal_edition_has_notes_and_flags(edition: str) -> None:
    library, meta, sheet, _ = rich()
    flagged = answers_of(replace(one, flagged=one.item in ("ACC-01", "ACC-02")) for one in sheet)
    assessment = evaluate(library, Record(flagged), AS_OF)
    body = xlsx(workbook(context_for(library, meta, flagged, assessment, edition=edition)))
    raw = b"".join(
        zipfile.ZipFile(BytesIO(body)).read(name) for name in zipfile.ZipFile(BytesIO(body)).namelist()
    )
    assert (b"12 dollars" in raw) == (edition == "internal")
    assert (b"Flagged for the reviewer" in raw) == (edition == "internal")
    assert (b"Ana Fictional" in raw) == (edition in ("", "internal"))
    assert (words.INTERNAL in _open(body).sheetnames) == (edition == "internal")
