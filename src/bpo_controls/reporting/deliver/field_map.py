"""A field map: which field of a form goes to which place of somebody else's file."""

from __future__ import annotations

from dataclasses import dataclass

from bpo_controls.diagnostics import Diagnostic, Location, UserError, did_you_mean
from bpo_controls.forms.filled_form import FilledCopy, FilledField, FilledForm
from bpo_controls.reporting.formats.overlay.onto import OntoError, lay_onto
from bpo_controls.yaml.source import Parsed, read_yaml


@dataclass(frozen=True, slots=True)
class Target:
    """One place of the file and the field that goes there. With `tick` it is a box, ticked when the field says so."""

    place: str
    field: str
    tick: str = ""


@dataclass(frozen=True, slots=True)
class FieldMap:
    """The form it is for, and the places in the order of the map."""

    form: str
    targets: tuple[Target, ...]


def read_field_map(text: str, name: str) -> FieldMap:
    """The map. Raises UserError with everything wrong with it, each at its place."""
    parsed = read_yaml(text, name)
    if parsed.broken:
        raise UserError(*parsed.diagnostics)
    problems: list[Diagnostic] = []
    data = parsed.data if isinstance(parsed.data, dict) else {}
    places = data.get("places")
    if (
        not isinstance(data.get("form"), str)
        or not isinstance(places, dict)
        or set(data) - {"form", "places"}
    ):
        problems.append(
            Diagnostic(
                "bad-map",
                "a field map has form and places",
                parsed.positions.of(()),
                "form: NAME, then places: with PLACE: FIELD",
            )
        )
        raise UserError(*problems)
    targets = []
    for place, given in places.items():
        match given:
            case str():
                targets.append(Target(str(place), given))
            case {"field": str(field), "tick": (str() | bool()) as tick} if len(given) == 2:
                word = {True: "yes", False: "no"}.get(tick, tick) if isinstance(tick, bool) else tick
                targets.append(Target(str(place), field, str(word)))
            case _:
                hint = "write PLACE: section.field, or PLACE: {field: section.field, tick: yes}"
                problems.append(_wrong(parsed, place, f'"{place}" leads nowhere', hint))
    if problems:
        raise UserError(*problems)
    return FieldMap(data["form"], tuple(targets))


def _wrong(parsed: Parsed, place: object, message: str, hint: str) -> Diagnostic:
    return Diagnostic("bad-map", message, parsed.positions.of(("places", str(place))), hint)


def laid_onto(
    filled: FilledForm, field_map: FieldMap, kind: str, data: bytes, file: str
) -> tuple[bytes, tuple[FilledField, ...]]:
    """The file with what is known in it, and the mapped fields that stay blank.

    Raises UserError `bad-map` for a field the form does not have, `onto-unusable` for a file or place that cannot be used.
    """
    if field_map.form != filled.id:
        raise UserError(Diagnostic("bad-map", f"the map is for the form {field_map.form}, not {filled.id}"))
    copy = _one_copy(filled)
    fields = {one.id: one for one in copy.fields()}
    unknown = [
        Diagnostic("bad-map", f'the form {filled.id} has no field "{one.field}"', hint=did_you_mean(one.field, fields) or "see: form NAME DIR --fields")
        for one in field_map.targets
        if one.field not in fields
    ]  # fmt: skip
    if unknown:
        raise UserError(*unknown)
    placed: dict[str, str | float | bool] = {}
    blank = []
    for one in field_map.targets:
        value = fields[one.field].value
        if value.state not in ("filled", "printed"):
            blank.append(fields[one.field])
        elif one.tick:
            placed[one.place] = value.raw == one.tick
        else:
            placed[one.place] = value.raw if isinstance(value.raw, int | float) else value.text
    try:
        return lay_onto(kind, data, placed), tuple(dict.fromkeys(blank))
    except OntoError as error:
        raise UserError(
            Diagnostic("onto-unusable", str(error), Location(file), "mend the file or the map")
        ) from error


def _one_copy(filled: FilledForm) -> FilledCopy:
    if len(filled.copies) != 1:
        names = ", ".join(copy.subject.id or "vendor" for copy in filled.copies)
        message = f"the form {filled.id} has {len(filled.copies) or 'no'} copies"
        raise UserError(Diagnostic("bad-map", message, hint=f"choose one with --set about=: {names}" if names else "it is not needed here"))  # fmt: skip
    return filled.copies[0]
