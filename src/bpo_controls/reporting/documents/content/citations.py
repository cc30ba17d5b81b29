"""How the work stands by rule and by framework: the HIPAA scorecard, the matrix by citation, the crosswalks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bpo_controls.engine.finding import Finding
from bpo_controls.library.frameworks import FRAMEWORKS, name_of, valid_ids
from bpo_controls.reporting.blocks.table import Listing
from bpo_controls.reporting.documents.content.cited_sources import by_citation
from bpo_controls.reporting.documents.content.columns import field
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import labels
from bpo_controls.words.headings import TEXT

SECURITY = "nist-800-66r2"
"""The framework whose ids are the standards of the HIPAA Security Rule."""
OPEN = ("partly", "gap", "unknown", "claimed")


@dataclass(frozen=True, slots=True)
class Held:
    """Something a rule or framework asks for, and the findings that serve it."""

    name: str
    title: str
    findings: tuple[Finding, ...]

    def count(self, *statuses: str) -> int:
        """How many findings stand so."""
        return sum(finding.status in statuses for finding in self.findings)


def hipaa_scorecard(ctx: Context) -> Listing[Held]:
    """Each standard of the Security Rule that a control here serves, then the breach and privacy rules."""
    by_standard = _mapped(ctx, SECURITY)
    rows = [Held(one, name_of(SECURITY, one), tuple(found)) for one, found in by_standard.items()]
    for sections, title in (("164.4", "hipaa_breach"), ("164.5", "hipaa_privacy")):
        found = {
            finding.key: finding
            for finding in _counted(ctx)
            if any(
                ctx.library.sources[one].citation.startswith(f"45 CFR {sections}") for one in finding.sources
            )
        }
        if found:
            rows.append(Held(f"{sections}xx", TEXT[title], tuple(found.values())))
    return _listing(rows)


def citation_matrix(ctx: Context) -> Listing[Held]:
    """Every source that a control here rests on, in the order of citations."""
    resting: dict[str, dict[object, Finding]] = {}
    for finding in _counted(ctx):
        for source in finding.sources:
            resting.setdefault(source, {})[finding.key] = finding
    found = sorted((ctx.library.sources[one] for one in resting), key=by_citation)
    return _listing([Held(one.citation, one.title, tuple(resting[one.id].values())) for one in found])


def crosswalks(ctx: Context) -> tuple[tuple[str, Listing[Held]], ...]:
    """For each framework that a control here is mapped to: its title, and its ids with the controls that serve them."""
    found = ((name, _mapped(ctx, name)) for name in FRAMEWORKS)
    return tuple(
        (
            labels.FRAMEWORK[name],
            _listing([Held(one, name_of(name, one), tuple(them)) for one, them in mapped.items()]),
        )
        for name, mapped in found
        if mapped
    )


def _mapped(ctx: Context, framework: str) -> Mapping[str, list[Finding]]:
    order = {one: place for place, one in enumerate(valid_ids(framework))}
    found: dict[str, list[Finding]] = {}
    for finding in _counted(ctx):
        for one in finding.control.maps.get(framework, ()):
            found.setdefault(one, []).append(finding)
    return dict(sorted(found.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0])))


def _counted(ctx: Context) -> Iterable[Finding]:
    return (finding for finding in ctx.applying if finding.status != "not-applicable")


def _listing(rows: list[Held]) -> Listing[Held]:
    return Listing(
        tuple(rows),
        (
            field("citation", lambda held: held.name, share=1),
            field("asks", lambda held: held.title, share=2),
            field("met", lambda held: held.count("met"), kind="number"),
            field("partly", lambda held: held.count("partly"), kind="number"),
            field("gap", lambda held: held.count("gap"), kind="number"),
            field("open_count", lambda held: held.count("unknown", "claimed"), kind="number"),
            field("other_count", lambda held: held.count("another-way", "accepted"), kind="number"),
            field("met_controls", lambda held: _controls(held, "met"), share=2),
            field("open_controls", lambda held: _controls(held, *OPEN), share=2),
        ),
    )


def _controls(held: Held, *statuses: str) -> str:
    marked = dict.fromkeys(
        f"{labels.STATUS_MARK[finding.status]} {finding.control.id}"
        for finding in held.findings
        if finding.status in statuses and finding.status is not None
    )
    return ", ".join(re.sub(r"^● ", "", one) for one in marked) or "–"
