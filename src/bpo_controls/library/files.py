"""The files of a library folder: which there are, what they are called in messages, their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bpo_controls.diagnostics import Diagnostic, Location

FIXED: tuple[str, ...] = (
    "library",
    "regimes",
    "sources",
    "coverage",
    "workflows",
    "scoping",
    "precedents",
    "parameters",
    "failures",
)
"""Kinds of files beside those of the domains, in reading order."""

FOLDERS: tuple[str, ...] = ("regimes", "sources", "coverage", "precedents", "parameters", "failures")
"""Kinds that may also be a folder of files, so that several authors can write side by side."""

PAPERS = "working-papers"
"""The folder of the data that working papers are made from, one file for each paper."""

FORMS = "forms"
"""The folder of the paper forms, one file for each."""

WORK = "work"
"""The folder of files that hold all controls special to one kind of work, by domain."""

NEEDED: tuple[str, ...] = ("library", "workflows", "scoping")
"""Files the first library must have. A later one needs only library.yaml."""

EXCEPTIONS = "lint"
"""lint.yaml says which checks do not count where. It decides nothing, so it stands outside the digest."""


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """One file of a library: the number of its library, its kind (`sources`, a domain, `work`), path and shown name.

    `key` is the path below the library's folder, with slashes: what the digest knows the file by.
    """

    folder: int
    stem: str
    key: str
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
    """Every file that is read, library by library: fixed kinds first, then the domains, work/, working-papers/ and forms/; and what is amiss.

    Any other file name counts as that of a domain; whether the library has such a domain is known only once its
    library.yaml has been read.
    """
    found: list[LibraryFile] = []
    problems: list[Diagnostic] = []
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
        files: list[LibraryFile] = []
        called = Path(shown(folder))
        for name in names:
            _keep(files, number, folder, called, name, "", problems)
        for kind in (*FOLDERS, PAPERS, FORMS, WORK):
            inner = folder / kind
            if inner.is_dir():
                for name in sorted(entry.name for entry in inner.iterdir() if not entry.is_dir()):
                    _keep(files, number, folder, called, name, kind, problems)
        stems = {file.stem for file in files}
        for stem in NEEDED if number == 0 else NEEDED[:1]:
            if stem not in stems:
                problems.append(
                    Diagnostic("missing-file", f"the library has no {stem}.yaml", Location(shown(folder)))
                )
        found += sorted(files, key=_reading_order)
    return tuple(found), tuple(problems)


def _keep(
    files: list[LibraryFile],
    number: int,
    folder: Path,
    called: Path,
    name: str,
    kind: str,
    problems: list[Diagnostic],
) -> None:
    stem, dot, ending = name.rpartition(".")
    if name.startswith(".") or not dot or ending not in ("yaml", "yml"):
        return
    key = f"{kind}/{name}" if kind else name
    if ending == "yml":
        hint = f"name it {stem}.yaml"
        place = Location(str(called / key))
        problems.append(Diagnostic("unknown-file", "is not a file of a library", place, hint))
        return
    files.append(LibraryFile(number, kind or stem, key, folder / key, str(called / key)))


def _reading_order(file: LibraryFile) -> tuple[int, str]:
    order = (*FIXED, "", WORK, PAPERS, FORMS, EXCEPTIONS)
    return order.index(file.stem if file.stem in order else ""), file.key


def digest_of(contents: Sequence[tuple[LibraryFile, bytes]]) -> str:
    """sha256 in hex over the names and bytes of the files, in sorted order, folder by folder.

    Lengths go in as well, so that no two different sets of files can give the same row of bytes.
    """
    total = hashlib.sha256()
    for file, raw in sorted(contents, key=lambda pair: (pair[0].folder, pair[0].key)):
        if file.stem != EXCEPTIONS:
            total.update(f"{file.folder}/{file.key} {len(raw)}\n".encode())
            total.update(raw)
    return total.hexdigest()
