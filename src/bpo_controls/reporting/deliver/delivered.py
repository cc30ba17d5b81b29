"""Which files were delivered into a directory, as they were then, so that what people changed since is noticed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path

from bpo_controls.diagnostics import Diagnostic, Level, Location
from bpo_controls.workspace import paths
from bpo_controls.workspace.replace_together import replace_together, sweep

LIST = ".delivered.json"
"""The list of what was written, by name below the directory, each with its digest (sha256)."""

Tell = Callable[[Diagnostic], None]


def unheard(_: Diagnostic) -> None:
    """Tells nobody."""


def deliver(
    bodies: Mapping[str, bytes],
    out: Path,
    *,
    tell: Tell = unheard,
    keep: Collection[str] = (),
    sealed: Collection[str] = (),
) -> tuple[Path, ...]:
    """Write every file below a directory, all of them or none; the paths, in order.

    A file there that somebody changed since it was delivered, or that was never delivered, is kept under a name with
    the day of its last change, and `tell` hears of it; so is a
    file that differs and is named in `keep`. The files of a `sealed` set move together into a folder with the day, and
    `tell` hears of that too. Raises UserError; then nothing was changed.
    """
    targets = {name: out / name for name in bodies}
    for target in targets.values():
        if target.parent != out:
            paths.inside(out, str(target.parent.relative_to(out)))
    for directory in dict.fromkeys(target.parent for target in targets.values()):
        sweep(directory)
    listed = read_list(out)
    moves: list[tuple[Path, Path]] = []
    for name, target in targets.items():
        if name not in sealed and _edited(target, "" if name in keep else listed.get(name, ""), bodies[name]):
            moves.append((target, _dated(target, ".edited", target)))
    folder = _dated(out / "sealed", "", out / next(iter(sealed))) if sealed else out
    away = [(out / name, folder / name) for name in sealed]
    digests = {**listed, **{name: digest(body) for name, body in bodies.items()}}
    record = json.dumps(digests, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    replace_together(
        {**{targets[name]: body for name, body in bodies.items()}, out / LIST: record.encode()}, moves + away
    )
    for target, kept in moves:
        tell(
            Diagnostic(
                "deliverable-edited",
                "was changed since it was written",
                Location(str(target)),
                hint=f"the changed file is kept as {kept.name}",
                level=Level.WARNING,
            )
        )
    if sealed:
        tell(
            Diagnostic(
                "seal-set-aside",
                "a signed set lay here, and this run replaces files of it",
                Location(str(out)),
                hint=f"the signed set is kept in {folder.name}",
                level=Level.WARNING,
            )
        )
    return tuple(targets.values())


def edited_since(out: Path) -> tuple[Path, ...]:
    """The delivered files of a directory that somebody changed since, in order of their names."""
    return tuple(
        out / name
        for name, was in sorted(read_list(out).items())
        if (out / name).is_file() and digest((out / name).read_bytes()) != was
    )


def read_list(out: Path) -> dict[str, str]:
    """What was delivered here, name to digest; nothing where the list is missing or damaged."""
    try:
        found = json.loads((out / LIST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: was for name, was in found.items() if isinstance(was, str)}


def digest(body: bytes) -> str:
    """The sha256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def _edited(target: Path, was: str, body: bytes) -> bool:
    """Whether a file would be lost: it is neither what was delivered nor what is to be."""
    if target.is_symlink() or not target.is_file():
        return False
    try:
        now = digest(target.read_bytes())
    except OSError:
        return True
    return now not in (was, digest(body))


def _dated(target: Path, word: str, changed: Path) -> Path:
    """`workbook.edited-2026-11-30.xlsx` for the word ".edited", numbered from the second of a day on.

    The day is that of the last change of `changed`.
    """
    day = datetime.fromtimestamp(changed.stat().st_mtime).astimezone().date().isoformat()
    name = f"{target.stem}{word}-{day}"
    kept, number = target.with_name(f"{name}{target.suffix}"), 2
    while os.path.lexists(kept):
        kept, number = target.with_name(f"{name}-{number}{target.suffix}"), number + 1
    return kept
