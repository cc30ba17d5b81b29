"""Draws the pictures that are stale: `python -m docs.pictures` (or `make pictures`); `--all` draws every one.

Look at what comes out before you commit it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from docs.pictures.commands import terminals
from docs.pictures.picture import HERE, Lacking, Picture, digest, is_fresh, recorded, write_record
from docs.pictures.sample import write
from docs.pictures.screens import screens
from docs.pictures.spreads import spreads


def pictures(scratch: Path) -> Iterator[Picture]:
    """Every picture; `scratch` is an empty directory to work in."""
    view = write(scratch)
    yield from spreads(view)
    yield from screens(view)
    yield from terminals(scratch)


def main(every: bool) -> int:
    """Draw, and write the record; 1 when a stale picture could not be drawn here."""
    record = recorded()
    names = set()
    lacking = False
    with tempfile.TemporaryDirectory() as scratch:
        for picture in pictures(Path(scratch)):
            names.add(picture.name)
            if is_fresh(picture, record) and not every:
                continue
            try:
                body = picture.draw()
            except Lacking as lack:
                lacking = True
                sys.stdout.write(f"{picture.name} is stale; to draw it this machine needs {lack}\n")
                continue
            (HERE / picture.name).write_bytes(body)
            record[picture.name] = {"shows": picture.digest, "file": digest(body)}
            sys.stdout.write(f"{picture.name} drawn, {len(body) // 1024} kB\n")
    write_record({name: entry for name, entry in record.items() if name in names})
    return int(lacking)


if __name__ == "__main__":
    sys.exit(main("--all" in sys.argv[1:]))
