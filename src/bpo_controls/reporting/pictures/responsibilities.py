"""Who has to close what by which gate: a bar and a number for each party and gate."""

from __future__ import annotations

from bpo_controls.reporting.blocks.color import QUIET, RULE, TEXT
from bpo_controls.reporting.blocks.picture import Picture
from bpo_controls.reporting.pictures import row_labels
from bpo_controls.reporting.pictures.svg import BODY, SMALL, WIDTH, clean, drawn, line, lines, rect, text
from bpo_controls.reporting.pictures.tally import TallyGrid
from bpo_controls.reporting.pictures.widths import cut, width
from bpo_controls.words import picture_words as words
from bpo_controls.words.numbers import number

_ID = "responsibilities"
_HEAD, _ROW, _TALL, _BAR, _TOTAL, _BETWEEN = 28, 30, 38, 14, 56, 18


def responsibilities(grid: TallyGrid, ink: str) -> Picture:
    """Gaps and partly met controls by party and gate, all bars on one scale."""
    alt = words.owners_alt(grid.columns, tuple((row.label, row.counts) for row in grid.rows))
    if not grid.rows:
        return drawn(_ID, words.RESPONSIBILITIES, alt, 30, (text(0, 15, words.NO_PARTY, fill=QUIET),))
    left = row_labels.column((*(row.label for row in grid.rows), words.ALL_PARTIES))
    column = (WIDTH - left - _TOTAL) / len(grid.columns)
    most = max(max(row.counts) for row in grid.rows)
    longest = column - _BETWEEN - width(number(most), BODY) - 6
    parts = [
        text(left + column * place, _HEAD / 2, cut(clean(name), BODY, column - 6), fill=QUIET)
        for place, name in enumerate(grid.columns)
    ]
    parts.append(text(WIDTH, _HEAD / 2, words.ALL, fill=QUIET, anchor="end"))
    y = float(_HEAD)
    parts.append(line(0, y - 0.5, WIDTH, y - 0.5, RULE))
    for row in grid.rows:
        name = row_labels.rows(row.label, left)
        high = _ROW if len(name) == 1 else _TALL
        middle = y + high / 2
        parts.append(lines(0, middle, name))
        for place, count in enumerate(row.counts):
            x = left + column * place
            long = longest * count / most if most else 0
            if count:
                parts.append(rect(x, middle - _BAR / 2, max(long, 1), _BAR, ink))
            color = TEXT if count else QUIET
            parts.append(text(x + long + 6, middle, number(count), BODY, color))
        parts.append(text(WIDTH, middle, number(sum(row.counts)), BODY, anchor="end", bold=True))
        y += high
    for place in range(len(grid.columns)):
        parts.append(line(left + column * place - 0.5, _HEAD + 4, left + column * place - 0.5, y, RULE))
    if len(grid.rows) > 1:
        parts.append(line(0, y + 3.5, WIDTH, y + 3.5, RULE))
        middle = y + 6 + _ROW / 2
        parts.append(text(0, middle, words.ALL_PARTIES, bold=True))
        sums = [sum(row.counts[place] for row in grid.rows) for place in range(len(grid.columns))]
        parts += [
            text(left + column * place, middle, number(count), bold=True) for place, count in enumerate(sums)
        ]
        parts.append(text(WIDTH, middle, number(sum(sums)), anchor="end", bold=True))
        y += 6 + _ROW
    parts.append(text(0, y + 14, words.OWNERS_KEY, SMALL, QUIET))
    return drawn(_ID, words.RESPONSIBILITIES, alt, y + 26, parts)
