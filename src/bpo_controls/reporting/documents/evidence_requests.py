"""The evidence request list: what each party has to hand over."""

from __future__ import annotations

from bpo_controls.library.model import GATES, PARTIES
from bpo_controls.reporting.blocks.document import Block, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.documents.content.requests import Request, requested_items, requests
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import framed, limits, remarks
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, plural

COLUMNS = ("id", "control", "subject", "hand_over", "named")
DATA = ("party", "id", "control", "subject", "hand_over", "gate", "due", "named")


def evidence_requests(ctx: Context) -> Document:
    """What each party that answers for a control has to hand over, by gate."""
    listing = requests(ctx)
    blocks: list[Block] = [*remarks(ctx)]
    blocks.append(Paragraph(TEXT["requests_intro"] if listing.items else TEXT["no_requests"]))
    asked = [[one for one in listing.items if one.control.party == party] for party in PARTIES]
    for place, mine in enumerate((mine for mine in asked if mine), start=1):
        party = ctx.party(mine[0].control.party)
        items = sum(len(request.items) for request in mine)
        blocks += [
            Heading(party, f"party-{place}", page=place > 1),
            Paragraph(f"{capital(plural(items, 'item'))} to hand over."),
            *_gates(ctx, place, party, mine),
        ]
    return framed(ctx, "evidence-requests", (*blocks, limits()), main=requested_items(ctx).table(*DATA))


def _gates(ctx: Context, place: int, party: str, mine: list[Request]) -> list[Block]:
    blocks: list[Block] = []
    due = [[request for request in mine if request.control.gate == gate] for gate in GATES]
    for number, found in enumerate((found for found in due if found), start=1):
        heading = ctx.gate_heading(found[0].control.gate)
        blocks += [
            Heading(heading, f"party-{place}-gate-{number}", 2),
            Paragraph(f"{capital(plural(len(found), 'control'))}."),
            TableBlock(
                f"{TEXT['evidence_requests']}: {party}, {heading}", requests(ctx).of(found).table(*COLUMNS)
            ),
        ]
    return blocks
