"""Every control of the library for everything it is about: in, out or undecided, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bpo_controls.answers.answer_model import Answer
from bpo_controls.engine.finding import Finding
from bpo_controls.engine.truth import Truth
from bpo_controls.reporting.blocks.table import Choice, Listing
from bpo_controls.reporting.documents.content.cited_sources import cited
from bpo_controls.reporting.documents.content.columns import answer_fields, control_fields, field, reasons
from bpo_controls.reporting.documents.context import Context, in_domain_order
from bpo_controls.words import labels
from bpo_controls.words import workbook_words as words
from bpo_controls.words.findings import said
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, sentence
from bpo_controls.words.reasons import Clause, flips, needs_in_words


@dataclass(frozen=True, slots=True)
class Decision:
    """Findings of one control that share decision and reason; `why` is the reason, `short` points to earlier ones."""

    findings: tuple[Finding, ...]
    why: str
    short: str

    @property
    def domain(self) -> str:
        """The domain of the control."""
        return self.findings[0].control.domain


def decisions(ctx: Context) -> Listing[Decision]:
    """Every finding for itself, in the order of the domains."""
    order = in_domain_order(ctx.library, (finding.control.domain for finding in ctx.assessment.findings))
    found = sorted(ctx.assessment.findings, key=lambda finding: order.index(finding.control.domain))
    return _listing(ctx).of(Decision((finding,), "", "") for finding in found)


def grouped_decisions(ctx: Context) -> Listing[Decision]:
    """The same, where subjects that share decision and reason stand together."""
    told: dict[str, str] = {}
    items = [
        decision
        for findings in ctx.assessment.by_control.values()
        for decision in _alike(ctx, findings, told)
    ]
    order = in_domain_order(ctx.library, (decision.domain for decision in items))
    return _listing(ctx).of(sorted(items, key=lambda decision: order.index(decision.domain)))


def _listing(ctx: Context) -> Listing[Decision]:
    def first(decision: Decision) -> Finding:
        return decision.findings[0]

    def answer(decision: Decision) -> Answer | None:
        finding = first(decision)
        return finding.answer if finding.applies is Truth.TRUE else None

    return Listing(
        (),
        (
            *control_fields(ctx, lambda decision: decision.findings, control=(2.2, 28), subject=(1.5, 18), status=1),
            field("applies", lambda decision: Choice(capital(labels.APPLIES[first(decision).applies.value])), kind="choice",
                  share=0.9, width=14, scale="applies"),
            field("why", lambda decision: decision.why, share=4.4),
            field("why_short", lambda decision: decision.short, heading=TEXT["col_why"], share=4.4),
            field("reasons", lambda decision: reasons(ctx, first(decision)), heading=TEXT["col_why"], width=60),
            field("change", lambda decision: _change(ctx, first(decision)), heading=words.COLUMN["change"], width=52),
            field("said", lambda decision: said(first(decision)) if first(decision).applies is Truth.TRUE else "", width=24),
            *answer_fields(answer),
            field("accepted_by", lambda decision: _accepted(answer(decision)), width=24),
            field("rests", lambda decision: tuple(cited(ctx, source) for source in first(decision).sources)
                  or TEXT["no_sources"], width=50),
        ),
    )  # fmt: skip


def _change(ctx: Context, finding: Finding) -> tuple[str, ...]:
    """What would turn the decision over, for what does not apply or is undecided."""
    change: tuple[str, ...] = ()
    if finding.applies is Truth.FALSE:
        change = (flips(ctx.library, ctx.sheet, finding),)
    elif finding.applies is Truth.UNKNOWN:
        change = needs_in_words(ctx.library, ctx.sheet, finding)
    return tuple(sentence(line) for line in change if line)


def _accepted(answer: Answer | None) -> str:
    taken = answer.accepted if answer is not None else None
    if taken is None:
        return ""
    return f"{taken.by}, {words.COLUMN['until'].lower()} {taken.until}: {sentence(taken.reason)}"


def _alike(ctx: Context, findings: tuple[Finding, ...], told: dict[str, str]) -> list[Decision]:
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        key = (finding.applies, finding.status, ctx.reasons(finding), _standing_reason(finding))
        groups.setdefault(key, []).append(finding)
    return [_decision(ctx, tuple(group), told) for group in groups.values()]


def _decision(ctx: Context, findings: tuple[Finding, ...], told: dict[str, str]) -> Decision:
    finding = findings[0]
    control, reason = finding.control.id, _standing_reason(finding)
    clauses = list(ctx.reasons(finding))
    if reason and finding.status is not None:
        status = labels.STATUS[finding.status]
        clauses.append(Clause(f"{status}: {reason}", status))
    short = [_short(clause, control, told) for clause in clauses]
    return Decision(
        findings, sentence("; ".join(clause.text for clause in clauses)), sentence("; ".join(short))
    )


def _short(clause: Clause, control: str, told: dict[str, str]) -> str:
    """A clause; where its answers stand at an earlier control already, only what follows from them."""
    earlier = told.setdefault(clause.text, control) if clause.head else control
    return clause.text if earlier == control else f"{clause.head} ({TEXT['see']} {earlier})"


def _standing_reason(finding: Finding) -> str:
    """The reason a control is not applicable, done another way or accepted; else nothing."""
    answer = finding.answer
    texts: dict[str, Callable[[Answer], str]] = {
        "not-applicable": lambda given: given.non_answer.text if given.non_answer else "",
        "another-way": lambda given: given.note,
        "accepted": lambda given: given.accepted.reason if given.accepted else "",
    }
    read = texts.get(finding.status or "")
    return read(answer) if read is not None and answer is not None else ""
