"""The checklist: what each party has to bring, by gate, and what passes."""

from __future__ import annotations

from bpo_controls.engine.finding import Finding
from bpo_controls.library.model import GATES, PARTIES, SEVERITIES, Gate, Party
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.view import CheckGroup, CheckItem, CheckStep, PartyPage
from bpo_controls.words import labels
from bpo_controls.words.findings import check_words, measure_words
from bpo_controls.words.numbers import plural, sentence


def pages(ctx: Context) -> tuple[PartyPage, ...]:
    """A page for each party that has something to do."""
    return tuple(page for party in PARTIES if (page := _page(ctx, party)) is not None)


def _page(ctx: Context, party: Party) -> PartyPage | None:
    mine = [f for f in ctx.applying if f.control.party == party and f.status != "not-applicable"]
    if not mine:
        return None
    groups = tuple(_group(ctx, gate, [f for f in mine if f.control.gate == gate]) for gate in GATES)
    controls = len({finding.control.id for finding in mine})
    return PartyPage(
        party=labels.PARTY[party],
        heading=ctx.party(party),
        intro=f"{plural(controls, 'control')}, {plural(len(mine), 'box', 'boxes')} to tick.",
        signers=tuple(ctx.party(one) for one in _signers(party)),
        groups=tuple(group for group in groups if group.items),
    )


def _signers(party: Party) -> tuple[Party, ...]:
    return ("buyer", "vendor") if party == "joint" else (party,)


def _group(ctx: Context, gate: Gate, findings: list[Finding]) -> CheckGroup:
    by_control: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: f.control.id):
        by_control.setdefault(finding.control.id, []).append(finding)
    return CheckGroup(ctx.gate_heading(gate), tuple(_item(ctx, group) for group in by_control.values()))


def _item(ctx: Context, findings: list[Finding]) -> CheckItem:
    control = findings[0].control
    return CheckItem(
        id=control.id,
        title=control.title,
        statement=sentence(control.statement),
        passes=measure_words(control) if control.ask.kind == "number" else "",
        boxes=tuple(
            (ctx.about(f.subject), labels.STATUS_MARK[f.status], labels.STATUS[f.status])
            for f in findings
            if f.status is not None
        ),
        steps=tuple(
            CheckStep(labels.METHOD[one.method], check_words(one.what), one.accept) for one in control.verify
        ),
        evidence=control.evidence,
        domain=labels.domain(control.domain),
        severity=labels.SEVERITY[max((f.severity for f in findings), key=SEVERITIES.index)],
        gate=labels.GATE[control.gate],
        party=labels.PARTY[control.party],
    )
