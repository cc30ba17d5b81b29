"""JSON Schemas of the library's files, so that an editor completes keys, facts and options while they are typed.

Generated from the doors and from a library's own facts. An editor's schema is a help, not the judge: what
needs several files (known ids, circles, examples) only `library lint` can tell.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bpo_controls.library.door_fields import CONDITION_HERE
from bpo_controls.library.form_doors import FormDoor
from bpo_controls.library.frameworks import FRAMEWORKS
from bpo_controls.library.model import Library, Question
from bpo_controls.library.paper_kinds import PAPER_KINDS, WORKSHEET, schema_stem
from bpo_controls.library.schema import (
    ControlDoor,
    CoverageDoor,
    FailureDoor,
    LibraryDoor,
    LintDoor,
    ParameterDoor,
    PrecedentDoor,
    RegimeDoor,
    RetireDoor,
    ScopingDoor,
    SourceDoor,
    WorkflowDoor,
)
from bpo_controls.library.vocabulary import built_in_facts

# Draft 7, because it is what editors' YAML extensions know best.
_DRAFT = "http://json-schema.org/draft-07/schema#"

_FILES: dict[str, tuple[str, Any]] = {
    "library": ("library.yaml: what the library is", LibraryDoor),
    "regimes": ("regimes.yaml: the names of laws and bodies of standards", tuple[RegimeDoor, ...]),
    "sources": ("sources.yaml: laws, rules and standards", tuple[SourceDoor, ...]),
    "coverage": ("coverage.yaml: sources that no control carries, and why", tuple[CoverageDoor, ...]),
    "workflows": ("workflows.yaml: units of outsourced work", tuple[WorkflowDoor, ...]),
    "scoping": ("scoping.yaml: sections, questions, derived facts", ScopingDoor),
    "controls": ("a domain's file: its controls", tuple[ControlDoor | RetireDoor, ...]),
    "work": ("a file of work/: controls by domain", dict[str, tuple[ControlDoor | RetireDoor, ...]]),
    "precedents": ("precedents.yaml: public enforcement cases", tuple[PrecedentDoor, ...]),
    "parameters": ("parameters.yaml: dated clocks, thresholds and lists", tuple[ParameterDoor, ...]),
    "failures": ("failures.yaml: how each workflow fails", tuple[FailureDoor, ...]),
    "lint": ("lint.yaml: exceptions to checks", tuple[LintDoor, ...]),
    "forms": ("a file of forms/: a paper form", FormDoor),
    schema_stem(""): (WORKSHEET.title, WORKSHEET.door),
    **{schema_stem(name): (kind.title, kind.door) for name, kind in PAPER_KINDS.items()},
}


def schemas(library: Library | None = None) -> dict[str, dict[str, Any]]:
    """File name -> schema, for each kind of file. With a library, its facts and options are completed too."""
    made: dict[str, dict[str, Any]] = {}
    for name, (title, door) in _FILES.items():
        schema: dict[str, Any] = TypeAdapter(door).json_schema(ref_template="#/$defs/{model}")
        if CONDITION_HERE in json.dumps(schema):
            schema.setdefault("$defs", {}).update(_condition_schemas(library))
        _tidy(schema)
        if name in ("controls", "work"):
            _complete_control(schema["$defs"], library)
        made[f"{name}.schema.json"] = {"$schema": _DRAFT, **schema, "title": title}
    return made


def write_schemas(directory: Path, library: Library | None = None) -> tuple[Path, ...]:
    """Writes every schema into a directory, which is made if need be. Returns the files."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas(library).items():
        path = directory / name
        path.write_text(as_text(schema), encoding="utf-8", newline="\n")
        written.append(path)
    return tuple(written)


def as_text(schema: dict[str, Any]) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _complete_control(defs: dict[str, Any], library: Library | None) -> None:
    control = defs[ControlDoor.__name__]["properties"]
    control["applies_when"] = {
        "description": control["applies_when"]["description"],
        "anyOf": [{"const": "always"}, {"$ref": "#/$defs/Condition"}],
    }
    maps = control["maps"]
    maps["properties"] = {
        name: {"type": "array", "items": {"type": "string", "pattern": f"^(?:{pattern})$"}}
        for name, pattern in FRAMEWORKS.items()
    }
    maps["additionalProperties"] = False
    if library is not None:
        given = defs["ExampleDoor"]["properties"]["given"]
        given["properties"] = _given(library)
        given["additionalProperties"] = False


