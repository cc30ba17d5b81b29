"""What the terminal is like."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """What the terminal is like: light or dark, and whether it shows more than ASCII."""

    light: bool = False
    ascii: bool = False
