"""history, undo, proposals, check, review, sign, verify, rename, redact and upgrade, as they are typed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.problems.case import LIBRARY, SETTINGS

pytestmark = pytest.mark.slow


@pytest.fixture
def job(run: Run, tmp_path: Path) -> Path:
    """An engagement begun with a copy of the small library."""
    shutil.copytree(LIBRARY, tmp_path / "controls")
    (tmp_path / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
    assert run("init", "job", "--from", "settings.yaml", "--library", "controls").code == 0
    return tmp_path


def take_in(run: Run, job: Path, text: str, *more: str) -> str:
    (job / "a.yaml").write_text(text, encoding="utf-8")
    done = run("assess", "job", "--answers", "a.yaml", "--no-input", "--library", "controls", *more)
    assert done.code in (0, 3), done
    return done.err


def test_a_year_of_a_record(run: Run, job: Path) -> None:
    lib = ("--library", "controls")
    take_in(run, job, "team_size: {value: 12, by: Ana Example}\nworkflows: coding\n")
    told = take_in(run, job, "team_size: {value: 40, by: Ben Example}\n")
    assert "1 conflict" in told
    assert "on record 12 people; here 40 people" in " ".join(told.split())
    listed = run("review", "job", *lib)
    assert "team_size" in listed.out
    assert "Differs: 40 people (Ben Example" in listed.out
    done = run(
        "review", "job", "team_size", "--override", "41", "--by", "Robin Sample", "--reason", "counted", *lib
    )
    assert done.code == 0, done
    history = run("history", "job", "team_size", *lib).out
    assert "settled team_size: 41 people by Robin Sample because counted" in " ".join(history.split())
    assert run("sign", "job", "--by", "Robin Sample", "--assessor", "Sam Sample", *lib).code == 0
    assert run("report", "job", "--format", "md", "--only", "checklist", *lib).code == 0
    assert "Reviewed by Robin Sample on November 23, 2026" in (job / "job/out/checklist.md").read_text(
        "utf-8"
    )
    assert run("verify", "job/out").code == 0
    text = (job / "job/out/checklist.md").read_text("utf-8")
    (job / "job/out/checklist.md").write_text(text.replace("a", "b", 1), encoding="utf-8")
    broken = run("verify", "job/out")
    assert (broken.code, broken.out.splitlines()[0]) == (1, "checklist.md: changed since it was signed")
    undone = run("undo", "job", *lib)
    assert "Undone:" in undone.out
    swept = json.loads(run("check", "job", "--json", *lib).out)
    assert "signature-lifted" in [one["kind"] for one in swept["engagement"]]
    assert run("redo", "job", *lib).out.startswith("Brought back:")
    redacted = run("redact", "Ben Example", "job", "--by", "Robin Sample", "--reason", "left", *lib)
    assert redacted.code == 0, redacted
    for path in (job / "job").rglob("*"):
        assert not path.is_file() or b"Ben Example" not in path.read_bytes(), path
    assert run("status", "job", *lib).code == 0


def test_another_library_shows_its_plan_first_and_carries_it_out(run: Run, job: Path) -> None:
    take_in(run, job, "team_size: {value: 12, by: Ana Example}\n")
    shutil.copytree(job / "controls", job / "newer")
    scoping = job / "newer" / "scoping.yaml"
    scoping.write_text(
        scoping.read_text("utf-8").replace("unit: people", "unit: full-time people"), encoding="utf-8"
    )
    differs = run("library", "diff", "controls", "newer").out
    assert differs.splitlines() == ["changed team_size: unit"]
    plan = run("upgrade", "job", "--to", "newer")
    assert "team_size (unit)" in plan.out
    assert "Nothing was changed" in plan.out
    before = (job / "job/journal.jsonl").read_bytes()
    assert run("upgrade", "job", "--to", "newer", "--yes", "--by", "Ana Example").code == 0
    assert (job / "job/journal.jsonl").read_bytes().startswith(before)
    again = run("assess", "job", "--answers", "a.yaml", "--no-input", "--library", "newer")
    assert "1 answer taken in" in again.err
    assert "12 " in run("history", "job", "team_size", "--library", "newer").out


def test_nothing_to_undo_and_nothing_proposed(run: Run, job: Path) -> None:
    lib = ("--library", "controls")
    assert run("undo", "job", *lib).out == "There is nothing to undo.\n"
    assert run("redo", "job", *lib).out == "There is nothing to redo.\n"
    assert run("proposals", "job", *lib).out == "No proposals wait.\n"
    refused = run("proposals", "job", "--confirm", "3.1", "--by", "Ana Example", *lib)
    assert (refused.code, "no proposal" in refused.err) == (2, True)
    assert run("check", "job", "--fail-on", "sever", *lib).code == 2


def test_status_and_report_say_what_waits(run: Run, job: Path) -> None:
    lib = ("--library", "controls")
    take_in(run, job, "team_size: {value: 12, by: Ana Example}\nworkflows: coding\n")
    take_in(run, job, "team_size: {value: 40, by: Ben Example}\n")
    assert "1 conflict to settle (team_size)" in run("status", "job", *lib).out
    assert json.loads(run("status", "job", "--json", *lib).out)["conflicts"] == ["team_size"]
    assert run("report", "job", "--format", "md", "--only", "gap-report", *lib).code == 0
    assert "1 conflict to settle (team\\_size)" in (job / "job/out/gap-report.md").read_text("utf-8")
    assert run("undo", "job", *lib).code == 0
    assert "to settle" not in run("status", "job", *lib).out


def test_everything_that_happens_to_a_record_in_its_life(run: Run, job: Path) -> None:
    """Report, sign, a disagreeing file, another library, an overlay, a rename, a redaction, sign again."""
    lib: tuple[str, ...] = ("--library", "controls")
    take_in(run, job, "team_size: {value: 12, by: Ana Example}\nworkflows: coding\n")
    assert run("sign", "job", "--by", "Robin Sample", "--assessor", "Sam Sample", *lib).code == 0
    packed = run(
        "report", "job", "--format", "md,json", "--only", "checklist,assessment", "--out", "pack-1", *lib
    )
    assert packed.code == 0, packed

    assert "1 conflict" in take_in(run, job, "team_size: {value: 40, by: Ben Example}\n")
    refused = run("sign", "job", "--by", "Robin Sample", "--assessor", "Sam Sample", *lib)
    assert (refused.code, "answers still differ: team_size" in refused.err) == (2, True)
    settled = run(
        "review", "job", "team_size", "--override", "12", "--by", "Robin Sample", "--reason", "payroll", *lib
    )
    assert settled.code == 0, settled

    shutil.copytree(job / "controls", job / "newer")
    scoping = job / "newer" / "scoping.yaml"
    scoping.write_text(
        scoping.read_text("utf-8").replace("unit: people", "unit: full-time people"), encoding="utf-8"
    )
    assert run("upgrade", "job", "--to", "newer", "--yes", "--by", "Sam Sample").code == 0
    lib = ("--library", "newer")
    (job / "b.yaml").write_text("team_size: {value: 13, by: Ana Example}\n", encoding="utf-8")
    again = run("assess", "job", "--answers", "b.yaml", "--no-input", *lib)
    assert "1 answer taken in" in again.err + again.out

    (job / "firm").mkdir()
    (job / "firm" / "library.yaml").write_text(
        "id: firm\ntitle: Controls of a firm\nversion: 1.0.0\nmaintained-by: The firm\n"
        'reviewed-on: "2026-11-01"\nreview-by: "2027-11-01"\n',
        encoding="utf-8",
    )
    overlaid = run("upgrade", "job", "--to", "newer", "--to", "firm", "--yes", "--by", "Sam Sample")
    assert overlaid.code == 0, overlaid
    lib = ("--library", "newer", "--library", "firm")
    assert run("status", "job", *lib).code == 0

    assert run("redact", "Ben Example", "job", "--by", "Robin Sample", "--reason", "left", *lib).code == 0
    assert run("sign", "job", "--by", "Robin Sample", "--assessor", "Sam Sample", *lib).code == 0
    assert run("report", "job", "--format", "md", "--only", "checklist", "--out", "pack-2", *lib).code == 0
    for pack in ("pack-1", "pack-2"):
        held = run("verify", pack)
        assert held.code == 0, held
    kinds = [one["kind"] for one in json.loads(run("history", "job", "--json", *lib).out)]
    assert [kind for kind in kinds if kind in ("signed", "upgraded", "redacted")] == [
        "signed", "upgraded", "upgraded", "redacted", "signed",
    ]  # fmt: skip
