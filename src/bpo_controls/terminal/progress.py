"""Shows how far a command is once it takes longer than a second."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import TextIO, TypeVar

One = TypeVar("One")
Made = TypeVar("Made")

PATIENCE = 1.0
"""Seconds in which nothing is said."""

EVERY = 2.0
"""Seconds between two lines where the last one cannot be written over."""


def all_made(
    work: Iterable[One],
    make: Callable[[One], Made],
    name: Callable[[One], str],
    *,
    at_once: int,
    quiet: bool = False,
) -> tuple[tuple[One, Made | Exception], ...]:
    """Each piece of work with what came of it, in the order given; `quiet` tells nothing meanwhile.

    A failure is a value here, so that every other piece is still made and all problems can be told at once.
    """
    todo = tuple(work)
    progress = Progress(len(todo), quiet=quiet)
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        futures: dict[Future[Made], One] = {pool.submit(make, item): item for item in todo}
        pending = set(futures)
        try:
            while pending:
                _, pending = wait(pending, timeout=progress.pause(), return_when=FIRST_COMPLETED)
                running = next((futures[future] for future in futures if future in pending), None)
                progress.tell(len(todo) - len(pending), name(running) if running is not None else "")
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        finally:
            progress.close()
    results: list[tuple[One, Made | Exception]] = []
    for future, one in futures.items():
        try:
            results.append((one, future.result()))
        except Exception as error:
            results.append((one, error))
    return tuple(results)


@dataclass(slots=True)
class Progress:
    """`12 of 34 made; now checklist.pdf` on stderr: one changing line on a terminal, else a new line every few seconds."""

    total: int
    quiet: bool = False
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic
    _began: float = 0.0
    _last: float = 0.0
    _shown: str = ""

    def __post_init__(self) -> None:
        self._began = self.clock()

    def pause(self) -> float:
        """How long to wait, in seconds, before there may be something new to tell."""
        return max(0.05, PATIENCE - (self.clock() - self._began)) if not self._last else 1.0

    def tell(self, made: int, coming: str) -> None:
        """Show how many are made and what is being made."""
        now = self.clock()
        if self.quiet or now - self._began < PATIENCE or made >= self.total:
            return
        text = f"{made} of {self.total} made" + (f"; now {coming}" if coming else "")
        if text == self._shown:
            return
        if self._overwrites():
            self.stream.write(f"\r{text}\x1b[K")
        elif self._last and now - self._last < EVERY:
            return
        else:
            self.stream.write(f"{text}\n")
        self.stream.flush()
        self._last, self._shown = now, text

    def close(self) -> None:
        """Take the line away again where it can be taken away."""
        if self._shown and self._overwrites():
            self.stream.write("\r\x1b[K")
            self.stream.flush()

    def _overwrites(self) -> bool:
        return self.stream.isatty() and os.environ.get("TERM", "") not in ("", "dumb")
