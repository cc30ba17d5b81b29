"""Signatures: which one stands, what lifted one, and what has to be settled before the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bpo_controls.answers.engagement_record import UNDOABLE, Change, Record, SignOff


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature and what came after it: it stands while nothing has changed since."""

    sign_off: SignOff
    since: tuple[Change, ...] = ()
    other_library: bool = False
    other_settings: bool = False

    @property
    def stands(self) -> bool:
        """Whether the signature still holds."""
        return not (self.since or self.other_library or self.other_settings)


def last_signature(record: Record, library: str, settings: str) -> Signature | None:
    """The latest signature, held against the record, the library's digest and that of engagement.yaml as they are now."""
    if not record.sign_offs:
        return None
    latest = record.sign_offs[-1]
    return Signature(
        latest,
        tuple(changes_after(record.changes, latest.event)),
        other_library=latest.library != library,
        other_settings=latest.settings != settings,
    )


def changes_after(changes: Iterable[Change], event: int) -> list[Change]:
    """The changes after an event that change what the record says."""
    lifting = (*UNDOABLE, "undone", "redone", "redacted")
    return [change for change in changes if change.number > event and change.kind in lifting]
