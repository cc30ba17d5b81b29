"""Times whole processes and calls, as medians of several runs."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

RUNS = 7


def process(arguments: Sequence[str], *, runs: int = RUNS, cwd: Path | None = None) -> float:
    """Median seconds of a process that must succeed; one run first to warm the caches."""
    taken = []
    for index in range(runs + 1):
        start = time.perf_counter()
        done = subprocess.run(arguments, cwd=cwd, capture_output=True, check=False)
        taken.append(time.perf_counter() - start)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stderr.decode()}")
        if index == 0 and runs:
            taken.clear()
    return statistics.median(taken)


def call(work: Callable[[], object], *, runs: int = RUNS) -> float:
    """Median seconds of a call; one call first to warm up."""
    work()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def bare_interpreter() -> float:
    """Median seconds of `python -c pass`: the yardstick."""
    return process([sys.executable, "-c", "pass"], runs=15)


def peak_megabytes(arguments: Sequence[str]) -> float:
    """The largest resident size of a process that must succeed, in MB (POSIX only)."""
    pid = os.posix_spawn(
        arguments[0],
        list(arguments),
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (1, 2)],
    )
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(arguments)} failed")
    return usage.ru_maxrss / 1024
