"""Columns that several lists share, each with how its cell is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from bpo_controls.answers.answer_model import Answer
from bpo_controls.engine.finding import Finding
from bpo_controls.reporting.blocks.table import Cell, Choice, Column, Field, Kind, Scale, day
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import labels
from bpo_controls.words import workbook_words as words
from bpo_controls.words.answer_words import evidence_words, who_said
from bpo_controls.words.findings import said
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, listed, sentence

Item = TypeVar("Item")


def field(
    key: str,
    cell: Callable[[Item], Cell],
    *,
    heading: str = "",
    kind: Kind = "text",
    share: float = 0,
    width: float = 20,
    scale: Scale = "",
    choices: tuple[str, ...] = (),
    fill: bool = False,
    hint: str = "",
) -> Field[Item]:
    """A column under the heading that goes with its key, unless another is given."""
    heading = heading or TEXT.get(f"col_{key}") or words.COLUMN[key]
    return Field(Column(key, heading, kind, share, width, scale, choices, fill, hint), cell)


def room(
    key: str, *, heading: str = "", kind: Kind = "text", share: float = 0, width: float = 20
) -> Field[Item]:
    """An empty column in which readers write."""
    hint = words.ONCE["date"] if kind == "date" else ""
    return field(
        key, lambda _: None, heading=heading, kind=kind, share=share, width=width, fill=True, hint=hint
    )


def control_fields(
    ctx: Context,
    findings: Callable[[Item], Sequence[Finding]],
    *,
    control: tuple[float, float] = (2, 28),
    subject: tuple[float, float] = (1.5, 20),
    status: float = 0,
) -> tuple[Field[Item], ...]:
    """What there is to say of findings of one control, the first of them speaking for all but the subjects.

    `control` and `subject` are share and width of those two columns, `status` is the share of that one.
    """

    def first(item: Item) -> Finding:
        return findings(item)[0]

    return (
        field("id", lambda item: first(item).control.id, width=9),
        field("control", lambda item: first(item).control.title, share=control[0], width=control[1]),
        field("subject", lambda item: subjects(ctx, findings(item)), share=subject[0], width=subject[1]),
        field("domain", lambda item: labels.domain(first(item).control.domain), kind="choice", width=16),
        field("severity", lambda item: Choice(labels.SEVERITY[first(item).severity]), kind="choice", width=10,
              scale="severity"),
        field("status", lambda item: standing(first(item)), kind="choice", share=status, width=12,
              scale="standing"),
        field("gate", lambda item: Choice(labels.GATE[first(item).control.gate]), kind="choice", width=9),
        field("due", lambda item: day(ctx.due(first(item).control.gate)), kind="date", width=13),
        field("party", lambda item: Choice(labels.PARTY_SHORT[first(item).control.party]), kind="choice", width=14),
    )  # fmt: skip


def answer_fields(answer: Callable[[Item], Answer | None]) -> tuple[Field[Item], ...]:
    """What was said beside the value itself: the note, the evidence, who said it, how it is known."""

    def told(item: Item, text: Callable[[Answer], Cell]) -> Cell:
        given = answer(item)
        return text(given) if given is not None else ""

    return (
        field("note", lambda item: told(item, lambda given: given.note), width=30),
        field("evidence", lambda item: told(item, lambda given: tuple(evidence_words(given))), share=2, width=30),
        field("said_by", lambda item: told(item, lambda given: capital(who_said(given))), share=1.5, width=20),
        field("assurance", lambda item: told(item, lambda given: capital(labels.ASSURANCE[given.assurance])),
              width=13),
    )  # fmt: skip


def said_field(finding: Callable[[Item], Finding]) -> Field[Item]:
    """What was answered."""
    return field("said", lambda item: said(finding(item)), width=24)


def standing(finding: Finding) -> Choice:
    """How a finding stands, with its shape; a dash where it does not apply."""
    if finding.status is None:
        return Choice("", "–")
    return Choice(labels.STATUS[finding.status], labels.STATUS_MARK[finding.status])


def subjects(ctx: Context, findings: Sequence[Finding]) -> str:
    """What the findings are about, listed."""
    return listed([ctx.about(finding.subject) for finding in findings])


def reasons(ctx: Context, finding: Finding) -> tuple[str, ...]:
    """Why the finding applies or not, each a sentence."""
    return tuple(sentence(clause.text) for clause in ctx.reasons(finding))


def evidence_of(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Every piece of evidence named with any of the findings, once."""
    answers = [finding.answer for finding in findings if finding.answer is not None]
    return tuple(dict.fromkeys(line for answer in answers for line in evidence_words(answer)))


def who_and_how(answer: Answer) -> str:
    """Who said it and how well it is known: `Ana Example, privacy officer, document seen`."""
    return capital(", ".join(part for part in (who_said(answer), labels.ASSURANCE[answer.assurance]) if part))
