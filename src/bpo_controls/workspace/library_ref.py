"""Which library an engagement was begun with, and which one its journal was last written with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bpo_controls.library.model import Library
from bpo_controls.workspace.journal import Event


@dataclass(frozen=True, slots=True)
class LibraryRef:
    """A library by its id, version and digest."""

    id: str
    version: str
    digest: str = ""


def library_ref(library: Library) -> LibraryRef:
    """What engagement.yaml and the journal keep of a library."""
    return LibraryRef(library.id, library.version, library.digest)


def library_to_plain(ref: LibraryRef) -> dict[str, str]:
    """The library as the data of an event holds it."""
    return {"id": ref.id, "version": ref.version, "digest": ref.digest}


def last_library(events: Iterable[Event]) -> LibraryRef:
    """The library that the last of these events was recorded with; empty when none of them says."""
    for event in reversed(tuple(events)):
        data = event.data.get("to" if event.kind == "library-changed" else "library")
        if event.kind in ("opened", "library-changed") and isinstance(data, dict):
            return LibraryRef(*(str(data.get(key, "")) for key in ("id", "version", "digest")))
    return LibraryRef("", "")


def libraries_of(events: Iterable[Event]) -> frozenset[str]:
    """The digests of all libraries that these events were recorded with; "" for one that does not say."""
    named = (
        event.data.get("to" if event.kind == "library-changed" else "library")
        for event in events
        if event.kind in ("opened", "library-changed")
    )
    return frozenset(str(data.get("digest", "")) if isinstance(data, dict) else "" for data in named)
