"""The sources that the gaps cite: named at each gap, told once in a table of their own."""

from __future__ import annotations

import re
from functools import partial

from bpo_controls.engine.horizon import standing
from bpo_controls.library.model import Source
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.view import Table
from bpo_controls.words.findings import citation_words, standing_words
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, date_words, sentence


def cited(ctx: Context, source_id: str) -> str:
    """A source as a gap names it: citation and standing."""
    source = ctx.library.sources[source_id]
    return f"{citation_words(source, standing(source, ctx.assessment.as_of))}{_ends(ctx, source)}"


def table(ctx: Context) -> Table:
    """Every source that a gap or partly met control rests on, once, in the order of the citations."""
    now = partial(standing, as_of=ctx.assessment.as_of)
    ids = dict.fromkeys(one for finding in ctx.ranked for one in finding.sources)
    found = sorted((ctx.library.sources[one] for one in ids), key=lambda one: (natural(one.citation), one.id))
    rows = tuple(
        (
            source.citation,
            sentence(source.says),
            f"{capital(standing_words(source, now(source)))}{_ends(ctx, source)}. {_read(source)}",
        )
        for source in found
    )
    headers = tuple(TEXT[f"col_{one}"] for one in ("citation", "says", "standing_read"))
    return Table(headers, rows, "lll", (1.9, 4.6, 2.3))


def _ends(ctx: Context, source: Source) -> str:
    in_force = standing(source, ctx.assessment.as_of) == "in-force"
    return f" until {date_words(source.until)}" if in_force and source.until else ""


def _read(source: Source) -> str:
    """What the library's authors read and when: `Verified by regulation text, November 23, 2026.`"""
    if not source.verified:
        return TEXT["not_verified"]
    how, _, on = source.verified.rpartition(", ")
    return sentence(f"{TEXT['verified_by_reading']} {how}, {date_words(on)}" if how else source.verified)


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """Sorts 164.308 before 164.1000: numbers by size, the rest by letters."""
    return tuple(
        (int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"([0-9]+)", text) if part
    )
