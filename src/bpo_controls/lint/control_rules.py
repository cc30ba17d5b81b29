"""Checks of single controls: examples, dates of review, sources, raises."""

from __future__ import annotations

from collections.abc import Iterator

from bpo_controls.library.condition import ALWAYS
from bpo_controls.library.model import SEVERITIES, Control, Library
from bpo_controls.lint.remark import Remark

MONTHS = 18
"""A control that was last reviewed longer ago than this is due."""


def review_due(library: Library, as_of: str) -> Iterator[Remark]:
    """A review was due: of the library, of a control after so long, of a control whose rule has changed since."""
    if not as_of:
        return
    if library.review_by < as_of:
        yield Remark(
            "", ("review-by",), f"the review was due on {library.review_by}", "read it through again"
        )
    steps, hint = ("reviewed_on",), "read it through again and set the date"
    for control in library.controls.values():
        reviewed = control.reviewed_on
        changed, source = _last_change(library, control, as_of)
        if reviewed > as_of:
            yield Remark(control.id, steps, f"{reviewed} lies after {as_of}")
        elif reviewed < changed:
            yield Remark(
                control.id, steps, f"{source} changed on {changed}, after the review of {reviewed}", hint
            )
        elif months_later(reviewed, MONTHS) < as_of:
            yield Remark(
                control.id, steps, f"the last review, on {reviewed}, is over {MONTHS} months ago", hint
            )


def _last_change(library: Library, control: Control, as_of: str) -> tuple[str, str]:
    """The last day up to now on which a source of the control changed, and which it was; "" if none has."""
    changes = [("", "")]
    for one in control.sources:
        source = library.sources.get(one)
        if source is not None:
            changes += [(day, one) for day in (source.effective, source.compliance, source.until)]
    return max(change for change in changes if change[0] <= as_of)


def months_later(day: str, months: int) -> str:
    """The same day so many months later, as ISO text; it may be a day that the month does not have."""
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + months, 12)
    return f"{year:04}-{month + 1:02}{day[7:]}"


def examples_missing(library: Library, _as_of: str) -> Iterator[Remark]:
    """A control shows a case in which it applies and, unless it always does, one of no and one of undecided."""
    for control in library.controls.values():
        shown = {example.applies for example in library.examples.get(control.id, ())}
        if "yes" not in shown:
            yield Remark(control.id, ("examples",), "no example in which it applies")
        if "no" not in shown and control.applies_when != ALWAYS:
            yield Remark(control.id, ("examples",), "no example in which it does not apply")
        if "undecided" not in shown and control.applies_when != ALWAYS:
            yield Remark(control.id, ("examples",), "no example in which it cannot be decided yet")


def watch_settled(library: Library, _as_of: str) -> Iterator[Remark]:
    """A rule on watch is one that is not in force yet."""
    for control in library.controls.values():
        for index, watched in enumerate(control.watch):
            source = library.sources.get(watched.source)
            if source and source.state == "in-force":
                message = f"{source.id} is in force, so there is nothing to watch"
                yield Remark(control.id, ("watch", index, "source"), message, "name it in sources")


def source_not_in_force(library: Library, _as_of: str) -> Iterator[Remark]:
    """A control that rests on regulation alone, none of which is in force, never applies."""
    for control in library.controls.values():
        states = {library.sources[one].state for one in control.sources if one in library.sources}
        if control.basis == "regulation" and states and not states & {"in-force", "upcoming"}:
            hint = "move the rule to watch, or change the basis"
            yield Remark(control.id, ("sources",), "none of its sources is or will be in force", hint)


def raise_higher(library: Library, _as_of: str) -> Iterator[Remark]:
    """A raise goes above the control's own severity."""
    for control in library.controls.values():
        for index, raised in enumerate(control.raises):
            if SEVERITIES.index(raised.to) <= SEVERITIES.index(control.severity):
                message = f"raised to {raised.to}, but it is {control.severity} already"
                yield Remark(control.id, ("raise_severity_when", index, "to"), message)
