"""Gaps in rank order: as a list, and each in full."""

from __future__ import annotations

from collections.abc import Iterable

from bpo_controls.engine.finding import Finding
from bpo_controls.engine.ranking import effort_hours
from bpo_controls.reporting.blocks.entry_block import Entry, Passage, Row, Span, points_row, text_row
from bpo_controls.reporting.blocks.table import Listing, Reference
from bpo_controls.reporting.documents.content.cited_sources import cited
from bpo_controls.reporting.documents.content.columns import (
    answer_fields,
    control_fields,
    field,
    reasons,
    said_field,
)
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import labels
from bpo_controls.words.answer_words import evidence_words, who_said
from bpo_controls.words.findings import (
    check_words,
    due_words,
    effort,
    lapsed_words,
    missing,
    precedent_words,
    said,
    severity_parts,
)
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, date_words, sentence
from bpo_controls.words.reasons import Clause
from bpo_controls.words.specifics import listed_limits


def gaps(ctx: Context) -> Listing[Finding]:
    """Every gap and partly met control."""
    cases = ctx.library.precedents
    return Listing(
        ctx.ranked,
        (
            field("rank", lambda gap: Reference(ctx.rank[gap.key], _anchor(ctx.rank[gap.key])), kind="number", width=6),
            *control_fields(ctx, lambda gap: (gap,), control=(3, 28), subject=(1.7, 18)),
            field("effort", lambda gap: capital(effort(effort_hours(gap)))),
            field("hours", effort_hours, kind="number", width=8),
            field("must", lambda gap: sentence(gap.control.statement), width=36),
            field("missing", missing, width=32),
            said_field(lambda gap: gap),
            *answer_fields(lambda gap: gap.answer),
            field("why", lambda gap: reasons(ctx, gap), width=56),
            field("why_matters", lambda gap: sentence(gap.control.why), heading=TEXT["why_matters"], width=48),
            field("cost", lambda gap: tuple(labels.IMPACT[impact] for impact in gap.control.impacts), width=20),
            field("rests", lambda gap: _sources(ctx, gap), width=46),
            field("practice", lambda gap: tuple(_named(cases[case].title, cases[case].date) for case in gap.control.precedents),
                  width=40),
            field("known", lambda gap: tuple(_to_know(ctx, gap)), width=30),
        ),
    )  # fmt: skip


def _to_know(ctx: Context, gap: Finding) -> Iterable[str]:
    _, raised = severity_parts(gap)
    limit = gap.control.ask.limit_source
    flagged = gap.answer is not None and gap.answer.flagged
    texts = (
        sentence(raised),
        lapsed_words(gap, ctx.as_of),
        sentence(f"{TEXT['limit_source']}: {limit}") if limit else "",
        sentence(TEXT["flagged"]) if flagged else "",
    )
    return (text for text in texts if text)


def _named(title: str, date: str) -> str:
    """What a case is called; what happened stands among the sources."""
    return f"{title} ({date_words(date)})"


def _sources(ctx: Context, gap: Finding) -> tuple[str, ...]:
    return tuple(cited(ctx, source) for source in gap.sources) or (TEXT["no_sources"],)


def gap_entries(ctx: Context) -> tuple[Entry, ...]:
    """Every gap in full; detail, reason or case that stood with an earlier one is not told again."""
    told = _Told()
    return tuple(_entry(ctx, gap, ctx.rank[gap.key], told) for gap in ctx.ranked)


class _Told:
    """At which rank a reason, a case or the detail of a control was told in full; later gaps only name it."""

    def __init__(self) -> None:
        self._ranks: dict[tuple[str, str], int] = {}

    def earlier(self, kind: str, text: str, rank: int) -> int:
        """The earlier rank at which this was told, 0 when it is told here."""
        first = self._ranks.setdefault((kind, text), rank)
        return first if first != rank else 0


