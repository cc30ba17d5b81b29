"""The kinds of values OSCAL knows, made from text that may hold anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from bpo_controls.reporting.formats.templates.escape import markdown
from bpo_controls.reporting.oscal.ids import NAMESPACE, token
from bpo_controls.words.visible import one_line, visible

Data = dict[str, Any]
TITLE = 200
"""Longest title, in characters; the whole text stands in a description then."""


def line(text: str, fallback: str = "–") -> str:
    """The text as one line of markup that reads as typed; OSCAL allows no empty one."""
    return markdown(text) or fallback


def title(text: str) -> str:
    """The text as a title: one line, cut where it is very long."""
    flat = one_line(visible(text))
    return line(flat if len(flat) <= TITLE else f"{flat[: TITLE - 1].rstrip()}…")


def prose(*paragraphs: str) -> str:
    """Paragraphs of markup that read as typed; empty ones are left out."""
    return "\n\n".join(markdown(one) for one in paragraphs if one.strip())


def string(text: str) -> str:
    """The text as a plain value: one line, nothing that acts, no markup."""
    return one_line(visible(text))


def moment(iso: str) -> str:
    """Midnight UTC of an ISO date or of a timestamp's day: OSCAL wants a time, and we know none."""
    return f"{iso[:10]}T00:00:00+00:00"


def is_day(iso: str) -> bool:
    """Whether the text is a date that exists, or a timestamp of one."""
    try:
        date.fromisoformat(iso[:10])
    except ValueError:
        return False
    return len(iso) >= 10 and iso[4] == iso[7] == "-"


def href(url: str) -> str:
    """A web address as a URI reference; empty for anything that is none."""
    if not re.match("https?://", url):
        return ""
    return quote(string(url).replace(" ", "%20"), safe="/:?#[]@!$&'()*+,;=%~-._")


def prop(name: str, value: str, *, kind: str = "", remarks: str = "") -> Data:
    """A property of our namespace; nothing for an empty value. `kind` becomes its class."""
    text = string(value)
    if not text:
        return {}
    return compact(
        {
            "name": name,
            "ns": NAMESPACE,
            "value": text,
            "class": token(kind) if kind else "",
            "remarks": remarks,
        }
    )


def props(*made: Data) -> list[Data]:
    """The properties that have a value."""
    return [one for one in made if one]


def compact(data: Mapping[str, Any]) -> Data:
    """The mapping without empty texts, lists and Nones, which OSCAL does not allow; empty mappings stay."""
    return {key: value for key, value in data.items() if value is not None and value not in ("", [])}


def selected(ids: Iterable[str], everything: Iterable[str]) -> Data:
    """A selection of controls; where none is selected, all but every one, which is OSCAL's way to say none."""
    chosen = [{"control-id": token(one)} for one in ids]
    if chosen:
        return {"include-controls": chosen}
    return compact(
        {"include-all": {}, "exclude-controls": [{"control-id": token(one)} for one in everything]}
    )
