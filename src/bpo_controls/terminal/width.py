"""How many columns a line may take."""

from __future__ import annotations

import os
from typing import TextIO

WITHOUT_TERMINAL = 80
"""Columns where there is no terminal to ask and COLUMNS does not say."""

NARROWEST = 24


def width_of(stream: TextIO, widest: int = 10_000) -> int:
    """Columns that a line on the stream may take, measured anew each time; the last column stays free."""
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError, AttributeError):
        given = os.environ.get("COLUMNS", "")
        columns = int(given) if given.isascii() and given.isdigit() and len(given) < 5 else 0
    return max(NARROWEST, min((columns or WITHOUT_TERMINAL) - 1, widest))
