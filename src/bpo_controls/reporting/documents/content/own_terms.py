"""What the engagement itself brings to a working paper: the people it has on file, and its own terms in a domain."""

from __future__ import annotations

from collections.abc import Iterator

from bpo_controls.engine.finding import Finding
from bpo_controls.library.model import ROLES
from bpo_controls.papers.named_people import NamedPerson
from bpo_controls.reporting.blocks.document import Block, Heading, Paragraph, TableBlock
from bpo_controls.reporting.blocks.table import Cell, Column, Table
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import labels
from bpo_controls.words.escalation_words import ESCALATION as T
from bpo_controls.words.findings import limits_words
from bpo_controls.words.numbers import capital

NAMELESS = ("buyer", "vendor")
"""Editions in which nobody is named."""


def registered_people(ctx: Context) -> tuple[NamedPerson, ...]:
    """The people of engagement.yaml with a role; none in an edition that names nobody."""
    if ctx.edition in NAMELESS:
        return ()
    return tuple(
        NamedPerson(
            one.name,
            labels.ROLE[one.role] if one.role in ROLES else one.role,
            one.side if one.side in ("buyer", "vendor") else "",
            one.phone,
            one.deputy,
        )
        for one in ctx.file.people
        if one.role
    )


def own_terms(ctx: Context, domain: str) -> Iterator[Block]:
    """A table of the engagement's own controls of a domain with their limits; nothing where it has none."""
    own = [one for one in ctx.applying if one.control.domain == domain and is_own(one)]
    if not own:
        return
    columns = (
        Column("control", T["col_control"], kind="reference", share=0.9),
        Column("term", T["col_term"], share=4),
        Column("limit", T["col_limit"], share=1.8),
        Column("stands", T["col_stands"], share=1.4),
        Column("rule", T["col_rule"], share=2.4),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.control.id,
            one.control.statement,
            capital(limits_words(one.control.ask.met, one.control.ask.unit)) or T["no_limit"],
            labels.STATUS[one.status] if one.status else "",
            "; ".join(ctx.library.sources[source].citation for source in one.control.sources),
        )
        for one in own
    )
    yield Heading(T["contract"], "contract")
    yield Paragraph(T["contract_intro"])
    yield TableBlock(T["contract"], Table(columns, rows))


def is_own(finding: Finding) -> bool:
    """Whether the control stands in own-controls.yaml: its source is named after it."""
    return f"own-{finding.control.id}" in finding.control.sources
