"""The library as an engagement's record has it: workflows in the client's words, without own controls taken back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from types import MappingProxyType

from bpo_controls.answers.engagement_record import Record
from bpo_controls.answers.typed_text import visible
from bpo_controls.answers.workflow_labels import called
from bpo_controls.diagnostics import did_you_mean, user_error
from bpo_controls.library.model import Control, Library

OWN_SOURCE = "own-"
"""How the id of the source of an own control begins; the rest is the id of the control."""


def as_recorded(library: Library, record: Record) -> Library:
    """The whole library as it reads and counts by this record; its digest stays."""
    return called(without(library, record.dropped), record.labels)


def without(library: Library, ids: Collection[str]) -> Library:
    """The library without these controls of the engagement's own. Of other controls none is ever left out."""
    gone = {id_ for id_ in ids if is_own(library, id_)}
    if not gone:
        return library
    controls = {id_: one for id_, one in library.controls.items() if id_ not in gone}
    sources = {id_: one for id_, one in library.sources.items() if id_.removeprefix(OWN_SOURCE) not in gone}
    return replace(library, controls=MappingProxyType(controls), sources=MappingProxyType(sources))


def is_own(library: Library, id_: str) -> bool:
    """Whether a control is one of the engagement's own."""
    return id_ in library.controls and f"{OWN_SOURCE}{id_}" in library.sources


def own_controls(library: Library) -> tuple[str, ...]:
    """The ids of the engagement's own controls, in the order of their file."""
    return tuple(id_ for id_ in library.controls if is_own(library, id_))


def own_control(library: Library, id_: str) -> Control:
    """The own control with this id, in any case. Raises UserError when there is none."""
    known = own_controls(library)
    for candidate in known:
        if candidate.casefold() == id_.strip().casefold():
            return library.controls[candidate]
    here = "it stands in the library, and stays" if id_.strip().upper() in library.controls else ""
    hint = here or did_you_mean(id_.strip().upper(), known) or f"there are: {', '.join(known) or 'none'}"
    raise user_error(
        "unknown-control", f'"{visible(id_)}" is no control of this engagement\'s own', hint=hint
    )
