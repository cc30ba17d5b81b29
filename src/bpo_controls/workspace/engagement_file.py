"""`engagement.yaml`: what the engagement is about. Written by `init`, then the consultant's own file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Any, cast

from bpo_controls.answers.measure import parse_date
from bpo_controls.answers.phi import identifier_problem
from bpo_controls.answers.reconcile import same_person
from bpo_controls.answers.typed_text import clean_text, describe
from bpo_controls.diagnostics import Diagnostic, Level, did_you_mean, ordered
from bpo_controls.library.model import GATES, Gate
from bpo_controls.workspace.library_ref import LibraryRef
from bpo_controls.workspace.paths import outside_reason
from bpo_controls.workspace.reality_check import ONE_LINE, REALITY_CHECK, REQUIRED
from bpo_controls.yaml.source import Parsed, PlainPath, read_yaml
from bpo_controls.yaml.text import dump_yaml

__all__ = [
    "REALITY_CHECK",
    "Branding",
    "EngagementFile",
    "LibraryRef",
    "engagement_file_of",
    "read_engagement_file",
    "write_engagement_file",
]

FORMATS: tuple[str, ...] = ("md", "html", "pdf", "docx", "xlsx", "csv", "json", "oscal")
"""Formats that `deliverables` may name: those that reports come in."""

_TEXTS = (
    "title", "buyer", "vendor", "goal", "data_involved", "systems_touched", "failure_to_avoid", "owner",
    "second_reviewer",
)  # fmt: skip
_CONTACTS = ("owner", "second_reviewer")


@dataclass(frozen=True, slots=True)
class Branding:
    """How deliverables look. Colors are `#rrggbb`; the logo is a PNG, JPEG or SVG file in the engagement."""

    firm: str = ""
    color: str = ""
    accent: str = ""
    logo: str = ""


SIDES: tuple[str, ...] = ("buyer", "vendor", "subcontractor", "other")
"""Whose people somebody is of."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who answers, reviews or is to be asked. `role` is one of the library's or free text.

    `deputy` is the name of who stands in, of the register too or not.
    """

    name: str
    role: str = ""
    organization: str = ""
    side: str = ""
    email: str = ""
    phone: str = ""
    deputy: str = ""


PERSON_KEYS: tuple[str, ...] = ("name", "role", "organization", "side", "email", "phone", "deputy")


@dataclass(frozen=True, slots=True)
class EngagementFile:
    """The contents of engagement.yaml. Dates are ISO 8601; what was not given is empty.

    `id` ties the file to its journal. `commercial` (fees and the like) is left out of the vendor's editions, `internal_notes` of the buyer's.
    """

    buyer: str
    vendor: str
    goal: str
    data_involved: str
    systems_touched: str
    failure_to_avoid: str
    owner: str
    title: str = ""
    second_reviewer: str = ""
    review_date: str = ""
    gate_dates: Mapping[Gate, str] = field(default_factory=lambda: MappingProxyType({}))
    library: LibraryRef | None = None
    branding: Branding = Branding()
    deliverables: tuple[str, ...] = ()
    commercial: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    agreements: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    internal_notes: str = ""
    people: tuple[Person, ...] = ()
    id: str = ""

    def person(self, name: str) -> Person | None:
        """The person of this name, compared without case and extra spaces; None when nobody is."""
        return next((one for one in self.people if same_person(one.name, name)), None)


_KEYS = (
    *_TEXTS, "review_date", "gate_dates", "library", "branding", "deliverables", "commercial", "agreements", "internal_notes", "people", "id",
)  # fmt: skip


def engagement_file_of(given: Mapping[str, str], library: LibraryRef | None = None) -> EngagementFile:
    """The file that answers to the reality check make; `given` has their keys and accepted texts."""
    gates = {gate: given[f"gate_dates.{gate}"] for gate in GATES if given.get(f"gate_dates.{gate}")}
    texts: dict[str, Any] = {key: given.get(key, "") for key in _TEXTS}
    review = given.get("review_date", "")
    return EngagementFile(**texts, review_date=review, gate_dates=MappingProxyType(gates), library=library)


def read_engagement_file(
    text: str, name: str, *, library_needed: bool = True, identifiers: bool = True
) -> tuple[EngagementFile | None, tuple[Diagnostic, ...]]:
    """The file and everything wrong with it; None when an error leaves it unusable.

    `library_needed=False` is for `init --from FILE`, where the library is not fixed yet. What looks like
    a patient identifier is a warning here and an error in `create_engagement`; without `identifiers` nobody looks.
    """
    parsed = read_yaml(text, name)
    if parsed.broken:
        return None, parsed.diagnostics
    reader = _Reader(parsed, identifiers)
    found = reader.read(library_needed)
    problems = ordered((*parsed.diagnostics, *reader.problems))
    failed = any(problem.level is Level.ERROR for problem in problems)
    return (None if failed else found), problems


_MADE_ID = re.compile(r"[0-9a-f]{16}")
"""What `create_engagement` gives an engagement for an id: no text of a person's."""


