"""A picture for a reader: a finished SVG with its text alternative."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """`svg` is a whole SVG document without scripts or references; `alt` says in words what it shows.

    `width` and `height` are in px, as the SVG has them.
    """

    id: str
    title: str
    alt: str
    svg: str
    width: int
    height: int
