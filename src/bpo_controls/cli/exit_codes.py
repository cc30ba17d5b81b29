"""What the exit code of a command means."""

from __future__ import annotations

DONE = 0
THRESHOLD_MISSED = 1
BAD_INPUT = 2
ANSWERS_MISSING = 3
OUR_DEFECT = 70
INTERRUPTED = 130
