"""The events of a journal, folded into the record of an engagement. Reads no disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from bpo_controls.answers.answer_model import Need
from bpo_controls.answers.codec import (
    answer_from_plain,
    need_from_plain,
    need_to_plain,
    subject_from_plain,
    subject_to_plain,
)
from bpo_controls.answers.engagement_record import (
    Change,
    Proposal,
    Record,
    Rename,
    Review,
    ReviewVerdict,
    SignOff,
)
from bpo_controls.answers.step_track import proposal_from_plain, update_from_plain
from bpo_controls.diagnostics import Location, user_error

if TYPE_CHECKING:
    from bpo_controls.workspace.journal import Event

REVIEW_VERDICTS: tuple[ReviewVerdict, ...] = ("accepted", "challenged", "overridden")


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
    if event.kind == "withdrawn" and "withdrawn" not in data:  # the form of the first journals
        return Change(event.n, event.at, withdrawn=(need_from_plain(data),), kind=event.kind)
    given = [data["answer"]] if event.kind == "answer" else data.get("answers", ())
    return Change(
        event.n,
        event.at,
        given=tuple(answer_from_plain(plain) for plain in given),
        withdrawn=_needs(data, "withdrawn"),
        proposed=tuple(
            Proposal(answer_from_plain(plain["answer"]), str(plain["origin"]), f"{event.n}.{place}")
            for place, plain in enumerate(data.get("proposals", ()), start=1)
        ),
        reviewed=tuple(_review(plain, event.at) for plain in data.get("reviews", ())),
        signed=(_sign_off(data, event.at),) if event.kind == "signed" else (),
        contested=tuple(answer_from_plain(plain) for plain in data.get("contested", ())),
        settled=_needs(data, "settled"),
        confirmed=tuple(str(one) for one in data.get("proposal_ids", ())),
        own_added=tuple(str(one) for one in data.get("own_added", ())),
        own_dropped=tuple(str(one) for one in data.get("own_dropped", ())),
        renamed=tuple(_rename(plain) for plain in data.get("renamed", ())),
        tracked=tuple(update_from_plain(plain) for plain in data.get("steps", ())),
        steps_proposed=tuple(
            proposal_from_plain(plain, f"{event.n}.{place}")
            for place, plain in enumerate(
                data.get("step_proposals", ()), start=len(data.get("proposals", ())) + 1
            )
        ),
        undoes=int(data["event"]) if event.kind == "undone" else 0,
        redoes=int(data["event"]) if event.kind == "redone" else 0,
        kind=event.kind,
        by=str(data.get("by", "")),
        reason=str(data.get("reason", "")),
        source=str(data.get("source", "")),
    )


def needs_to_plain(needs: Iterable[Need]) -> list[dict[str, object]]:
    """Items with their subjects as event data."""
    return [need_to_plain(need) for need in needs]


def review_to_plain(review: Review) -> dict[str, object]:
    """A review as event data; its moment is that of the event."""
    plain = {"verdict": review.verdict, "by": review.by, "reason": review.reason}
    return {**need_to_plain(review.need), **plain}


def rename_to_plain(rename: Rename) -> dict[str, object]:
    """A rename as event data."""
    restored = {"restored": True} if rename.restored else {}
    return {
        "before": subject_to_plain(rename.before),
        "after": subject_to_plain(rename.after),
        "item": rename.item,
        "name_before": rename.name_before,
        "name_after": rename.name_after,
        **restored,
    }


def _needs(data: Mapping[str, Any], key: str) -> tuple[Need, ...]:
    return tuple(need_from_plain(plain) for plain in data.get(key, ()))


def _review(plain: Mapping[str, Any], at: str) -> Review:
    verdict = plain["verdict"]
    if verdict not in REVIEW_VERDICTS:
        raise ValueError(f"unknown verdict {verdict!r}")
    need = need_from_plain({key: plain[key] for key in ("item", "subject")})
    return Review(need, verdict, str(plain["by"]), str(plain.get("reason", "")), at)


def _sign_off(data: Mapping[str, Any], at: str) -> SignOff:
    texts = {
        key: str(data.get(key, ""))
        for key in ("by", "role", "as_of", "record", "library", "settings", "assessor")
    }
    editions = tuple(str(one) for one in data.get("editions", ()))
    return SignOff(at=at, event=int(data.get("event", 0)), editions=editions, **texts)


def _rename(plain: Mapping[str, Any]) -> Rename:
    names = cast("dict[str, str]", {key: str(plain[key]) for key in ("item", "name_before", "name_after")})
    return Rename(
        before=subject_from_plain(plain["before"]),
        after=subject_from_plain(plain["after"]),
        restored=plain.get("restored", False) is True,
        **names,
    )
