"""Law has dates: how a source stands on a date, and what is coming."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bpo_controls.engine.finding import Assessment
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import Library, Source

Standing = Literal["in-force", "upcoming", "proposed", "stayed", "vacated", "superseded", "ended"]


@dataclass(frozen=True, slots=True)
class HorizonItem:
    """A rule that is not settled law on the as-of date, and the controls it touches."""

    source: Source
    standing: Standing
    date: str
    changes: tuple[tuple[str, str], ...]  # (control id, what it would change)


def standing(source: Source, as_of: str) -> Standing:
    """How a source stands on an ISO date: only "in-force" is settled law that binds on that day."""
    if source.state in ("proposed", "stayed"):
        return source.state
    if source.state in ("vacated", "superseded"):
        in_time = bool(source.until) and as_of < source.until
        return _dated(source, as_of) if in_time else source.state
    return _dated(source, as_of)


def _dated(source: Source, as_of: str) -> Standing:
    start = source.compliance or source.effective
    if (start and as_of < start) or (source.state == "upcoming" and not start):
        return "upcoming"
    if source.until and as_of >= source.until:
        return "ended"
    return "in-force"


def in_force(source: Source, as_of: str) -> bool:
    """Whether the source binds on that day."""
    return standing(source, as_of) == "in-force"


def horizon(library: Library, assessment: Assessment) -> tuple[HorizonItem, ...]:
    """Rules that are not settled law on the as-of date, or end after it, and the controls they touch.

    Only controls that apply or are undecided here count. Rules with a date come first, by date.
    """
    touched: dict[str, list[tuple[str, str]]] = {}
    for control in library.controls.values():
        if not _matters(control.id, assessment):
            continue
        for watch in control.watch:
            touched.setdefault(watch.source, []).append((control.id, watch.change))
        for source_id in dict.fromkeys(one for f in assessment.of(control.id) for one in f.sources):
            listed = touched.setdefault(source_id, [])
            if all(control.id != known for known, _ in listed):
                listed.append((control.id, ""))
    items: list[HorizonItem] = []
    for source_id, changes in touched.items():
        source = library.sources[source_id]
        now = standing(source, assessment.as_of)
        ends_later = now == "in-force" and source.until
        if now == "in-force" and not ends_later:
            continue
        date = source.until if ends_later or now == "ended" else source.compliance or source.effective
        items.append(HorizonItem(source, now, date, tuple(changes)))
    return tuple(sorted(items, key=lambda item: (item.date == "", item.date, item.source.id)))


def _matters(control_id: str, assessment: Assessment) -> bool:
    return any(f.applies is not Truth.FALSE or f.reason.cause == "law" for f in assessment.of(control_id))
