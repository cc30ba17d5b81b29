"""A new worksheet is data alone: no line under src/ changes for it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Subject, answers_of
from bpo_controls.diagnostics import UserError
from bpo_controls.library.load import load_library
from bpo_controls.library.paper_model import Worksheet, paper_data
from bpo_controls.papers.worksheet import worksheet_rows
from tests.cli.conftest import run_in

SHEET = """\
title: Calibration sheet
purpose: Three reviewers score the same five items and compare.
per: workflow
columns:
  - {key: item, heading: Item}
  - {key: score, heading: Score, fill: true, choices: [right, wrong]}
rows:
  - cells: {item: "One item of {subject}, chosen by {buyer}"}
  - {when: {data_types: clinical}, cells: {item: A clinical item}}
notes: [Differences are settled the same day.]
"""
OVERLAY = """\
id: firm
title: Firm
version: 1.0.0
maintained-by: Firm
reviewed-on: "2026-11-23"
review-by: "2027-11-23"
"""


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    folder = tmp_path / "firm"
    (folder / "working-papers").mkdir(parents=True)
    (folder / "library.yaml").write_text(OVERLAY)
    (folder / "working-papers" / "calibration.yaml").write_text(SHEET)
    return folder


def test_rows_stand_for_each_subject_and_say_what_is_undecided(base: Path, firm: Path) -> None:
    library = load_library([base, firm], cache=False)
    sheet = paper_data(library, "calibration", Worksheet)
    coding = Subject("workflow", "coding")
    none = worksheet_rows(library, answers_of([]), "B", "V", sheet)
    assert (none.subjects_known, none.rows) == (False, ())
    answers = answers_of([Answer("workflows", ENGAGEMENT, ("coding",))])
    rows = worksheet_rows(library, answers, "Buyer", "Vendor", sheet).rows
    assert [row.cells[0] for row in rows] == ["One item of Coding, chosen by Buyer", "A clinical item"]
    assert [row.undecided for row in rows] == [False, True]
    settled = answers.with_answer(Answer("data_types", coding, ("billing",)))
    assert len(worksheet_rows(library, settled, "Buyer", "Vendor", sheet).rows) == 1


def test_it_is_a_paper_in_every_format_without_code(demo: Path, tmp_path: Path) -> None:
    ours = tmp_path / "controls"
    shutil.copytree(Path(__file__).parents[2] / "controls", ours)
    (ours / "working-papers" / "calibration.yaml").write_text(SHEET)
    laid = ("--library", str(ours))
    listed = run_in(demo, "paper", "list", *laid)
    assert "calibration  Calibration sheet" in listed.out
    shown = run_in(demo, "paper", "calibration", "d", *laid)
    assert shown.code == 0, shown.err
    assert "| Coding | One item of Coding, chosen by Example Valley Health |  |" in shown.out
    data = json.loads(run_in(demo, "paper", "calibration", "d", "--json", *laid).out)
    subjects = {row["subject"]["id"] for row in data["work"]["rows"]}
    assert subjects == {"coding", "medical-billing", "denial-handling"}
    made = run_in(demo, "paper", "calibration", "d", "--format", "pdf,docx,xlsx", "--out", str(ours), *laid)
    assert made.code == 0, made.err
    names = [Path(line).name for line in made.out.splitlines()]
    assert names == ["paper-calibration.pdf", "paper-calibration.docx", "paper-calibration.xlsx"]


def test_a_slip_in_the_file_is_told_with_its_place(base: Path, firm: Path) -> None:
    path = firm / "working-papers" / "calibration.yaml"
    path.write_text(SHEET.replace("{item: A clinical item}", "{itm: A clinical item}"))
    with pytest.raises(UserError) as refused:
        load_library([base, firm], cache=False)
    (line,) = (str(one) for one in refused.value.diagnostics)
    assert "working-papers/calibration.yaml:9:" in line
    assert 'fills a column "itm"' in line


def test_a_later_library_replaces_it_only_with_a_reason(base: Path, firm: Path, tmp_path: Path) -> None:
    (base / "working-papers").mkdir()
    (base / "working-papers" / "calibration.yaml").write_text(SHEET)
    with pytest.raises(UserError, match="calibration is already in the library before"):
        load_library([base, firm], cache=False)
    path = firm / "working-papers" / "calibration.yaml"
    path.write_text(SHEET.replace("Calibration sheet", "Ours") + "overrides: we use another scale\n")
    library = load_library([base, firm], cache=False)
    assert paper_data(library, "calibration", Worksheet).title == "Ours"
    (base / "working-papers" / "calibration.yaml").unlink()
    with pytest.raises(UserError, match="overrides nothing"):
        load_library([base, firm], cache=False)


def test_the_digest_covers_the_papers(base: Path) -> None:
    before = load_library([base], cache=False).digest
    (base / "working-papers").mkdir()
    (base / "working-papers" / "calibration.yaml").write_text(SHEET)
    assert load_library([base], cache=False).digest != before


def test_it_comes_from_the_cache_as_it_was(
    base: Path, firm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    first = load_library([base, firm])
    assert list((tmp_path / "cache").rglob("*.library"))
    assert load_library([base, firm]).papers == first.papers
