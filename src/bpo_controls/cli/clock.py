"""The clock. Only the command line reads it; everything below is given the time."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from bpo_controls.diagnostics import user_error

FIXED = "SOURCE_DATE_EPOCH"
"""The usual variable for builds that must come out the same twice: seconds since 1970, taken as the time of now."""


def now() -> str:
    """This moment, ISO 8601 with offset, to the second. Raises UserError `date-expected` for an odd SOURCE_DATE_EPOCH."""
    return _moment().isoformat(timespec="seconds")


def today() -> str:
    """Today's ISO date where the user is."""
    return _moment().date().isoformat()


def _moment() -> datetime:
    fixed = os.environ.get(FIXED, "")
    if not fixed:
        return datetime.now().astimezone()
    try:
        return datetime.fromtimestamp(int(fixed), UTC)
    except (ValueError, OverflowError, OSError):
        raise user_error(
            "date-expected", f"{FIXED} is not a number of seconds", hint="unset it, or give a whole number"
        ) from None
