"""The answer first: a verdict for each gate, and what to do first."""

from __future__ import annotations

from bpo_controls.engine.finding import Finding, GateVerdict
from bpo_controls.engine.plan_steps import by_control
from bpo_controls.library.model import Control
from bpo_controls.reporting.blocks.document import Action, Verdict, Verdicts
from bpo_controls.reporting.documents.content.action_steps import steps_of
from bpo_controls.reporting.documents.context import Context, once_per_context
from bpo_controls.words import labels
from bpo_controls.words.findings import by_date_words, verdict_sentence
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import date_words, first_sentence, measured, money

FIRST = 5
"""Actions on the verdict page."""


@once_per_context
def verdicts(ctx: Context) -> Verdicts:
    """The verdicts side by side, each with the one count of its gate."""
    return Verdicts(tuple(_verdict(ctx, verdict) for verdict in ctx.verdicts))


def _verdict(ctx: Context, verdict: GateVerdict) -> Verdict:
    date = ctx.due(verdict.gate)
    return Verdict(
        key=verdict.verdict,
        label=labels.GATE[verdict.gate],
        date=by_date_words(date, ctx.as_of, TEXT["passed"]) if date else TEXT["no_date"],
        mark=labels.VERDICT_MARK[verdict.verdict],
        verdict=labels.VERDICT[verdict.verdict],
        sentence=verdict_sentence(verdict),
    )


def actions(ctx: Context) -> tuple[Action, ...]:
    """The first step of the first few gaps; a control that is a gap for several subjects stands once."""
    return tuple(_action(ctx, group) for group in by_control(ctx.ranked)[:FIRST])


def _action(ctx: Context, group: list[Finding]) -> Action:
    control = group[0].control
    step = steps_of(ctx, group)[0]
    by = by_date_words(step.due, ctx.as_of, short=True) if step.due else labels.gate_before(control.gate)
    return Action(
        rank=ctx.rank[group[0].key],
        id=control.id,
        title=control.title,
        subject=", ".join(ctx.about(gap.subject) for gap in group if gap.subject.kind != "engagement"),
        step=step.remedy.do,
        who=ctx.party_briefly(step.remedy.party),
        due=by,
        effort=measured(step.remedy.effort_hours, "hours"),
        waiting=f"{TEXT['if_it_waits']}: {_cost_of_waiting(ctx, control)}",
    )


def _cost_of_waiting(ctx: Context, control: Control) -> str:
    """What the costliest public case came to in which this was missing, else why the control matters."""
    paid = [case for one in control.precedents if (case := ctx.library.precedents[one]).amount_usd]
    if not paid:
        return first_sentence(control.why)
    worst = max(paid, key=lambda case: (case.amount_usd or 0, case.date))
    cost = money(worst.amount_usd or 0)
    return TEXT["cost_others"].format(cost=cost, title=worst.title, date=date_words(worst.date))
