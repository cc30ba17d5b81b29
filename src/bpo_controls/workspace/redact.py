"""Removing a text from every file of an engagement, and leaving a chain that still verifies and says so."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bpo_controls.diagnostics import UserError, user_error
from bpo_controls.workspace import paths
from bpo_controls.workspace.conflict_copies import conflict_copies
from bpo_controls.workspace.journal import body_digest, encode, read_journal, redacted_line
from bpo_controls.workspace.lock import writing

REMOVED = "(removed)"
SHORTEST = 3
"""Characters; a shorter text would take parts of other words out."""

_KEPT_ASIDE = ("answers.edited-*.yaml", "answers.before-*.yaml", "journal.torn-*.txt")


@dataclass(frozen=True, slots=True)
class Redacted:
    """How often the text stood where: events of the journal, files rewritten, and deliverables deleted."""

    events: tuple[int, ...]
    files: tuple[str, ...]
    deleted: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether the text was found nowhere."""
        return not (self.events or self.files)


def redact(directory: Path, text: str, *, by: str, reason: str, at: str) -> Redacted:
    """Remove a text, in any case, from the journal, engagement.yaml and every copy of answers that was kept.

    Deliverables that nobody changed since are deleted, since `report` makes them again; the others are named in
    `left`. `at` is now, ISO 8601. The journal is replaced at once: before it the text is everywhere, after it nowhere.
    Raises UserError when the text is too short, nobody is named, or a file cannot be written.
    """
    wanted = " ".join(text.split())
    if len(wanted) < SHORTEST:
        raise user_error(
            "text-too-short", f'"{wanted}" is too short to be removed', hint="give the whole name or number"
        )
    if not by.strip() or not reason.strip():
        raise user_error(
            "signer-missing", "a redaction has a name and a reason", hint="give --by and --reason"
        )
    pattern = re.compile(r"\s+".join(re.escape(word) for word in wanted.split()), re.IGNORECASE)
    with writing(directory, at):
        events = _redact_journal(directory / paths.JOURNAL, pattern, by, reason, at)
        files = [path.name for path in _texts(directory) if _redact_file(path, pattern)]
        for path in conflict_copies(directory):  # they must still verify, so that they can be joined
            try:
                found = bool(_redact_journal(path, pattern, by, reason, at))
            except UserError:  # no journal that could be joined: a text like any other
                found = _redact_file(path, pattern)
            if found:
                files.append(path.name)
        if events:  # the mirror is written anew from the journal, by whoever writes next
            (directory / paths.MIRROR).unlink(missing_ok=True)
        deleted, left = _drop_deliverables(directory / paths.OUT) if events or files else ((), ())
    return Redacted(events, tuple(files), deleted, left)


def _redact_journal(path: Path, pattern: re.Pattern[str], by: str, reason: str, at: str) -> tuple[int, ...]:
    journal = read_journal(path)
    lines = path.read_bytes()[: journal.size].split(b"\n")[: len(journal.events)]
    vouchers: list[dict[str, object]] = []
    for place, event in enumerate(journal.events):
        cleaned = _cleaned(dict(event.data), pattern)
        if cleaned == event.data:
            continue
        lines[place] = redacted_line(lines[place], cleaned)
        vouchers.append({"event": event.n, "was": event.digest, "is": body_digest(lines[place])})
    if not vouchers:
        return ()
    hidden = _cleaned({"by": by, "reason": reason}, pattern)
    data: Mapping[str, Any] = {"lines": vouchers, **hidden}
    last, _ = encode(len(journal.events) + 1, at, "redacted", data, journal.head)
    paths.write_atomically(path, b"\n".join(lines) + b"\n" + last)
    return tuple(int(str(one["event"])) for one in vouchers)


def _cleaned(value: Any, pattern: re.Pattern[str]) -> Any:
    if isinstance(value, str):
        return pattern.sub(REMOVED, value)
    if isinstance(value, list):
        return [_cleaned(part, pattern) for part in value]
    if isinstance(value, dict):
        return {key: _cleaned(part, pattern) for key, part in value.items()}
    return value


def _texts(directory: Path) -> list[Path]:
    """engagement.yaml, own controls, and every answer file or torn line that was kept aside."""
    found = [directory / paths.ENGAGEMENT_FILE, directory / paths.OWN_CONTROLS]
    found += [path for kept in _KEPT_ASIDE for path in sorted(directory.glob(kept))]
    return [path for path in found if path.is_file()]


def _redact_file(path: Path, pattern: re.Pattern[str]) -> bool:
    raw = path.read_bytes()
    text = raw.decode("utf-8", errors="surrogateescape")
    cleaned = pattern.sub(REMOVED, text)
    if cleaned == text:
        return False
    paths.write_atomically(path, cleaned.encode("utf-8", errors="surrogateescape"))
    return True


def _drop_deliverables(out: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Delete every delivered file; whatever else lies there is named."""
    if not out.is_dir() or out.is_symlink():
        return (), ()
    try:
        listed = json.loads((out / ".delivered.json").read_bytes())
    except (OSError, ValueError):
        listed = {}
    deleted: list[str] = []
    for name, digest in sorted(listed.items()) if isinstance(listed, dict) else ():
        path = out / str(name)
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            path.unlink()
            deleted.append(str(name))
    left = [path.relative_to(out).as_posix() for path in sorted(out.rglob("*")) if path.is_file()]
    return tuple(deleted), tuple(name for name in left if name != ".delivered.json")
