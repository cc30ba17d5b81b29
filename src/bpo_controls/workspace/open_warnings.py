"""What is said when an engagement is opened with another library than before."""

from __future__ import annotations

from pathlib import Path

from bpo_controls.answers.fit import Misfit, MisfitCause
from bpo_controls.diagnostics import Diagnostic, Level, Location
from bpo_controls.library.model import Library
from bpo_controls.workspace import paths
from bpo_controls.workspace.library_ref import LibraryRef


def misfit_warnings(directory: Path, misfits: tuple[Misfit, ...]) -> list[Diagnostic]:
    """One warning for all answers that no longer fit, with the items that took their place."""
    if not misfits:
        return []
    named = sorted({_misfit_words(misfit) for misfit in misfits})
    more = f" and {len(named) - MOST_MISFITS} more" if len(named) > MOST_MISFITS else ""
    one = len(misfits) == 1
    return [
        Diagnostic(
            "answers-outdated",
            f"{len(misfits)} answer{'' if one else 's'} of an earlier library no longer "
            f"fit{'s' if one else ''}: {', '.join(named[:MOST_MISFITS])}{more}",
            Location(str(directory / paths.JOURNAL)),
            "they are kept and count for nothing; assess asks again",
            Level.WARNING,
        )
    ]


MOST_MISFITS = 8
"""Items named in one warning."""

_MISFITS: dict[MisfitCause, str] = {
    "retired": "retired",
    "unknown": "not in this library",
    "subject": "asked about something else now",
    "kind": "asked in another way now",
    "unit": "another unit now",
    "value": "no longer a choice",
}


def _misfit_words(misfit: Misfit) -> str:
    successors = f", now {' and '.join(misfit.successors)}" if misfit.successors else ""
    return f"{misfit.answer.item} ({_MISFITS[misfit.cause]}{successors})"


def library_warnings(directory: Path, before: LibraryRef, library: Library) -> list[Diagnostic]:
    """The library that is not the one of the last event."""
    if before.digest == library.digest:
        return []
    what = f"from version {before.version} to {library.version}"
    if before.version == library.version:
        what = f"without a new version number ({library.version})"
    return [
        Diagnostic(
            "library-changed",
            f"the library has changed {what} since the last answer",
            Location(str(directory)),
            "answers are kept; some decisions may differ",
            Level.WARNING,
        )
    ]
