"""`kill -9` at random moments of import, confirm, undo, sign, upgrade, redact and merge: the chain verifies, nothing is lost.

BPO_CONTROLS_KILLS sets how many moments; the suite takes a few, a longer run can be asked for.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bpo_controls.workspace.engagement import open_engagement
from bpo_controls.workspace.journal import read_journal
from tests.answers.small import small_library

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("BPO_CONTROLS_KILLS", "8"))
ROOT = Path(__file__).parents[2]


def test_a_killed_change_of_the_record_loses_nothing_confirmed(directory: Path) -> None:
    dice = random.Random(20261128)
    for seed in range(KILLS):
        before = len(read_journal(directory / "journal.jsonl").events)
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.workspace.record_runner", str(directory), str(seed)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        assert child.stdout is not None
        seen = b""
        for _ in range(dice.randrange(1, 12)):
            seen += child.stdout.readline()
        time.sleep(dice.uniform(0, 0.02))
        child.send_signal(signal.SIGKILL)
        seen += child.stdout.read()
        child.wait()
        child.stdout.close()
        assert child.returncode == -signal.SIGKILL, seen
        engagement = open_engagement(directory, small_library())  # verifies the chain, reads every event
        assert len(engagement.events) - before >= seen.count(b"event\n")
