"""Finding entries of a library by words: every word must occur, where it occurs decides the order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bpo_controls.library.model import Control, Library

ALSO: dict[str, tuple[str, ...]] = {
    "mfa": ("second factor", "multi-factor", "multifactor", "two-factor"),
    "2fa": ("second factor", "mfa"),
    "dlp": ("data loss prevention", "copy, print", "leave the desk"),
    "pentest": ("penetration test",),
    "pen": ("penetration",),
    "segmentation": ("segment", "network"),
    "insurance": ("cyber insurance", "insured", "policy limit"),
    "baa": ("business associate",),
    "sod": ("segregation of duties",),
    "vdi": ("virtual desktop",),
    "siem": ("log", "monitor"),
    "edr": ("endpoint",),
    "dr": ("disaster", "recovery"),
    "bcp": ("continuity",),
    "phi": ("patient data", "health information"),
    "sla": ("service level", "contract"),
    "rca": ("root cause",),
    "ama": ("amend",),
    "um": ("utilization", "medical necessity"),
    "ar": ("accounts receivable", "aging", "follow-up"),
    "eob": ("explanation of benefits",),
    "era": ("remittance",),
    "offshore": ("outside the united states",),
    "termination": ("departing", "leaves"),
    "offboarding": ("departing", "leaves"),
}
"""Words that clients use, and what the library may say instead."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that holds every word: its id, its title, and where the words stand (title, text or law)."""

    id: str
    title: str
    where: str


def search(library: Library, words: str) -> tuple[Hit, ...]:
    """Controls that hold every one of the words, those with all of them in the title first."""
    asked = [word for word in re.findall(r"[\w.-]+", words.lower()) if word]
    hits: list[tuple[int, Hit]] = []
    for control in library.controls.values():
        places = [_place(library, control, word) for word in asked]
        if asked and all(place < len(_PLACES) for place in places):
            worst = max(places)
            hits.append((sum(places), Hit(control.id, control.title, _PLACES[worst])))
    return tuple(hit for _, hit in sorted(hits, key=lambda pair: pair[0]))


_PLACES = ("title", "statement", "text", "law")


def _place(library: Library, control: Control, word: str) -> int:
    forms = (word, *ALSO.get(word, ()))
    for place, text in enumerate(_texts(library, control)):
        if any(_holds(text, form) for form in forms):
            return place
    return len(_PLACES)


def _holds(text: str, form: str) -> bool:
    return re.search(rf"(?<![a-z0-9]){re.escape(form)}", text) is not None


def _texts(library: Library, control: Control) -> tuple[str, str, str, str]:
    more = [control.why, control.ask.text, control.ask.help, *control.evidence]
    more += [f"{step.what} {step.accept}" for step in control.verify]
    more += [step.do for step in control.remedy]
    law = [f"{library.sources[one].citation} {library.sources[one].title}" for one in control.sources]
    law += [one for ids in control.maps.values() for one in ids]
    return (
        f"{control.id} {control.title}".lower(),
        control.statement.lower(),
        " ".join(more).lower(),
        " ".join(law).lower(),
    )
