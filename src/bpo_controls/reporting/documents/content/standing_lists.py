"""Controls by how they stand: met, claimed, done another way, not applicable, accepted, undecided, left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bpo_controls.engine.finding import Finding
from bpo_controls.engine.truth import Truth
from bpo_controls.reporting.blocks.table import Cell, Field, Listing, Table
from bpo_controls.reporting.documents.content.columns import control_fields, field, who_and_how
from bpo_controls.reporting.documents.content.exception_list import lapsed_findings
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import labels
from bpo_controls.words.answer_words import who_said, with_more
from bpo_controls.words.findings import lapsed_words, measure_words, said
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, date_words, sentence
from bpo_controls.words.reasons import flips, needs_in_words

Group = tuple[Finding, ...]


def _table(
    ctx: Context,
    groups: Iterable[Group],
    *fields: Field[Group],
    named: tuple[str, ...] = ("id", "control", "subject"),
    control: float = 2,
    subject: float = 1.5,
) -> Table:
    """The control and its subjects, then these columns, a row for each group."""
    shared: tuple[Field[Group], ...] = control_fields(
        ctx, lambda group: group, control=(control, 28), subject=(subject, 20)
    )
    listing = Listing(tuple(groups), (*shared, *fields))
    return listing.table(*named, *(one.column.key for one in fields))


def strong(ctx: Context) -> Table:
    """Met controls, a line each; subjects that share the assurance stand together."""
    met = (finding for finding in ctx.applying if finding.status == "met")
    return _table(
        ctx,
        _grouped(met, lambda finding: (finding.control.id, _assurance(finding))),
        field("assurance", lambda group: _assurance(group[0])),
        control=3.6,
        subject=1.8,
    )


def claimed(ctx: Context) -> Table:
    """Controls said to be in place without the figure that would show it, and what the figure must keep."""
    return _table(
        ctx,
        _alike(finding for finding in ctx.applying if finding.status == "claimed"),
        field("limit", lambda group: measure_words(group[0].control), heading=TEXT["limit"], share=1.4),
        field("reason", lambda group: with_more("", group[0].answer), share=2),
        field("said_by", lambda group: _who(group[0]), share=1.5),
        named=("id", "control", "subject", "severity"),
    )


def another_way(ctx: Context) -> Table:
    """Controls done another way, with the text the reviewer has to judge."""
    return _exceptional(ctx, "another-way", "answer", lambda finding: with_more("", finding.answer))


def not_applicable(ctx: Context) -> Table:
    """Controls answered as not applicable, with the reason given."""
    return _exceptional(
        ctx, "not-applicable", "reason", lambda finding: with_more(_not_applicable(finding), finding.answer)
    )


def _exceptional(ctx: Context, status: str, key: str, text: Callable[[Finding], str]) -> Table:
    return _table(
        ctx,
        _alike(finding for finding in ctx.applying if finding.status == status),
        field(key, lambda group: text(group[0]), share=3),
        field("said_by", lambda group: _who(group[0]), share=1.5),
    )


def accepted(ctx: Context) -> Table:
    """Gaps the buyer lives with: who, why, until when."""
    return _table(
        ctx,
        _alike(finding for finding in ctx.applying if finding.status == "accepted"),
        field("reason", lambda group: _acceptance(group[0])[0], share=3),
        field("accepted_by", lambda group: _acceptance(group[0])[1], share=1.5),
    )


def lapsed(ctx: Context) -> Table:
    """Gaps whose acceptance ran out before the as-of date."""
    return _table(
        ctx,
        ((finding,) for finding in lapsed_findings(ctx)),
        field("reason", lambda group: lapsed_words(group[0], ctx.as_of), share=4),
        named=("id", "control", "subject", "status"),
    )


def undecided(ctx: Context) -> Table:
    """Controls that hang on a missing answer, and what would settle each."""

    def asks(finding: Finding) -> tuple[str, ...]:
        needs = needs_in_words(ctx.library, ctx.sheet, finding)
        return needs or tuple(clause.text for clause in ctx.reasons(finding))

    found = (finding for finding in ctx.assessment.findings if finding.applies is Truth.UNKNOWN)
    return _table(
        ctx,
        _grouped(found, lambda finding: (finding.control.id, asks(finding))),
        field("settles", lambda group: sentence("; ".join(asks(group[0]))), heading=TEXT["settles"], share=3.4),
        named=("id", "control", "subject", "severity"),
        subject=1.4,
    )  # fmt: skip


def excluded(ctx: Context) -> Table:
    """Controls that do not apply, why not, and what would bring them in."""

    def flip(finding: Finding) -> str:
        return flips(ctx.library, ctx.sheet, finding)

    found = (finding for finding in ctx.assessment.findings if finding.applies is Truth.FALSE)
    return _table(
        ctx,
        _grouped(found, lambda finding: (finding.control.id, ctx.reasons(finding), flip(finding))),
        field("why", lambda group: sentence("; ".join(clause.text for clause in ctx.reasons(group[0]))), share=3),
        field("flip", lambda group: flip(group[0]), share=2.6),
        control=1.7,
        subject=1.2,
    )  # fmt: skip


def _alike(findings: Iterable[Finding]) -> list[Group]:
    """Findings of one control that share everything that was said."""

    def key(finding: Finding) -> tuple[object, ...]:
        answer = finding.answer
        assert answer is not None
        value = answer.non_answer or answer.value
        return (finding.control.id, value, answer.assurance, answer.note, answer.accepted, answer.evidence,
                who_said(answer))  # fmt: skip

    return _grouped(findings, key)


def _grouped(findings: Iterable[Finding], key: Callable[[Finding], tuple[object, ...]]) -> list[Group]:
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        groups.setdefault(key(finding), []).append(finding)
    return [tuple(group) for group in groups.values()]


def _not_applicable(finding: Finding) -> str:
    answer = finding.answer
    return answer.non_answer.text if answer is not None and answer.non_answer is not None else ""


def _assurance(finding: Finding) -> Cell:
    assert finding.answer is not None
    return capital(labels.ASSURANCE[finding.answer.assurance])


def _who(finding: Finding) -> str:
    assert finding.answer is not None
    return who_and_how(finding.answer)


def _acceptance(finding: Finding) -> tuple[str, str]:
    """What was accepted and why; by whom and until when."""
    answer = finding.answer
    assert answer is not None
    assert answer.accepted is not None
    taken = answer.accepted
    text = with_more(f"{said(finding)}. {sentence(taken.reason)}", answer)
    return text, f"{taken.by}, until {date_words(taken.until)}"
