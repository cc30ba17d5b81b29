"""Options of the whole test run."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import settings

# Commands that the tests run take this for now: 9:00 UTC on November 23, 2026, the day of the sample.
os.environ["SOURCE_DATE_EPOCH"] = "1795424400"
os.environ["TZ"] = "UTC"

# A run in the background of a shell ignores Ctrl-C, and so would every command it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A deadline per example measures how busy the machine is, not whether the code is right.
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--rewrite-golden` writes the golden files anew; read the diff before you commit it."""
    parser.addoption("--rewrite-golden", action="store_true", help="write the golden files anew")
