"""The demo: what a new user sees first."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from .conftest import AS_OF, Run, tree

pytestmark = pytest.mark.slow

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "assessment.json"
WAITING = {
    "patient_states", "ai_trains", "EXC-10", "QA-16", "PRV-07", "PRV-13", "GOV-180", "QA-185", "RES-02", "RES-03",
    "BIL-12", "BIL-20",
}  # fmt: skip
QUICK = ("--format", "json")
"""All that a test needs which does not look at deliverables."""


def test_two_runs_give_the_same_bytes(run: Run, tmp_path: Path) -> None:
    first, second = run("demo", "a", "--all", anew=True), run("demo", "b", "--all", anew=True)
    assert first.code == second.code == 0, first.err
    assert first.out.replace("a/", "b/") == second.out
    assert tree(tmp_path / "a") == tree(tmp_path / "b")
    assert set(tree(tmp_path / "a")) >= {
        "engagement.yaml",
        "journal.jsonl",
        "answers.yaml",
        "out/gap-report.md",
        "out/gap-report.pdf",
        "out/checklist.md",
        "out/checklist.pdf",
        "out/assessment.json",
        "out/one-pager.docx",
        "out/gap-report.html",
        "out/workbook.xlsx",
        "out/oscal/poam.json",
    }
    assert first.err.splitlines()[-1] == "Open this first: a/out/gap-report.pdf"


def test_a_client_gets_six_documents_as_pdf_word_and_excel(run: Run, tmp_path: Path) -> None:
    done = run("demo", "d")
    documents = ("gap-report", "gap-report-appendix", "one-pager", "checklist", "action-plan")
    wanted = {f"{document}.{fmt}" for document in documents for fmt in ("pdf", "docx")} | {"workbook.xlsx"}
    assert {path.name for path in (tmp_path / "d" / "out").glob("[!.]*")} == wanted, done.err


def test_only_what_is_asked_for_is_made(run: Run, tmp_path: Path) -> None:
    done = run("demo", "d", "--format", "md,csv", "--only", "checklist")
    assert done.code == 0
    assert sorted(path.name for path in (tmp_path / "d" / "out").iterdir()) == [
        ".delivered.json",
        "checklist.csv",
        "checklist.md",
    ]
    refused = run("demo", "e", "--format", "dpf")
    assert refused.code == 2
    assert '"pdf"' in refused.err
    assert not (tmp_path / "e").exists()


def test_the_demo_can_be_run_again_but_touches_no_other_engagement(
    run: Run, engagement: Path, tmp_path: Path
) -> None:
    before = tree(engagement)
    refused = run("demo", "job")
    assert refused.code == 2
    assert "holds an engagement already" in refused.err
    assert tree(engagement) == before
    assert run("demo", "d", *QUICK).code == 0
    assert run("demo", "d", *QUICK).code == 0


@pytest.mark.parametrize("work", ["answer", "mirror", "settings", "file", "report"])
def test_a_sample_somebody_worked_in_is_left_alone(run: Run, tmp_path: Path, work: str) -> None:
    assert run("demo", "d", *QUICK).code == 0
    if work == "answer":
        (tmp_path / "a.yaml").write_text("team_size: 7\n")
        assert run("assess", "d", "--answers", "a.yaml", "--no-input").code == 3
    elif work == "report":
        (tmp_path / "d" / "out" / "notes.txt").write_text("Mine.\n")
    elif work == "file":
        (tmp_path / "d" / "notes.txt").write_text("Mine.\n")
    else:
        name = "answers.yaml" if work == "mirror" else "engagement.yaml"
        with (tmp_path / "d" / name).open("a") as file:
            file.write("# Mine.\n")
    before = tree(tmp_path / "d")
    refused = run("demo", "d", *QUICK)
    assert refused.code == 2
    assert "worked on since" in refused.err
    assert tree(tmp_path / "d") == before


def test_the_sample_has_a_believable_mixture(run: Run, tmp_path: Path) -> None:
    run("demo", "d", *QUICK)
    found = json.loads((tmp_path / "d" / "out" / "assessment.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(found)
    standing = json.loads(run("status", "d", "--json", "--as-of", AS_OF).out)
    assert [g["verdict"] for g in standing["gates"]] == ["not-ready"] * 3
    counts = standing["counts"]
    undecided = [one for one in found["findings"] if one["applies"] == "undecided"]
    assert counts["undecided"] == len(undecided) == 4
    needs = {need for one in undecided for need in one["needs"]}
    assert all(
        "In which states do the patients" in need or "May a supplier of this AI" in need for need in needs
    )
    assert counts["met"] > counts["gap"] > counts["partly"] > counts["another_way"] > counts["accepted"] == 1
    assert {f["item"] for f in standing["follow_ups"]} == WAITING
    assert standing["dormant"] == []


def test_internal_notes_and_fees_reach_no_deliverable(run: Run, tmp_path: Path) -> None:
    run("demo", "d", "--format", "md,html,csv,json,oscal")
    from bpo_controls.workspace.engagement_file import read_engagement_file

    text = (tmp_path / "d" / "engagement.yaml").read_text(encoding="utf-8")
    file, _ = read_engagement_file(text, "engagement.yaml")
    assert file is not None
    secrets = [file.internal_notes, *file.commercial.values()]
    assert all(secrets)
    for name, body in tree(tmp_path / "d" / "out").items():
        # tests/reporting/test_editions.py opens the other formats.
        assert not [s for s in secrets if s in body.decode()], name
