"""About how long what is open will take, from what a question usually takes and how fast this session goes."""

from __future__ import annotations

from datetime import datetime
from statistics import median

ENOUGH = 8
"""Answers after which the pace of this session counts."""

LONGEST_PAUSE = 300
"""Seconds; a longer one was no talk about a question."""


class Pace:
    """Counts the time between answers."""

    __slots__ = ("_last", "_ratios")

    def __init__(self) -> None:
        self._last = ""
        self._ratios: list[float] = []

    def answered(self, at: str, usual: int) -> None:
        """An answer was recorded `at` a moment (ISO 8601) to a question that usually takes `usual` seconds."""
        if self._last:
            took = (datetime.fromisoformat(at) - datetime.fromisoformat(self._last)).total_seconds()
            if 0 <= took <= LONGEST_PAUSE:
                self._ratios.append(took / usual)
        self._last = at

    def minutes(self, seconds: int) -> int:
        """Minutes for questions that usually take so many seconds; at least one while there are any."""
        if not seconds:
            return 0
        ratio = 1.0
        if len(self._ratios) >= ENOUGH:
            ratio = min(max(median(self._ratios[-20:]), 1 / 3), 3.0)
        return max(1, round(seconds * ratio / 60))
