"""The OSCAL catalog: the whole library, whatever the engagement."""

from __future__ import annotations

from bpo_controls.library.model import Control, Library, Limits, Raise, Retired
from bpo_controls.reporting.documents.context import in_domain_order
from bpo_controls.reporting.oscal.ids import (
    NAMESPACE,
    objective_id,
    parameter_id,
    statement_id,
    token,
    uuid_of,
)
from bpo_controls.reporting.oscal.metadata import library_metadata
from bpo_controls.reporting.oscal.sources import resources, source_uuid
from bpo_controls.reporting.oscal.values import (
    Data,
    compact,
    line,
    prop,
    props,
    prose,
    string,
    title,
)
from bpo_controls.words import labels
from bpo_controls.words import oscal_words as words
from bpo_controls.words.conditions import condition_in_words
from bpo_controls.words.findings import limits_words, measure_words
from bpo_controls.words.numbers import number, sentence
from bpo_controls.words.specifics import plain_control


def catalog(library: Library, as_of: str) -> Data:
    """The catalog of a library without its uuid: a group for each domain, retired controls at its end."""
    grouped: dict[str, list[Data]] = {}
    for control in library.controls.values():
        grouped.setdefault(control.domain, []).append(_control(library, plain_control(library, control)))
    for retired in library.retired.values():
        grouped.setdefault(retired.domain, []).append(_withdrawn(library, retired))
    return compact(
        {
            "metadata": library_metadata(library, as_of),
            "groups": [
                {
                    "id": token(one),
                    "class": "domain",
                    "title": title(labels.domain(one)),
                    "controls": grouped[one],
                }
                for one in in_domain_order(library, grouped)
            ],
            "back-matter": {"resources": resources(library, as_of)},
        }
    )


def limits_of(control: Control) -> list[tuple[str, Limits, str]]:
    """The limits of a measurement: parameter id, limits, and what they mean. None for the practice scale."""
    ask = control.ask
    if ask.kind != "number":
        return []
    found = ((False, ask.met, words.PASSES), (True, ask.partly, words.OUTER))
    return [(parameter_id(control.id, outer), limits, label) for outer, limits, label in found if limits]


def constraints(control: Control, limits: Limits) -> list[Data]:
    """The limits as a constraint, in words and as an expression over `value`."""
    bounds = ((">=", limits.at_least), ("<=", limits.at_most))
    expression = " and ".join(f"value {sign} {_plain(bound)}" for sign, bound in bounds if bound is not None)
    return [
        compact(
            {
                "description": line(limits_words(limits, control.ask.unit)),
                "tests": [{"expression": expression}] if expression else [],
            }
        )
    ]


def _plain(value: float) -> str:
    return number(value).replace(",", "")


def _control(library: Library, control: Control) -> Data:
    return compact(
        {
            "id": token(control.id),
            "class": "control",
            "title": title(control.title),
            "params": [_parameter(control, *one) for one in limits_of(control)],
            "props": [
                {"name": "label", "value": string(control.id)},
                *props(
                    prop("severity", control.severity),
                    *(
                        prop("severity-can-rise-to", one.to, remarks=prose(_raise_words(library, one)))
                        for one in control.raises
                    ),
                    prop("gate", control.gate),
                    prop("party", control.party),
                    prop("basis", control.basis),
                    prop("per", control.per),
                    *(prop("impact", one) for one in control.impacts),
                    *(prop("maps-to", one, kind=name) for name, ids in control.maps.items() for one in ids),
                    prop("since", control.since),
                    prop("reviewed-on", control.reviewed_on),
                ),
            ],
            "links": _links(library, control),
            "parts": _parts(library, control),
        }
    )


def _raise_words(library: Library, one: Raise) -> str:
    return sentence(f"{one.because} (when {condition_in_words(library, one.when)})")


def _parameter(control: Control, identifier: str, limits: Limits, label: str) -> Data:
    source = control.ask.limit_source
    return compact(
        {
            "id": identifier,
            "class": "outer-limit" if identifier.endswith("_2") else "limit",
            "label": line(label),
            "usage": prose(control.ask.text),
            "constraints": constraints(control, limits),
            "guidelines": [{"prose": prose(sentence(source))}] if source else [],
        }
    )


