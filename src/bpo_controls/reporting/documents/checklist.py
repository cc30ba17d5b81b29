"""The buyer's checklist: what each party has to bring, by gate, and what passes."""

from __future__ import annotations

from bpo_controls.engine.finding import Finding
from bpo_controls.library.model import GATES, PARTIES, Party
from bpo_controls.reporting.blocks.document import Block, Document, Heading, Paragraph, SignOff
from bpo_controls.reporting.documents.content.checks import check_entry, checks
from bpo_controls.reporting.documents.content.columns import by_control
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import framed, limits, remarks
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import plural

DATA = ("party", "gate_date", "id", "control", "subject", "now", "checks", "limit", "ask_for", "initials", "date",
        "reference")  # fmt: skip


def checklist(ctx: Context) -> Document:
    """A part for each party that has something to do, with lines to sign on."""
    listing = checks(ctx)
    blocks: list[Block] = [*remarks(ctx), Paragraph(TEXT["checklist_intro"])]
    busy = [party for party in PARTIES if any(check.control.party == party for check in listing.items)]
    for place, party in enumerate(busy, start=1):
        mine = [check for check in listing.items if check.control.party == party]
        blocks += [
            Heading(ctx.party(party), f"party-{place}", page=place > 1),
            Paragraph(_count(mine)),
            *_gates(ctx, place, mine),
            SignOff(tuple(ctx.party(signer) for signer in _signers(party))),
        ]
    if not busy:
        blocks.append(Paragraph(TEXT["checklist_none"]))
    return framed(ctx, "checklist", (*blocks, limits()), main=listing.table(*DATA))


def _gates(ctx: Context, place: int, mine: list[Finding]) -> list[Block]:
    blocks: list[Block] = []
    due = [[check for check in mine if check.control.gate == gate] for gate in GATES]
    for number, found in enumerate((found for found in due if found), start=1):
        heading = ctx.gate_heading(found[0].control.gate)
        blocks.append(Heading(heading, f"party-{place}-gate-{number}", 2))
        blocks += [check_entry(ctx, group) for group in by_control(found)]
    return blocks


def _count(mine: list[Finding]) -> str:
    controls = len({check.control.id for check in mine})
    return f"{plural(controls, 'control')}, {plural(len(mine), 'box', 'boxes')} to tick."


def _signers(party: Party) -> tuple[Party, ...]:
    return ("buyer", "vendor") if party == "joint" else (party,)
