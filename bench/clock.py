"""Measures processes and calls in processor time, beside the time that passed; as medians of several runs.

Processor time holds on a machine that others use too; what passed does not. Each run of a process is set against the bare
interpreter just before and after it, since the clock of a processor goes up and down.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

RUNS = 7

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""As users have it: with compiled modules kept."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of processor time, all processes together, and seconds that passed."""

    cpu: float
    passed: float


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times the bare interpreter: in processor time and in time that passed; and the seconds of the former."""

    cpu: float
    passed: float
    seconds: float


def process(arguments: Sequence[str], *, cwd: Path | None = None) -> Taken:
    """What one process took that must succeed, with the processes it started."""
    start = time.perf_counter()
    with subprocess.Popen(
        arguments, cwd=cwd, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as running:
        assert running.stderr is not None
        said = running.stderr.read()
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    passed = time.perf_counter() - start
    if running.returncode != 0:
        raise SystemExit(f"{' '.join(arguments)} ended with {running.returncode}:\n{said.decode()}")
    return Taken(usage.ru_utime + usage.ru_stime, passed)


def ratio(arguments: Sequence[str], *, runs: int = RUNS) -> Ratio:
    """Median of several runs against the bare interpreter around each; one run first to warm the caches."""
    process(arguments)
    found = []
    for _ in range(runs):
        around = [bare() for _ in range(3)]
        taken = process(arguments)
        around += [bare() for _ in range(3)]
        found.append(against(around, taken))
    return Ratio(
        *(
            statistics.median(column)
            for column in zip(*((r.cpu, r.passed, r.seconds) for r in found), strict=True)
        )
    )


def against(around: Sequence[Taken], taken: Taken) -> Ratio:
    """One measurement as a ratio to runs of the bare interpreter."""
    cpu = statistics.mean(one.cpu for one in around)
    passed = statistics.mean(one.passed for one in around)
    return Ratio(taken.cpu / cpu, taken.passed / passed, taken.cpu)


def bare() -> Taken:
    """The yardstick, once: `python -c pass`."""
    return process([sys.executable, "-c", "pass"])


def bare_interpreter() -> float:
    """Median seconds of processor time of the yardstick."""
    return statistics.median(bare().cpu for _ in range(15))


def call(work: Callable[[], object], *, runs: int = RUNS) -> float:
    """Median seconds of processor time of a call; one call first to warm up."""
    work()
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def peak_megabytes(arguments: Sequence[str]) -> float:
    """The largest resident size of a process that must succeed, in MB (POSIX only)."""
    pid = os.posix_spawn(
        arguments[0],
        list(arguments),
        ENVIRONMENT,
        file_actions=[(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (1, 2)],
    )
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(arguments)} failed")
    return usage.ru_maxrss / 1024