def _entry(ctx: Context, gap: Finding, rank: int, told: _Told) -> Entry:
    control = gap.control
    assert gap.status is not None
    severity, raised = severity_parts(gap)
    status, gate = labels.STATUS[gap.status], labels.GATE[control.gate]
    party = labels.PARTY_SHORT[control.party]
    due = due_words(control.gate, ctx.due(control.gate), ctx.as_of)
    same = told.earlier("control", control.id, rank)
    rows = (
        text_row(TEXT["col_severity"], capital(raised)),
        text_row(TEXT["must_be_true"], sentence(control.statement)),
        points_row(TEXT["listed_limits"], listed_limits(ctx.library, gap.bindings)),
        _said(gap),
        _missing(gap),
        text_row(TEXT["lapsed"], lapsed_words(gap, ctx.as_of)),
        points_row(TEXT["why_applies"], tuple(_reason(clause, rank, told) for clause in ctx.reasons(gap))),
        *(_same_as(same) if same else _detail(ctx, gap, rank, told)),
    )
    return Entry(
        rank=str(rank),
        id=control.id,
        title=control.title,
        anchor=_anchor(rank),
        facts=(
            Span(ctx.about(gap.subject)),
            Span(f"{labels.STATUS_MARK[gap.status]} {status}", "strong"),
            Span(severity, "strong"),
            Span(party),
            Span(capital(due)),
            Span(capital(effort(effort_hours(gap)))),
        ),
        rows=tuple(row for row in rows if any(passage.spans for passage in row.passages)),
        facets=(
            ("domain", labels.domain(control.domain)),
            ("severity", severity),
            ("party", party),
            ("gate", gate),
            ("status", status),
        ),
    )


def _anchor(rank: int) -> str:
    return f"gap-{rank}"


def _said(gap: Finding) -> Row:
    answer = gap.answer
    if answer is None:
        return text_row(TEXT["was_said"], Span(said(gap), "strong"))
    flagged = TEXT["flagged"] if answer.flagged else ""
    more = (who_said(answer), labels.ASSURANCE[answer.assurance], flagged)
    first = Passage((Span(said(gap), "strong"), *(Span(f"· {text}") for text in more if text)))
    note = (Passage((Span(answer.note),), quote=True),) if answer.note else ()
    evidence = (Passage((Span(f"{TEXT['evidence_given']}: {line}"),)) for line in evidence_words(answer))
    return Row(TEXT["was_said"], (first, *note, *evidence))


def _missing(gap: Finding) -> Row:
    source = gap.control.ask.limit_source
    limit = Span(f"{TEXT['limit_source']}: {sentence(source)}" if source else "", "quiet")
    return text_row(TEXT["is_missing"], missing(gap), limit)


def _reason(clause: Clause, rank: int, told: _Told) -> str:
    """A reason; where its answers stand at an earlier rank already, only what follows from them."""
    earlier = told.earlier("reason", clause.text, rank) if clause.head else 0
    return f"{capital(clause.head)} ({TEXT['see_gap']} {earlier})." if earlier else sentence(clause.text)


def _same_as(rank: int) -> tuple[Row, ...]:
    return (text_row(TEXT["fix"], TEXT["same_as"], Span(f"{rank}.", anchor=_anchor(rank))),)


def _detail(ctx: Context, gap: Finding, rank: int, told: _Told) -> tuple[Row, ...]:
    control = gap.control
    steps = tuple(
        Passage((Span(sentence(step.do)), Span(f"{labels.PARTY_SHORT[step.party]}, {effort(step.effort_hours)}", "quiet")))
        for step in control.remedy
    )  # fmt: skip
    checks = tuple(
        Passage((Span(f"{labels.METHOD[step.method]}:", "strong"),
                 Span(f"{check_words(step.what)} {TEXT['passes']} {step.accept}")))
        for step in control.verify
    )  # fmt: skip
    return (
        text_row(TEXT["why_matters"], sentence(control.why)),
        text_row(TEXT["may_cost"], "; ".join(labels.IMPACT[impact] for impact in control.impacts)),
        points_row(TEXT["seen_in_practice"], _cases(ctx, gap, rank, told)),
        Row(TEXT["fix"], steps, "steps"),
        text_row(TEXT["ask_for"], "; ".join(control.evidence)),
        Row(TEXT["verified_by"], checks, "points"),
        text_row(TEXT["rests_on"], "; ".join(_sources(ctx, gap))),
    )


def _cases(ctx: Context, gap: Finding, rank: int, told: _Told) -> tuple[str, ...]:
    """Cases in full one by one, then on one line all that were told with an earlier gap."""
    full, again = [], []
    for case in (ctx.library.precedents[id_] for id_ in gap.control.precedents):
        earlier = told.earlier("case", case.id, rank)
        if earlier:
            again.append(f"{case.title} ({TEXT['see_gap']} {earlier})")
        else:
            full.append(precedent_words(case.title, case.date, case.what, case.amount_usd))
    return (*full, "; ".join(again)) if again else tuple(full)
