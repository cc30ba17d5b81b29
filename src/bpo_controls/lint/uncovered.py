"""Checks of coverage: no source is left open, none is left out and carried, each regime has a name."""

from __future__ import annotations

from collections.abc import Iterator

from bpo_controls.diagnostics import did_you_mean
from bpo_controls.library.coverage import IN_BOOKS, coverage
from bpo_controls.library.model import Library
from bpo_controls.lint.remark import Remark


def uncovered(library: Library, _as_of: str) -> Iterator[Remark]:
    """A rule that binds somebody, or is not law yet or any more, that is neither taken up nor left out."""
    for taken in coverage(library):
        source = taken.source
        if taken.how != "open":
            continue
        if source.state not in IN_BOOKS:
            message = f"{source.id} is {source.state}, and no control watches it"
            yield Remark(source.id, (), message, "watch it, or leave it out with a reason in coverage.yaml")
        elif source.binds:
            hint = "name it in a control, or leave it out with a reason in coverage.yaml"
            yield Remark(source.id, (), f"no control carries {source.id}", hint)


def covered_anyway(library: Library, _as_of: str) -> Iterator[Remark]:
    """A source that is left out although a control takes it up."""
    for taken in coverage(library):
        if taken.because and taken.how in ("carried", "watched"):
            who = (*taken.carried_by, *taken.watched_by)[0]
            message = f"{taken.source.id} is left out, but {who} names it"
            yield Remark(taken.source.id, (), message, "take the line out", kind="coverage")


def unknown_regime(library: Library, _as_of: str) -> Iterator[Remark]:
    """A source of a regime that regimes.yaml does not name; a library without that file needs none."""
    if not library.regimes:
        return
    for source in library.sources.values():
        if source.regime not in library.regimes:
            hint = did_you_mean(source.regime, library.regimes) or "name it in regimes.yaml"
            yield Remark(source.id, ("regime",), f'unknown regime "{source.regime}"', hint)
