"""The gates on a scale of months, with what has to be closed by each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bpo_controls.reporting.blocks.color import BAD, QUIET, RULE, TEXT, WHITE, mix
from bpo_controls.reporting.blocks.picture import Picture
from bpo_controls.reporting.pictures import marks, row_labels
from bpo_controls.reporting.pictures.calendar import Scale
from bpo_controls.reporting.pictures.svg import (
    BODY,
    SMALL,
    WIDTH,
    Anchor,
    clean,
    diamond,
    drawn,
    line,
    rect,
    text,
)
from bpo_controls.reporting.pictures.tally import Milestone
from bpo_controls.reporting.pictures.widths import cut, width
from bpo_controls.words import picture_words as words

_ID = "roadmap"
_TOP, _AXIS, _LANE, _NAME = 20, 24, 58, 176
_TICK = 56
_EDGE = 8
_POINT = 5.5


def roadmap(gates: Sequence[Milestone], as_of: str, ink: str, accent: str) -> Picture:
    """One lane a gate: name and verdict, the way from the as-of date to its date, and what is to close."""
    closes = [words.to_close(gate.open, gate.blocking) for gate in gates]
    alt = words.roadmap_alt(
        [(g.label, g.date, g.past, g.verdict, said) for g, said in zip(gates, closes, strict=True)]
    )
    if not gates:
        return drawn(_ID, words.ROADMAP, alt, 30, (text(0, 15, words.NO_GATE, fill=QUIET),))
    lanes = [(gate, said, _day(gate.iso)) for gate, said in zip(gates, closes, strict=True)]
    dated = [(gate, said, day) for gate, said, day in lanes if day]
    undated = [(gate, said) for gate, said, day in lanes if not day]
    today = date.fromisoformat(as_of[:10])
    parts: list[str] = []
    y = 0.0
    if dated:
        scale = Scale.around([today, *(day for _, _, day in dated)], _NAME, WIDTH - _EDGE)
        y = _TOP + _AXIS
        bottom = y + _LANE * len(dated)
        parts += _axis(scale, bottom)
        now = scale.at(today)
        parts += _today(as_of, accent, now, bottom)
        for gate, said, day in dated:
            parts.append(_lane(gate, said, y, ink, (now, scale.at(day))))
            y += _LANE
    for gate, said in undated:
        parts.append(line(0, y + 0.5, WIDTH, y + 0.5, RULE, dash="3 3" if dated else ""))
        parts.append(_lane(gate, said, y, ink, None))
        y += _LANE
    return drawn(_ID, words.ROADMAP, alt, y + 2, parts)


def _day(iso: str) -> date | None:
    """The day, or nothing where there is none that a calendar has."""
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None


def _axis(scale: Scale, bottom: float) -> list[str]:
    y = _TOP + _AXIS
    parts = [line(0, y - 0.5, WIDTH, y - 0.5, RULE)]
    for day, name in scale.ticks(_TICK):
        x = scale.at(day)
        parts.append(line(x, y - 5, x, bottom, "#e4e8ec"))
        if x + width(name, SMALL) <= WIDTH:
            parts.append(text(x, _TOP + _AXIS / 2 - 1, name, SMALL, QUIET))
    return parts


def _today(as_of: str, accent: str, x: float, bottom: float) -> list[str]:
    words_ = words.as_of(as_of)
    anchor, at = _beside(x, width(words_, SMALL), 0)
    return [
        line(x, _TOP - 4, x, bottom, accent, 1.4, "4 3"),
        text(at, _TOP / 2 - 2, words_, SMALL, accent, anchor, bold=True),
    ]


def _beside(x: float, wide: float, away: float) -> tuple[Anchor, float]:
    """To the right of x if there is room, else to its left."""
    return ("start", x + away) if x + away + wide <= WIDTH else ("end", x - away)


def _lane(gate: Milestone, close: str, y: float, ink: str, way: tuple[float, float] | None) -> str:
    """A gate and what is to close by it; `way` is where the as-of date and its own stand, or nothing without a date."""
    room = _NAME - row_labels.GAP
    upper, lower, middle = y + 18, y + 40, y + _LANE / 2
    parts = [
        text(0, upper, cut(clean(gate.label), BODY, room), BODY, TEXT, bold=True),
        marks.draw(gate.mark, 5.5, lower, 4.5),
        text(16, lower, cut(clean(gate.verdict), BODY, room - 16), BODY, marks.color(gate.mark)),
    ]
    when = f"{gate.date} ({words.PAST})" if gate.past else gate.date
    if way is None:
        return "".join((*parts, text(_NAME, upper, when, BODY, QUIET), text(_NAME, lower, close, BODY)))
    tone = BAD if gate.past else ink
    there = way[1]
    parts.append(rect(min(way), middle - 1.5, max(way) - min(way), 3, mix(WHITE, tone, 0.45)))
    anchor, x = _beside(there, max(width(when, BODY), width(close, BODY)), -_POINT)
    for at, row, bold in ((upper - 3, when, True), (lower + 3, close, False)):
        wide = width(row, BODY)
        parts.append(rect(x - 2 if anchor == "start" else x - wide - 2, at - 8, wide + 4, 15, WHITE))
        parts.append(text(x, at, row, BODY, tone if bold else TEXT, anchor, bold=bold))
    parts.append(diamond(there, middle, _POINT, tone, WHITE if gate.past else tone, 1.8))
    return "".join(parts)
