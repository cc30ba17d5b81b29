"""The events of a journal, folded into the record of an engagement. Reads no disk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bpo_controls.answers.codec import answer_from_plain, need_from_plain
from bpo_controls.answers.engagement_record import Change, Record
from bpo_controls.diagnostics import Location, user_error

if TYPE_CHECKING:
    from bpo_controls.workspace.journal import Event


def record_of(events: Iterable[Event], journal: str) -> Record:
    """The record these events make. `journal` is the name of their file, for problems.

    Raises UserError `journal-damaged`, with the line, for an event that cannot be understood.
    """
    changes: list[Change] = []
    for event in events:
        try:
            changes.append(change_of(event))
        except (KeyError, TypeError, ValueError) as error:
            raise user_error(
                "journal-damaged",
                f"holds an answer that cannot be understood ({error})",
                where=Location(journal, event.n, 1),
                hint="restore the journal from a backup; nothing was changed",
            ) from error
    return Record().after(changes)


def change_of(event: Event) -> Change:
    """What one event changes. Raises KeyError, TypeError or ValueError when its data cannot be understood.

    This is where an event becomes values. A kind that says nothing about answers changes nothing.
    """
    data = event.data
    match event.kind:
        case "answer":
            return Change(event.n, event.at, given=(answer_from_plain(data["answer"]),))
        case "withdrawn":
            return Change(event.n, event.at, withdrawn=(need_from_plain(data),))
        case "imported":
            given = tuple(answer_from_plain(plain) for plain in data["answers"])
            withdrawn = tuple(need_from_plain(plain) for plain in data.get("withdrawn", ()))
            return Change(event.n, event.at, given=given, withdrawn=withdrawn)
        case _:
            return Change(event.n, event.at)