class _Reader:
    """Reads one parsed file and collects what is wrong with it."""

    def __init__(self, parsed: Parsed, identifiers: bool) -> None:
        self.parsed = parsed
        self.identifiers = identifiers
        self.problems: list[Diagnostic] = []

    def read(self, library_needed: bool) -> EngagementFile | None:
        data = self.parsed.data
        if not isinstance(data, dict):
            self._tell("not-an-engagement-file", (), "is not a mapping", "write lines like buyer: …")
            return None
        self._known(data, _KEYS, ())
        for key in (*REQUIRED, *(("library",) if library_needed else ())):
            if data.get(key) in (None, ""):
                at: PlainPath = (key,) if key in data else ()
                self._tell("missing-key", at, f'"{key}" is missing', f"add {key}: …")
        texts: dict[str, Any] = {key: self._text(data, key) for key in _TEXTS}
        return EngagementFile(
            **texts,
            review_date=self._date(data, ("review_date",)),
            gate_dates=self._gates(data),
            library=self._library(data),
            branding=self._branding(data),
            deliverables=self._deliverables(data),
            commercial=self._commercial(data),
            agreements=self._agreements(data),
            internal_notes=self._text(data, "internal_notes"),
            people=self._people(data),
            id=self._text(data, "id", ("id",)) if isinstance(data.get("id"), str) else "",
        )

    def _text(self, data: Mapping[str, object], key: str, path: PlainPath = ()) -> str:
        raw = data.get(key)
        if raw is None or raw == "":
            return ""
        one_line = bool(path) or key in ONE_LINE
        text = clean_text(raw, key.replace("_", " "), one_line=one_line)
        at = (*path, key)
        if isinstance(text, Diagnostic):
            self._tell(text.code, at, text.message, text.hint)
            return ""
        if not self.identifiers or _MADE_ID.fullmatch(text):
            return text
        found = identifier_problem(text, key.replace("_", " "), contact=key in _CONTACTS or "people" in path)
        if found is not None:
            self._tell(found.code, at, found.message, found.hint, Level.WARNING)
        return text

    def _date(self, data: Mapping[str, object], path: PlainPath) -> str:
        raw = data.get(str(path[-1]))
        if raw is None or raw == "":
            return ""
        found = parse_date(raw)
        if isinstance(found, Diagnostic):
            self._tell(found.code, path, found.message, found.hint)
            return ""
        return found

    def _mapping(self, data: Mapping[str, object], key: str) -> Mapping[str, object]:
        raw = data.get(key)
        if raw is None:
            return {}
        if not isinstance(raw, dict):
            self._tell(
                "mapping-expected",
                (key,),
                f"{key} is {describe(raw)}, not a mapping",
                "indent its keys below it",
            )
            return {}
        return raw

    def _gates(self, data: Mapping[str, object]) -> Mapping[Gate, str]:
        raw = self._mapping(data, "gate_dates")
        self._known(raw, GATES, ("gate_dates",))
        dates = {gate: self._date(raw, ("gate_dates", gate)) for gate in GATES}
        given = {gate: date for gate, date in dates.items() if date}
        for (before, early), (after, late) in pairwise(given.items()):
            if late < early:
                self._tell(
                    "gates-out-of-order",
                    ("gate_dates", after),
                    f"{after} ({late}) comes before {before} ({early})",
                    "the gates follow each other: pilot, go-live, scale",
                )
        return MappingProxyType(given)

    def _library(self, data: Mapping[str, object]) -> LibraryRef | None:
        raw = self._mapping(data, "library")
        if not raw:
            return None
        keys = ("id", "version", "digest")
        self._known(raw, keys, ("library",))
        for key in keys[:2]:
            if raw.get(key) in (None, ""):
                self._tell(
                    "missing-key", ("library",), f'"library: {key}" is missing', f"add {key}: … to library"
                )
        return LibraryRef(*(self._text(raw, key, ("library",)) for key in keys))

    def _branding(self, data: Mapping[str, object]) -> Branding:
        raw = self._mapping(data, "branding")
        keys = ("firm", "color", "accent", "logo")
        self._known(raw, keys, ("branding",))
        found = {key: self._text(raw, key, ("branding",)) for key in keys}
        for key in ("color", "accent"):
            if found[key] and not re.fullmatch(r"#[0-9A-Fa-f]{6}", found[key]):
                self._tell(
                    "color-expected",
                    ("branding", key),
                    f"{describe(found[key])} is not a color",
                    'write "#1f4e79"',
                )
        if found["logo"]:
            wrong = outside_reason(found["logo"])
            if not wrong and not re.search(r"\.(?:png|jpe?g|svg)$", found["logo"], re.I):
                wrong = "is not a PNG, JPEG or SVG file"
            if wrong:
                self._tell(
                    "path-outside",
                    ("branding", "logo"),
                    f"{describe(found['logo'])} {wrong}",
                    "put the logo into the engagement directory and give its name",
                )
        return Branding(**found)

    def _deliverables(self, data: Mapping[str, object]) -> tuple[str, ...]:
        raw = data.get("deliverables")
        if raw is None:
            return ()
        listed = raw if isinstance(raw, list) else [raw]
        chosen: list[str] = []
        for index, one in enumerate(listed):
            at: PlainPath = ("deliverables", index) if isinstance(raw, list) else ("deliverables",)
            if one not in FORMATS:
                self._tell(
                    "unknown-format", at, f"no format {describe(one)}", did_you_mean(str(one), FORMATS)
                )
            elif one not in chosen:
                chosen.append(cast(str, one))
        return tuple(chosen)

    def _commercial(self, data: Mapping[str, object]) -> Mapping[str, str]:
        raw = self._mapping(data, "commercial")
        found: dict[str, str] = {}
        for key, value in raw.items():
            label = clean_text(key, "the name of a commercial fact", limit=80, one_line=True)
            if isinstance(label, Diagnostic):
                self._tell(label.code, ("commercial", key), label.message, label.hint)
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                found[label] = f"{value:,}"
            else:
                found[label] = self._text(raw, key, ("commercial",))
        return MappingProxyType(found)

    def _agreements(self, data: Mapping[str, object]) -> Mapping[str, str]:
        raw = self._mapping(data, "agreements")
        found: dict[str, str] = {}
        for key in raw:
            label = clean_text(key, "the name of an agreement", limit=80, one_line=True)
            if isinstance(label, Diagnostic):
                self._tell(label.code, ("agreements", key), label.message, label.hint)
            elif day := self._date(raw, ("agreements", key)):
                found[label] = day
        return MappingProxyType(found)

    def _people(self, data: Mapping[str, object]) -> tuple[Person, ...]:
        raw = data.get("people")
        if raw is None or raw == []:
            return ()
        if not isinstance(raw, list):
            self._tell("mapping-expected", ("people",), "people is not a list", "write - name: … for each")
            return ()
        found: list[Person] = []
        for index, entry in enumerate(raw):
            at: PlainPath = ("people", index)
            one = {"name": entry} if isinstance(entry, str) else entry
            if not isinstance(one, dict):
                self._tell("mapping-expected", at, f"{describe(one)} is no person", "write - name: …")
                continue
            self._known(one, PERSON_KEYS, at)
            person = Person(**{key: self._text(one, key, at) for key in PERSON_KEYS})
            if not person.name:
                self._tell("missing-key", at, '"name" is missing', "add name: …")
            elif any(same_person(person.name, other.name) for other in found):
                self._tell("names-alike", at, f"{person.name} is listed twice", "keep one")
            elif person.side and person.side not in SIDES:
                hint = did_you_mean(person.side, SIDES) or "known: " + ", ".join(SIDES)
                self._tell("option-expected", (*at, "side"), f'no side "{person.side}"', hint)
            else:
                found.append(person)
        return tuple(found)

    def _known(self, data: Mapping[str, object], keys: tuple[str, ...], path: PlainPath) -> None:
        for key in data:
            if key not in keys:
                problem = Diagnostic(
                    "unknown-key",
                    f"unknown key {describe(key)}",
                    self.parsed.positions.of_key((*path, key)),
                    did_you_mean(key, keys) or "known: " + ", ".join(keys),
                )
                self.problems.append(problem)

    def _tell(self, code: str, path: PlainPath, message: str, hint: str, level: Level = Level.ERROR) -> None:
        self.problems.append(Diagnostic(code, message, self.parsed.positions.of(path), hint, level))