def _links(library: Library, control: Control) -> list[Data]:
    links = [
        _link(source_uuid(library, one), "reference") for one in control.sources if one in library.sources
    ]
    links += [
        _link(source_uuid(library, one.source), "watch", text=one.change)
        for one in control.watch
        if one.source in library.sources
    ]
    links += [
        _link(uuid_of("precedent", library.id, one), "precedent")
        for one in control.precedents
        if one in library.precedents
    ]
    links += [
        _link(uuid_of("framework", name), "related", fragment=one)
        for name, ids in control.maps.items()
        for one in ids
    ]
    return links


def _link(uuid: str, rel: str, *, fragment: str = "", text: str = "") -> Data:
    return compact(
        {
            "href": f"#{uuid}",
            "rel": rel,
            "resource-fragment": string(fragment),
            "text": line(text) if text else "",
        }
    )


def _parts(library: Library, control: Control) -> list[Data]:
    return [
        {"id": statement_id(control.id), "name": "statement", "prose": prose(control.statement)},
        {"id": f"{token(control.id)}_gdn", "name": "guidance", "prose": prose(control.why)},
        _own(control, "applicability", sentence(condition_in_words(library, control.applies_when))),
        _objective(control),
        *(_method(control, place) for place in range(1, len(control.verify) + 1)),
        *(_own(control, "evidence", one, place) for place, one in enumerate(control.evidence, 1)),
        *(
            {
                **_own(control, "remedy", one.do, place),
                "props": props(prop("party", one.party), prop("effort-hours", _plain(one.effort_hours))),
            }
            for place, one in enumerate(control.remedy, 1)
        ),
    ]


def _own(control: Control, name: str, text: str, place: int = 0) -> Data:
    tail = f".{place}" if place else ""
    return {"id": f"{token(control.id)}_{name}{tail}", "name": name, "ns": NAMESPACE, "prose": prose(text)}


def _objective(control: Control) -> Data:
    """What is judged: the statement or the limit, and what each check must show."""
    limits = limits_of(control)
    passes = prose(measure_words(control))
    if limits and limits[0][0] == parameter_id(control.id):
        passes = prose(control.ask.text) + "\n\n{{ insert: param, " + limits[0][0] + " }}"
    return compact(
        {
            "id": objective_id(control.id),
            "name": "assessment-objective",
            "prose": passes,
            "parts": [
                {
                    "id": f"{objective_id(control.id)}.{place}",
                    "name": "assessment-objective",
                    "prose": prose(sentence(one.accept)),
                }
                for place, one in enumerate(control.verify, 1)
            ],
        }
    )


def _method(control: Control, place: int) -> Data:
    step = control.verify[place - 1]
    return {
        "id": f"{token(control.id)}_asm.{place}",
        "name": "assessment-method",
        "props": [{"name": "method", "value": step.method.upper()}],
        "links": [{"href": f"#{objective_id(control.id)}.{place}", "rel": "assessment-for"}],
        "parts": [
            {
                "id": f"{token(control.id)}_asm.{place}_obj",
                "name": "assessment-objects",
                "prose": prose(step.what),
            }
        ],
    }


def _withdrawn(library: Library, retired: Retired) -> Data:
    known = {**library.controls, **library.retired}
    followers = [one for one in retired.replaced_by if one in known]
    return compact(
        {
            "id": token(retired.id),
            "class": "control",
            "title": title(retired.title or retired.id),
            "props": [
                {"name": "label", "value": string(retired.id)},
                {"name": "status", "value": "withdrawn"},
                *props(prop("retired-in", retired.in_version)),
            ],
            "links": [{"href": f"#{token(one)}", "rel": "incorporated-into"} for one in followers],
            "parts": [
                {
                    "id": f"{token(retired.id)}_gdn",
                    "name": "guidance",
                    "prose": prose(words.WITHDRAWN, sentence(retired.because)),
                }
            ],
        }
    )
