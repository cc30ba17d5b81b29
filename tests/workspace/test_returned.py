"""Workbooks and CSV files that come back: what is taken in, and what is refused with which reason."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from bpo_controls.answers.answer_model import Answer
from bpo_controls.diagnostics import Level, UserError
from bpo_controls.reporting.deliver.write_questionnaires import shares_of, write_questionnaires
from bpo_controls.workspace.assessed import AssessedEngagement
from bpo_controls.workspace.returned_answers import Returned, read_returned, read_sheet_file
from tests.workspace.questionnaires import AS_OF, Filler, begun, sent_workbook

Change = Callable[[Filler], None]


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> AssessedEngagement:
    """The sample engagement; these tests only read it."""
    return begun(tmp_path_factory.mktemp("job"))


@pytest.fixture(scope="module")
def sent(job: AssessedEngagement, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the privacy officer with everything in it, answered or not."""
    return sent_workbook(job, tmp_path_factory.mktemp("sent"))


def back(
    job: AssessedEngagement,
    sent: Path,
    tmp_path: Path,
    cells: Mapping[str, Any],
    change: Change | None = None,
) -> Returned:
    """What comes of the workbook with these cells (`"minors/answer"`) filled in and a change made."""
    filler = Filler(sent)
    for place, value in cells.items():
        key, _, column = place.rpartition("/")
        filler.put(key, column, value)
    if change is not None:
        change(filler)
    return read(job, filler.save(tmp_path / "returned.xlsx"))


def read(job: AssessedEngagement, path: Path, *, stamped: bool = True) -> Returned:
    return read_returned(
        read_sheet_file(path),
        job.library,
        job.engagement.events[0].digest,
        job.answers,
        today=AS_OF,
        stamped=stamped,
    )


def only(returned: Returned) -> Answer:
    assert [str(one) for one in returned.problems if one.level is Level.ERROR] == []
    (answer,) = returned.answers
    return answer


@pytest.mark.parametrize(
    ("place", "value", "kept"),
    [
        ("minors/answer", "No", False),
        ("minors/answer", True, True),
        ("people_count/answer", 200_000, 200_000),
        ("people_count/answer", "45k", 45_000),
        ("ESC-02/answer", "2 weeks", 336),
        ("ESC-02/answer", 96.0, 96),
        ("ESC-02/answer", "Not in place", "not-in-place"),
        ("DOC-05/answer", "In place", "in-place"),
        ("DOC-05/answer", 90, 90),
        ("PRV-01/answer", "Partly in place", "partly"),
        ("data_types@coding/answer", "Charges, balances, claims and payment history", ("billing",)),
        (
            "data_types@coding/answer",
            "Payment card numbers; Charges, balances, claims and payment history",
            ("billing", "payment-card"),
        ),
    ],
)
def test_an_answer_is_read_as_what_it_says(
    job: AssessedEngagement, sent: Path, tmp_path: Path, place: str, value: Any, kept: Any
) -> None:
    answer = only(back(job, sent, tmp_path, {place: value}))
    assert (answer.value, type(answer.value)) == (kept, type(kept))


@pytest.mark.parametrize(
    ("number", "shown", "kept"),
    [
        (0.9, "0%", 90),
        (0.9, "0.00%", 90),
        (1, "0%", 100),
        (0.905, "0.0%", 90.5),
        (0.07, "0%", 7),
        (90, '0"%"', 90),
    ],
)
def test_a_cell_is_a_percentage_where_its_format_says_so(
    job: AssessedEngagement, sent: Path, tmp_path: Path, number: float, shown: str, kept: float
) -> None:
    def as_percent(filler: Filler) -> None:
        filler.cell("DOC-05", "answer").number_format = shown

    assert only(back(job, sent, tmp_path, {"DOC-05/answer": number}, as_percent)).value == kept


def test_the_rest_of_a_row_comes_along(job: AssessedEngagement, sent: Path, tmp_path: Path) -> None:
    cells = {
        "PRV-01/answer": "In place",
        "PRV-01/note": "Signed in May",
        "PRV-01/document": "BAA of May 2026",
        "PRV-01/kept_at": "Contract folder",
        "PRV-01/period": "2026",
        "PRV-01/answered_on": date(2026, 11, 20),
    }
    answer = only(back(job, sent, tmp_path, cells, lambda filler: filler.sign("Tanya Reyes", "QA lead")))
    assert (answer.note, answer.by, answer.role, answer.at) == (
        "Signed in May",
        "Tanya Reyes",
        "qa-lead",
        "2026-11-20",
    )
    assert [(one.title, one.kept_at, one.period) for one in answer.evidence] == [
        ("BAA of May 2026", "Contract folder", "2026")
    ]


