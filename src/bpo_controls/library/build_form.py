"""From the open door of a form to the model, with every reference in it checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bpo_controls.diagnostics import did_you_mean
from bpo_controls.library.condition import Condition, SubjectKind
from bpo_controls.library.form_doors import ColumnDoor, FieldDoor, FormDoor, ItemDoor, OriginDoor, RowsDoor
from bpo_controls.library.form_model import (
    CONTROL_SHOWS,
    Form,
    FormColumn,
    FormCopies,
    FormField,
    FormItem,
    FormRows,
    FormSection,
    Origin,
)
from bpo_controls.library.parse_condition import parse_condition
from bpo_controls.library.problems import Entry, Problems, Spot
from bpo_controls.library.vocabulary import Vocabulary

if TYPE_CHECKING:
    from bpo_controls.library.entries import Shelf

ENGAGEMENT_KEYS: tuple[str, ...] = (
    "title", "buyer", "vendor", "goal", "data_involved", "systems_touched", "failure_to_avoid", "owner",
    "second_reviewer", "review_date", "gate_dates.pilot", "gate_dates.go-live", "gate_dates.scale",
    "branding.firm",
)  # fmt: skip
"""Keys of engagement.yaml that a form may show."""

SUBJECT_SHOWS = ("name", "kind")
PERSON_SHOWS = ("name", "role", "organization", "side", "email")
ASSESSMENT_SHOWS = ("as_of", "pilot", "go-live", "scale")
SHOWS: dict[str, tuple[str, ...]] = {
    "items": ("number", "id", "text", "sources", "answer", "said", "proof", "basis", "note", "seen", "cell"),
    "finding": (
        "number", "id", "title", "statement", "about", "severity", "gate", "status", "said", "missing", "figure",
        "limit", "limit_source", "measure", "sources", "cost", "steps", "first_step", "party", "due", "verify", "accept",
        "evidence", "proof", "basis", "note", "seen", "raised_on", "step_dates", "step_owners",
        "step_states", "step_proof",
    ),
    "subject": ("number", "name", "id"),
    "person": ("number", *PERSON_SHOWS),
    "value": ("number", "label", "value", "source"),
    "draw": ("number", "id", "draw_number"),
    "empty": ("number",),
}  # fmt: skip
"""What rows of each kind say of themselves."""

ROW_FAMILY: dict[str, str] = {
    "items": "items", "gap": "finding", "limit": "finding", "control": "finding", "workflow": "subject",
    "site": "subject", "subcontractor": "subject", "person": "person", "value": "value", "draw": "draw", "empty": "empty",
}  # fmt: skip


@dataclass(slots=True)
class _Builder:
    """Builds one form; what does not fit together goes to `problems`."""

    shelf: Shelf
    words: Vocabulary
    problems: Problems

    def condition(self, spot: Spot, door: object, own: SubjectKind, key: str = "when") -> Condition | None:
        if key not in door.model_fields_set:  # type: ignore[attr-defined]
            return None
        return parse_condition(spot.at(key), self.words, own, self.problems)

    def known(
        self, spot: Spot, given: str, known: Collection[str], code: str, what: str, kind: str = ""
    ) -> None:
        if given in known or (kind and self.shelf.lost(kind, given)):
            return
        self.problems.add(code, spot, f'{what} "{given}" is not known', did_you_mean(given, known))

    def controls(self, spot: Spot, given: Iterable[str]) -> tuple[str, ...]:
        for index, one in enumerate(given):
            here = spot.at(index)
            self.known(here, one, self.shelf.controls, "unknown-control", "the control", "controls")
            entry = self.shelf.controls.get(one)
            if (entry is not None and entry.door.retired is not None) or one in self.shelf.retirements:
                self.problems.add("retired-control", here, f"{one} is retired", "name what replaced it")
        return tuple(given)

    def sources(self, spot: Spot, given: Iterable[str]) -> tuple[str, ...]:
        for index, one in enumerate(given):
            self.known(spot.at(index), one, self.shelf.sources, "unknown-source", "the source", "sources")
        return tuple(given)

    def fact(self, spot: Spot, given: str) -> None:
        if not self.words.partial and given not in self.words.broken:
            self.known(spot, given, self.words.facts, "unknown-fact", "the fact")

    def origin(self, spot: Spot, door: FieldDoor | ColumnDoor, family: str = "") -> Origin:
        """Exactly one of from, print, blank (and in a column show)."""
        printed = getattr(door, "printed", "")
        shown = getattr(door, "show", "")
        given = [one for one in (door.origin, printed, door.blank, shown) if one]
        if len(given) != 1:
            ways = "show, from or blank" if family else "from, print or blank"
            self.problems.add(
                "one-origin", spot, f'"{door.id}" has {len(given) or "no"} origins', f"give one of {ways}"
            )
            return Origin("blank", text=door.blank)
        if shown:
            self.known(spot.at("show"), shown, SHOWS[family], "unknown-word", "what a row shows,")
            return Origin("show", shown, ask=door.ask)
        if printed:
            return Origin("print", text=printed)
        if door.origin is None:
            return Origin("blank", text=door.blank, ask=door.ask)
        return self.value(spot.at("from"), door.origin, door.ask)

    def value(self, spot: Spot, door: OriginDoor, ask: str) -> Origin:
        """What `from` says."""
        asked = door.ask or ask
        named = {
            "engagement": door.engagement, "fact": door.fact, "control": door.control, "parameter": door.parameter,
            "person": door.person, "subject": door.subject, "assessment": door.assessment,
        }  # fmt: skip
        given = [kind for kind, value in named.items() if value]
        if len(given) != 1:
            hint = f"give one of {', '.join(named)}"
            self.problems.add("one-origin", spot, f"from names {len(given) or 'no'} origins", hint)
            return Origin("blank")
        match given[0]:
            case "engagement":
                self.known(
                    spot.at("engagement"), door.engagement, ENGAGEMENT_KEYS, "unknown-key", "the key of engagement.yaml"
                )  # fmt: skip
                return Origin("engagement", door.engagement, ask=asked)
            case "fact":
                self.fact(spot.at("fact"), door.fact)
                return Origin("fact", door.fact, ask=asked)
            case "control":
                listed = self.controls(spot.at("control"), door.control)
                show = door.show or "answer"
                self.known(spot.at("show"), show, CONTROL_SHOWS, "unknown-word", "what a control shows,")
                return Origin("control", controls=listed, show=show, ask=asked, broader=door.broader)
            case "parameter":
                self.known(
                    spot.at("parameter"), door.parameter, self.shelf.parameters, "unknown-file", "the table", "parameters"
                )  # fmt: skip
                return Origin("parameter", door.parameter, ask=asked)
            case "person":
                show = door.show or "name"
                self.known(spot.at("show"), show, PERSON_SHOWS, "unknown-word", "what a person shows,")
                return Origin("person", roles=door.person, side=door.side, show=show, ask=asked)
            case "subject":
                self.known(
                    spot.at("subject"), door.subject, SUBJECT_SHOWS, "unknown-word", "what is said of a subject,"
                )  # fmt: skip
                return Origin("subject", door.subject)
            case _:
                self.known(
                    spot.at("assessment"), door.assessment, ASSESSMENT_SHOWS, "unknown-word", "of the assessment,"
                )  # fmt: skip
                return Origin("assessment", door.assessment)

    def item(self, spot: Spot, door: ItemDoor, own: SubjectKind) -> FormItem:
        if door.fact:
            self.fact(spot.at("fact"), door.fact)
        ways = [one for one in (door.control, door.fact, door.blank) if one]
        if len(ways) > 1:
            self.problems.add(
                "one-origin",
                spot,
                f'"{door.id}" has {len(ways)} origins',
                "give one of control, fact or blank",
            )
        return FormItem(
            door.id,
            door.text,
            self.sources(spot.at("sources"), door.sources),
            self.controls(spot.at("control"), door.control),
            door.fact,
            door.broader,
            door.blank,
            door.ask,
            self.condition(spot, door, own),
            {key: value for key, value in door.cells.items() if isinstance(value, str | int | float)},
        )

    def rows(self, spot: Spot, door: RowsDoor, own: SubjectKind) -> FormRows:
        self.unique(spot.at("items"), [one.id for one in door.items])
        if door.parameter:
            self.known(
                spot.at("parameter"), door.parameter, self.shelf.parameters, "unknown-file", "the table", "parameters"
            )  # fmt: skip
        for index, domain in enumerate(door.domains):
            self.known(spot.at("domains", index), domain, self.shelf.domains, "unknown-domain", "the domain")
        family = ROW_FAMILY[door.each]
        kind: SubjectKind = door.each if family == "subject" else own  # type: ignore[assignment]
        return FormRows(
            door.each,
            tuple(self.item(spot.at("items", i), one, own) for i, one in enumerate(door.items)),
            self.controls(spot.at("controls"), door.controls),
            door.domains,
            door.severities,
            door.parameter,
            door.count,
            self.condition(spot, door, kind, "where"),
        )

    def unique(self, spot: Spot, ids: list[str]) -> None:
        for index, one in enumerate(ids):
            if one in ids[:index]:
                self.problems.add("duplicate-id", spot.at(index, "id"), f'"{one}" stands twice')


def form(entry: Entry[FormDoor], name: str, shelf: Shelf, words: Vocabulary, problems: Problems) -> Form:
    """A form; what does not fit together goes to `problems`."""
    door, spot, make = entry.door, entry.spot, _Builder(shelf, words, problems)
    # A form that is made for one kind of subject alone may ask conditions about that subject.
    kinds: set[SubjectKind] = {one.per for one in door.copies} or {"engagement"}
    own: SubjectKind = next(iter(kinds)) if len(kinds) == 1 else "engagement"
    make.unique(spot.at("sections"), [one.id for one in door.sections])
    sections = []
    for place, part in enumerate(door.sections):
        here = spot.at("sections", place)
        make.unique(here.at("fields"), [one.id for one in part.fields])
        make.unique(here.at("columns"), [one.id for one in part.columns])
        if bool(part.columns) != (part.rows is not None):
            problems.add(
                "one-origin", here, f'"{part.id}" has columns or rows, not both', "a table needs both"
            )
            continue
        family = ROW_FAMILY[part.rows.each] if part.rows else ""
        sections.append(
            FormSection(
                part.id,
                part.title,
                part.intro,
                tuple(
                    FormField(
                        one.id,
                        one.label,
                        make.origin(here.at("fields", index), one),
                        one.kind,
                        one.choices,
                        make.condition(here.at("fields", index), one, own),
                    )
                    for index, one in enumerate(part.fields)
                ),
                tuple(
                    FormColumn(
                        one.id,
                        one.heading,
                        make.origin(here.at("columns", index), one, family),
                        one.kind,
                        one.choices,
                        one.share,
                    )
                    for index, one in enumerate(part.columns)
                ),
                make.rows(here.at("rows"), part.rows, own) if part.rows else None,
                part.empty,
                make.condition(here, part, own),
                part.notes,
            )
        )
    if door.main:
        tables = [one.id for one in sections if one.rows is not None]
        make.known(spot.at("main"), door.main, tables, "unknown-section", "the table")
    return Form(
        id=name,
        title=door.title,
        purpose=door.purpose,
        layout=door.layout,
        signer=door.signer,
        copies=tuple(
            FormCopies(one.per, make.condition(spot.at("copies", index), one, one.per))
            for index, one in enumerate(door.copies)
        )
        or (FormCopies("engagement"),),
        sections=tuple(sections),
        due=door.due,
        sources=make.sources(spot.at("sources"), door.sources),
        when=make.condition(spot, door, "engagement"),
        notes=door.notes,
        across=door.across,
        main=door.main,
    )
