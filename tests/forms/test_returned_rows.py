"""The register goes out as CSV, people fill in what only they know, and it comes back."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from bpo_controls.cli.sheet_files import read_sheet
from bpo_controls.diagnostics import UserError
from bpo_controls.forms.filled_form import FilledForm
from bpo_controls.forms.known import Known
from bpo_controls.papers.asked import Asked
from bpo_controls.reporting.deliver.forms import document_of, make_form
from bpo_controls.reporting.deliver.render import render_document
from bpo_controls.reporting.deliver.write_deliverables import context_of
from bpo_controls.workspace.assessed import AssessedEngagement

REGISTER = "subcontractor-register"


def out(known: Known, assessed: AssessedEngagement) -> list[list[str]]:
    body = render_document(document_of(context_of(assessed), make_form(known, REGISTER)), "csv", templates=())
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def back(known: Known, tmp_path: Path, rows: list[list[str]]) -> FilledForm:
    file = tmp_path / "register.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as target:
        csv.writer(target).writerows(rows)
    return make_form(replace(known, asked=Asked({}, {"companies": read_sheet(file)})), REGISTER)


def test_what_only_people_know_comes_back_with_its_trace(
    known: Known, assessed: AssessedEngagement, tmp_path: Path
) -> None:
    head, first, second = out(known, assessed)
    first[head.index("Service")], first[head.index("Next review")] = "Hosting", "2027-01-31"
    first[head.index("Sees patient data")] = "No"  # an answer decides this, not the sheet
    filled = back(known, tmp_path, [head, second, first])
    cells = {one.id: one.value for copy in filled.copies for one in copy.fields()}
    [service] = [value for key, value in cells.items() if key.endswith(".service") and value.text]
    assert (service.text, service.traces[0].kind) == ("Hosting", "sheet")
    [review] = [value for key, value in cells.items() if key.endswith(".next") and value.text]
    assert (review.text, review.raw) == ("January 31, 2027", "2027-01-31")
    assert {value.text for key, value in cells.items() if key.endswith(".phi")} == {"Yes"}


def test_what_was_given_back_goes_out_again_and_comes_back_the_same(
    known: Known, assessed: AssessedEngagement, tmp_path: Path
) -> None:
    head, *rows = out(known, assessed)
    for row in rows:
        row[head.index("Country")], row[head.index("Date of the BAA")] = "Canada", "2025-03-01"
    filled = back(known, tmp_path, [head, *rows])
    again = render_document(document_of(context_of(assessed), filled), "csv", templates=())
    assert list(csv.reader(io.StringIO(again.decode("utf-8-sig"), newline=""))) == [head, *rows]


def test_every_row_that_does_not_fit_is_told_at_once(
    known: Known, assessed: AssessedEngagement, tmp_path: Path
) -> None:
    head, first, second = out(known, assessed)
    second[head.index("Next review")] = "soon"
    with pytest.raises(UserError) as refused:
        back(known, tmp_path, [head, ["Exampel Cloud Hosting", *first[1:]], first, first, second])
    told = [one.message for one in refused.value.diagnostics]
    assert [text.partition(": ")[2].partition(":")[0] for text in told] == ["row 2", "row 4", "row 5"]
    assert refused.value.diagnostics[0].hint == 'did you mean "Example Cloud Hosting"?'


def test_a_form_without_such_a_table_takes_no_sheet(known: Known) -> None:
    with pytest.raises(UserError):
        make_form(replace(known, asked=Asked({}, {"companies": ()})), "baa-checklist")
