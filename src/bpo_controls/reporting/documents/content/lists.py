"""The tables of a gap report: strengths, counts, exceptions, unknowns, what is left out, what is coming."""

from __future__ import annotations

from dataclasses import replace

from bpo_controls.engine.counts import by_domain, count
from bpo_controls.engine.finding import Counts, Finding
from bpo_controls.engine.horizon import horizon
from bpo_controls.engine.question_plan import asked_item, follow_ups
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import DOMAINS, GATES, Control
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.view import PersonFollowUps, Table
from bpo_controls.words import labels
from bpo_controls.words.answer_words import answer_words, still_open, who_said, with_more
from bpo_controls.words.findings import said, standing_words
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, date_words, listed, number, plural, sentence, share
from bpo_controls.words.reasons import flips, needs_in_words, reason_in_words


def _headers(*keys: str) -> tuple[str, ...]:
    return tuple(TEXT[f"col_{key}"] for key in keys)


def strong(ctx: Context) -> Table:
    """Met controls by domain, one row a control, subjects that share answer and assurance together."""
    rows = []
    for findings in _alike([f for f in ctx.applying if f.status == "met"]):
        one = findings[0]
        assert one.answer is not None
        rows.append(
            (
                one.control.id,
                one.control.title,
                listed([ctx.about(f.subject) for f in findings]),
                with_more(said(one), one.answer),
                capital(labels.ASSURANCE[one.answer.assurance]),
            )
        )
    return Table(
        _headers("id", "control", "subject", "answer", "assurance"),
        tuple(rows),
        "lllll",
        (0, 2.6, 1.8, 2.2, 0),
    )


def _alike(findings: list[Finding]) -> list[list[Finding]]:
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        answer = finding.answer
        assert answer is not None
        text = answer.non_answer or answer.value
        key = (finding.control.id, text, answer.assurance, answer.note, answer.accepted, answer.evidence,
               who_said(answer))  # fmt: skip
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def domains(ctx: Context) -> Table:
    """Counts by domain, in the order of the library's domains, with the total last."""
    found = by_domain(ctx.assessment)
    known = [name for name in DOMAINS if name in found] + [name for name in found if name not in DOMAINS]
    rows = [_count_row(labels.domain(name), found[name]) for name in known]
    return _counts_table((*rows, _count_row(TEXT["total"], ctx.total)), "domain")


def by_gate(ctx: Context) -> Table:
    """The same counts by the gate a control is due at."""
    rows = []
    for gate in GATES:
        found = [f for f in ctx.assessment.findings if f.control.gate == gate]
        rows.append(_count_row(labels.GATE[gate], count(found)))
    return _counts_table((*rows, _count_row(TEXT["total_gates"], ctx.total)), "gate")


def _counts_table(rows: tuple[tuple[str, ...], ...], first: str) -> Table:
    headers = _headers(first, "met", "partly", "gap", "unknown", "another_way", "accepted", "share",
                       "na", "undecided", "excluded")  # fmt: skip
    return Table(
        headers,
        rows,
        "lrrrrrrrrrr",
        (1.6, 0.55, 0.6, 0.55, 0.68, 0.76, 0.8, 1.4, 0.92, 0.92, 0.6),
        total=True,
    )


def _count_row(name: str, counts: Counts) -> tuple[str, ...]:
    numbers = (counts.met, counts.partly, counts.gap, counts.unknown, counts.another_way, counts.accepted)
    return (
        name,
        *(number(one) for one in numbers),
        share(counts.met, counts.counted),
        number(counts.not_applicable),
        number(counts.undecided),
        number(counts.excluded),
    )


def another_way(ctx: Context) -> Table:
    """Controls done another way, with the text the reviewer has to judge."""
    rows = tuple(
        (*_naming(ctx, group), with_more("", group[0].answer), _who(group[0]))
        for group in _alike([f for f in ctx.applying if f.status == "another-way"])
    )
    return Table(
        _headers("id", "control", "subject", "answer", "said_by"), rows, "lllll", (0, 2, 1.5, 3, 1.5)
    )


def not_applicable(ctx: Context) -> Table:
    """Controls answered as not applicable, with the reason given."""
    rows = tuple(
        (*_naming(ctx, group), with_more(_reason(group[0]), group[0].answer), _who(group[0]))
        for group in _alike([f for f in ctx.applying if f.status == "not-applicable"])
    )
    return Table(
        _headers("id", "control", "subject", "reason", "said_by"), rows, "lllll", (0, 2, 1.5, 3, 1.5)
    )


def accepted(ctx: Context) -> Table:
    """Gaps the buyer lives with: who, why, until when."""
    rows = []
    for group in _alike([f for f in ctx.applying if f.status == "accepted"]):
        answer = group[0].answer
        assert answer is not None
        assert answer.accepted is not None
        taken = answer.accepted
        text = with_more(f"{said(group[0])}. {sentence(taken.reason)}", answer)
        rows.append((*_naming(ctx, group), text, f"{taken.by}, until {date_words(taken.until)}"))
    return Table(
        _headers("id", "control", "subject", "reason", "accepted_by"),
        tuple(rows),
        "lllll",
        (0, 2, 1.5, 3, 1.5),
    )


