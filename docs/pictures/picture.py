"""A picture of README or docs, and the record that tells whether it is fresh."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
RECORD = HERE / "pictures.json"


@dataclass(frozen=True, slots=True)
class Picture:
    """One file in this folder.

    `shows` is everything that can be seen in it, as the program makes it: the pages as SVG, the part of the page, the
    cells. It is cheap to work out, so that a test can tell whether a picture is stale without drawing it.
    `draw` makes the file's bytes; it raises Lacking where this machine has not what it takes.
    """

    name: str
    shows: bytes
    draw: Callable[[], bytes]

    @property
    def digest(self) -> str:
        """Of what it shows."""
        return digest(self.shows)


class Lacking(Exception):
    """This machine lacks a program that the picture is taken with; says which."""


def digest(body: bytes) -> str:
    """Enough of a SHA-256 to tell two pictures apart."""
    return hashlib.sha256(body).hexdigest()[:16]


def recorded() -> dict[str, dict[str, str]]:
    """By file name: `shows`, the digest of what was shown when it was drawn, and `file`, that of its bytes."""
    if not RECORD.exists():
        return {}
    found: dict[str, dict[str, str]] = json.loads(RECORD.read_text(encoding="utf-8"))
    return found


def is_fresh(picture: Picture, record: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether the file is there, is the one that was drawn, and shows what the program makes today."""
    path = HERE / picture.name
    entry = record.get(picture.name, {})
    return (
        path.exists()
        and entry.get("shows") == picture.digest
        and entry.get("file") == digest(path.read_bytes())
    )


def write_record(record: Mapping[str, Mapping[str, str]]) -> None:
    """Write what was drawn, by name."""
    RECORD.write_text(
        json.dumps(dict(sorted(record.items())), indent=2) + "\n", encoding="utf-8", newline="\n"
    )
