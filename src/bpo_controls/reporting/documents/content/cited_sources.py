"""The sources and cases that controls rest on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bpo_controls.engine.horizon import HorizonItem, horizon, standing
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import GATES, Gate, Precedent, Source
from bpo_controls.reporting.blocks.table import Cell, Listing, Table, day
from bpo_controls.reporting.documents.content.columns import field
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import labels
from bpo_controls.words import workbook_words as words
from bpo_controls.words.findings import citation_words, precedent_words, standing_words
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, date_words, listed, sentence


@dataclass(frozen=True, slots=True)
class Ground:
    """A source or a case, and the controls that rest on it."""

    of: Source | Precedent
    controls: tuple[str, ...]


def cited(ctx: Context, source_id: str) -> str:
    """A source as a gap names it: citation and standing."""
    source = ctx.library.sources[source_id]
    return f"{citation_words(source, standing(source, ctx.as_of))}{_ends(ctx, source)}"


def grounds(ctx: Context) -> Listing[Ground]:
    """Every source, then every case, behind a control that applies or may apply; sources by citation."""
    resting: dict[str, dict[str, None]] = {}
    cases: dict[str, dict[str, None]] = {}
    for finding in ctx.assessment.findings:
        if finding.applies is not Truth.FALSE:
            for source in finding.sources:
                resting.setdefault(source, {})[finding.control.id] = None
            for case in finding.control.precedents:
                cases.setdefault(case, {})[finding.control.id] = None
    found = sorted((ctx.library.sources[source] for source in resting), key=by_citation)
    items = [Ground(source, tuple(resting[source.id])) for source in found]
    items += [Ground(ctx.library.precedents[case], tuple(cases[case])) for case in sorted(cases)]
    return _listing(ctx).of(items)


def sources_of_gaps(ctx: Context) -> Table:
    """Every source that a gap or partly met control rests on, once, by citation."""
    ids = dict.fromkeys(source for gap in ctx.ranked for source in gap.sources)
    found = sorted((ctx.library.sources[source] for source in ids), key=by_citation)
    return _listing(ctx).of(Ground(source, ()) for source in found).table("citation", "says", "standing_read")


def _listing(ctx: Context) -> Listing[Ground]:
    def dated(ground: Ground, key: str) -> Cell:
        return day(getattr(ground.of, key)) if isinstance(ground.of, Source) else None

    def begins(ground: Ground) -> Cell:
        return day(ground.of.effective if isinstance(ground.of, Source) else ground.of.date)

    return Listing(
        (),
        (
            field("citation", lambda ground: ground.of.citation if isinstance(ground.of, Source) else ground.of.title,
                  share=1.9, width=26),
            field("title", lambda ground: ground.of.title if isinstance(ground.of, Source) else words.CASE, width=30),
            field("says", lambda ground: _says(ground.of), share=4.6, width=54),
            field("standing", lambda ground: _standing(ctx, ground.of), width=20),
            field("standing_read", lambda ground: _standing_read(ctx, ground.of), share=2.3),
            field("from", begins, kind="date", width=13),
            field("obeyed", lambda ground: dated(ground, "compliance"), kind="date", width=13),
            field("until", lambda ground: dated(ground, "until"), heading=words.COLUMN["until"], kind="date", width=13),
            field("read", lambda ground: (capital(ground.of.verified) or TEXT["not_verified"])
                  if isinstance(ground.of, Source) else "", width=26),
            field("link", lambda ground: ground.of.url, kind="link", width=34),
            field("controls", lambda ground: ", ".join(ground.controls), width=24),
        ),
    )  # fmt: skip


def _says(ground: Source | Precedent) -> str:
    if isinstance(ground, Source):
        return sentence(ground.says)
    return precedent_words(ground.title, ground.date, ground.what, ground.amount_usd)


def _standing(ctx: Context, ground: Source | Precedent) -> str:
    if isinstance(ground, Source):
        return capital(standing_words(ground, standing(ground, ctx.as_of)))
    return words.CASE_STANDING


def _standing_read(ctx: Context, ground: Source | Precedent) -> str:
    if isinstance(ground, Source):
        return f"{_standing(ctx, ground)}{_ends(ctx, ground)}. {_read(ground)}"
    return words.CASE_STANDING


def _ends(ctx: Context, source: Source) -> str:
    in_force = standing(source, ctx.as_of) == "in-force"
    return f" until {date_words(source.until)}" if in_force and source.until else ""


def _read(source: Source) -> str:
    """What the library's authors read and when: `Read: regulation text, November 23, 2026.`"""
    if not source.verified:
        return TEXT["not_verified"]
    how, _, on = source.verified.rpartition(", ")
    return sentence(f"{TEXT['verified_by_reading']} {how}, {date_words(on)}" if how else source.verified)


def by_citation(source: Source) -> tuple[tuple[tuple[int, str], ...], str]:
    """Sorts 164.308 before 164.1000: numbers by size, the rest by letters."""
    parts = re.split(r"([0-9]+)", source.citation)
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts if part), source.id


def horizon_table(ctx: Context) -> Table:
    """Rules that are not settled law, or end after the as-of date, and what they touch."""
    return Listing(
        tuple(horizon(ctx.library, ctx.assessment)),
        (
            field("rule", lambda item: f"{item.source.citation}: {item.source.title}", share=2.4),
            field("standing", lambda item: _pending(item.source, item.standing), share=1.2),
            field("date", lambda item: date_words(item.date) if item.date else TEXT["no_date"], share=1.2),
            field("at_gate", lambda item: _at_gate(ctx, item), share=1.4),
            field("change", lambda item: _change(item.changes), share=4.2),
        ),
    ).table()


def before_gate(ctx: Context, gate: Gate) -> tuple[HorizonItem, ...]:
    """Rules that take force after the as-of date, before this gate and not before an earlier one."""
    return tuple(
        item
        for item in horizon(ctx.library, ctx.assessment)
        if item.standing == "upcoming" and _gate_of(ctx, item) == gate
    )


def _gate_of(ctx: Context, item: HorizonItem) -> Gate | None:
    """The first gate that is later than the date of the item."""
    if not item.date or item.date <= ctx.as_of[:10]:
        return None
    return next((gate for gate in GATES if ctx.due(gate) and item.date <= ctx.due(gate)), None)


def _at_gate(ctx: Context, item: HorizonItem) -> str:
    """How the date lies to the gates: `Takes force before go-live`."""
    gate = _gate_of(ctx, item)
    if item.standing not in ("upcoming", "in-force") or not item.date or item.date <= ctx.as_of[:10]:
        return "–"
    verb = TEXT["ends"] if item.standing == "in-force" else TEXT["takes"]
    return f"{verb} {labels.gate_before(gate)}" if gate else TEXT["after_gates"]


def _pending(source: Source, stands: str) -> str:
    word = "ends" if stands == "in-force" else standing_words(source, stands)
    return capital(word) + ("" if source.verified else ", not verified by us")


def _change(touched: tuple[tuple[str, str], ...]) -> str:
    changes = [f"{control}: {change}" for control, change in touched if change]
    resting = [control for control, change in touched if not change]
    if resting:
        changes.append(f"rests on it: {listed(resting)}")
    return sentence(";\n".join(changes))
