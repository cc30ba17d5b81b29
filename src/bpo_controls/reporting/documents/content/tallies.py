"""The numbers behind the pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bpo_controls.engine.finding import Finding, Status
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import SEVERITIES
from bpo_controls.reporting.documents.context import Context, in_domain_order, once_per_context
from bpo_controls.reporting.pictures.tally import Milestone, Tally, TallyGrid
from bpo_controls.words import labels
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import date_words

STATUSES: tuple[Status, ...] = ("met", "claimed", "partly", "gap", "unknown", "another-way", "accepted")
"""The counted standings, in the order in which bars stack them."""


@dataclass(frozen=True, slots=True)
class Tallies:
    """The numbers that pictures are drawn from.

    `heat`: gaps and partly met controls by domain and severity (worst first); `heat_open`: not known and
    undecided ones, in the same rows and columns. `bars`: standing by domain. Domains without
    anything that applies or is undecided are left out.
    """

    heat: TallyGrid
    heat_open: TallyGrid
    bars: TallyGrid
    milestones: tuple[Milestone, ...]


@once_per_context
def tallies(ctx: Context) -> Tallies:
    """Everything that is drawn, as plain numbers."""
    live = [finding for finding in ctx.assessment.findings if finding.applies is not Truth.FALSE]
    domains = in_domain_order(ctx.library, (finding.control.domain for finding in live))
    worst = tuple(reversed(SEVERITIES))
    open_ = [finding for finding in live if finding.status == "unknown" or finding.applies is Truth.UNKNOWN]

    def by_domain(
        findings: Iterable[Finding], columns: tuple[str, ...], of: Callable[[Finding], str]
    ) -> TallyGrid:
        counted = Counter((finding.control.domain, of(finding)) for finding in findings)
        names = tuple(labels.SEVERITY.get(column) or labels.STATUS[column] for column in columns)
        rows = (
            Tally(labels.domain(domain), tuple(counted[domain, column] for column in columns))
            for domain in domains
        )
        return TallyGrid(names, tuple(rows))

    return Tallies(
        heat=by_domain(ctx.ranked, worst, lambda finding: finding.severity),
        heat_open=by_domain(open_, worst, lambda finding: finding.severity),
        bars=by_domain(ctx.applying, STATUSES, lambda finding: finding.status or ""),
        milestones=_milestones(ctx),
    )


def _milestones(ctx: Context) -> tuple[Milestone, ...]:
    result = []
    for verdict in ctx.verdicts:
        iso = ctx.due(verdict.gate)
        result.append(
            Milestone(
                label=labels.GATE[verdict.gate],
                iso=iso,
                date=date_words(iso) if iso else TEXT["no_date"],
                mark=labels.VERDICT_MARK[verdict.verdict],
                verdict=labels.VERDICT[verdict.verdict],
                open=len(verdict.to_close),
                blocking=len(verdict.blockers) if verdict.verdict == "not-ready" else 0,
                past=bool(iso) and ctx.as_of[:10] > iso[:10],
            )
        )
    return tuple(result)