def flagged(ctx: Context) -> Table:
    """Every answer that carries a flag for the reviewer, also where the control is met."""
    rows = []
    for answer in ctx.standing_answers():
        if answer.flagged:
            item = asked_item(ctx.library, answer.item)
            text = with_more(capital(answer_words(item, answer, ctx.library)), answer)
            ask = item.title if isinstance(item, Control) else item.ask
            who = capital(who_said(answer))
            rows.append((answer.item, ask, ctx.about(answer.subject), text, who))
    return Table(
        _headers("id", "question", "subject", "answer", "said_by"), tuple(rows), "lllll", (0, 2, 1.5, 3, 1.5)
    )


def _naming(ctx: Context, group: list[Finding]) -> tuple[str, str, str]:
    control = group[0].control
    return control.id, control.title, listed([ctx.about(f.subject) for f in group])


def _reason(finding: Finding) -> str:
    answer = finding.answer
    return answer.non_answer.text if answer is not None and answer.non_answer is not None else ""


def _who(finding: Finding) -> str:
    answer = finding.answer
    assert answer is not None
    return capital(", ".join(part for part in (who_said(answer), labels.ASSURANCE[answer.assurance]) if part))


def follow_ups_by_person(ctx: Context) -> tuple[PersonFollowUps, ...]:
    """Missing answers, grouped by whom to ask, in the order in which the people first come up."""
    people: dict[str, dict[tuple[str, str], list[str]]] = {}
    for one in follow_ups(ctx.library, ctx.sheet, ctx.assessment):
        items = people.setdefault(one.ask, {})
        answer = ctx.sheet.get(one.item, one.subject)
        why = still_open(one.cause, answer)
        if answer is not None and answer.evidence:
            why = with_more(why, replace(answer, note=""))
        items.setdefault((one.item, why), []).append(ctx.about(one.subject))
    result = []
    for person, items in people.items():
        rows = []
        for (item, why), subjects in items.items():
            asked = asked_item(ctx.library, item)
            text = asked.ask.text if isinstance(asked, Control) else asked.ask
            rows.append((item if isinstance(asked, Control) else "", text, listed(subjects), why))
        table = Table(_headers("id", "question", "subject", "open"), tuple(rows), "llll", (0, 3.4, 1.6, 2.4))
        heading = capital(labels.role(person)).removesuffix(".")
        result.append(PersonFollowUps(heading, sentence(plural(len(rows), "question")), table))
    return tuple(result)


def undecided(ctx: Context) -> Table:
    """Controls that hang on a missing answer, and what would settle each."""
    groups: dict[tuple[str, tuple[str, ...]], list[Finding]] = {}
    for finding in ctx.assessment.findings:
        if finding.applies is Truth.UNKNOWN:
            asks = needs_in_words(ctx.library, ctx.sheet, finding) or reason_in_words(
                ctx.library, ctx.sheet, finding
            )
            groups.setdefault((finding.control.id, asks), []).append(finding)
    rows = tuple(
        (
            *_naming(ctx, group),
            labels.SEVERITY[group[0].severity],
            sentence("; ".join(asks)),
        )
        for (_, asks), group in groups.items()
    )
    headers = (*_headers("id", "control", "subject", "severity"), TEXT["settles"])
    return Table(headers, rows, "lllll", (0, 2, 1.4, 0, 3.4))


def excluded(ctx: Context) -> Table:
    """Controls that do not apply, why not, and what would bring them in."""
    groups: dict[tuple[str, tuple[str, ...], str], list[Finding]] = {}
    for finding in ctx.assessment.findings:
        if finding.applies is Truth.FALSE:
            why = reason_in_words(ctx.library, ctx.sheet, finding)
            flip = flips(ctx.library, ctx.sheet, finding)
            groups.setdefault((finding.control.id, why, flip), []).append(finding)
    rows = tuple(
        (*_naming(ctx, group), sentence("; ".join(why)), flip) for (_, why, flip), group in groups.items()
    )
    return Table(_headers("id", "control", "subject", "why", "flip"), rows, "lllll", (0, 1.7, 1.2, 3, 2.6))


def horizon_table(ctx: Context) -> Table:
    """Rules that are not settled law, or end after the as-of date, and what they touch."""
    rows = []
    for item in horizon(ctx.library, ctx.assessment):
        changes = [f"{control}: {change}" for control, change in item.changes if change]
        resting = [control for control, change in item.changes if not change]
        if resting:
            changes.append(f"rests on it: {listed(resting)}")
        word = "ends" if item.standing == "in-force" else standing_words(item.source, item.standing)
        rows.append(
            (
                f"{item.source.citation}: {item.source.title}",
                capital(word) + ("" if item.source.verified else ", not verified by us"),
                date_words(item.date) if item.date else TEXT["no_date"],
                sentence(";\n".join(changes)),
            )
        )
    return Table(_headers("rule", "standing", "date", "change"), tuple(rows), "llll", (2.4, 1.2, 1.2, 4.2))
