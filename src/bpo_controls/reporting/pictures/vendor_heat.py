"""Domain by vendor: how many of the rows that all need are gaps or partly met."""

from __future__ import annotations

from bpo_controls.reporting.blocks.color import PALE, QUIET, WHITE, mix, on
from bpo_controls.reporting.blocks.picture import Picture
from bpo_controls.reporting.pictures import row_labels
from bpo_controls.reporting.pictures.legend import Key, legend
from bpo_controls.reporting.pictures.svg import SMALL, WIDTH, clean, drawn, lines, rect, text
from bpo_controls.reporting.pictures.tally import TallyGrid
from bpo_controls.reporting.pictures.widths import cut
from bpo_controls.words.compare_words import T
from bpo_controls.words.numbers import listed, number

_HEAD, _ROW, _TALL, _BETWEEN = 28, 30, 38, 2
_SHADES = (0.13, 0.28, 0.44, 0.76, 1.0)


def vendor_heat(gaps: TallyGrid, counted: TallyGrid, ink: str) -> Picture:
    """`gaps` and `counted` have the same rows and columns: gaps and partly met, and the denominators."""
    sums = [sum(row.counts[place] for row in gaps.rows) for place in range(len(gaps.columns))]
    alt = T["heat_alt"].format(
        listed([f"{clean(name)} {number(count)}" for name, count in zip(gaps.columns, sums, strict=True)])
    )
    left = row_labels.column([row.label for row in gaps.rows])
    cell = (WIDTH - left) / max(len(gaps.columns), 1)
    most = max((count for row in gaps.rows for count in row.counts), default=0)
    parts = [
        text(
            left + cell * (place + 0.5), _HEAD / 2, cut(clean(name), SMALL, cell - 8), SMALL, QUIET, "middle"
        )
        for place, name in enumerate(gaps.columns)
    ]
    y = float(_HEAD)
    for row, whole in zip(gaps.rows, counted.rows, strict=True):
        name = row_labels.rows(row.label, left)
        high = _ROW if len(name) == 1 else _TALL
        parts.append(lines(0, y + high / 2, name))
        for place, (count, of) in enumerate(zip(row.counts, whole.counts, strict=True)):
            x = left + cell * place
            fill = _shade(count, most, ink)
            color = on(fill) if count else QUIET
            parts.append(rect(x, y, cell - _BETWEEN, high - _BETWEEN, fill))
            parts.append(
                text(x + cell / 2, y + (high - _BETWEEN) / 2, f"{count} of {of}", fill=color, anchor="middle")
            )
        y += high
    keys, bottom = legend([Key(T["heat_key"])], y + 6)
    return drawn("vendor-heat", T["heat"], alt, bottom + 2, (*parts, keys))


def _shade(count: int, most: int, ink: str) -> str:
    if not count:
        return PALE
    step = min(len(_SHADES) - 1, (count * len(_SHADES) - 1) // max(most, 1))
    return mix(WHITE, ink, _SHADES[step])
