"""Two engagements, or one at two dates, held against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bpo_controls.answers.answer_model import Answer, Need
from bpo_controls.answers.recorded_library import without
from bpo_controls.answers.workflow_labels import called
from bpo_controls.diagnostics import user_error
from bpo_controls.engine.causes import Comparison, Difference, State, compare_states
from bpo_controls.engine.finding import Finding
from bpo_controls.library.model import Library
from bpo_controls.workspace.assessed import AssessedEngagement
from bpo_controls.workspace.engagement import Engagement, open_engagement
from bpo_controls.workspace.library_ref import LibraryRef


@dataclass(frozen=True, slots=True)
class EngagementDiff:
    """Both engagements as assessed, and every difference by its cause.

    `read_with` is the library that the earlier record was written with, when another one was read in its place: what the
    library changed cannot be told apart then. `facts` are the answers about the scope that differ.
    """

    before: AssessedEngagement
    after: AssessedEngagement
    comparison: Comparison
    facts: tuple[tuple[Answer | None, Answer | None], ...]
    read_with: LibraryRef | None = None


def diff_engagements(
    before: Path,
    after: Path | None = None,
    *,
    on: str,
    before_on: str = "",
    libraries: Sequence[Path] = (),
    libraries_before: Sequence[Path] = (),
) -> EngagementDiff:
    """What differs between two engagements, or between one at two dates (`after` is None).

    `on` is the ISO date of the later state, `before_on` that of the earlier one: by default the date it was signed for,
    else that of its last event. Raises UserError with every problem of the libraries and the engagements.
    """
    from bpo_controls.library.load import load_library

    later_library = load_library(libraries)
    earlier_library = load_library(libraries_before) if libraries_before else later_library
    if after is None and not before_on:
        raise user_error(
            "date-missing",
            "--from is missing",
            hint="one engagement is compared at two dates: --from 2026-11-23",
        )
    earlier = open_engagement(before, earlier_library, any_library=True)
    later = open_engagement(after or before, later_library)
    then = before_on or state_date(earlier, on)
    if then > on:
        raise user_error("bad-date", f"{then} is later than {on}", hint="name the earlier state first")
    return compare_opened(earlier, later, then, on)


def state_date(engagement: Engagement, otherwise: str) -> str:
    """The ISO date that an engagement speaks of: that of its last signature, else of its last event."""
    if engagement.full.sign_offs:
        return engagement.full.sign_offs[-1].as_of
    return engagement.events[-1].at[:10] if engagement.events else otherwise


def compare_opened(earlier: Engagement, later: Engagement, then: str, now: str) -> EngagementDiff:
    """The difference between two engagements that are open, each as it stood on its date (ISO)."""
    from bpo_controls.words.specifics import specific_assessment, specific_finding

    records = (earlier.full.at(then), later.full.at(now))
    libraries = tuple(
        called(without(one.whole, record.dropped), one.full.labels)
        for one, record in zip((earlier, later), records, strict=True)
    )
    found = compare_states(State(libraries[0], records[0], then), State(libraries[1], records[1], now))
    sheets = (earlier.record_at(then).answers, later.record_at(now).answers)

    def worded(library: Library, finding: Finding | None, side: int) -> Finding | None:
        return specific_finding(library, sheets[side], finding) if finding is not None else None

    def reading(one: Difference) -> Difference:
        return replace(
            one,
            before=worded(libraries[0], one.before, 0),
            after=worded(libraries[1], one.after, 1),
        )

    comparison = replace(
        found,
        before=specific_assessment(libraries[0], sheets[0], found.before),
        after=specific_assessment(libraries[1], sheets[1], found.after),
        differences=tuple(reading(one) for one in found.differences),
    )
    written_with = earlier.library_before
    other = written_with.digest and written_with.digest != earlier.library.digest
    return EngagementDiff(
        AssessedEngagement(libraries[0], earlier, comparison.before),
        AssessedEngagement(libraries[1], later, comparison.after),
        comparison,
        _facts(libraries[0], libraries[1], sheets[0].entries, sheets[1].entries),
        written_with if other and earlier.directory != later.directory else None,
    )


def _facts(
    old: Library, new: Library, was: Mapping[Need, Answer], now: Mapping[Need, Answer]
) -> tuple[tuple[Answer | None, Answer | None], ...]:
    asked = {**dict.fromkeys(old.questions), **dict.fromkeys(new.questions)}
    order = {item: place for place, item in enumerate(asked)}
    needs = sorted(
        (need for need in {**was, **now} if need.item in order),
        key=lambda need: (order[need.item], need.subject),
    )
    pairs = ((was.get(need), now.get(need)) for need in needs)
    return tuple(pair for pair in pairs if _said(pair[0]) != _said(pair[1]))


def _said(answer: Answer | None) -> object:
    return (answer.value, answer.non_answer) if answer is not None else None
