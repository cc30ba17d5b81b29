"""What each party has to hand over, for which control, by when."""

from __future__ import annotations

from bpo_controls.engine.finding import Finding
from bpo_controls.library.model import GATES, PARTIES, Gate, Party
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.view import GateTable, Requests, Table
from bpo_controls.words import labels
from bpo_controls.words.answer_words import evidence_words
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, listed, plural


def by_party(ctx: Context) -> tuple[Requests, ...]:
    """What each party has to hand over that answers for a control, by gate."""
    result = []
    for party in PARTIES:
        gates = tuple(table for gate in GATES if (table := _table(ctx, party, gate)) is not None)
        if gates:
            items = sum(
                len(group[0].control.evidence) for gate in GATES for group in _groups(ctx, party, gate)
            )
            result.append(
                Requests(ctx.party(party), f"{capital(plural(items, 'item'))} to hand over.", gates)
            )
    return tuple(result)


def _table(ctx: Context, party: Party, gate: Gate) -> GateTable | None:
    rows = tuple(
        (
            group[0].control.id,
            group[0].control.title,
            _about(ctx, group),
            ";\n".join(group[0].control.evidence),
            _named(group),
        )
        for group in _groups(ctx, party, gate)
    )
    if not rows:
        return None
    headers = _headers("id", "control", "subject", "hand_over", "named")
    table = Table(headers, rows, "lllll", (0, 2.2, 1.5, 3, 2.6))
    return GateTable(ctx.gate_heading(gate), f"{capital(plural(len(rows), 'control'))}.", table)


def whole(ctx: Context) -> Table:
    """A row for each item, with every cell filled, for a spreadsheet.

    What was named stands beside every item of its control: nobody said which item it answers.
    """
    rows = tuple(
        (
            labels.PARTY_SHORT[party],
            group[0].control.id,
            group[0].control.title,
            _about(ctx, group),
            item,
            labels.GATE[gate],
            ctx.due(gate),
            _named(group),
        )
        for party in PARTIES
        for gate in GATES
        for group in _groups(ctx, party, gate)
        for item in group[0].control.evidence
    )
    headers = _headers("party", "id", "control", "subject", "hand_over", "gate", "due", "named")
    return Table(headers, rows, "llllllll", (1, 0, 2, 1.5, 3, 0, 0, 2))


def _headers(*keys: str) -> tuple[str, ...]:
    return tuple(TEXT[f"col_{key}"] for key in keys)


def _groups(ctx: Context, party: Party, gate: Gate) -> list[list[Finding]]:
    """The applying findings a party answers for at a gate, those of one control together."""
    groups: dict[str, list[Finding]] = {}
    for finding in ctx.applying:
        control = finding.control
        if control.party == party and control.gate == gate and finding.status != "not-applicable":
            groups.setdefault(control.id, []).append(finding)
    return [groups[one] for one in sorted(groups)]


def _named(group: list[Finding]) -> str:
    named: dict[str, None] = {}
    for finding in group:
        if finding.answer is not None:
            named.update(dict.fromkeys(evidence_words(finding.answer)))
    return ";\n".join(named) or TEXT["nothing_yet"]


def _about(ctx: Context, group: list[Finding]) -> str:
    return listed([ctx.about(finding.subject) for finding in group])
