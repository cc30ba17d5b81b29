"""What the audit protocol of the HHS Office for Civil Rights looks at, held against a library's coverage.

The protocol names citations; a library may hold a citation whole, in parts, or only inside a wider one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bpo_controls.library.coverage import Coverage, How
from bpo_controls.library.frameworks import lines_of

LIST = "ocr-audit-protocol"


@dataclass(frozen=True, slots=True)
class Audited:
    """One audited citation of 45 CFR: of which rule, the sources that hold it, and how they are taken up."""

    rule: str
    citation: str
    sources: tuple[str, ...]
    how: How


def audited(taken: Iterable[Coverage]) -> tuple[Audited, ...]:
    """Each citation of the protocol's Security and Breach parts, in its order.

    Open if no source holds it or one of those that do is open; carried if a control carries any of them;
    else left out.
    """
    known = [(_plain(one.source.citation), one) for one in taken]
    found = []
    for line in lines_of(LIST):
        rule, citation = line.split(" ", 1)
        holding = _holding(citation, known)
        how = {one.how for one in holding}
        verdict: How = "left-out"
        if not holding or "open" in how:
            verdict = "open"
        elif "carried" in how:
            verdict = "carried"
        found.append(Audited(rule, citation, tuple(one.source.id for one in holding), verdict))
    return tuple(found)


def _plain(citation: str) -> str:
    """`164.308(a)(8)` of `45 CFR 164.308(a)(8)`; other laws give nothing."""
    inside = re.fullmatch(r"45 CFR (\d+\.\d+(?:\(\w+\))*).*", citation)
    return inside.group(1) if inside else ""


def _holding(citation: str, known: Iterable[tuple[str, Coverage]]) -> list[Coverage]:
    """Sources of the very citation and of its parts; without any, those of the nearest one around it."""
    pairs = list(known)
    hits = [one for plain, one in pairs if plain == citation or plain.startswith(citation + "(")]
    while not hits and "(" in citation:
        citation = citation[: citation.rindex("(")]
        hits = [one for plain, one in pairs if plain == citation]
    return hits
