"""The statement of applicability: every control of the library, in, out or undecided, and why."""

from __future__ import annotations

from bpo_controls.engine.finding import Finding
from bpo_controls.library.model import DOMAINS
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.view import DomainDecisions, Table
from bpo_controls.words import labels
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, listed, sentence
from bpo_controls.words.reasons import reason_in_words


def by_domain(ctx: Context) -> tuple[DomainDecisions, ...]:
    """A table for each domain of the library, in the order of the domains."""
    short: dict[str, list[tuple[str, ...]]] = {}
    full: dict[str, list[tuple[str, ...]]] = {}
    told: dict[str, str] = {}
    for findings in ctx.assessment.by_control.values():
        for group, why in _alike(ctx, findings):
            domain, start = group[0].control.domain, _row(ctx, group)
            pointed = [_told_once(line, group[0].control.id, told) for line in why]
            short.setdefault(domain, []).append((*start, sentence("; ".join(pointed))))
            full.setdefault(domain, []).append((*start, sentence("; ".join(why))))
    ordered = (*(one for one in DOMAINS if one in full), *(one for one in full if one not in DOMAINS))
    return tuple(
        DomainDecisions(labels.domain(one), _table(short[one]), _table(full[one])) for one in ordered
    )


def _table(rows: list[tuple[str, ...]]) -> Table:
    headers = tuple(TEXT[f"col_{key}"] for key in ("id", "control", "subject", "applies", "status", "why"))
    return Table(headers, tuple(rows), "llllll", (0, 2.2, 1.5, 0.9, 1, 4.4))


def _told_once(line: str, control: str, told: dict[str, str]) -> str:
    """A clause; where its answers stand at an earlier control already, only what follows from them."""
    head, colon, _ = line.partition(": ")
    if not colon or "“" in head or told.setdefault(line, control) == control:
        return line
    return f"{head} ({TEXT['see']} {told[line]})"


def _alike(ctx: Context, findings: tuple[Finding, ...]) -> list[tuple[list[Finding], tuple[str, ...]]]:
    groups: dict[tuple[object, ...], tuple[list[Finding], tuple[str, ...]]] = {}
    for finding in findings:
        why = reason_in_words(ctx.library, ctx.sheet, finding)
        text = _standing_reason(finding)
        key = (finding.applies, finding.status, why, text)
        groups.setdefault(key, ([], (*why, *((text,) if text else ()))))[0].append(finding)
    return list(groups.values())


def _standing_reason(finding: Finding) -> str:
    """The reason a control is not applicable, done another way or accepted; else nothing."""
    answer = finding.answer
    if answer is None:
        return ""
    match finding.status:
        case "not-applicable":
            return f"{labels.STATUS['not-applicable']}: {answer.non_answer.text}" if answer.non_answer else ""
        case "another-way":
            return f"{labels.STATUS['another-way']}: {answer.note}"
        case "accepted":
            return f"{labels.STATUS['accepted']}: {answer.accepted.reason}" if answer.accepted else ""
        case _:
            return ""


def _row(ctx: Context, group: list[Finding]) -> tuple[str, ...]:
    one = group[0]
    standing = f"{labels.STATUS_MARK[one.status]} {labels.STATUS[one.status]}" if one.status else "–"
    return (
        one.control.id,
        one.control.title,
        listed([ctx.about(finding.subject) for finding in group]),
        capital(labels.APPLIES[one.applies.value]),
        standing,
    )
