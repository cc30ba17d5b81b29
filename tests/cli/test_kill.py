"""`kill -9` at random moments of an interview: what was confirmed is there, and the journal verifies.

BPO_CONTROLS_KILLS sets how many moments; the suite takes a few, a longer run can be asked for.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bpo_controls.library.load import load_library
from bpo_controls.workspace.engagement import open_engagement
from bpo_controls.workspace.journal import read_journal

from .conftest import AS_OF, TOOL, Run

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("BPO_CONTROLS_KILLS", "8"))
SCRIPT = "7 8 12\n1\n6\n4\n" + "1\n" * 400
CONFIRMED = "\nRecorded: "


def killed(engagement: Path, confirmed: int, after: float) -> tuple[str, bool]:
    """Runs a scripted interview and kills it some seconds after so many confirmations.

    Gives what it had shown, and whether it was still running when it was killed: its input ends with the script, so
    that an interview with nothing left to ask ends by itself and nobody waits for it.
    Counting confirmations, and not seconds from the start, reaches the same places on a slow machine.
    """
    child = subprocess.Popen(
        [str(TOOL), "assess", str(engagement), "--as-of", AS_OF],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(SCRIPT.encode())
    child.stdin.close()
    seen = b""
    while seen.count(CONFIRMED.encode()) < confirmed and (line := child.stdout.readline()):
        seen += line
    time.sleep(after)
    child.send_signal(signal.SIGKILL)
    shown = (seen + child.stdout.read()).decode(errors="replace")
    child.wait()
    child.stdout.close()
    return shown, child.returncode == -signal.SIGKILL


def test_a_killed_interview_keeps_every_confirmed_answer(run: Run, started: Path, tmp_path: Path) -> None:
    library = load_library()
    moments = random.Random(20261123)
    reached = kills = rooms = 0
    engagement = begun = started / "job"
    while kills < KILLS:
        if engagement == begun:  # also whenever the one before has nothing left to ask
            rooms += 1
            engagement = Path(shutil.copytree(begun, tmp_path / f"job-{rooms}"))
        before = len(read_journal(engagement / "journal.jsonl").events)
        shown, running = killed(engagement, moments.randrange(12), moments.uniform(0, 0.2))
        journal = read_journal(engagement / "journal.jsonl")
        # "Recorded" is shown once the answer is on disk; what was shown must therefore be there.
        assert len(journal.events) - before >= shown.count(CONFIRMED), shown[-2000:]
        engaged = open_engagement(engagement, library)
        reached = max(reached, len(engaged.answers))
        assert run("status", str(engagement), "--as-of", AS_OF).code == 0
        kills += running
        if not running:
            engagement = begun
        assert rooms <= 1 + kills, "an interview ended by itself before anybody killed it"
    sys.stderr.write(f"{kills} kills in {rooms} engagements, up to {reached} answers\n")
    assert reached > 5
