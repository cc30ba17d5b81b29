"""The files of a library folder: which there are, what they are called in messages, their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bpo_controls.diagnostics import Diagnostic, Location, did_you_mean
from bpo_controls.library.model import DOMAINS

FIXED: tuple[str, ...] = (
    "library",
    "regimes",
    "sources",
    "coverage",
    "workflows",
    "scoping",
    "precedents",
)
"""Files beside those of the domains, in reading order."""

NEEDED: tuple[str, ...] = ("library", "workflows", "scoping")
"""Files the first library must have. A later one needs only library.yaml."""

EXCEPTIONS = "lint"
"""lint.yaml says which checks do not count where. It decides nothing, so it stands outside the digest."""


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """One file of a library: the number of its folder, its stem, its path and its shown name."""

    folder: int
    stem: str
    path: Path
    name: str


def shown(path: Path) -> str:
    """A path as people should see it: relative to the working directory when inside it, else as given."""
    if not path.is_absolute():
        return str(path)
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def library_files(folders: Sequence[Path]) -> tuple[tuple[LibraryFile, ...], tuple[Diagnostic, ...]]:
    """Every file that is read: folder by folder, fixed files first, then the domains; and what is amiss."""
    found: list[LibraryFile] = []
    problems: list[Diagnostic] = []
    known = (*FIXED, *DOMAINS, EXCEPTIONS)
    for number, folder in enumerate(folders):
        try:
            names = sorted(entry.name for entry in folder.iterdir() if not entry.is_dir())
        except OSError as error:
            reason = (error.strerror or "not a folder").lower()
            problems.append(
                Diagnostic(
                    "unreadable-file", f"the library folder cannot be read: {reason}", Location(shown(folder))
                )
            )
            continue
        stems = {}
        for name in names:
            path = folder / name
            if name.startswith(".") or path.suffix not in (".yaml", ".yml"):
                continue
            if path.suffix == ".yml" or path.stem not in known:
                hint = f"name it {path.stem}.yaml" if path.stem in known else did_you_mean(path.stem, known)
                problems.append(
                    Diagnostic("unknown-file", "is not a file of a library", Location(shown(path)), hint)
                )
                continue
            stems[path.stem] = LibraryFile(number, path.stem, path, shown(path))
        for stem in NEEDED if number == 0 else NEEDED[:1]:
            if stem not in stems:
                problems.append(
                    Diagnostic("missing-file", f"the library has no {stem}.yaml", Location(shown(folder)))
                )
        found += [stems[stem] for stem in known if stem in stems]
    return tuple(found), tuple(problems)


def digest_of(contents: Sequence[tuple[LibraryFile, bytes]]) -> str:
    """sha256 in hex over the names and bytes of the files, in sorted order, folder by folder.

    Lengths go in as well, so that no two different sets of files can give the same row of bytes.
    """
    total = hashlib.sha256()
    for file, raw in sorted(contents, key=lambda pair: (pair[0].folder, pair[0].stem)):
        if file.stem != EXCEPTIONS:
            total.update(f"{file.folder}/{file.stem}.yaml {len(raw)}\n".encode())
            total.update(raw)
    return total.hexdigest()
