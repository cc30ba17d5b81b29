"""Pages of the PDF deliverables, alone or side by side, drawn by Typst."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from bpo_controls.reporting.deliver.render import composed
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.formats.pdf import pages
from bpo_controls.reporting.formats.templates.environment import template_dirs
from docs.pictures.palette import small
from docs.pictures.picture import Picture
from docs.pictures.sample import lasting

PPI = 112
_FINER = 2
"""Pages are drawn finer and then reduced, which is kinder to small print."""
_MARGIN = 26
_SHEET, _FRAME = "#e6eaee", "#c5ced8"


@dataclass(frozen=True, slots=True)
class Spread:
    """Pages of a document, by number from 1."""

    name: str
    document: str
    pages: tuple[int, ...]


SPREADS = (
    Spread("report-answer.png", "gap-report", (1, 2)),
    Spread("report-pictures.png", "gap-report", (3, 4)),
    Spread("report-gap.png", "gap-report", (8, 9)),
    Spread("checklist.png", "checklist", (1, 3)),
    Spread("one-pager.png", "one-pager", (1,)),
    Spread("action-plan.png", "action-plan", (1,)),
)


def spreads(view: Context) -> Iterator[Picture]:
    """The pictures of pages."""
    look = f"{PPI} {_FINER} {_MARGIN} {_SHEET} {_FRAME}"

    @cache
    def outlines(document: str) -> tuple[bytes, ...]:
        return pages(lasting(composed(view, document)), template_dirs(()), "svg")

    @cache
    def drawn(document: str) -> tuple[bytes, ...]:
        return pages(composed(view, document), template_dirs(()), "png", ppi=PPI * _FINER)

    for spread in SPREADS:
        seen = (outlines(spread.document)[number - 1] for number in spread.pages)
        yield Picture(spread.name, b"\n".join((look.encode(), *seen)), partial(_draw, spread, drawn))


def _draw(spread: Spread, drawn: Callable[[str], Sequence[bytes]]) -> bytes:
    """The pages on a sheet of gray; `drawn` gives every page of a document as PNG."""
    from PIL import Image, ImageOps

    every = drawn(spread.document)
    shown = []
    for number in spread.pages:
        with Image.open(io.BytesIO(every[number - 1])) as opened:
            shown.append(ImageOps.expand(opened.convert("RGB").reduce(_FINER), 1, _FRAME))
    width = sum(one.width for one in shown) + _MARGIN * (len(shown) + 1)
    sheet = Image.new("RGB", (width, max(one.height for one in shown) + 2 * _MARGIN), _SHEET)
    left = _MARGIN
    for one in shown:
        sheet.paste(one, (left, _MARGIN))
        left += one.width + _MARGIN
    made = io.BytesIO()
    sheet.save(made, "PNG")
    return small(made.getvalue())
