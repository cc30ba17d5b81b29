"""The clock. Only the command line reads it; everything below is given the time."""

from __future__ import annotations

from datetime import datetime


def now() -> str:
    """This moment, ISO 8601 with offset, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def today() -> str:
    """Today's ISO date where the user is."""
    return datetime.now().astimezone().date().isoformat()
