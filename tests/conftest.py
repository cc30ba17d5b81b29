"""Options of the whole test run."""

from __future__ import annotations

import pytest
from hypothesis import settings

# A deadline per example measures how busy the machine is, not whether the code is right.
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--rewrite-golden` writes the golden files anew; read the diff before you commit it."""
    parser.addoption("--rewrite-golden", action="store_true", help="write the golden files anew")