_COMMENTS = {
    "title": "A title for the deliverables; empty: buyer and vendor are named.",
    "buyer": "Who buys the work.",
    "vendor": "Who does it.",
    "goal": "What should be better once the work is outsourced.",
    "data_involved": "Patient or member data involved, in plain words. Kinds of data only, never anybody's data.",
    "systems_touched": "Systems the vendor works in.",
    "failure_to_avoid": "The failure that must not happen. The report opens with it.",
    "owner": "Who owns the engagement on the buyer's side.",
    "second_reviewer": "Who challenges the answers.",
    "review_date": "When this is looked at again, as YYYY-MM-DD.",
    "gate_dates": "When each gate is due (pilot, go-live, scale), as YYYY-MM-DD. Gaps are dated by it.",
    "library": "The library of controls this engagement was begun with. Leave it as it is.",
    "branding": 'firm, color and accent (like "#1f4e79"), logo (a PNG, JPEG or SVG in this directory).',
    "deliverables": f"Formats that report writes when none is named: {', '.join(FORMATS)}. Empty: pdf, docx, xlsx.",
    "commercial": "Fees and other terms, by name. Left out of what the vendor gets.",
    "agreements": 'When each contract ends, by name: "Business associate agreement": "2027-12-31".',
    "people": "Who answers or is to be asked: name, role, organization, side (buyer, vendor, subcontractor, other), email, phone, deputy.",
    "id": "Ties this file to its journal. Leave it as it is.",
    "internal_notes": "For your own eyes. Left out of what the buyer and the vendor get.",
}


def write_engagement_file(file: EngagementFile) -> str:
    """The text of engagement.yaml: every key, explained, in a fixed order."""
    data: dict[str, object] = {key: getattr(file, key) for key in (*_TEXTS, "review_date")}
    data["gate_dates"] = {gate: file.gate_dates.get(gate, "") for gate in GATES}
    if file.library is not None:
        ref = file.library
        data["library"] = {"id": ref.id, "version": ref.version, "digest": ref.digest}
    look = file.branding
    data["branding"] = {"firm": look.firm, "color": look.color, "accent": look.accent, "logo": look.logo}
    data["deliverables"] = list(file.deliverables)
    data["commercial"] = dict(file.commercial)
    if file.agreements:
        data["agreements"] = dict(file.agreements)
    data["internal_notes"] = file.internal_notes
    if file.id:
        data["id"] = file.id
    data["people"] = [
        {key: getattr(one, key) for key in PERSON_KEYS if getattr(one, key)} for one in file.people
    ]
    parts = ["# An engagement of bpo-controls. This file is yours to edit; the answers are kept elsewhere.\n"]
    parts += [f"\n# {_COMMENTS[key]}\n{dump_yaml({key: data[key]})}" for key in _COMMENTS if key in data]
    return "".join(parts)
