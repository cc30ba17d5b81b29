"""What people filled into an earlier workbook, as plain values. No file format is known here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

Value = str | float | date

Filled = Mapping[str, tuple[Mapping[str, Value], ...]]
"""Sheets by title, each with its rows; a row has its values by heading, what is empty left out."""
