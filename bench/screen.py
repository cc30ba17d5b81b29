"""What the full screen takes: from the command to the first question drawn, and to find while somebody types."""

from __future__ import annotations

import os
import statistics
from collections.abc import Sequence

from bench.clock import ENVIRONMENT, Ratio, Taken, against, bare, call
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.finding import Assessment
from bpo_controls.interview.lookup import Lookup
from bpo_controls.library.model import Library

TYPED = ("p", "pa", "pas", "pass", "access", "access r", "access review", "denial letter", "mfa", "zzz")
"""What stands in the field after a key, from a first letter to words that nothing holds."""


def screen_start(arguments: Sequence[str], *, runs: int = 3) -> Ratio:
    """The processor time until the last line of the first question is drawn on a terminal of 24 by 80."""
    found = []
    for _ in range(runs + 1):
        around = [bare() for _ in range(3)]
        found.append(against(around, _drawn(arguments)))
    found = found[1:]
    return Ratio(
        *(
            statistics.median(column)
            for column in zip(*((r.cpu, r.passed, r.seconds) for r in found), strict=True)
        )
    )


def _drawn(arguments: Sequence[str]) -> Taken:
    import time

    import pexpect

    start = time.perf_counter()
    kept = {key: value for key, value in ENVIRONMENT.items() if key not in ("NO_COLOR", "BPO_PLAIN")}
    child = pexpect.spawn(
        arguments[0],
        list(arguments[1:]),
        timeout=60,
        encoding="utf-8",
        dimensions=(24, 80),
        env={**kept, "TERM": "xterm-256color"},
    )
    child.expect_exact("ctrl+z")
    passed = time.perf_counter() - start
    with open(f"/proc/{child.pid}/stat", encoding="ascii") as file:  # noqa: PTH123 (no file of a disk)
        fields = file.read().rpartition(")")[2].split()
    child.close(force=True)
    return Taken((int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), passed)


def milliseconds_per_find(library: Library, record: Record, assessment: Assessment) -> float:
    """Median milliseconds of a key typed into the field of find."""
    lookup = Lookup(library, lambda: (record, assessment))

    def every_key() -> None:
        for words in TYPED:
            lookup.find(words)

    return call(every_key) / len(TYPED) * 1000


def milliseconds_for_outline(library: Library, states: Sequence[tuple[Record, Assessment]]) -> float:
    """Median milliseconds until the rows of the outline stand after an answer; `states` are those after each."""
    now = list(states[:1])
    lookup = Lookup(library, lambda: now[0])

    def each_answer() -> None:
        for state in states:
            now[0] = state
            lookup.counts()

    return call(each_answer, runs=5) / len(states) * 1000
