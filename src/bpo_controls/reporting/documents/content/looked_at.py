"""What was looked at: the work, the places, the people asked, and how well it is known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bpo_controls.answers.answer_model import ASSURANCES, ENGAGEMENT, EVERY, Answer, Evidence, Subject
from bpo_controls.answers.workflow_labels import relabeled
from bpo_controls.library.condition import SubjectKind
from bpo_controls.library.model import Question
from bpo_controls.reporting.blocks.document import Line
from bpo_controls.reporting.blocks.table import Listing
from bpo_controls.reporting.documents.content.columns import field, who_and_how
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import labels, method
from bpo_controls.words.answer_words import answer_words, value_words, who_said, with_more
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, date_words, listed, sentence, share


def remarks(ctx: Context) -> tuple[str, ...]:
    """What a reader has to know first: what people have still to settle, and that answers are younger than the as-of date."""
    waiting = (TEXT["waiting"].format(ctx.mark.waiting),) if ctx.mark.waiting else ()
    latest = max((answer.at[:10] for answer in ctx.standing_answers()), default="")
    if latest <= ctx.as_of:
        return waiting
    return (*waiting, TEXT["earlier_as_of"].format(date_words(ctx.as_of), date_words(latest)))


def own_names(ctx: Context) -> tuple[Line, ...]:
    """What the library calls the workflows that go by the client's own words here; nothing where none do."""
    in_scope = {subject.id for subject in ctx.assessment.subjects.get("workflow") or ()}
    flows = [one for one in relabeled(ctx.library) if one.id in in_scope]
    text = method.own_names((one.title, one.library_title) for one in flows)
    return (Line(method.OWN_NAMES, sentence(capital(text))),) if text else ()


def purpose(ctx: Context) -> tuple[Line, ...]:
    """What the engagement file says the work is for; empty lines are left out."""
    file, t = ctx.file, TEXT
    lines = (
        Line(t["goal"], file.goal),
        Line(t["data_involved"], file.data_involved),
        Line(t["systems_touched"], file.systems_touched),
        Line(t["failure_to_avoid"], file.failure_to_avoid),
    )
    return tuple(line for line in lines if line.text)


def extent(ctx: Context) -> tuple[Line, ...]:
    """Workflows, sites and subcontractors by name, with what deliverables print about each."""
    return (
        Line(TEXT["workflows"], _named(ctx, "workflow")),
        Line(TEXT["sites"], _named(ctx, "site")),
        Line(TEXT["subcontractors"], _named(ctx, "subcontractor")),
    )


def _named(ctx: Context, kind: SubjectKind) -> str:
    subjects = ctx.assessment.subjects.get(kind)
    if subjects is None:
        return capital(TEXT["not_known_yet"])
    if not subjects:
        return capital(TEXT["none_named"])
    return "; ".join(_with_details(ctx, subject) for subject in subjects)


def _with_details(ctx: Context, subject: Subject) -> str:
    details = []
    for question in ctx.library.questions.values():
        if question.per != subject.kind or "gap-report" not in question.also_for:
            continue
        answer = ctx.sheet.get(question.id, subject)
        if answer is not None and answer.value is not None:
            details.append(value_words(question, answer.value, ctx.library))
    name = ctx.about(subject)
    return f"{name} ({', '.join(details)})" if details else name


def people(ctx: Context) -> Listing[tuple[str, int]]:
    """Who gave the answers that stand, with how many each."""
    counted = Counter(who_said(answer) for answer in ctx.standing_answers() if answer.value is not None)
    return Listing(
        tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))),
        (
            field("person", lambda pair: capital(pair[0]) or TEXT["not_named"], share=1),
            field("answers", lambda pair: pair[1], kind="number"),
        ),
    )


@dataclass(frozen=True, slots=True)
class Paper:
    """A document or record that was named as evidence, and the items it was named for."""

    evidence: Evidence
    items: tuple[str, ...]


def documents_read(ctx: Context) -> Listing[Paper]:
    """Every piece of evidence named with an answer that stands, once, by title."""
    named: dict[Evidence, dict[str, None]] = {}
    for answer in ctx.standing_answers():
        item = answer.item if answer.item in ctx.library.controls else TEXT["scoping"]
        for one in answer.evidence:
            named.setdefault(one, {})[item] = None
    found = (Paper(one, tuple(items)) for one, items in named.items())
    return Listing(
        tuple(sorted(found, key=lambda paper: (paper.evidence.title.casefold(), paper.items))),
        (
            field("document", lambda paper: paper.evidence.title, share=3),
            field("period", lambda paper: paper.evidence.period, share=1.2),
            field("kept", lambda paper: paper.evidence.kept_at, share=1.6),
            field("seen_on", lambda paper: date_words(paper.evidence.seen_on) if paper.evidence.seen_on else "–",
                  share=1.1),
            field("named_for", lambda paper: listed(list(paper.items)), share=1.2),
        ),
    )  # fmt: skip


def assurance(ctx: Context) -> tuple[Line, ...]:
    """Of the applying controls that were answered with a value: stated, document seen, tested."""
    answered = [f.answer for f in ctx.applying if f.answer is not None and f.answer.value is not None]
    counted = Counter(answer.assurance for answer in answered)
    return tuple(
        Line(capital(labels.ASSURANCE[level]), share(counted[level], len(answered))) for level in ASSURANCES
    )


@dataclass(frozen=True, slots=True)
class Fact:
    """A scoping answer that stands, and the subjects that share it."""

    question: Question
    answer: Answer
    subjects: tuple[Subject, ...]


def facts(ctx: Context) -> Listing[Fact]:
    """Every scoping answer that stands, once where all subjects share it."""
    items = (
        Fact(question, answer, tuple(subjects) if question.per != "engagement" else ())
        for question in ctx.library.questions.values()
        for answer, subjects in _grouped(ctx, question.id, question.per)
    )
    return Listing(
        tuple(items),
        (
            field("question", lambda fact: fact.question.ask, share=3, width=50),
            field(
                "subject", lambda fact: listed([ctx.about(one) for one in fact.subjects]), share=1.4, width=24
            ),
            field("answer", lambda fact: _answer(ctx, fact), share=3, width=60),
            field("said_by", lambda fact: who_and_how(fact.answer), share=1.6, width=30),
        ),
    )


def _answer(ctx: Context, fact: Fact) -> str:
    return with_more(capital(answer_words(fact.question, fact.answer, ctx.library)), fact.answer)


def _grouped(ctx: Context, item: str, per: SubjectKind) -> list[tuple[Answer, list[Subject]]]:
    if per == "engagement":
        answer = ctx.sheet.get(item, ENGAGEMENT)
        asleep = (item, ENGAGEMENT) in ctx.dormant
        return [(answer, [ENGAGEMENT])] if answer is not None and not asleep else []
    groups: dict[tuple[object, ...], tuple[Answer, list[Subject]]] = {}
    for subject in ctx.assessment.subjects.get(per) or (Subject(per, EVERY),):
        answer = ctx.sheet.get(item, subject)
        if answer is None or (answer.item, answer.subject) in ctx.dormant:
            continue
        same = (answer.value, answer.non_answer, answer.note, answer.by, answer.role, answer.assurance,
                answer.evidence)  # fmt: skip
        groups.setdefault(same, (answer, []))[1].append(subject)
    return list(groups.values())


def commercial(ctx: Context) -> tuple[Line, ...]:
    """Fees and terms, by name; nothing in the editions that leave them out."""
    return tuple(Line(capital(name), text) for name, text in ctx.file.commercial.items())
