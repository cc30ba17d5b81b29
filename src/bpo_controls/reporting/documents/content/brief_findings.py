"""Findings as the body of the gap report shows them: one per control, a third of a page or a row, and the roadmap."""

from __future__ import annotations

from dataclasses import dataclass

from bpo_controls.engine.finding import Finding
from bpo_controls.engine.gates import SERIOUS
from bpo_controls.engine.plan_steps import Step, by_control
from bpo_controls.library.model import GATES, Gate, Precedent
from bpo_controls.reporting.blocks.entry_block import Entry, Passage, Row, Span, text_row
from bpo_controls.reporting.blocks.table import Choice, Listing, Reference
from bpo_controls.reporting.documents.content.action_steps import steps_of
from bpo_controls.reporting.documents.content.columns import field, room, subjects
from bpo_controls.reporting.documents.context import Context, once_per_context
from bpo_controls.words import labels
from bpo_controls.words.answer_words import who_said
from bpo_controls.words.findings import due_words, lapsed_words, missing, precedent_words, severity_parts
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, date_words, date_words_short, measured, number, sentence
from bpo_controls.words.specifics import listed_limits


@dataclass(frozen=True, slots=True)
class Brief:
    """The gaps of one control, the worst first, with the steps that close them."""

    gaps: tuple[Finding, ...]
    ranks: tuple[int, ...]
    steps: tuple[Step, ...]

    @property
    def first(self) -> Finding:
        """The gap that ranks first; it speaks for the control."""
        return self.gaps[0]

    @property
    def blocks(self) -> bool:
        """Whether it keeps a gate from being ready."""
        return any(gap.status == "gap" and gap.severity in SERIOUS for gap in self.gaps)

    @property
    def rank(self) -> str:
        """`4`, or `4, 9` where subjects of the control rank apart."""
        return ", ".join(str(rank) for rank in self.ranks)

    @property
    def hours(self) -> float:
        """Working hours over all parties."""
        return sum(step.remedy.effort_hours for step in self.steps)


@once_per_context
def briefs(ctx: Context) -> tuple[Brief, ...]:
    """Every gap and partly met control in rank order, subjects of one control together."""
    return tuple(
        Brief(tuple(group), tuple(ctx.rank[gap.key] for gap in group), steps_of(ctx, group))
        for group in by_control(ctx.ranked)
    )


def blocking_entries(ctx: Context) -> tuple[Entry, ...]:
    """What blocks a gate, each with everything that somebody needs to decide and to act."""
    return tuple(_entry(ctx, brief) for brief in briefs(ctx) if brief.blocks)


def _entry(ctx: Context, brief: Brief) -> Entry:
    gap = brief.first
    control = gap.control
    assert gap.status is not None
    severity, raised = severity_parts(gap)
    status, gate = labels.STATUS[gap.status], labels.GATE[control.gate]
    rows = (
        text_row(TEXT["required"], sentence(control.statement)),
        text_row(TEXT["listed_limits"], "; ".join(listed_limits(ctx.library, gap.bindings))),
        Row(TEXT["said_missing"], tuple(passage for one in brief.gaps for passage in _missing(ctx, brief, one))),
        text_row(TEXT["why_matters"], sentence(control.why), case_words(ctx, control.precedents)),
        Row(TEXT["fix"], tuple(_step(step) for step in brief.steps), "steps"),
    )  # fmt: skip
    return Entry(
        rank=brief.rank,
        id=control.id,
        title=control.title,
        anchor=f"gap-{brief.ranks[0]}",
        facts=(
            Span(f"{labels.STATUS_MARK[gap.status]} {status}", "strong"),
            Span(severity + (f" ({raised})" if raised else ""), "strong"),
            Span(subjects(ctx, brief.gaps)),
            Span(labels.PARTY_SHORT[control.party]),
            Span(capital(due_words(control.gate, ctx.due(control.gate), ctx.as_of))),
            Span(measured(brief.hours, "hours")),
        ),
        rows=tuple(row for row in rows if any(passage.spans for passage in row.passages)),
        facets=(
            ("domain", labels.domain(control.domain)),
            ("severity", severity),
            ("party", labels.PARTY_SHORT[control.party]),
            ("gate", gate),
            ("status", status),
        ),
        brief=True,
    )


