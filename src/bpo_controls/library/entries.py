"""All entries of all files, by kind and id, with a later library's entries laid over an earlier one's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bpo_controls.diagnostics import Diagnostic, Location, did_you_mean
from bpo_controls.library.door_fields import Door
from bpo_controls.library.entry_errors import open_door
from bpo_controls.library.files import EXCEPTIONS, FIXED, FORMS, PAPERS, WORK
from bpo_controls.library.form_doors import FormDoor
from bpo_controls.library.model import DOMAINS
from bpo_controls.library.paper_kinds import open_paper
from bpo_controls.library.problems import Document, Entry, Problems, Spot
from bpo_controls.library.schema import (
    ENTRY_DOORS,
    ControlDoor,
    CoverageDoor,
    DerivedDoor,
    FailureDoor,
    LibraryDoor,
    ParameterDoor,
    PrecedentDoor,
    QuestionDoor,
    RegimeDoor,
    RetireDoor,
    SectionDoor,
    SourceDoor,
    WorkflowDoor,
)

D = TypeVar("D", bound=Door)


@dataclass(slots=True)
class Shelf:
    """Entries whose shape is right. `broken` holds, for each kind, ids of entries whose shape is wrong;
    `unread` the stems of files that could not be followed, so that nothing is said to be missing from them.
    """

    libraries: list[Entry[LibraryDoor]] = field(default_factory=list)
    regimes: dict[str, Entry[RegimeDoor]] = field(default_factory=dict)
    sources: dict[str, Entry[SourceDoor]] = field(default_factory=dict)
    coverage: dict[str, Entry[CoverageDoor]] = field(default_factory=dict)
    workflows: dict[str, Entry[WorkflowDoor]] = field(default_factory=dict)
    sections: dict[str, Entry[SectionDoor]] = field(default_factory=dict)
    questions: dict[str, Entry[QuestionDoor]] = field(default_factory=dict)
    derived: dict[str, Entry[DerivedDoor]] = field(default_factory=dict)
    controls: dict[str, Entry[ControlDoor]] = field(default_factory=dict)
    precedents: dict[str, Entry[PrecedentDoor]] = field(default_factory=dict)
    parameters: dict[str, Entry[ParameterDoor]] = field(default_factory=dict)
    failures: dict[str, Entry[FailureDoor]] = field(default_factory=dict)
    papers: dict[str, Entry[Any]] = field(default_factory=dict)
    forms: dict[str, Entry[FormDoor]] = field(default_factory=dict)
    retirements: dict[str, Entry[RetireDoor]] = field(default_factory=dict)
    replaced: list[tuple[Entry[Any], Entry[Any]]] = field(default_factory=list)
    broken: dict[str, set[str]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    @property
    def domains(self) -> tuple[str, ...]:
        """The domains of all libraries: those each lists, an earlier library first; without a list the usual ones."""
        listed = dict.fromkeys(domain for library in self.libraries for domain in library.door.domains)
        first = self.libraries[0].door.domains if self.libraries else ()
        return tuple(listed) if first else tuple(dict.fromkeys((*DOMAINS, *listed)))

    def lost(self, kind: str, one: str) -> bool:
        """True when an id may be missing only because its entry or its file could not be read."""
        return one in self.broken.get(kind, ()) or kind in self.unread


def fill_shelf(documents: Sequence[Document], problems: Problems) -> Shelf:
    """Opens the door of every entry, in file order, and lays later libraries over earlier ones."""
    shelf = Shelf()
    present = {document.file.stem for document in documents}
    for stem, kinds in (("workflows", {"workflows"}), ("scoping", {"questions", "derived", "sections"})):
        if stem not in present:  # told as a missing file; what it would hold is not missed once more
            shelf.unread |= kinds
    for document in documents:
        problems.found.extend(document.parsed.diagnostics)
        stem = document.file.stem
        if document.parsed.broken:
            shelf.unread |= {"questions", "derived", "sections"} if stem == "scoping" else {stem}
            if stem not in FIXED:
                shelf.unread.add("controls")
            continue
        spot = Spot(document, ())
        if stem == "library":
            opened = open_door(LibraryDoor, spot, problems)
            if opened:
                shelf.libraries.append(opened)
        elif stem == "scoping":
            _scoping(shelf, spot, problems)
        elif stem in FIXED:
            _entries(shelf, getattr(shelf, stem), stem, ENTRY_DOORS[stem], spot, problems)
        elif stem == WORK:
            _work(shelf, spot, problems)
        elif stem == PAPERS:
            name = document.file.path.stem
            _named(shelf.papers, name, open_paper(name, spot, problems), problems)
        elif stem == FORMS:
            _named(shelf.forms, document.file.path.stem, open_door(FormDoor, spot, problems), problems)
        elif stem in shelf.domains:
            _entries(shelf, shelf.controls, "controls", ControlDoor, spot, problems)
        elif stem != EXCEPTIONS:
            hint = did_you_mean(stem, (*FIXED, *shelf.domains, EXCEPTIONS))
            where = Location(document.file.name)
            problems.found.append(Diagnostic("unknown-file", "is not a file of a library", where, hint))
            shelf.unread.add("controls")
    return shelf


def domain_of(entry: Entry[ControlDoor] | Entry[RetireDoor]) -> str:
    """The domain of a control: the name of its file, or the list it stands in within a file of work/."""
    spot = entry.spot
    return str(spot.path[0]) if spot.document.file.stem == WORK else spot.document.file.stem


def _work(shelf: Shelf, spot: Spot, problems: Problems) -> None:
    """A file of work/: a list of controls per domain."""
    if not isinstance(spot.data, dict):
        if spot.data is not None:
            problems.add("wrong-type", spot, "must be a mapping from domains to lists of controls")
            shelf.unread.add("controls")
        return
    for domain in spot.data:
        if domain not in shelf.domains:
            hint = did_you_mean(str(domain), shelf.domains)
            problems.add("unknown-domain", spot.at(domain), f'unknown domain "{domain}"', hint, on_key=True)
            continue
        _entries(shelf, shelf.controls, "controls", ControlDoor, spot.at(domain), problems)


def _named(into: dict[str, Entry[Any]], name: str, entry: Entry[Any] | None, problems: Problems) -> None:
    """A file known by its name; over that of an earlier library it needs a reason in `overrides`."""
    if entry is None:
        return
    spot, earlier, reason = entry.spot, into.get(name), entry.door.overrides
    if earlier is not None and not reason:
        message = f"{name} is already in the library before: {earlier.spot.document.file.name}"
        hint = "to change it on purpose, add overrides: and the reason"
        problems.add("override-silent", spot, message, hint)
    elif earlier is None and reason:
        message = f"{name} overrides nothing: no earlier library has it"
        hint = "check the name of the file, or leave overrides out"
        problems.add("override-nothing", spot.at("overrides"), message, hint, on_key=True)
    else:
        into[name] = entry


def _scoping(shelf: Shelf, spot: Spot, problems: Problems) -> None:
    lists: dict[str, type[Door]] = {
        "sections": SectionDoor,
        "questions": QuestionDoor,
        "derived": DerivedDoor,
    }
    if not isinstance(spot.data, dict):
        problems.add("wrong-type", spot, "must be a mapping with sections, questions and derived")
        shelf.unread |= set(lists)
        return
    for key in spot.data:
        if key not in lists:
            hint = "known: sections, questions, derived"
            problems.add("unknown-key", spot.at(key), f'unknown key "{key}"', hint, on_key=True)
            shelf.unread |= set(lists)
    for key, door in lists.items():
        if key in spot.data:
            _entries(shelf, getattr(shelf, key), key, door, spot.at(key), problems)


def _entries(
    shelf: Shelf, into: dict[str, Entry[D]], kind: str, door: type[D], spot: Spot, problems: Problems
) -> None:
    if not isinstance(spot.data, list):
        if spot.data is None and not spot.path:
            return  # an empty file: nothing to add
        hint = f'start each entry with "- {door.known_by}: …"'
        problems.add("wrong-type", spot, f"must be a list of {kind}", hint)
        shelf.unread.add(kind)
        return
    for index, data in enumerate(spot.data):
        here = spot.at(index)
        if kind == "controls" and isinstance(data, dict) and _only_retires(data):
            opened = open_door(RetireDoor, here, problems)
            if opened and _may_retire(shelf, opened, problems):
                shelf.retirements[opened.door.id] = opened
            continue
        entry = open_door(door, here, problems)
        if entry is None:
            one = data.get(door.known_by) if isinstance(data, dict) else None
            if isinstance(one, str):
                shelf.broken.setdefault(kind, set()).add(one)
            else:
                shelf.unread.add(kind)  # an entry without an id could be any
            continue
        one = entry.door.id  # type: ignore[attr-defined]
        if _may_replace(shelf, into, entry, problems):
            into[one] = entry


def _only_retires(data: dict[str, Any]) -> bool:
    return "retired" in data and set(data) <= {"id", "retired", "overrides"}


def _may_retire(shelf: Shelf, entry: Entry[RetireDoor], problems: Problems) -> bool:
    """An id of this library may be kept alone; a control of an earlier library is retired with a reason."""
    known = entry.door.id in shelf.controls
    if known or entry.door.overrides:
        return _may_replace(shelf, shelf.controls, entry, problems)
    if entry.door.id in shelf.retirements:
        problems.add("duplicate-id", entry.spot.at("id"), f"{entry.door.id} is retired already")
        return False
    return True


def _may_replace(shelf: Shelf, into: dict[str, Entry[Any]], entry: Entry[Any], problems: Problems) -> bool:
    """Within one library an id stands once; over an earlier library it needs a reason in `overrides`."""
    door, spot = entry.door, entry.spot
    earlier = into.get(door.id)
    reason = getattr(door, "overrides", "")
    if earlier is None:
        if reason and not shelf.lost(_kind_of(into, shelf), door.id):
            message = f"{door.id} overrides nothing: no earlier library has it"
            hint = "check the id, or leave overrides out"
            problems.add("override-nothing", spot.at("overrides"), message, hint, on_key=True)
        return not isinstance(door, RetireDoor)
    first = earlier.spot.document.parsed.positions.of(earlier.spot.path)
    if earlier.spot.document.file.folder == spot.document.file.folder:
        message = f"{door.id} stands twice in this library"
        problems.add(
            "duplicate-id", spot.at(door.known_by), message, f"it stands first at {first}; ids are forever"
        )
        return False
    if not reason and not isinstance(door, SectionDoor):
        message = f"{door.id} is already in the library before: {first}"
        hint = "to change it on purpose, add overrides: and the reason"
        problems.add("override-silent", spot.at(door.known_by), message, hint)
        return False
    shelf.replaced.append((earlier, entry))
    return True


def _kind_of(into: dict[str, Entry[Any]], shelf: Shelf) -> str:
    kinds = (
        "regimes",
        "sources",
        "coverage",
        "workflows",
        "questions",
        "derived",
        "controls",
        "precedents",
        "parameters",
        "failures",
        "sections",
    )
    return next((kind for kind in kinds if getattr(shelf, kind) is into), "")
