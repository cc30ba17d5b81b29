"""The column of row labels on the left of a picture."""

from __future__ import annotations

from collections.abc import Iterable

from bpo_controls.reporting.pictures.svg import BODY, clean
from bpo_controls.reporting.pictures.widths import width, wrapped

NARROW, BROAD, GAP = 96, 200, 14


def column(labels: Iterable[str]) -> float:
    """How wide the column has to be, space to its right included."""
    widest = max((width(clean(label), BODY) for label in labels), default=0)
    return min(max(widest, NARROW), BROAD) + GAP


def rows(label: str, column_width: float) -> tuple[str, ...]:
    """The label on one line or two."""
    return wrapped(clean(label), BODY, column_width - GAP)
