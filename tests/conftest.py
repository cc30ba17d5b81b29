"""Options of the whole test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--rewrite-golden` writes the golden files anew; read the diff before you commit it."""
    parser.addoption("--rewrite-golden", action="store_true", help="write the golden files anew")
