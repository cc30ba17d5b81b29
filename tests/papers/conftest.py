"""What tests of working papers share: the demo, made once, and a small library of the test's own."""

from __future__ import annotations

from tests.cli.conftest import demo
from tests.library.test_load import base

__all__ = ["base", "demo"]