def _missing(ctx: Context, brief: Brief, gap: Finding) -> tuple[Passage, ...]:
    """What is missing against what limit, who said it and how well it is known; the note in its own words."""
    answer = gap.answer
    about = f"{ctx.about(gap.subject)}:" if len(brief.gaps) > 1 else ""
    lapsed = lapsed_words(gap, ctx.as_of)
    known = ""
    if answer is not None:
        parts = (capital(who_said(answer)), labels.ASSURANCE[answer.assurance])
        known = f"({', '.join(part for part in parts if part)})"
    spans = tuple(Span(text) for text in (about, missing(gap), lapsed) if text)
    said = Passage((*spans, Span(known, "quiet")) if known else spans)
    note = (Passage((Span(answer.note),), quote=True),) if answer is not None and answer.note else ()
    return (said, *note)


def _step(step: Step) -> Passage:
    return Passage((Span(sentence(step.remedy.do)), Span(step_words(step), "quiet")))


def step_words(step: Step) -> str:
    """Who does a step, how long it takes, and by when: `Vendor, 6 hours, by December 18, 2026`."""
    by = f", by {date_words(step.due)}" if step.due else ""
    return f"{labels.PARTY_SHORT[step.remedy.party]}, {measured(step.remedy.effort_hours, 'hours')}{by}"


def case_words(ctx: Context, precedents: tuple[str, ...]) -> str:
    """The one real case that cost most, else the latest; empty where there is none."""
    cases = [ctx.library.precedents[one] for one in precedents]
    if not cases:
        return ""
    worst = max(cases, key=lambda case: (case.amount_usd or 0, case.date))
    return _case(worst)


def _case(case: Precedent) -> str:
    return f"{TEXT['seen_in_practice']}: {precedent_words(case.title, case.date, case.what, case.amount_usd)}"


def lesser(ctx: Context) -> Listing[Brief]:
    """What blocks no gate, a row each."""
    return _listing(ctx, tuple(brief for brief in briefs(ctx) if not brief.blocks))


def roadmap_rows(ctx: Context, gate: Gate) -> Listing[Brief]:
    """What is due by one gate and no earlier one: in which order who works, by when, and room for the answer."""
    return _listing(ctx, tuple(brief for brief in briefs(ctx) if brief.first.control.gate == gate))


def roadmap_gates(ctx: Context) -> tuple[Gate, ...]:
    """The gates by which something is due."""
    return tuple(gate for gate in GATES if any(brief.first.control.gate == gate for brief in briefs(ctx)))


def _listing(ctx: Context, items: tuple[Brief, ...]) -> Listing[Brief]:
    return Listing(
        items,
        (
            field("rank", lambda brief: Reference(brief.rank, f"gap-{brief.ranks[0]}"), kind="reference"),
            field("finding", lambda brief: f"{brief.first.control.id} {brief.first.control.title}"
                  f"{_where(ctx, brief)}", share=3),
            field("severity", lambda brief: Choice(labels.SEVERITY[brief.first.severity]), kind="choice"),
            field("missing", lambda brief: " ".join(_lacking(ctx, brief)), share=3),
            field("next_step", lambda brief: f"{sentence(brief.steps[0].remedy.do)} ({step_words(brief.steps[0])})",
                  share=3.4),
            field("in_order", _in_order, share=2),
            field("hours", lambda brief: brief.hours, kind="number"),
            field("starts", lambda brief: _short(brief.steps[0].due), heading=TEXT["col_first_due"]),
            field("closes", lambda brief: _short(brief.steps[-1].due)),
            room("response", share=2),
            room("agreed_on", share=1.1),
        ),
    )  # fmt: skip


def _short(iso: str) -> str:
    """`Dec 18, 2026`: for a narrow column."""
    return date_words_short(iso) if iso else "–"


def _lacking(ctx: Context, brief: Brief) -> tuple[str, ...]:
    found = []
    for gap in brief.gaps:
        note = gap.answer.note if gap.answer is not None else ""
        about = f"{ctx.about(gap.subject)}: " if len(brief.gaps) > 1 else ""
        told = (f"{about}{missing(gap)}", f"“{note}”" if note else "", lapsed_words(gap, ctx.as_of))
        found.append(" ".join(text for text in told if text))
    return tuple(found)


def _where(ctx: Context, brief: Brief) -> str:
    """` (Manila office)`; nothing for the whole work."""
    return "" if brief.first.subject.kind == "engagement" else f" ({subjects(ctx, brief.gaps)})"


def _in_order(brief: Brief) -> str:
    """Who works after whom: `Vendor 20 h, then Both parties 8 h`."""
    turns: list[tuple[str, float]] = []
    for step in brief.steps:
        who = labels.PARTY_SHORT[step.remedy.party]
        if turns and turns[-1][0] == who:
            turns[-1] = (who, turns[-1][1] + step.remedy.effort_hours)
        else:
            turns.append((who, step.remedy.effort_hours))
    return TEXT["then"].join(f"{who} {number(hours)} h" for who, hours in turns)
