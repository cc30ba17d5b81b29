"""How each standing is drawn: a tone and, where it is neither met nor a gap, a pattern that survives a black printer."""

from __future__ import annotations

from dataclasses import dataclass

from bpo_controls.reporting.blocks.color import on
from bpo_controls.reporting.pictures.svg import rect


@dataclass(frozen=True, slots=True)
class Look:
    """`paper` is the ground that text stands on; `tile` draws `ink` on a tile of 6 px, or is empty for a flat tone."""

    paper: str
    ink: str
    tile: str = ""


LOOKS: tuple[Look, ...] = (
    Look("#a9d3bd", "#22643f"),
    Look("#eef6f1", "#22643f", '<path d="M1.5 0v6M4.5 0v6" stroke-width="0.9"/>'),
    Look("#fbe9c6", "#b97b1a", '<path d="M-1.5 1.5l3 -3M0 6l6 -6M4.5 7.5l3 -3" stroke-width="1.7"/>'),
    Look("#9c2418", "#9c2418"),
    Look("#ffffff", "#66717f", '<path d="M1.5 1.5h0M4.5 4.5h0" stroke-width="1.5" stroke-linecap="round"/>'),
    Look("#dfe9f4", "#44719f", '<path d="M0 1.5h6M0 4.5h6" stroke-width="1"/>'),
    Look("#eeeaf2", "#7c6f92", '<path d="M1.5 0v6M4.5 0v6M0 1.5h6M0 4.5h6" stroke-width="0.8"/>'),
)
"""In the order of the standings: met, claimed, partly, gap, unknown, another way, accepted."""


def look(place: int) -> Look:
    """The look of a column; more columns than looks begin again, told apart by their numbers."""
    return LOOKS[place % len(LOOKS)]


def definitions(id_: str, places: int) -> str:
    """The patterns of a picture, as definitions whose ids begin with that of the picture."""
    tiles = (
        f'<pattern id="{id_}-{place}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'{rect(0, 0, 6, 6, one.paper)}<g fill="none" stroke="{one.ink}">{one.tile}</g></pattern>'
        for place, one in enumerate(LOOKS[:places])
        if one.tile
    )
    return f"<defs>{''.join(tiles)}</defs>"


def box(id_: str, place: int, x: float, y: float, wide: float, high: float) -> str:
    """A box with the look of a column and a thin edge, so that pale ones stand out from the paper too."""
    one = look(place)
    fill = f"url(#{id_}-{place % len(LOOKS)})" if one.tile else one.paper
    return rect(x, y, wide, high, fill if wide > 2 else one.ink, stroke=one.ink if wide > 2 else "")


def label_color(place: int) -> str:
    """What reads on the ground of that look."""
    return on(look(place).paper)
