"""The back matter of the catalog: laws and other sources, precedents, and frameworks that controls are mapped to."""

from __future__ import annotations

from bpo_controls.engine.horizon import standing
from bpo_controls.library.model import Library, Precedent, Source
from bpo_controls.reporting.oscal.ids import uuid_of
from bpo_controls.reporting.oscal.values import Data, compact, href, line, prop, props, prose, title
from bpo_controls.words.findings import precedent_words, standing_words
from bpo_controls.words.numbers import sentence

FRAMEWORK: dict[str, tuple[str, str]] = {
    "nist-csf-2.0": ("NIST Cybersecurity Framework 2.0", "https://doi.org/10.6028/NIST.CSWP.29"),
    "nist-800-53r5": ("NIST SP 800-53 Rev. 5", "https://doi.org/10.6028/NIST.SP.800-53r5"),
    "pci-dss-4.0.1": ("PCI DSS 4.0.1", "https://www.pcisecuritystandards.org/document_library/"),
}
"""The frameworks that controls are mapped to, and where they are published."""


def resources(library: Library, as_of: str) -> list[Data]:
    """A resource for each source, precedent and framework."""
    maps = {name: None for control in library.controls.values() for name in control.maps}
    return [
        *(_source(library, one, as_of) for one in library.sources.values()),
        *(_precedent(library, one) for one in library.precedents.values()),
        *(_framework(name) for name in maps),
    ]


def source_uuid(library: Library, source: str) -> str:
    """The resource that cites a source."""
    return uuid_of("source", library.id, source)


def _source(library: Library, source: Source, as_of: str) -> Data:
    now = standing(source, as_of)
    return compact(
        {
            "uuid": source_uuid(library, source.id),
            "title": title(source.title),
            "description": prose(source.says),
            "props": props(
                prop("source", source.id),
                prop("regime", source.regime),
                prop("standing", now, remarks=line(sentence(standing_words(source, now)))),
                prop("effective", source.effective),
                prop("compliance", source.compliance),
                prop("until", source.until),
                prop("verified", "yes" if source.verified else "no", remarks=prose(source.verified)),
            ),
            "citation": {"text": line(source.citation)},
            "rlinks": [{"href": href(source.url)}] if href(source.url) else [],
            "remarks": prose(source.note),
        }
    )


def _precedent(library: Library, one: Precedent) -> Data:
    return compact(
        {
            "uuid": uuid_of("precedent", library.id, one.id),
            "title": title(one.title),
            "props": props(prop("precedent", one.id), prop("date", one.date)),
            "citation": {"text": line(precedent_words(one.title, one.date, one.what, one.amount_usd))},
            "rlinks": [{"href": href(one.url)}] if href(one.url) else [],
        }
    )


def _framework(name: str) -> Data:
    text, url = FRAMEWORK.get(name, (name, ""))
    return compact(
        {
            "uuid": uuid_of("framework", name),
            "title": title(text),
            "props": props(prop("framework", name)),
            "rlinks": [{"href": url}] if url else [],
        }
    )
