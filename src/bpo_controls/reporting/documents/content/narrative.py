"""The half page that a board reads first, written from the facts: the work, what is strong, what is in the way, what waiting costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bpo_controls.engine.failure_status import failures_in_scope, feared
from bpo_controls.engine.finding import Finding
from bpo_controls.library.model import IMPACTS
from bpo_controls.reporting.blocks.document import Line
from bpo_controls.reporting.documents.content.brief_findings import briefs
from bpo_controls.reporting.documents.content.count_tables import blocking
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import labels
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import (
    capital,
    date_words,
    listed,
    measured,
    money,
    number,
    percent,
    plural,
    sentence,
    share,
)

_NAMED = 3
"""Domains named as strong or weak."""


def narrative(ctx: Context) -> tuple[Line, ...]:
    """A label and a paragraph each; what is not known is left out, and nothing is said that no answer says."""
    lines = (
        Line(TEXT["the_work"], _work(ctx)),
        Line(TEXT["is_strong"], _strong(ctx)),
        Line(TEXT["in_the_way"], _in_the_way(ctx)),
        Line(TEXT["cost_of_waiting"], _cost(ctx)),
    )
    return tuple(line for line in lines if line.text)


def _work(ctx: Context) -> str:
    workflows = [
        ctx.about(one)[:1].lower() + ctx.about(one)[1:]
        for one in ctx.assessment.subjects.get("workflow") or ()
    ]
    sites = [ctx.about(one) for one in ctx.assessment.subjects.get("site") or ()]
    helpers = ctx.assessment.subjects.get("subcontractor") or ()
    text = f"{ctx.file.buyer} wants {ctx.file.vendor} to do {listed(workflows) if workflows else 'outsourced work'}"
    text += f", at {listed(sites)}" if sites else ""
    text += f", with {plural(len(helpers), 'subcontractor')}" if helpers else ""
    goal = f" {TEXT['goal']}: {sentence(ctx.file.goal)}" if ctx.file.goal else ""
    return f"{text}.{goal}"


def _strong(ctx: Context) -> str:
    return " ".join(part for part in (_met(ctx), _claimed(ctx)) if part)


def _met(ctx: Context) -> str:
    total = ctx.total
    if not total.met:
        return ""
    met = [finding for finding in ctx.applying if finding.status == "met" and finding.answer is not None]
    known = Counter(finding.answer.assurance for finding in met if finding.answer is not None)
    text = (
        f"{share(total.met, total.counted)} controls that count are met: {number(known['tested'])} tested, "
    )
    text += f"{number(known['seen'])} seen in a document, {number(known['stated'])} only stated."
    best = _domains(ctx, met)
    return f"{text} The strongest domains are {best}." if best else text


def _claimed(ctx: Context) -> str:
    total = ctx.total
    if not total.claimed:
        return ""
    one = total.claimed == 1
    kind = f"{'more ' if total.met else ''}{'control' if one else 'controls'}"
    said = f"{'is' if one else 'are'} said to be in place, without the {'figure' if one else 'figures'}"
    return f"{number(total.claimed)} {kind} ({percent(total.claimed, total.counted)}%) {said} that would show it."


def _domains(ctx: Context, met: list[Finding]) -> str:
    counted = Counter(
        one.control.domain for one in ctx.applying if one.status not in (None, "not-applicable")
    )
    good = Counter(one.control.domain for one in met)
    ranked = sorted(good, key=lambda domain: (-good[domain] / counted[domain], -counted[domain], domain))
    return listed([f"{labels.domain(one)} ({good[one]} of {counted[one]})" for one in ranked[:_NAMED]])


def _in_the_way(ctx: Context) -> str:
    first = next((one for one in ctx.verdicts if one.verdict == "not-ready"), None)
    last = ctx.verdicts[-1]
    if first is None:
        return ""
    text = f"{plural(len(first.blockers), 'critical or high gap')} {_verb(len(first.blockers))} {labels.GATE_NAMED[first.gate]}"
    if len(last.blockers) > len(first.blockers):
        text += f"; {number(len(last.blockers))} block {labels.GATE_NAMED[last.gate]}"
    most = Counter(gap.control.domain for gap in last.blockers).most_common(_NAMED)
    named = listed([f"{labels.domain(domain)} ({count})" for domain, count in most])
    parties = Counter(gap.control.party for gap in last.blockers).most_common()
    answer = listed([f"{_party(party)} for {count}" for party, count in parties])
    return f"{capital(text)}. Most are in {named}. {capital(f'answering for them: {answer}')}.{_feared(ctx)}"


def _verb(count: int) -> str:
    return "blocks" if count == 1 else "block"


def _party(party: str) -> str:
    return {"joint": "both parties", "subcontractor": "a subcontractor"}.get(party, f"the {party}")


def _feared(ctx: Context) -> str:
    """How the failure stands that the buyer most wants to avoid, where the library knows it."""
    statuses = failures_in_scope(ctx.library, ctx.assessment)
    found = [one for one in feared(statuses, ctx.file.failure_to_avoid) if one.lacking]
    lacking = dict.fromkeys(finding.control.id for one in found for finding in one.lacking)
    if not lacking:
        return ""
    return f" The failure the buyer most wants to avoid (“{ctx.file.failure_to_avoid.rstrip('.')}”) can still happen: {listed(list(lacking))} {'is' if len(lacking) == 1 else 'are'} open."


def _cost(ctx: Context) -> str:
    gaps = [brief.first for brief in briefs(ctx) if brief.blocks] or [brief.first for brief in briefs(ctx)]
    if not gaps:
        return ""
    parts = [_cases(ctx, gaps), _impact(gaps)]
    whole = sum(brief.hours for brief in briefs(ctx))
    needed = sum(brief.hours for brief in briefs(ctx) if brief.blocks)
    work = f"Closing everything takes about {measured(whole, 'hours')} over all parties"
    work += f", what blocks about {measured(needed, 'hours')}." if blocking(ctx.ranked) else "."
    return " ".join(part for part in (*parts, work) if part)


def _cases(ctx: Context, gaps: list[Finding]) -> str:
    cases = {one: ctx.library.precedents[one] for gap in gaps for one in gap.control.precedents}
    hit = sum(bool(gap.control.precedents) for gap in gaps)
    if not cases:
        return ""
    text = f"{number(hit)} of the {plural(len(gaps), 'control')} in the way {'has' if hit == 1 else 'have'} failed others before, in {plural(len(cases), 'public case')}"
    costliest = max(cases.values(), key=lambda case: (case.amount_usd or 0, case.id))
    if costliest.amount_usd:
        text += f"; the most expensive, {costliest.title} ({date_words(costliest.date)}), cost {money(costliest.amount_usd)}"
    return f"{text}."


def _impact(gaps: Iterable[Finding]) -> str:
    counted = Counter(impact for gap in gaps for impact in gap.control.impacts)
    if not counted:
        return ""
    most = max(IMPACTS, key=lambda impact: counted[impact])
    return f"Most touch {labels.IMPACT[most].lower()}: {labels.IMPACT_COST[most][:1].lower()}{labels.IMPACT_COST[most][1:]}"
