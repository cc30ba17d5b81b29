"""Controls that the facts given do not decide, and the questions that would."""

from __future__ import annotations

from dataclasses import dataclass

from bpo_controls.engine.finding import Assessment, Finding
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import Library, Question
from bpo_controls.reporting.blocks.document import Block, Heading, Paragraph, TableBlock
from bpo_controls.reporting.blocks.table import Column, Table
from bpo_controls.words import checklist_words as words
from bpo_controls.words.headings import TEXT
from bpo_controls.words.specifics import plain_control

SHOWN = 4
"""Choices named in the sample of a question; the command reference of the library has them all."""


@dataclass(frozen=True, slots=True)
class Open:
    """A question, and the ids of the undecided controls that wait for its answer."""

    question: Question
    controls: tuple[str, ...]


def undecided(assessment: Assessment) -> tuple[Finding, ...]:
    """One finding for each control of which it is open whether it applies, in library order."""
    found = []
    for findings in assessment.by_control.values():
        open_ones = [finding for finding in findings if finding.applies is Truth.UNKNOWN]
        if open_ones and not any(finding.applies is Truth.TRUE for finding in findings):
            found.append(open_ones[0])
    return tuple(found)


def open_questions_of(library: Library, findings: tuple[Finding, ...]) -> tuple[Open, ...]:
    """The questions that would decide these, the one that most controls wait for first."""
    waiting: dict[str, list[str]] = {}
    for finding in findings:
        for item in sorted({need.item for need in finding.needs}):
            if item in library.questions:
                waiting.setdefault(item, []).append(finding.control.id)
    order = {item: place for place, item in enumerate(library.questions)}
    found = sorted(waiting, key=lambda item: (-len(waiting[item]), order[item]))
    return tuple(Open(library.questions[item], tuple(waiting[item])) for item in found)


def sample_of(library: Library, question: Question) -> str:
    """How the answer is given: `team_size=20`, `records_calls=yes`, `data_types=demographics,billing …`."""
    options = [option.id for option in question.options]
    if question.introduces == "workflow" and not options:
        options = list(library.workflows)
    match question.kind:
        case "yes-no":
            value = "yes"
        case "number":
            value = "20"
        case "date":
            value = "2027-03-01"
        case "names":
            value = '"First name, Second name"'
        case "any-of":
            value = ",".join(options[:2]) + (
                f" ({', '.join(options[2:SHOWN])} …)" if len(options) > 2 else ""
            )
        case "one-of":
            value = options[0] + (f" ({', '.join(options[1:SHOWN])})" if len(options) > 1 else "")
        case _:
            value = "…"
    return f"{question.id}={value}"


def undecided_blocks(library: Library, assessment: Assessment, *, each: bool = True) -> tuple[Block, ...]:
    """The questions by how many controls wait for them; with `each`, then every control. Empty where all is decided."""
    findings = undecided(assessment)
    if not findings:
        return ()
    asked = Table(
        (
            Column("question", words.COL_QUESTION, share=3),
            Column("give", words.COL_GIVE, share=3),
            Column("waiting", words.COL_WAITING, kind="number"),
        ),
        tuple(
            (one.question.ask, sample_of(library, one.question), len(one.controls))
            for one in open_questions_of(library, findings)
        ),
    )
    blocks: list[Block] = [
        Heading(words.UNDECIDED, "undecided", page=True),
        Paragraph(words.UNDECIDED_INTRO),
        TableBlock(words.UNDECIDED, asked),
    ]
    if each:
        waiting = Table(
            (
                Column("id", TEXT["col_id"]),
                Column("control", TEXT["col_control"], share=4),
                Column("questions", words.COL_DECIDED_BY, share=2),
            ),
            tuple(
                (
                    finding.control.id,
                    plain_control(library, finding.control).title,
                    ", ".join(sorted({n.item for n in finding.needs})),
                )
                for finding in findings
            ),
        )
        blocks += [Heading(words.WAITING, "waiting", 2), TableBlock(words.WAITING, waiting)]
    return tuple(blocks)
