"""Second journals that sync tools make when two people wrote at once."""

from __future__ import annotations

from pathlib import Path

from bpo_controls.diagnostics import Diagnostic, Level, Location
from bpo_controls.workspace import paths


def conflict_copies(directory: Path) -> tuple[Path, ...]:
    """Files beside the journal that sync tools make when two people wrote at once, by name."""
    return tuple(
        path
        for path in sorted(directory.glob("*.jsonl"))
        if path.name != paths.JOURNAL and path.name.startswith("journal") and path.is_file()
    )


def copy_warnings(directory: Path) -> list[Diagnostic]:
    """One warning per conflict copy, with the way to join it."""
    return [
        Diagnostic(
            "journal-copy",
            "looks like a second branch of the journal, made by a sync tool",
            Location(str(path)),
            f"to join it: bpo-controls merge {directory} {path.name!r}; then delete it",
            Level.WARNING,
        )
        for path in conflict_copies(directory)
    ]