@pytest.mark.parametrize(
    ("cells", "kind", "text"),
    [
        ({"minors/no_answer": "Don\u2019t know", "minors/reason": "Ana Example"}, "dont-know", "Ana Example"),
        ({"minors/answer": "don't know"}, "dont-know", ""),
        ({"minors/no_answer": "Later"}, "later", ""),
        ({"PRV-01/no_answer": "Not applicable", "PRV-01/reason": "No BAA is needed here"}, "not-applicable", "No BAA is needed here"),
        ({"PRV-01/no_answer": "Declined"}, "declined", ""),
    ],
)  # fmt: skip
def test_no_answer_is_said_in_words(
    job: AssessedEngagement, sent: Path, tmp_path: Path, cells: dict[str, str], kind: str, text: str
) -> None:
    found = only(back(job, sent, tmp_path, cells)).non_answer
    assert found is not None
    assert (found.kind, found.text) == (kind, text)


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "a share below one": ({"DOC-05/answer": 0.9}, "answer", "number-unclear"),
    "a word where a number is asked": ({"people_count/answer": "many"}, "answer", "number-expected"),
    "a number out of range": ({"DOC-05/answer": 130}, "answer", "number-out-of-range"),
    "another unit": ({"ESC-02/answer": "3 apples"}, "answer", "wrong-unit"),
    "a date made of 3/50": ({"DOC-05/answer": date(1950, 3, 1)}, "answer", "number-expected"),
    "an unknown choice": ({"data_types@coding/answer": "Everything"}, "answer", "unknown-option"),
    "an answer and none": ({"minors/answer": "Yes", "minors/no_answer": "Later"}, "no_answer", "one-answer"),
    "a reason alone": ({"minors/reason": "Ask Ana"}, "reason", "one-answer"),
    "a note alone": ({"minors/note": "See the manual"}, "answer", "one-answer"),
    "not applicable without why": ({"PRV-01/no_answer": "Not applicable"}, "reason", "reason-needed"),
    "another way without a note": ({"PRV-01/answer": "Done another way"}, "answer", "note-needed"),
    "a patient in the answer": ({"minors/answer": "SSN 219-09-9999"}, "answer", "looks-like-identifier"),
    "a patient in the note": (
        {"minors/answer": "Yes", "minors/note": "member ID W123456789 called"},
        "note",
        "looks-like-identifier",
    ),
    "a day to come": (
        {"minors/answer": "Yes", "minors/answered_on": date(2027, 1, 2)},
        "answered_on",
        "date-to-come",
    ),
    "an error of the sheet": ({"minors/answer": "#REF!"}, "answer", "cell-unusable"),
    "a formula never worked out": ({"people_count/answer": "=2*3"}, "answer", "cell-unusable"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_is_told_by_sheet_and_cell(
    job: AssessedEngagement, sent: Path, tmp_path: Path, case: str
) -> None:
    cells, column, code = REFUSED[case]
    returned = back(job, sent, tmp_path, cells)
    key = next(iter(cells)).rpartition("/")[0]
    place = Filler(sent).cell(key, column).coordinate
    errors = [one for one in returned.problems if one.level is Level.ERROR]
    assert [(one.code, str(one.where)) for one in errors] == [
        (code, f"{tmp_path}/returned.xlsx, Questions!{place}")
    ]
    assert returned.answers == ()
    assert not any("219-09" in str(one) or "W123456789" in str(one) for one in errors)


def test_every_problem_of_a_file_is_told_at_once(job: AssessedEngagement, sent: Path, tmp_path: Path) -> None:
    cells = {
        "minors/answer": "maybe",
        "DOC-05/answer": 0.9,
        "ESC-02/answer": 96,
        "PRV-01/answer": "who knows",
    }
    returned = back(job, sent, tmp_path, cells)
    assert [one.code for one in returned.problems] == [
        "yes-no-expected",
        "number-unclear",
        "practice-expected",
    ]
    assert [answer.item for answer in returned.answers] == ["ESC-02"]


def test_comments_are_pointed_out(job: AssessedEngagement, sent: Path, tmp_path: Path) -> None:
    def comment(filler: Filler) -> None:
        filler.cell("minors", "answer").comment = Comment("Only in pediatrics", "Ana")

    returned = back(job, sent, tmp_path, {"minors/answer": "Yes"}, comment)
    assert [one.code for one in returned.problems] == ["comments-unread"]
    assert len(returned.answers) == 1


def moved(filler: Filler) -> None:
    """The row of `minors` changes places with the last, as sorting does."""
    filler.swap_rows("minors", "WRK-01")


def hidden(filler: Filler) -> None:
    filler.sheet.row_dimensions[filler.row("minors")].hidden = True
    filler.sheet.sheet_state = "hidden"
    filler.book.active = 0


def columns_added(filler: Filler) -> None:
    filler.sheet.insert_cols(1, 2)
    filler.sheet.cell(1, 1).value = "Our remarks"


def lines_above(filler: Filler) -> None:
    filler.sheet.insert_rows(1, 3)
    filler.sheet.cell(1, 1).value = "Internal copy"


def renamed_sheet(filler: Filler) -> None:
    filler.sheet.title = "Questions - Table 1"


def copied_elsewhere(filler: Filler) -> None:
    """The rows in a sheet of another file, with nothing else of ours in it."""
    other = filler.book.create_sheet("Copy")
    for row in filler.sheet.iter_rows(values_only=True):
        other.append(row)
    for name in ("Start here", "Questions"):
        del filler.book[name]


def copied_twice(filler: Filler) -> None:
    """A second sheet with the same rows says the same twice."""
    filler.book.copy_worksheet(filler.sheet)


@pytest.mark.parametrize(
    "change", [moved, hidden, columns_added, lines_above, renamed_sheet, copied_elsewhere, copied_twice]
)
def test_a_sheet_that_was_worked_in_is_still_right(
    job: AssessedEngagement, sent: Path, tmp_path: Path, change: Change
) -> None:
    cells = {"minors/answer": "No", "ESC-02/answer": 96, "WRK-01/answer": 97}
    returned = back(job, sent, tmp_path, cells, change)
    assert {answer.item: answer.value for answer in returned.answers} == {
        "minors": False,
        "ESC-02": 96,
        "WRK-01": 97,
    }
    assert not [one for one in returned.problems if one.level is Level.ERROR]


def test_ids_that_were_changed_are_refused(job: AssessedEngagement, sent: Path, tmp_path: Path) -> None:
    def exchange(filler: Filler) -> None:
        filler.cell("minors", "key").value = "people_count"

    returned = back(job, sent, tmp_path, {"minors/answer": 12}, exchange)
    assert [one.code for one in returned.problems] == ["row-unknown"]
    assert returned.answers == ()


def test_merged_answers_are_refused(job: AssessedEngagement, sent: Path, tmp_path: Path) -> None:
    def merge(filler: Filler) -> None:
        cell = filler.cell("minors", "answer")
        filler.sheet.merge_cells(
            start_row=cell.row, end_row=cell.row + 1, start_column=cell.column, end_column=cell.column
        )

    returned = back(job, sent, tmp_path, {"minors/answer": "No"}, merge)
    assert [one.code for one in returned.problems] == ["cell-unusable"]


def test_another_engagement_is_one_clear_line(job: AssessedEngagement, sent: Path, tmp_path: Path) -> None:
    path = Filler(sent).put("minors", "answer", "No").put("ESC-02", "answer", 9).save(tmp_path / "r.xlsx")
    returned = read_returned(read_sheet_file(path), job.library, "0" * 64, job.answers)
    assert [(one.code, str(one.where)) for one in returned.problems] == [("other-engagement", str(path))]


def test_csv_says_the_same(job: AssessedEngagement, tmp_path: Path) -> None:
    shares = shares_of(job, roles=("privacy-officer",), answered=True)
    (path,) = write_questionnaires(job, shares, ("csv",), tmp_path)
    text = path.read_text(encoding="utf-8-sig")
    filled = text.replace(
        "under 18 among them?,The whole work,,,", "under 18 among them?,The whole work,,No,"
    )
    assert filled != text
    (tmp_path / "semicolons.csv").write_bytes(b"\xef\xbb\xbf" + _separated(filled, ";").encode())
    (tmp_path / "tabs.csv").write_bytes(_separated(filled, "\t").encode("utf-16"))
    (tmp_path / "commas.csv").write_text(filled, encoding="utf-8")
    for name in ("semicolons.csv", "tabs.csv", "commas.csv"):
        answer = only(read(job, tmp_path / name))
        assert (answer.item, answer.value) == ("minors", False)


def _separated(text: str, separator: str) -> str:
    import csv

    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(csv.reader(io.StringIO(text, newline="")))
    return out.getvalue()


def _repacked(sent: Path, to: Path, parts: Mapping[str, bytes | None]) -> Path:
    """The workbook with these parts put in or, for None, taken out."""
    with zipfile.ZipFile(sent) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, body in parts.items():
            if body is not None:
                new.writestr(name, body)
    return to


def _sheet(sent: Path) -> bytes:
    with zipfile.ZipFile(sent) as parts:
        return parts.read("xl/worksheets/sheet2.xml")


HOSTILE: dict[str, tuple[Callable[[Path, Path], Path], str]] = {
    "macros": (lambda sent, to: _repacked(sent, to, {"xl/vbaProject.bin": b"x"}), "carries macros"),
    "a zip bomb": (
        lambda sent, to: _repacked(sent, to, {"xl/worksheets/sheet2.xml": b" " * (60 << 20)}),
        "unpacks to more than 48 MB of cells",
    ),
    "an entity bomb": (
        lambda sent, to: _repacked(
            sent,
            to,
            {"xl/worksheets/sheet2.xml": b'<!DOCTYPE a [<!ENTITY b "bbbb">]>' + _sheet(sent)},
        ),
        "holds definitions that no workbook has",
    ),
    "a row far out": (
        lambda sent, to: _repacked(
            sent,
            to,
            {"xl/worksheets/sheet2.xml": _sheet(sent).replace(b'<row r="3"', b'<row r="999999999"')},
        ),
        "is damaged: rows are out of order",
    ),
    "no workbook part": (lambda sent, to: _repacked(sent, to, {"xl/workbook.xml": None}), "is not a workbook"),
    "no sheet part": (lambda sent, to: _repacked(sent, to, {"xl/worksheets/sheet2.xml": None}), "is damaged"),
    "half a sheet": (
        lambda sent, to: _repacked(sent, to, {"xl/worksheets/sheet2.xml": _sheet(sent)[:5000]}),
        "is damaged",
    ),
    "half a file": (lambda sent, to: _written(to, sent.read_bytes()[:9000]), "is damaged"),
    "nothing": (lambda _, to: _written(to, b""), "is empty"),
    "a password": (
        lambda _, to: _written(
            to, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
        ),
        "is protected with a password",
    ),
    "the old kind": (lambda _, to: _written(to, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "is a workbook of the old kind (.xls)"),
    "a Word file": (lambda _, to: _zip(to, "word/document.xml"), "is a Word file"),
    "OpenDocument": (lambda _, to: _zip(to, "mimetype", "content.xml"), "is an OpenDocument spreadsheet"),
    "Numbers": (lambda _, to: _zip(to, "Index/Document.iwa"), "is a Numbers file"),
    "binary": (lambda _, to: _zip(to, "xl/workbook.bin"), "is a binary workbook (.xlsb)"),
}  # fmt: skip


def _written(to: Path, body: bytes) -> Path:
    to.write_bytes(body)
    return to


def _zip(to: Path, *names: str) -> Path:
    with zipfile.ZipFile(to, "w") as made:
        for name in names:
            made.writestr(name, b"x")
    return to


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_that_cannot_be_read_is_one_clear_line(sent: Path, tmp_path: Path, case: str) -> None:
    make, message = HOSTILE[case]
    path = make(sent, tmp_path / "returned.xlsx")
    with pytest.raises(UserError) as raised:
        read_sheet_file(path)
    (problem,) = raised.value.diagnostics
    assert (problem.code, problem.message) == ("workbook-unusable", message)
    assert problem.hint


def test_the_workbook_opens_clean(sent: Path) -> None:
    """No macro, no formula, no link outside, nothing that a reader would warn of; ids locked, answers open."""
    with zipfile.ZipFile(sent) as parts:
        names = parts.namelist()
        sheet = parts.read("xl/worksheets/sheet2.xml")
    assert not [name for name in names if "vba" in name or "external" in name or "connections" in name]
    assert b"<f>" not in sheet
    assert b"<sheetProtection" in sheet
    book = load_workbook(sent)
    filler = Filler(sent)
    assert filler.cell("minors", "key").protection.locked
    assert filler.cell("minors", "stamp").protection.locked
    assert not filler.cell("minors", "answer").protection.locked
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"] == [
        "Start here",
        "Questions",
    ]


def test_closed_branches_stay_out_and_open_ones_say_only_if(job: AssessedEngagement, sent: Path) -> None:
    filler = Filler(sent)
    conditional = {key for key in filler.keys if filler.cell(key, "only_if").value}
    assert "PRV-16" in conditional
    assert "minors" not in conditional
    excluded = {
        finding.key.item for finding in job.assessment.findings if str(finding.applies) == "Truth.FALSE"
    }
    applying = {
        finding.key.item for finding in job.assessment.findings if str(finding.applies) != "Truth.FALSE"
    }
    assert not {key.partition("@")[0] for key in filler.keys} & (excluded - applying)
