"""The statement of applicability: every control of the library, in, out or undecided, and why."""

from __future__ import annotations

from bpo_controls.reporting.blocks.document import Block, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.documents.content import looked_at
from bpo_controls.reporting.documents.content.decisions import grouped_decisions
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import framed, limits, remarks
from bpo_controls.words import labels
from bpo_controls.words.headings import TEXT

COLUMNS = ("id", "control", "subject", "applies", "status", "why_short")
DATA = ("domain", "id", "control", "subject", "applies", "status", "why")


def applicability(ctx: Context) -> Document:
    """Every decision, by domain; a reason stands once and is pointed to later."""
    decisions = grouped_decisions(ctx)
    blocks: list[Block] = [*remarks(ctx), Paragraph(TEXT["applicability_intro"])]
    blocks += [Paragraph(named.text) for named in looked_at.own_names(ctx)]
    for place, domain in enumerate(dict.fromkeys(decision.domain for decision in decisions.items), start=1):
        found = decisions.of(decision for decision in decisions.items if decision.domain == domain)
        name = labels.domain(domain)
        blocks += [
            Heading(name, f"domain-{place}"),
            TableBlock(f"{TEXT['applicability']}: {name}", found.table(*COLUMNS)),
        ]
    return framed(ctx, "applicability", (*blocks, limits()), main=decisions.table(*DATA), page="across")
