"""What differs between two libraries, by id."""

from __future__ import annotations

from dataclasses import dataclass, fields

from bpo_controls.library.model import Control, Library, Question

_QUIET = frozenset({"reviewed_on", "since", "places"})
"""Fields whose change nobody who answers would notice."""


@dataclass(frozen=True, slots=True)
class LibraryDifference:
    """Ids that came, went or were retired, and for those that stayed the names of the fields that differ."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    retired: tuple[tuple[str, tuple[str, ...]], ...]
    changed: tuple[tuple[str, tuple[str, ...]], ...]


def compare_libraries(before: Library, after: Library) -> LibraryDifference:
    """The difference, in the order of the libraries; `retired` pairs an id with what took its place."""
    old: dict[str, Control | Question] = {**before.questions, **before.controls}
    new: dict[str, Control | Question] = {**after.questions, **after.controls}
    gone = [id_ for id_ in old if id_ not in new]
    changed = [(id_, _fields(old[id_], new[id_])) for id_ in old if id_ in new]
    return LibraryDifference(
        tuple(id_ for id_ in new if id_ not in old),
        tuple(id_ for id_ in gone if id_ not in after.retired),
        tuple((id_, after.retired[id_].replaced_by) for id_ in gone if id_ in after.retired),
        tuple((id_, names) for id_, names in changed if names),
    )


def _fields(before: Control | Question, after: Control | Question) -> tuple[str, ...]:
    if type(before) is not type(after):
        return ("kind of entry",)
    return tuple(
        field.name
        for field in fields(before)
        if field.name not in _QUIET and getattr(before, field.name) != getattr(after, field.name)
    )
