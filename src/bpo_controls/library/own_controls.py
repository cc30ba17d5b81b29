"""An engagement's own controls: what its contract or client demands beyond the library, in one small file.

`own-controls.yaml` in the engagement's directory holds a list. Each entry becomes a control like any other: it is asked,
ranked and printed with the rest. Its source is the contract clause that the entry names.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from pydantic import Field

from bpo_controls.diagnostics import Level, UserError, did_you_mean
from bpo_controls.library.condition import ALWAYS
from bpo_controls.library.door_fields import ControlId, Door, Text, WordId
from bpo_controls.library.entry_checks import check_limits
from bpo_controls.library.entry_errors import open_door
from bpo_controls.library.files import LibraryFile
from bpo_controls.library.model import (
    Control,
    ControlAsk,
    Gate,
    Library,
    Limits,
    Party,
    Regime,
    Remedy,
    Role,
    Severity,
    Source,
    VerifyStep,
)
from bpo_controls.library.parameter_model import BRACED
from bpo_controls.library.problems import Document, Entry, Problems, Spot
from bpo_controls.library.schema import (
    LimitsDoor,
)
from bpo_controls.yaml.source import read_yaml_bytes

REGIME = "engagement"
"""The regime that the sources of own controls belong to."""


class OwnControlDoor(Door):
    """An entry of own-controls.yaml"""

    id: ControlId = Field(description="an id that the library does not have, such as CON-01")
    title: Text = Field(description="a short name that reads as the finished state")
    statement: Text = Field(description="what must be true: one sentence")
    source: Text = Field(description='where it comes from: "contract, section 4.2"')
    why: Text = Field("", description="what goes wrong without it")
    domain: WordId = Field("governance", description="the domain in which reports show it")
    severity: Severity = Field("medium", description="how bad it is when it is missing")
    gate: Gate = Field("go-live", description="when it must be true")
    party: Party = Field("vendor", description="who must do it")
    question: Text = Field(
        "", description="how its standing is asked for; without it, whether it is in place"
    )
    who: Role = Field("contract-owner", description="the role most likely to know")
    unit: Text = Field("", description="what a number counts; with it the answer is a number")
    met: LimitsDoor | None = Field(None, description="the numbers with which it is met")
    partly: LimitsDoor | None = Field(None, description="the numbers with which it is partly met")
    evidence: tuple[Text, ...] = Field((), description="what to ask for")


def with_own_controls(library: Library, raw: bytes, name: str) -> Library:
    """The library with the controls of the file added. Raises UserError with every problem of the file.

    `name` is what messages call the file. The digest covers the file, so a report names what it was made with.
    """
    parsed = read_yaml_bytes(raw, name)
    document = Document(LibraryFile(0, "own-controls", Path(name).name, Path(name), name), parsed)
    problems = Problems([one for one in parsed.diagnostics if one.level is Level.ERROR])
    controls = dict(library.controls)
    sources = dict(library.sources)
    if parsed.data is not None and not isinstance(parsed.data, list) and not problems.errors:
        problems.add(
            "wrong-type", Spot(document, ()), "must be a list of controls", 'start each with "- id: …"'
        )
    for index in range(len(parsed.data) if isinstance(parsed.data, list) else 0):
        entry = open_door(OwnControlDoor, Spot(document, (index,)), problems)
        if entry is None or not _fits(entry, library, controls, problems):
            continue
        source = _source(entry.door)
        sources[source.id] = source
        controls[entry.door.id] = _control(entry.door, source)
    if problems.errors:
        raise UserError(*problems.found)
    total = hashlib.sha256(f"{library.digest} {len(raw)}\n".encode() + raw).hexdigest()
    regimes = {**library.regimes, REGIME: Regime(REGIME, "The engagement's own terms")}
    return replace(
        library,
        digest=total,
        controls=MappingProxyType(controls),
        sources=MappingProxyType(sources),
        regimes=MappingProxyType(regimes),
    )


def _fits(
    entry: Entry[OwnControlDoor], library: Library, controls: dict[str, Control], problems: Problems
) -> bool:
    door, spot = entry.door, entry.spot
    before = len(problems.found)
    if door.id in controls or door.id in library.retired:
        where = (
            "the library has it"
            if door.id in library.controls or door.id in library.retired
            else "it stands above"
        )
        problems.add("duplicate-id", spot.at("id"), f"{door.id} is taken: {where}", "choose another number")
    if door.domain not in library.domains:
        hint = did_you_mean(door.domain, library.domains)
        problems.add("unknown-domain", spot.at("domain"), f'unknown domain "{door.domain}"', hint)
    if bool(door.unit) != (door.met is not None):
        problems.add("bad-ask", spot, f"{door.id}: unit and met belong together", "give both, or neither")
    for key, limits in (("met", door.met), ("partly", door.partly)):
        if limits is not None:
            check_limits(spot.at(key), limits, door.unit, door.id, problems)
    return len(problems.found) == before


def _source(door: OwnControlDoor) -> Source:
    return Source(
        f"own-{door.id}", door.source, door.title, REGIME, door.statement, "in-force",
        verified="the engagement's own papers", note="Named by the consultant, not read by the library.",
    )  # fmt: skip


def _usual_question(door: OwnControlDoor) -> str:
    if not door.unit:
        return f"Is this in place: {door.statement}"
    asked = "What percentage" if door.unit in ("percent", "%") else f"How many {door.unit}"
    return f"{asked}, held against this: {door.statement}"


def _control(door: OwnControlDoor, source: Source) -> Control:
    met = Limits(door.met.at_least, door.met.at_most) if door.met else None
    partly = Limits(door.partly.at_least, door.partly.at_most) if door.partly else None
    ask = ControlAsk(
        text=door.question or _usual_question(door),
        who=door.who,
        kind="number" if door.unit else "practice",
        unit=door.unit,
        met=met,
        partly=partly,
        limit_source=door.source if door.unit else "",
    )
    evidence = door.evidence or (f"What shows it, as {door.source} asks",)
    return Control(
        id=door.id,
        domain=door.domain,
        title=door.title,
        statement=door.statement,
        why=door.why or f"{door.source} asks for it.",
        applies_when=ALWAYS,
        per="engagement",
        severity=door.severity,
        impacts=("trust",),
        gate=door.gate,
        party=door.party,
        basis="contract",
        ask=ask,
        verify=(VerifyStep("examine", evidence[0], "it shows what the statement says"),),
        evidence=evidence,
        remedy=(Remedy(f"Put in place: {door.statement}", door.party, 8),),
        sources=(source.id,),
        since="0.0.0",
        reviewed_on="",
        placeholders=tuple(sorted(set(BRACED.findall(f"{door.title} {door.statement} {door.question}")))),
    )
