"""Where the gaps are: domain by severity, the count in each cell and a shade that follows it."""

from __future__ import annotations

from bpo_controls.reporting.blocks.color import PALE, QUIET, RULE, TEXT, WHITE, mix, on
from bpo_controls.reporting.blocks.picture import Picture
from bpo_controls.reporting.pictures import row_labels
from bpo_controls.reporting.pictures.legend import Key, legend
from bpo_controls.reporting.pictures.svg import SMALL, WIDTH, diamond, drawn, line, lines, rect, text
from bpo_controls.reporting.pictures.tally import TallyGrid
from bpo_controls.reporting.pictures.widths import width
from bpo_controls.words import picture_words as words
from bpo_controls.words.numbers import number

_HEAD, _ROW, _TALL, _BETWEEN, _TOTAL = 28, 30, 38, 2, 92
_SHADES = (0.13, 0.28, 0.44, 0.76, 1.0)
_FEW = {1: (0.44,), 2: (0.28, 0.76)}
_BOLD = 13.0


def heat_map(known: TallyGrid, open_: TallyGrid, ink: str) -> Picture:
    """Gaps and partly met controls by domain and severity; beside them what is not known or not decided."""
    alt = words.heat_alt(known.columns, _plain(known), _plain(open_))
    if not known.rows:
        return drawn("heat-map", words.HEAT, alt, 30, (text(0, 15, words.NO_DOMAIN, fill=QUIET),))
    left = row_labels.column((*(row.label for row in known.rows), words.ALL_DOMAINS))
    cell = (WIDTH - left - _TOTAL) / len(known.columns)
    steps = _steps(max(max(row.counts) for row in known.rows))
    any_open = any(any(row.counts) for row in open_.rows)
    parts = [
        text(left + cell * (place + 0.5), _HEAD / 2, name, fill=QUIET, anchor="middle")
        for place, name in enumerate(known.columns)
    ]
    end = left + cell * len(known.columns)
    parts.append(text(end + _TOTAL / 2, _HEAD / 2, words.ALL, fill=QUIET, anchor="middle"))
    y = float(_HEAD)
    for row, beside in zip(known.rows, open_.rows, strict=True):
        name = row_labels.rows(row.label, left)
        high = _ROW if len(name) == 1 else _TALL
        parts.append(lines(0, y + high / 2, name))
        for place, (count, other) in enumerate(zip(row.counts, beside.counts, strict=True)):
            fill = _shade(count, steps, ink)
            x = left + cell * place
            parts.append(rect(x, y, cell - _BETWEEN, high - _BETWEEN, fill))
            parts.append(_numbers(x, y + (high - _BETWEEN) / 2, cell, count, other, fill, any_open))
        parts.append(
            _numbers(end, y + high / 2 - 1, _TOTAL, sum(row.counts), sum(beside.counts), "", any_open)
        )
        y += high
    if len(known.rows) > 1:
        parts.append(line(0, y + 3.5, WIDTH, y + 3.5, RULE))
        middle = y + 6 + _ROW / 2
        parts.append(text(0, middle, words.ALL_DOMAINS, bold=True))
        sums = [(_sum(known, place), _sum(open_, place)) for place in range(len(known.columns))]
        for place, (count, other) in enumerate(sums):
            parts.append(_numbers(left + cell * place, middle, cell, count, other, "", any_open))
        every, rest = (sum(column) for column in zip(*sums, strict=True))
        parts.append(_numbers(end, middle, _TOTAL, every, rest, "", any_open))
        y += 6 + _ROW
    keys, bottom = legend(_keys(steps, ink, any_open), y + 8)
    return drawn("heat-map", words.HEAT, alt, bottom + 2, (*parts, keys))


def _plain(grid: TallyGrid) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return tuple((row.label, row.counts) for row in grid.rows)


def _sum(grid: TallyGrid, place: int) -> int:
    return sum(row.counts[place] for row in grid.rows)


def _steps(most: int) -> tuple[int, ...]:
    """The highest count of each shade: each count its own up to five, else five steps of one size."""
    if most <= len(_SHADES):
        return tuple(range(1, most + 1))
    size = -(-most // len(_SHADES))
    return tuple(min(size * place, most) for place in range(1, -(-most // size) + 1))


def _shade(count: int, steps: tuple[int, ...], ink: str) -> str:
    if not count:
        return PALE
    place = next(at for at, top in enumerate(steps) if count <= top)
    used = _FEW.get(len(steps)) or _SHADES[-len(steps) :]
    return mix(WHITE, ink, used[place])


def _numbers(x: float, y: float, cell: float, count: int, other: int, fill: str, any_open: bool) -> str:
    """The count, and beside it the mark and number of what is open; without a fill it is a sum on white."""
    quiet = QUIET if not count else TEXT
    color = on(fill) if fill and count else quiet
    at = x + cell * (0.42 if any_open else 0.5)
    half = width(number(count), _BOLD) / 2
    mark = max(x + cell * 0.62, at + half + 6)
    over = max(mark + 7 + width(number(other), SMALL) - (x + cell - 3), 0) if other else 0
    drawing = text(at - over, y, number(count), _BOLD, color, "middle", bold=bool(count))
    if not other:
        return drawing
    mark -= over
    return drawing + diamond(mark, y, 3.6, color) + text(mark + 7, y, number(other), SMALL, color)


def _none(x: float, y: float) -> str:
    return rect(x, y - 7, 16, 14, PALE) + text(x + 8, y, "0", SMALL, QUIET, "middle")


def _keys(steps: tuple[int, ...], ink: str, any_open: bool) -> list[Key]:
    keys = [Key(words.HEAT_KEY)]
    for low, top in zip((0, *steps), steps, strict=False):
        fill = _shade(top, steps, ink)
        span = number(top) if top == low + 1 else f"{number(low + 1)}–{number(top)}"
        keys.append(Key(span, 16, lambda x, y, fill=fill: rect(x, y - 7, 16, 14, fill)))  # type: ignore[misc]
    keys.append(Key(words.HEAT_NONE, 16, _none, start=True))
    if any_open:
        keys.append(Key(words.HEAT_OPEN, 9, lambda x, y: diamond(x + 4.5, y, 3.6, QUIET)))
    return keys
