"""What was typed at `init` so far: kept in a private file beside the directory to be made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from bpo_controls.diagnostics import Diagnostic, UserError
from bpo_controls.plain_file import read_plain_file
from bpo_controls.workspace.paths import write_atomically
from bpo_controls.workspace.reality_check import REALITY_CHECK, parse_field


def draft_path(directory: Path) -> Path:
    """`.acme-coding.init-draft.json` beside `acme-coding`."""
    target = directory.resolve()
    return target.parent / f".{target.name}.init-draft.json"


def keep_draft(directory: Path, given: Mapping[str, str]) -> bool:
    """Write what was typed, for the owner's eyes only; False when it could not be kept."""
    try:
        write_atomically(draft_path(directory), json.dumps(dict(given), indent=2).encode("utf-8"))
    except (UserError, OSError):
        return False
    return True


def read_draft(directory: Path) -> dict[str, str]:
    """What was kept and still passes; empty when there is nothing, or nothing that can be used."""
    try:
        raw = json.loads(read_plain_file(draft_path(directory)))
    except (UserError, OSError, ValueError):
        return {}
    found: dict[str, str] = {}
    for asked in REALITY_CHECK:
        text = raw.get(asked.key) if isinstance(raw, dict) else None
        if isinstance(text, str):
            passed = parse_field(asked.key, text)
            if not isinstance(passed, Diagnostic):
                found[asked.key] = passed
    return found


def drop_draft(directory: Path) -> None:
    """Remove what was kept."""
    try:
        draft_path(directory).unlink(missing_ok=True)
    except OSError:
        return
