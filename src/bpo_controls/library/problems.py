"""Collecting problems while a library is read: each at the place of the text that causes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from bpo_controls.diagnostics import Diagnostic, Level
from bpo_controls.library.files import LibraryFile
from bpo_controls.yaml.source import Parsed, PlainPath


@dataclass(frozen=True, slots=True)
class Document:
    """One file that has been read."""

    file: LibraryFile
    parsed: Parsed


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in a document: where messages about it point."""

    document: Document
    path: PlainPath

    def at(self, *steps: str | int) -> Spot:
        """A value below this one."""
        return Spot(self.document, (*self.path, *steps))

    @property
    def data(self) -> Any:
        """The plain value here, or None."""
        value: Any = self.document.parsed.data
        for step in self.path:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """An entry whose shape is right, and where it stands."""

    door: T
    spot: Spot


@dataclass(slots=True)
class Problems:
    """Collects diagnostics; never prints, never raises."""

    found: list[Diagnostic] = field(default_factory=list)

    def add(
        self,
        code: str,
        spot: Spot,
        message: str,
        hint: str = "",
        *,
        on_key: bool = False,
        level: Level = Level.ERROR,
    ) -> None:
        """A problem with the value at a spot, or with its key."""
        positions = spot.document.parsed.positions
        where = positions.of_key(spot.path) if on_key else positions.of(spot.path)
        self.found.append(Diagnostic(code, message, where, hint, level))

    @property
    def errors(self) -> bool:
        """True when one of them stops the work."""
        return any(d.level is Level.ERROR for d in self.found)
