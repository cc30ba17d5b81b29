"""How each domain stands: a bar of a whole, cut into the standings by count."""

from __future__ import annotations

from bpo_controls.reporting.blocks.color import PALE, QUIET, RULE, TEXT
from bpo_controls.reporting.blocks.picture import Picture
from bpo_controls.reporting.pictures import patterns, row_labels
from bpo_controls.reporting.pictures.legend import Key, legend
from bpo_controls.reporting.pictures.svg import SMALL, WIDTH, drawn, line, lines, rect, text
from bpo_controls.reporting.pictures.tally import Tally, TallyGrid
from bpo_controls.reporting.pictures.widths import width, wrapped
from bpo_controls.words import picture_words as words
from bpo_controls.words.numbers import number

_ID = "bars"
_ROW, _TALL, _BAR, _NOTE, _END = 28, 38, 20, 16, 62
_BETWEEN = 1


def bars(grid: TallyGrid) -> Picture:
    """Findings of each domain by standing: met, claimed, partly met, gap, not known, done another way, accepted."""
    alt = words.bars_alt(grid.columns, tuple((row.label, row.counts) for row in grid.rows))
    if not grid.rows:
        return drawn(_ID, words.BARS, alt, 30, (text(0, 15, words.NO_DOMAIN, fill=QUIET),))
    sums = tuple(sum(row.counts[place] for row in grid.rows) for place in range(len(grid.columns)))
    left = row_labels.column((*(row.label for row in grid.rows), words.ALL_DOMAINS))
    keys, y = legend(
        [
            Key(name, 18, lambda x, y, at=place: patterns.box(_ID, at, x, y - 7, 18, 14))  # type: ignore[misc]
            for place, name in enumerate(grid.columns)
            if sums[place] or not any(sums)
        ],
        0,
    )
    parts = [patterns.definitions(_ID, len(grid.columns)), keys]
    y += 8
    for row in grid.rows:
        drawing, y = _row(row, grid.columns, left, y)
        parts.append(drawing)
    if len(grid.rows) > 1:
        parts.append(line(0, y + 3.5, WIDTH, y + 3.5, RULE))
        drawing, y = _row(Tally(words.ALL_DOMAINS, sums), grid.columns, left, y + 7, bold=True)
        parts.append(drawing)
    parts.append(text(0, y + 14, words.BARS_KEY, SMALL, QUIET))
    return drawn(_ID, words.BARS, alt, y + 26, parts)


def _row(
    row: Tally, columns: tuple[str, ...], left: float, y: float, *, bold: bool = False
) -> tuple[str, float]:
    name = row_labels.rows(row.label, left)
    high = _ROW if len(name) == 1 else _TALL
    middle, total, room = y + high / 2, sum(row.counts), WIDTH - left - _END
    parts = [
        lines(0, middle, name, bold=bold),
        text(WIDTH, middle, words.COUNTED.format(number(total)), SMALL, TEXT, "end", bold=bold),
    ]
    if not total:
        parts.append(rect(left, middle - _BAR / 2, room, _BAR, PALE))
        parts.append(text(left + 8, middle, words.NOT_COUNTED, SMALL, QUIET))
        return "".join(parts), y + high
    unlabeled = []
    before = 0
    for place, count in enumerate(row.counts):
        if not count:
            continue
        x = left + room * before / total
        before += count
        wide = room * count / total
        parts.append(_segment(place, x, middle, wide - (_BETWEEN if wide > 3 else 0), number(count)))
        if not _fits(number(count), wide - _BETWEEN):
            unlabeled.append(words.counted(count, columns[place]))
    if unlabeled:
        for note in wrapped(words.TOO_NARROW.format(", ".join(unlabeled)), SMALL, WIDTH - left, lines=3):
            parts.append(text(left, y + high + _NOTE / 2 - 3, note, SMALL, QUIET))
            high += _NOTE
    return "".join(parts), y + high


def _fits(label: str, wide: float) -> bool:
    return width(label, SMALL) + 7 <= wide


def _segment(place: int, x: float, middle: float, wide: float, label: str) -> str:
    drawing = patterns.box(_ID, place, x, middle - _BAR / 2, wide, _BAR)
    if not _fits(label, wide):
        return drawing
    center, room = x + wide / 2, width(label, SMALL) + 5
    if patterns.look(place).tile:  # a number on a pattern needs a calm ground
        drawing += rect(center - room / 2, middle - 7, room, 14, patterns.look(place).paper, round_=2)
    return drawing + text(center, middle, label, SMALL, patterns.label_color(place), "middle", bold=True)
