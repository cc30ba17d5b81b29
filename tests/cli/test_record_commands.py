"""history, undo, proposals, check, review, sign, verify, rename, redact and upgrade, as they are typed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document as Docx
from docx.oxml.ns import qn

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


def test_a_workflow_goes_by_the_words_of_the_client_in_every_format(run: Run, own_demo: Path) -> None:
    named = run("rename", "coding", "Chart review", "d", "--by", "Sam Sample")
    told = "Every document now says Chart review for Coding.\n"
    assert (named.code, named.out) == (0, told)
    clash = run("rename", "Medical billing", "chart review", "d")
    assert clash.code == 2
    assert clash.err == '"chart review" names the workflow Chart review (choose another name) [names-alike]\n'
    assert "renamed Coding to Chart review by Sam Sample" in run("history", "d").out
    assert "Workflows: Chart review, " in run("status", "d").out
    out = own_demo / "out"
    which = (
        "--only",
        "applicability,gap-report-appendix,assessment",
        "--format",
        "md,html,docx,xlsx,csv,pdf,json",
    )
    made = run("report", "d", *which, "--as-of", "2026-11-28")
    assert made.code == 0, made
    explained = "What is called “Chart review” here is “Coding” in the library."
    for name in ("applicability", "gap-report-appendix"):
        for suffix in ("md", "html", "docx", "pdf"):
            text = " ".join(read_text(out / f"{name}.{suffix}").split())
            assert text.count(explained) == 1, (name, suffix)
            assert "Chart review" in text.replace(explained, "")
    members = json.loads((out / "assessment.json").read_text("utf-8"))["engagement"]["subjects"]["workflow"]
    assert members[0] == {"id": "coding", "name": "Chart review", "library_title": "Coding"}
    cut = run(
        "report", "d", "--only", "checklist", "--format", "md", "--workflow", "Chart review", "--out", "cut"
    )
    assert cut.code == 0, cut
    assert run("what-if", "d", "workflows-=chart review").code == 0
    assert run("undo", "d").code == 0
    assert "Workflows: Coding, " in run("status", "d").out


def test_an_own_control_is_listed_taken_back_and_restored(run: Run, job: Path) -> None:
    lib = ("--library", "controls")
    assert run("own", "job", *lib).out == "No control has been added beyond the library.\n"
    text = '- {id: CON-01, title: A bond covers the posters, statement: It does., source: "contract, 9.1"}\n'
    (job / "job" / "own-controls.yaml").write_text(text, encoding="utf-8")
    take_in(run, job, "CON-01: in-place\n")
    assert run("own", "job", *lib).out == "CON-01 A bond covers the posters\n"
    gone = run("own", "job", "--drop", "con-01", "--by", "Sam Sample", "--reason", "struck", *lib)
    told = (
        "CON-01 A bond covers the posters is taken back, with 1 answer. "
        "undo brings it back; own --restore CON-01 lets it be asked again.\n"
    )
    assert (gone.code, gone.out, gone.err) == (0, told, "")
    assert json.loads(run("own", "job", "--json", *lib).out) == [
        {"id": "CON-01", "title": "A bond covers the posters", "counts": False}
    ]
    assert "own controls CON-01 taken back without CON-01 by Sam Sample because struck" in " ".join(
        run("history", "job", *lib).out.split()
    )
    again = run("own", "job", "--drop", "CON-01", *lib)
    assert (again.code, again.err.count("\n")) == (2, 1)
    assert run("explain", "CON-01", "job", *lib).code == 2
    assert run("undo", "job", *lib).code == 0
    assert "Standing: met" in run("explain", "CON-01", "job", *lib).out.replace("Met", "met")
    assert run("own", "job", "--drop", "CON-01", *lib).code == 0
    back = run("own", "job", "--restore", "CON-01", *lib)
    assert back.out == "CON-01 A bond covers the posters counts again; assess asks it.\n"
    assert (
        run("own", "job", "--restore", "CON-01", *lib).out
        == "CON-01 A bond covers the posters counts already.\n"
    )
    assert run("own", "job", "--drop", "A", "--restore", "B", *lib).code == 2


def read_text(path: Path) -> str:
    if path.suffix == ".pdf":
        return subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()
    if path.suffix == ".docx":
        return "".join(one.text or "" for one in Docx(str(path)).element.body.iter(qn("w:t")))
    return path.read_text("utf-8")


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


def test_an_import_can_be_looked_at_before_anything_is_changed(run: Run, job: Path) -> None:
    take_in(run, job, "team_size: {value: 12, by: Ana Example}\nworkflows: coding\n")
    before = (job / "job/journal.jsonl").read_bytes()
    (job / "b.yaml").write_text(
        "team_size: {value: 40, by: Ben Example}\nworkflows: coding\nremarks: none yet\n", encoding="utf-8"
    )
    shown = run("assess", "job", "--answers", "b.yaml", "--dry-run", "--library", "controls")
    assert shown.code == 0, shown
    assert shown.out.splitlines() == [
        "3 answers: 1 new, 1 the same, 1 in conflict, 0 refused.",
        "conflict How many people do the work?: 40 people (on record by Ana Example: 12 people)",
        "new What else should we know?: none yet",
    ]
    assert (job / "job/journal.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    ("answers", "file", "change", "says"),
    [
        (
            "WRK-02: in-place\n",
            "workforce.yaml",
            ("id: WRK-02", "id: WRK-03"),
            "WRK-02 (not in this library)",
        ),
        (
            "WRK-02: in-place\n",
            "workforce.yaml",
            (
                "ask: {text: Is the list at each desk?, who: operations-lead}",
                "ask: {text: How many desks have no list?, who: operations-lead, kind: number, unit: desks, "
                "met: {at_most: 0}, limit_source: a test}",
            ),
            "WRK-02 (asked in another way now)",
        ),
        (
            "sites: Tampa\nsite_kind@tampa: office\n",
            "scoping.yaml",
            ("{id: office, label: Office}", "{id: us-office, label: Office}"),
            "site_kind (no longer a choice)",
        ),
        (
            "team_size: 12\n",
            "scoping.yaml",
            ("unit: people", "unit: hundreds"),
            "team_size (another unit now)",
        ),
    ],
)
def test_an_answer_is_never_misread_by_another_library(
    run: Run, job: Path, answers: str, file: str, change: tuple[str, str], says: str
) -> None:
    take_in(run, job, answers)
    path = job / "controls" / file
    text = path.read_text("utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change), encoding="utf-8")
    status = run("status", "job", "--library", "controls")
    assert status.code == 0, status
    assert says in status.err
    assert "ask" in status.err


def test_with_everything_proposed_every_verdict_is_that_of_an_empty_engagement(run: Run, job: Path) -> None:
    lib = ("--library", "controls")
    empty = json.loads(run("status", "job", "--json", *lib).out)
    program = (
        "from pathlib import Path\n"
        "from bpo_controls.answers.answer_file import read_answer_file\n"
        "from bpo_controls.library.load import load_library\n"
        "from bpo_controls.workspace.engagement import open_engagement\n"
        "from bpo_controls.workspace.writer import open_writer\n"
        "library = load_library([Path('controls')])\n"
        "answers, _ = read_answer_file('team_size: 12\\nworkflows: coding\\nWRK-02: in-place\\n', 'p', library)\n"
        "with open_writer(open_engagement(Path('job'), library), lambda: '2026-11-23T09:00:00+00:00') as writer:\n"
        "    writer.propose(answers, 'a program')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=job, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    proposed = json.loads(run("status", "job", "--json", *lib).out)
    assert proposed.pop("proposals") == 3
    empty.pop("proposals")
    assert proposed == empty
    listed = run("proposals", "job", *lib).out
    assert "WRK-02: In place (a program)" in listed
    assert run("proposals", "job", "--confirm", "all", "--by", "Ana Example", *lib).code == 0
    assert json.loads(run("status", "job", "--json", *lib).out)["progress"]["answered"] > 0


def test_a_signed_set_stays_whole_whatever_is_written_later(run: Run, job: Path) -> None:
    lib = ("--library", "controls")
    out = job / "job/out"

    def report(*more: str) -> str:
        done = run("report", "job", "--only", "checklist", "--format", *more, *lib)
        assert done.code == 0, done
        return done.err

    take_in(run, job, "team_size: {value: 12, by: Ana Example}\nworkflows: coding\n")
    assert run("sign", "job", "--by", "Robin Sample", "--assessor", "Sam Sample", *lib).code == 0
    report("md")
    report("html")  # the same signature: the seal takes it in
    report("md", "--gate", "pilot")
    assert run("verify", "job/out").out.startswith("3 of 3 files are as signed.")
    signed = (out / "checklist.md").read_bytes()

    take_in(run, job, "team_size: {value: 12, by: Ana Example, note: counted}\nsites: [Cebu]\n")
    assert "seal-set-aside" not in report(
        "md", "--gate", "go-live"
    )  # a new file beside the set breaks nothing
    assert run("verify", "job/out").code == 0
    told = report("md")
    kept = next(out.glob("sealed-*"))
    assert told.splitlines()[0] == (
        "warning: job/out: a signed set lay here, and this run replaces files of it "
        f"(the signed set is kept in {kept.name}) [seal-set-aside]"
    )
    assert "[seal-set-aside]" in told
    assert (kept / "checklist.md").read_bytes() == signed != (out / "checklist.md").read_bytes()
    assert not (out / "signature.json").exists()
    assert run("verify", f"job/out/{kept.name}").out.startswith("3 of 3 files are as signed.")
    assert run("verify", "job/out").code == 2

    assert run("sign", "job", "--by", "Robin Sample", "--assessor", "Sam Sample", *lib).code == 0
    report("md")
    take_in(run, job, "team_size: {value: 12, by: Ana Example, note: again}\n")
    (out / "checklist.md").write_text("mine", encoding="utf-8")
    told = report("md")
    assert "deliverable-edited" in told  # what people changed is no part of what was signed
    assert "mine" in {path.read_text("utf-8") for path in out.glob("checklist.edited-*.md")}
