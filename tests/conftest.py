"""Options of the whole test run."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# Commands that the tests run take this for now: 9:00 UTC on November 23, 2026, the day of the sample.
os.environ["SOURCE_DATE_EPOCH"] = "1795424400"
os.environ["TZ"] = "UTC"

# A deadline per example measures how busy the machine is, not whether the code is right.
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--rewrite-golden` writes the golden files anew; read the diff before you commit it."""
    parser.addoption("--rewrite-golden", action="store_true", help="write the golden files anew")
