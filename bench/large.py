"""A library of many controls, made from the bundled one by renaming."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, islice, product
from pathlib import Path
from string import ascii_uppercase

from bpo_controls.library.model import DOMAINS
from bpo_controls.resources import controls_dir

CONTROL = re.compile(r"^- id: [A-Z]+-\d+$", re.MULTILINE)


def write_large_library(folder: Path, size: int) -> None:
    """Write a library of `size` controls into an empty folder, copies under ids of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = _ids()
    blocks: dict[str, list[str]] = {}
    for source in sorted(controls_dir().glob("*.yaml")):
        text = source.read_text(encoding="utf-8")
        if source.stem in DOMAINS:
            blocks[source.stem] = _blocks(text)
        else:
            (folder / source.name).write_text(text, encoding="utf-8")
    total = sum(len(found) for found in blocks.values())
    rounds = -(-size // total)
    left = size
    for domain, found in blocks.items():
        wanted = min(left, len(found) * rounds)
        copies = islice((block for _ in count() for block in found), wanted)
        text = "".join(CONTROL.sub(f"- id: {next(ids)}", block) for block in copies)
        (folder / f"{domain}.yaml").write_text(text, encoding="utf-8")
        left -= wanted


def _blocks(text: str) -> list[str]:
    starts = [match.start() for match in CONTROL.finditer(text)]
    blocks = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    # A retired control names its successor by an id that the copies do not have.
    return [block for block in blocks if "\n  retired:" not in block]


def _ids() -> Iterator[str]:
    return (
        f"{''.join(letters)}-{n:03}" for letters in product(ascii_uppercase, repeat=3) for n in range(1, 1000)
    )
