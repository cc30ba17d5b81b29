"""`report` and what people changed in out/: nothing edited is overwritten, all files of a run appear or none."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from datetime import datetime
from pathlib import Path

import pytest

from .conftest import AS_OF, TOOL, Run, tree

QUICK = ("--only", "checklist,action-plan", "--format", "md,csv", "--as-of", AS_OF)
DAY = 1_796_000_000
"""A moment in November 2026."""


def dated(moment: float) -> str:
    return datetime.fromtimestamp(moment).astimezone().date().isoformat()


def test_a_file_that_was_changed_is_kept_under_the_day_of_the_change(run: Run, engagement: Path) -> None:
    out = engagement / "out"
    first = run("report", "job", *QUICK)
    assert (first.code, "deliverable-edited" in first.err) == (0, False)
    fresh = tree(out)
    mine = fresh["checklist.md"] + b"\nSeen by Pat on the first floor.\n"
    (out / "checklist.md").write_bytes(mine)
    os.utime(out / "checklist.md", (DAY, DAY))
    done = run("report", "job", *QUICK)
    kept = f"checklist.edited-{dated(DAY)}.md"
    assert done.code == 0
    assert (
        "warning: job/out/checklist.md: was changed since it was written "
        f"(the changed file is kept as {kept}) [deliverable-edited]\n"
    ) in done.err
    assert tree(out) == {**fresh, kept: mine}


def test_changed_twice_on_a_day_both_are_kept(run: Run, engagement: Path) -> None:
    out = engagement / "out"
    run("report", "job", *QUICK)
    for text in (b"one", b"two"):
        (out / "checklist.csv").write_bytes(text)
        os.utime(out / "checklist.csv", (DAY, DAY))
        assert run("report", "job", *QUICK).code == 0
    day = dated(DAY)
    assert (out / f"checklist.edited-{day}.csv").read_bytes() == b"one"
    assert (out / f"checklist.edited-{day}-2.csv").read_bytes() == b"two"


def test_what_nobody_changed_is_replaced_without_a_word(run: Run, engagement: Path) -> None:
    run("report", "job", *QUICK)
    names = tree(engagement / "out").keys()
    done = run("report", "job", *QUICK[:-1], "2026-12-01")
    assert "deliverable-edited" not in done.err
    assert tree(engagement / "out").keys() == names
    assert b"December 1, 2026" in (engagement / "out" / "checklist.md").read_bytes()


def test_a_file_that_was_never_delivered_is_not_overwritten(run: Run, engagement: Path) -> None:
    (engagement / "out").mkdir()
    (engagement / "out" / "checklist.md").write_bytes(b"my own list")
    os.utime(engagement / "out" / "checklist.md", (DAY, DAY))
    done = run("report", "job", *QUICK, "--json")
    assert (engagement / "out" / f"checklist.edited-{dated(DAY)}.md").read_bytes() == b"my own list"
    assert "[deliverable-edited]" in json.loads(done.out)["kept"][0]


@pytest.mark.parametrize("damage", [b"", b"[1, 2]", b"{", b'{"checklist.md": 7}'])
def test_a_damaged_list_of_what_was_written_keeps_everything(
    run: Run, engagement: Path, damage: bytes
) -> None:
    run("report", "job", *QUICK)
    (engagement / "out" / ".delivered.json").write_bytes(damage)
    before = (engagement / "out" / "checklist.md").read_bytes()
    done = run("report", "job", *QUICK[:-1], "2026-12-01")
    assert done.code == 0
    kept = list((engagement / "out").glob("checklist.edited-*.md"))
    assert [path.read_bytes() for path in kept] == [before]


def test_the_demo_does_not_remove_a_deliverable_that_was_changed(run: Run, tmp_path: Path) -> None:
    made = run("demo", "d", "--only", "checklist", "--format", "md")
    assert made.code == 0, made.err
    with (tmp_path / "d" / "out" / "checklist.md").open("a") as opened:
        opened.write("mine")
    again = run("demo", "d", "--only", "checklist", "--format", "md")
    assert again.code == 2
    assert "out/checklist.md was changed" in again.err
    assert (tmp_path / "d" / "out" / "checklist.md").read_text().endswith("mine")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kills with a POSIX signal")
def test_a_killed_run_leaves_no_litter_for_the_next(run: Run, engagement: Path) -> None:
    """Killed at several moments; the run after has its files and nothing else, and nothing edited is lost."""
    out = engagement / "out"
    run("report", "job", *QUICK)
    names = tree(out).keys()
    for wait in (0.3, 0.6, 0.8, 1.0):
        process = subprocess.Popen(
            [TOOL, "report", "job", *QUICK[:-1], "2026-12-01"],
            cwd=engagement.parent,
            stdout=subprocess.DEVNULL,
        )
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
    (out / ".checklist.md.999999.new").write_bytes(
        b"half"
    )  # as a run leaves it that was killed while it wrote
    assert run("report", "job", *QUICK).code == 0
    assert tree(out).keys() == names
