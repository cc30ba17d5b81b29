"""What tests of working papers share: the demo, made once."""

from __future__ import annotations

from tests.cli.conftest import demo

__all__ = ["demo"]
