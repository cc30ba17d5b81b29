"""What a later library makes easier to meet than the one before it: allowed with a reason, never unseen."""

from __future__ import annotations

from collections.abc import Iterator

from bpo_controls.diagnostics import Location
from bpo_controls.library.entries import Shelf
from bpo_controls.library.model import GATES, SEVERITIES
from bpo_controls.library.schema import ControlDoor, LimitsDoor


def loosened(shelf: Shelf) -> Iterator[tuple[str, Location, str]]:
    """For each control that a later library loosens: its id, the place of the looser value, what is looser."""
    for earlier, later in shelf.replaced:
        old, new = earlier.door, later.door
        if not isinstance(old, ControlDoor) or not isinstance(new, ControlDoor):
            continue
        positions = later.spot.document.parsed.positions
        if SEVERITIES.index(new.severity) < SEVERITIES.index(old.severity):
            where = positions.of((*later.spot.path, "severity"))
            yield new.id, where, f"severity falls from {old.severity} to {new.severity}"
        if GATES.index(new.gate) > GATES.index(old.gate):
            where = positions.of((*later.spot.path, "gate"))
            yield new.id, where, f"the gate moves from {old.gate} to {new.gate}"
        if (
            old.ask.met
            and old.ask.unit == new.ask.unit
            and (new.ask.met is None or _wider(old.ask.met, new.ask.met))
        ):
            yield new.id, positions.of((*later.spot.path, "ask")), "the limits of met let more through"


def _wider(old: LimitsDoor, new: LimitsDoor) -> bool:
    return (old.at_most is not None and (new.at_most is None or new.at_most > old.at_most)) or (
        old.at_least is not None and (new.at_least is None or new.at_least < old.at_least)
    )
