"""A library of many controls: the bundled one, and copies of its controls under ids of their own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import count, islice, product
from pathlib import Path
from string import ascii_uppercase

from bpo_controls.library.model import DOMAINS
from bpo_controls.resources import controls_dir

ENTRY = re.compile(r"^  - id: [A-Z]+-\d+$", re.MULTILINE)
A_FILE = 400
"""Controls in one file of copies: a file may hold 4 MiB."""


def write_large_library(folder: Path, size: int) -> None:
    """Write a library of about `size` controls into a folder that is not there yet."""
    shutil.copytree(controls_dir(), folder, ignore=shutil.ignore_patterns("demo"))
    found = list(_entries())
    ids = _ids()
    wanted = islice((one for _ in count() for one in found), max(0, size - len(found)))
    copies = [(domain, ENTRY.sub(f"  - id: {next(ids)}", text, count=1)) for domain, text in wanted]
    for place in range(0, len(copies), A_FILE):
        by_domain: dict[str, list[str]] = {}
        for domain, text in copies[place : place + A_FILE]:
            by_domain.setdefault(domain, []).append(text)
        body = "\n".join(f"{domain}:\n" + "\n".join(texts) for domain, texts in by_domain.items())
        (folder / "work" / f"copies-{place:05}.yaml").write_text(body, encoding="utf-8")


def _entries() -> Iterator[tuple[str, str]]:
    """Every control that counts as its domain and its text, indented as in a file of `work/`."""
    for domain in DOMAINS:
        text = (controls_dir() / f"{domain}.yaml").read_text(encoding="utf-8")
        yield from _split(
            domain, "".join(f"  {line}" if line.strip() else line for line in text.splitlines(True))
        )
    for source in sorted((controls_dir() / "work").glob("*.yaml")):
        parts = re.split(r"^([a-z-]+):\n", source.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for domain, text in zip(parts[1::2], parts[2::2], strict=True):
            yield from _split(domain, text)


def _split(domain: str, text: str) -> Iterator[tuple[str, str]]:
    for one in re.split(r"^(?=  - )", text, flags=re.MULTILINE):
        # A retired control names its successor, and stands there once.
        if ENTRY.match(one) and "retired:" not in one:
            yield domain, one.rstrip() + "\n"


def _ids() -> Iterator[str]:
    return (
        f"{''.join(letters)}-{n:03}" for letters in product(ascii_uppercase, repeat=3) for n in range(1, 1000)
    )
