"""The full screen in a real terminal: when it is used, and what `kill -9` leaves behind.

BPO_CONTROLS_SCREEN_KILLS sets how many moments; the suite takes three.
"""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pexpect
import pytest

from bpo_controls.workspace.journal import read_journal

from .conftest import AS_OF, TOOL, Run

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("BPO_CONTROLS_SCREEN_KILLS", "3"))
ENTERS_FULL_SCREEN = "\x1b[?1049h"


def spawn(engagement: Path, *options: str, **env: str) -> pexpect.spawn:
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "BPO_PLAIN")}
    return pexpect.spawn(
        str(TOOL),
        ["assess", str(engagement), "--as-of", AS_OF, "--by", "Sam Sample", *options],
        timeout=30,
        encoding="utf-8",
        dimensions=(24, 80),
        env={**kept, "TERM": "xterm-256color", **env},
    )


def events(engagement: Path) -> int:
    return len(read_journal(engagement / "journal.jsonl").events)


def test_a_killed_screen_keeps_every_confirmed_answer(run: Run, engagement: Path) -> None:
    moments = random.Random(20261123)
    most = names = 0
    for _ in range(KILLS):
        before = events(engagement)
        child = spawn(engagement)
        child.expect_exact("ctrl+z")
        confirmed = 0
        for _ in range(moments.randrange(4)):
            child.send("\x1b")  # where words are wanted, letters are keys only after Escape
            time.sleep(0.4)
            child.send("d")
            child.expect_exact("Whom to ask")
            time.sleep(0.4)
            # A name of its own each time: the line before may be painted once more.
            child.send(f"P{names}\r")
            child.expect_exact(f"Recorded: Not known; ask P{names}")
            names += 1
            confirmed += 1
            time.sleep(0.1)
        child.send("d")
        time.sleep(moments.uniform(0, 0.2))
        child.send("\r")
        time.sleep(moments.uniform(0, 0.05))
        child.kill(signal.SIGKILL)
        child.wait()
        assert events(engagement) - before >= confirmed
        most = max(most, confirmed)
    assert run("status", str(engagement), "--as-of", AS_OF).code == 0
    assert most or KILLS < 3


def test_the_screen_is_left_as_it_was_and_the_summary_stays(engagement: Path) -> None:
    child = spawn(engagement)
    child.expect_exact(ENTERS_FULL_SCREEN)
    child.expect_exact("ctrl+z")
    time.sleep(0.3)
    child.send("q")
    child.expect_exact("\x1b[?1049l")
    child.expect("Stopped here. Everything recorded is saved.")
    child.expect("To go on: bpo-controls assess")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_ctrl_c_interrupts(engagement: Path) -> None:
    child = spawn(engagement)
    child.expect_exact("ctrl+z")
    child.send("\x03")
    child.expect("Interrupted.")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130


@pytest.mark.parametrize(
    ("options", "env"),
    [
        (("--plain",), {}),
        ((), {"TERM": "dumb"}),
        ((), {"BPO_PLAIN": "1"}),
        ((), {"ACCESSIBLE": "1"}),
    ],
)
def test_lines_where_they_are_asked_for(
    engagement: Path, options: tuple[str, ...], env: dict[str, str]
) -> None:
    child = spawn(engagement, *options, **env)
    child.expect("Answer: ")
    assert isinstance(child.before, str)
    assert ENTERS_FULL_SCREEN not in child.before
    child.sendline("q")
    child.expect(pexpect.EOF)