def _condition_schemas(library: Library | None) -> dict[str, Any]:
    one = {"$ref": "#/$defs/Condition"}
    several = {"type": "array", "items": one, "minItems": 1}
    properties: dict[str, Any] = {
        "any": {"description": "at least one of these holds", **several},
        "all": {"description": "every one of these holds", **several},
        "not": {"description": "this does not hold", "allOf": [one]},
        "in_every": {"description": "holds in every subject of a kind", "allOf": [one]},
        "in_any": {"description": "holds in one and the same subject of a kind", "allOf": [one]},
    }
    if library is not None:
        for fact in built_in_facts(library.workflows.values(), partial=False).values():
            properties[fact.id] = _test(fact.kind, list(fact.options or ()))
        for question in library.questions.values():
            if question.kind not in ("text", "names"):
                options = [option.id for option in question.options]
                properties[question.id] = {"description": question.ask, **_test(question.kind, options)}
        for derived in library.derived.values():
            properties[derived.id] = {"description": derived.title, "type": "boolean"}
    return {
        "Condition": {
            "type": "object",
            "minProperties": 1,
            "properties": properties,
            "additionalProperties": library is None,
        }
    }


def _test(kind: str, options: list[str]) -> dict[str, Any]:
    match kind:
        case "yes-no":
            return {"type": "boolean"}
        case "number":
            bounds = {op: {"type": "number"} for op in ("at_least", "at_most", "above", "below")}
            return _one_or_bounds({"type": "number"}, bounds)
        case "date":
            day = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
            return _one_or_bounds(day, {"before": day, "after": day})
        case _:
            choice = {"enum": options}
            several = {"type": "array", "items": choice, "minItems": 1}
            if kind == "any-of":
                return _one_or_bounds(choice, {"includes_all": several, "excludes": several})
            return {"anyOf": [choice, several]}


def _one_or_bounds(one: dict[str, Any], operators: dict[str, Any]) -> dict[str, Any]:
    several = {"type": "array", "items": one, "minItems": 1}
    compared = {"type": "object", "properties": operators, "additionalProperties": False, "minProperties": 1}
    return {"anyOf": [one, several, compared]}


def _given(library: Library) -> dict[str, Any]:
    answers: dict[str, Any] = {"workflow": {"enum": list(library.workflows)}}
    for question in library.questions.values():
        answers[question.id] = {"description": question.ask, **_answer(question)}
    return answers


def _answer(question: Question) -> dict[str, Any]:
    options = [option.id for option in question.options]
    match question.kind:
        case "yes-no":
            return {"type": "boolean"}
        case "number":
            bounds = {"minimum": question.minimum, "maximum": question.maximum}
            kind = "integer" if question.whole else "number"
            return {"type": kind, **{name: bound for name, bound in bounds.items() if bound is not None}}
        case "one-of":
            return {"enum": options}
        case "any-of":
            choice = {"enum": options}
            return {"anyOf": [choice, {"type": "array", "items": choice, "minItems": 1}]}
        case "names":
            return {"type": "array", "items": {"type": "string"}}
        case _:
            return {"type": "string"}


def _tidy(node: Any) -> None:
    """Takes out what pydantic adds and editors show as noise: titles made of names, and null choices.

    A key that may be left out may not be written empty, so `null` is no choice.
    """
    if isinstance(node, list):
        for item in node:
            _tidy(item)
        return
    if not isinstance(node, dict):
        return
    if node.pop(CONDITION_HERE, False):
        node["allOf"] = [{"$ref": "#/$defs/Condition"}]
    if isinstance(node.get("title"), str):
        del node["title"]
    if "default" in node:
        del node["default"]
    choices = node.get("anyOf")
    if isinstance(choices, list) and {"type": "null"} in choices:
        rest = [choice for choice in choices if choice != {"type": "null"}]
        del node["anyOf"]
        node.update(rest[0] if len(rest) == 1 else {"anyOf": rest})
    for word in node.get("enum", ()):
        if word == "":
            node["enum"] = [choice for choice in node["enum"] if choice != ""]
    for name, value in node.items():
        if name == "properties":  # names of keys, one of which may well be "title"
            for inner in value.values():
                _tidy(inner)
        else:
            _tidy(value)
