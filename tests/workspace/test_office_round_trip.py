"""A questionnaire filled in and saved by LibreOffice comes back right, as workbook and as CSV."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from bpo_controls.diagnostics import Level
from bpo_controls.workspace.returned_answers import read_returned, read_sheet_file
from tests.workspace.questionnaires import AS_OF, Filler, begun, sent_workbook

CELLS: dict[tuple[str, str], object] = {
    ("minors", "answer"): "No",
    ("people_count", "answer"): 200_000,
    ("ESC-02", "answer"): "2 weeks",
    ("PRV-01", "answer"): "Done another way",
    ("PRV-01", "note"): "A letter of “assurance”; signed by both\nin May",
    ("data_types@coding", "answer"): "Charges, balances, claims and payment history; Payment card numbers",
    ("PRV-07", "no_answer"): "Don't know",
    ("PRV-07", "reason"): "José Example",
}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_saves_comes_back_right(tmp_path: Path) -> None:
    job = begun(tmp_path)
    filler = Filler(sent_workbook(job, tmp_path))
    for (key, column), value in CELLS.items():
        filler.put(key, column, value)
    cell = filler.cell("DOC-05", "answer")
    cell.value, cell.number_format = 0.905, "0.0%"
    path = filler.save(tmp_path / "filled.xlsx")

    def read(path: Path) -> dict[str, object]:
        returned = read_returned(
            read_sheet_file(path), job.library, job.engagement.events[0].digest, job.answers, today=AS_OF
        )
        assert not [str(one) for one in returned.problems if one.level is Level.ERROR]
        return {one.item: (one.value, one.non_answer, one.note) for one in returned.answers}

    before = read(path)
    assert before["DOC-05"] == (90.5, None, "")
    for kind in ("xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"):
        out = tmp_path / kind[:4].strip(":")
        subprocess.run(
            [
                "soffice",
                "--headless",
                f"-env:UserInstallation=file://{tmp_path}/profile",
                "--convert-to",
                kind,
                "--outdir",
                str(out),
                str(path),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        (saved,) = out.iterdir()
        assert read(saved) == before
