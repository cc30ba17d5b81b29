"""The fixed order of keys: an entry reads the same way in every file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from bpo_controls.diagnostics import Location
from bpo_controls.library.entries import Shelf
from bpo_controls.library.entry_errors import door_in, keys_of
from bpo_controls.library.problems import Entry, Spot


def misplaced_keys(shelf: Shelf) -> Iterator[tuple[str, Location, str]]:
    """For each mapping out of order its entry's id, the place of the first key that is late, and what is wrong."""
    kinds: list[dict[str, Entry[Any]]] = [
        {entry.door.id: entry for entry in shelf.libraries},
        dict(shelf.regimes), dict(shelf.sources), dict(shelf.coverage), dict(shelf.workflows), dict(shelf.sections), dict(shelf.questions),
        dict(shelf.derived), dict(shelf.controls), dict(shelf.precedents), dict(shelf.papers),
    ]  # fmt: skip
    for entries in kinds:
        for one, entry in entries.items():
            for where, message in _walk(type(entry.door), entry.spot):
                yield one, where, message


def _walk(model: type[BaseModel], spot: Spot) -> Iterator[tuple[Location, str]]:
    data = spot.data
    if isinstance(data, list):
        for index in range(len(data)):
            yield from _walk(model, spot.at(index))
        return
    if not isinstance(data, dict):
        return
    order = keys_of(model)
    written = [key for key in data if key in order]
    right = sorted(written, key=order.index)
    if written != right:
        late = next(key for key, should in zip(written, right, strict=True) if key != should)
        should = right[written.index(late)]
        where = spot.document.parsed.positions.of_key((*spot.path, late))
        yield where, f'"{should}" comes before "{late}"'
    for name, info in model.model_fields.items():
        inner = door_in(info.annotation)
        key = info.alias or name
        if inner is not None and key in data:
            yield from _walk(inner, spot.at(key))
