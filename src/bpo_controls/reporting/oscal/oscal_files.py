"""The OSCAL deliverable: five files that refer to each other."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bpo_controls.reporting.formats.json import shown_acting
from bpo_controls.reporting.view import View

DEPTH = 5
"""Levels that are laid out, so that each control, observation and finding stands on a line of its own."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def oscal_files(view: View) -> Mapping[str, bytes]:
    """Name below the output directory, such as `oscal/catalog.json` -> the file. Always all five.

    UTF-8, fixed key order, one line feed at the end. Laying out every level would take much longer.
    """
    made = {}
    for name, data in view.oscal.items():
        pieces: list[str] = []
        _lay_out(data, 0, pieces)
        made[f"oscal/{name}.json"] = (shown_acting("".join(pieces)) + "\n").encode()
    return made


def _lay_out(data: object, depth: int, pieces: list[str]) -> None:
    """Appends the JSON text of the data, laid out down to DEPTH, one blank a level."""
    if depth == DEPTH or not data or not isinstance(data, (Mapping, list)):
        pieces.append(_ENCODER.encode(data))
        return
    margin = "\n" + " " * depth
    named = isinstance(data, Mapping)
    pieces.append("{" if named else "[")
    for place, one in enumerate(data):
        pieces.append(f",{margin} " if place else f"{margin} ")
        if isinstance(data, Mapping):
            pieces.append(f"{_ENCODER.encode(one)}: ")
            _lay_out(data[one], depth + 1, pieces)
        else:
            _lay_out(one, depth + 1, pieces)
    pieces.append(f"{margin}}}" if named else f"{margin}]")
