"""Checks of maps: every security control is mapped, to the frameworks its regimes ask for, and no map gets lost."""

from __future__ import annotations

from collections.abc import Iterator

from bpo_controls.library.frameworks import lines_of
from bpo_controls.library.model import Control, Library
from bpo_controls.lint.remark import Remark

SECURITY_DOMAINS = ("access", "resilience", "subcontractors")
SECURITY_MAPS = ("nist-csf-2.0", "nist-800-53r5")
"""Frameworks to which every control of those domains is mapped."""


def frameworks_for(control: Control, library: Library) -> dict[str, str]:
    """The frameworks a control is to be mapped to, each with what asks for it: its domain or a source."""
    asked = {}
    if control.domain in SECURITY_DOMAINS:
        asked = dict.fromkeys(SECURITY_MAPS, control.domain)
    for one in control.sources:
        source = library.sources.get(one)
        regime = library.regimes.get(source.regime) if source else None
        for framework in regime.maps if regime else ():
            asked.setdefault(framework, one)
    return asked


def maps_missing(library: Library, _as_of: str) -> Iterator[Remark]:
    """A security control says which controls of the security frameworks it is."""
    for control in library.controls.values():
        asked = frameworks_for(control, library)
        lacking = [framework for framework in asked if not control.maps.get(framework)]
        if lacking:
            reason = "" if control.domain in SECURITY_DOMAINS else f" because of {asked[lacking[0]]}"
            message = f"a security control needs maps to {_named(lacking)}{reason}"
            yield Remark(control.id, ("maps",) if control.maps else (), message)


def maps_unfounded(library: Library, _as_of: str) -> Iterator[Remark]:
    """A map to a framework that comes with a law or standard, none of whose sources the control rests on."""
    bound = {framework for regime in library.regimes.values() for framework in regime.maps}
    for control in library.controls.values():
        asked = frameworks_for(control, library)
        beyond = [framework for framework in control.maps if framework in bound and framework not in asked]
        if beyond:
            message = f"mapped to {_named(beyond)}, but none of its sources asks for it"
            hint = "name the source that makes it so, or take the map out"
            yield Remark(control.id, ("maps", beyond[0]), message, hint)


def listed_maps(library: Library) -> Iterator[tuple[str, str, str]]:
    """Framework, its id, and control, as `controls/frameworks/mapped.txt` lists them for the library it names."""
    owner, *lines = lines_of("mapped")
    if owner != library.id:
        return
    for line in lines:
        framework, one, controls = line.split("\t")
        for control_id in controls.split():
            yield framework, one, control_id


def maps_lost(library: Library, _as_of: str) -> Iterator[Remark]:
    """A map that the list of maps names and the control no longer has. What was retired is not missed."""
    lost: dict[tuple[str, str], list[str]] = {}
    for framework, one, control_id in listed_maps(library):
        control = library.controls.get(control_id)
        if control is not None and one not in control.maps.get(framework, ()):
            lost.setdefault((control_id, framework), []).append(one)
    for (control_id, framework), ids in lost.items():
        maps = library.controls[control_id].maps
        steps = ("maps", framework) if framework in maps else ("maps",) if maps else ()
        message = f"no longer mapped to {framework} {_named(ids)}"
        yield Remark(control_id, steps, message, "put it back, or take it off controls/frameworks/mapped.txt")


def _named(frameworks: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(frameworks[:-1]), frameworks[-1])))
