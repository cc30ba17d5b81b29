"""The numbers behind the pictures, and who owes what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from bpo_controls.engine.finding import Finding, Status
from bpo_controls.engine.ranking import effort_hours
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import DOMAINS, GATES, PARTIES, SEVERITIES, Party, Remedy
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.view import Grid, Milestone, Table, Tallies, Tally
from bpo_controls.words import labels
from bpo_controls.words.findings import by_date_words, effort
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import date_words, number

STATUSES: tuple[Status, ...] = ("met", "partly", "gap", "unknown", "another-way", "accepted")
"""The counted standings, in the order in which bars stack them."""

SERIOUS = ("critical", "high")


def tallies(ctx: Context) -> Tallies:
    """Everything that is drawn, as plain numbers."""
    live = [f for f in ctx.assessment.findings if f.applies is not Truth.FALSE]
    found = {finding.control.domain for finding in live}
    domains = (*(one for one in DOMAINS if one in found), *sorted(found.difference(DOMAINS)))
    worst = tuple(reversed(SEVERITIES))
    open_ = [f for f in live if f.status == "unknown" or f.applies is Truth.UNKNOWN]
    parties = tuple(party for party in PARTIES if any(f.control.party == party for f in live))

    def by_domain(
        findings: Iterable[Finding], columns: tuple[str, ...], of: Callable[[Finding], str]
    ) -> Grid:
        counted = Counter((finding.control.domain, of(finding)) for finding in findings)
        names = tuple(labels.SEVERITY.get(one) or labels.STATUS[one] for one in columns)
        rows = (Tally(labels.domain(one), tuple(counted[one, c] for c in columns)) for one in domains)
        return Grid(names, tuple(rows))

    owners = Counter((finding.control.party, finding.control.gate) for finding in ctx.ranked)
    return Tallies(
        heat=by_domain(ctx.ranked, worst, lambda finding: finding.severity),
        heat_open=by_domain(open_, worst, lambda finding: finding.severity),
        bars=by_domain(ctx.applying, STATUSES, lambda finding: finding.status or ""),
        owners=Grid(
            tuple(labels.GATE[gate] for gate in GATES),
            tuple(
                Tally(labels.PARTY_SHORT[party], tuple(owners[party, gate] for gate in GATES))
                for party in parties
            ),
        ),
        milestones=_milestones(ctx),
    )


def _milestones(ctx: Context) -> tuple[Milestone, ...]:
    result = []
    for verdict in ctx.verdicts:
        due = [finding for finding in ctx.ranked if finding.control.gate == verdict.gate]
        iso = ctx.due(verdict.gate)
        result.append(
            Milestone(
                label=labels.GATE[verdict.gate],
                iso=iso,
                date=date_words(iso) if iso else TEXT["no_date"],
                mark=labels.VERDICT_MARK[verdict.verdict],
                verdict=labels.VERDICT[verdict.verdict],
                open=len(due),
                serious=sum(finding.severity in SERIOUS for finding in due),
                past=bool(iso) and ctx.assessment.as_of[:10] > iso[:10],
            )
        )
    return tuple(result)


def owed(ctx: Context) -> Table:
    """Who owes what: gaps by the party that answers for them, steps and hours by the party that does them."""
    rows = []
    steps_of = _steps(ctx)
    for party in PARTIES:
        mine = [finding for finding in ctx.ranked if finding.control.party == party]
        steps = steps_of.get(party, [])
        if mine or steps:
            helped = [f for f in ctx.ranked if any(step.party == party for step in f.control.remedy)]
            rows.append((ctx.party_briefly(party), *_numbers(mine, steps), _first_due(ctx, [*mine, *helped])))
    if len(rows) > 1:
        every = [step for steps in steps_of.values() for step in steps]
        rows.append((TEXT["total_parties"], *_numbers(ctx.ranked, every), _first_due(ctx, ctx.ranked)))
    keys = ("party", "gaps", "serious", "steps", "effort", "first_due")
    headers = tuple(TEXT[f"col_{key}"] for key in keys)
    return Table(headers, tuple(rows), "lrrrrl", (3, 0, 0, 0, 0, 1.6), total=len(rows) > 1)


def _numbers(findings: Iterable[Finding], steps: list[Remedy]) -> tuple[str, str, str, str]:
    found = tuple(findings)
    return (
        number(len(found)),
        number(sum(finding.severity in SERIOUS for finding in found)),
        number(len(steps)),
        effort(sum(step.effort_hours for step in steps)) if steps else TEXT["no_work"],
    )


def _steps(ctx: Context) -> dict[Party, list[Remedy]]:
    """The remedy steps of every control with a gap, once however many subjects share the work."""
    result: dict[Party, list[Remedy]] = {}
    controls = {finding.control.id: finding.control for finding in ctx.ranked}
    for control in controls.values():
        for step in control.remedy:
            result.setdefault(step.party, []).append(step)
    return result


def hours(ctx: Context) -> float:
    """Hours to close every gap, once however many subjects share the work."""
    return sum({finding.control.id: effort_hours(finding) for finding in ctx.ranked}.values())


def _first_due(ctx: Context, findings: Iterable[Finding]) -> str:
    gates = [gate for gate in GATES if any(finding.control.gate == gate for finding in findings)]
    if not gates:
        return "–"
    date = ctx.due(gates[0])
    return by_date_words(date, ctx.assessment.as_of) if date else labels.gate_before(gates[0])
