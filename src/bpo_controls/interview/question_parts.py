"""What is shown of a question, its reasons and the end of a session: as data, before anybody lays it out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from bpo_controls.answers.answer_model import EVERY, Answer
from bpo_controls.engine.question_plan import Progress, role_of
from bpo_controls.interview.asker import OpenItem, Screen, Summary
from bpo_controls.library.model import PRACTICE, Control, Question
from bpo_controls.words import labels
from bpo_controls.words.answer_words import answer_words, evidence_words, range_words, who_said
from bpo_controls.words.findings import limits_words
from bpo_controls.words.numbers import capital, date_words, number, plural, sentence


@dataclass(frozen=True, slots=True)
class Choices:
    """How to answer: the labels of numbered `options` in order (none where words or a number are wanted), and a `hint`."""

    options: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class AnswerParts:
    """An answer that stands: what was said, who said it and when, the note, and each piece of evidence."""

    said: str
    origin: str
    note: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionParts:
    """One question. What it does not have is empty.

    `heading` names its section or control area, `place` how far back it lies, `title` the control,
    `subject` whom or what it is about. `present` is the answer that stands; `held_note` and
    `held_evidence` wait for the answer about to be given. `contested` are answers that differ from `present`.
    """

    heading: str
    progress: str
    place: str
    title: str
    subject: str
    ask: str
    choices: Choices
    present: AnswerParts | None = None
    held_note: str = ""
    held_evidence: str = ""
    contested: tuple[AnswerParts, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryParts:
    """How a session ended, and what is open, person by person: the person, and the items to ask them."""

    ended: str
    progress: str
    open_elsewhere: str
    set_aside: tuple[tuple[str, tuple[str, ...]], ...]


def progress_words(progress: Progress, minutes: int = 0) -> str:
    """`12 answered · 5 open · 2 to chase · about 7 min`."""
    parts = [f"{number(progress.answered)} answered", f"{number(progress.open_now)} open"]
    if progress.to_chase:
        parts.append(f"{number(progress.to_chase)} to chase")
    if minutes:
        parts.append(f"about {number(minutes)} min")
    return " · ".join(parts)


def place_words(screen: Screen) -> str:
    """`Access 7 of 13 · 76 answered · 62 open · 8 to chase · about 45 min · Tanya Reyes`."""
    at, of = screen.place.at, screen.place.of
    where = f"{screen.heading} {at} of {of}" if at else screen.heading
    parts = [where, progress_words(screen.progress, screen.minutes), screen.respondent.by]
    return " · ".join(part for part in parts if part)


def question_parts(screen: Screen) -> QuestionParts:
    """Everything a front end shows of one question."""
    asked = screen.asked
    place = ""
    if screen.looking_back and screen.present is not None:
        place = f"Looking back, {plural(screen.looking_back, 'step')} before the open question."
    held_evidence = ""
    if screen.present is None and (screen.assurance != "stated" or screen.evidence):
        titles = "; ".join(evidence.title for evidence in screen.evidence)
        held_evidence = f"{labels.ASSURANCE[screen.assurance]}{': ' + titles if titles else ''}"
    return QuestionParts(
        heading=screen.heading,
        progress=place_words(screen),
        place=place,
        title=f"{asked.id} {asked.title}" if isinstance(asked, Control) else "",
        subject=f"For {screen.subject_name}:" if screen.subject_name else "",
        ask=_question(screen),
        choices=choices(asked, triage=screen.triage),
        present=None if screen.present is None else answer_parts(asked, screen.present),
        held_note=screen.note if screen.present is None else "",
        held_evidence=held_evidence,
        contested=tuple(
            replace(answer_parts(asked, other), said=f"Differs: {capital(answer_words(asked, other))}")
            for other in screen.contested
        ),
    )


def _question(screen: Screen) -> str:
    """The question; in a triage the statement that a control makes, which is quicker to say yes or no to."""
    asked = screen.asked
    if not isinstance(asked, Control):
        return asked.ask
    return sentence(asked.statement) if screen.triage else asked.ask.text


def choices(asked: Question | Control, *, triage: bool = False) -> Choices:
    """The choices of a question or control, or what kind of answer is wanted."""
    if isinstance(asked, Control):
        if triage and asked.ask.kind == "number":
            passes = limits_words(asked.ask.met, asked.ask.unit)
            figure = f"Passes: {passes}. " if passes else ""
            return Choices(
                tuple(labels.PRACTICE[word] for word in PRACTICE),
                f"{figure}The figure can follow; #24 gives it now.",
            )
        if asked.ask.kind == "practice":
            return Choices(tuple(labels.PRACTICE[word] for word in PRACTICE))
        unit = f" of {asked.ask.unit}" if asked.ask.unit else ""
        return Choices(hint=f"A number{unit}. Or i in place, p partly, m not in place, a another way.")
    match asked.kind:
        case "yes-no":
            return Choices(("Yes", "No"))
        case "one-of":
            return Choices(tuple(option.label for option in asked.options))
        case "any-of":
            options = tuple(
                f"{option.label} (only by itself)" if option.alone else option.label
                for option in asked.options
            )
            return Choices(options, "One or more, for example: 1 3")
        case "number":
            unit = f" of {asked.unit}" if asked.unit else ""
            limits = range_words(asked)
            return Choices(hint=f"A number{unit}{', ' + limits if limits else ''}.")
        case "date":
            return Choices(hint="A date, as 2026-11-23.")
        case "text":
            return Choices(hint="In your own words, on one line.")
        case "names":
            return Choices(hint="One name, or several with commas between them; none if there are none.")
        case _:
            assert_never(asked.kind)


def answer_parts(asked: Question | Control, answer: Answer) -> AnswerParts:
    """An answer that stands: what, who, when, how well known, note, evidence."""
    every = " (for all)" if answer.subject.id == EVERY else ""
    origin = (
        who_said(answer),
        date_words(answer.at) if answer.at else "",
        labels.ASSURANCE[answer.assurance],
    )
    return AnswerParts(
        said=f"Answer now{every}: {capital(answer_words(asked, answer))}",
        origin=sentence(", ".join(part for part in origin if part)),
        note=answer.note,
        evidence=tuple(evidence_words(answer)),
    )


def why_parts(screen: Screen) -> tuple[tuple[str, str], ...]:
    """Why this is asked, as titles with their texts: what helps, who usually knows, what a control rests on."""
    asked = screen.asked
    parts: list[tuple[str, str]] = [("Why we ask", sentence(asked.why))]
    if isinstance(asked, Control):
        parts.append(("What must be true", sentence(asked.statement)))
        if asked.ask.kind == "number":
            parts.append(("What passes", sentence(capital(limits_words(asked.ask.met, asked.ask.unit)))))
            partly = sentence(capital(limits_words(asked.ask.partly, asked.ask.unit)))
            parts.append(("Partly passes", partly))
            parts.append(("Where the limit comes from", sentence(asked.ask.limit_source)))
        parts.append(("Help", sentence(asked.ask.help)))
        parts.append(("Evidence to ask for", sentence("; ".join(asked.evidence))))
    else:
        parts.append(("Help", sentence(asked.help)))
    parts.append(("Who usually knows", sentence(f"the {labels.role(role_of(asked))}")))
    for source in screen.sources:
        state = "" if source.state == "in-force" else f" ({labels.STANDING[source.state]})"
        parts.append(("Rests on", sentence(f"{source.citation}{state}, {source.title}")))
    parts.append(("Id", f"{asked.id}@{screen.subject.id}" if screen.subject.id else asked.id))
    return tuple((title, text) for title, text in parts if text)


def summary_parts(summary: Summary) -> SummaryParts:
    """Where things stand and what comes next."""
    ended = {
        "finished": "Nothing is left to ask.",
        "enough": "That is as many as were wanted this time.",
        "quit": "Stopped here.",
        "interrupted": "Interrupted.",
    }[summary.ended]
    if summary.ended == "finished" and (summary.role or summary.section):
        narrowed = f"the {labels.role(summary.role)}" if summary.role else f"section {summary.section}"
        ended = f"Nothing is left to ask for {narrowed}."
    kept = "Everything recorded is saved." if summary.ended != "finished" else ""
    elsewhere = ""
    if summary.open_elsewhere:
        elsewhere = f"{capital(plural(summary.open_elsewhere, 'more question'))} open for others."
    return SummaryParts(
        ended=f"{ended} {kept} {capital(plural(summary.recorded, 'change'))} recorded this time.",
        progress=progress_words(summary.progress),
        open_elsewhere=elsewhere,
        set_aside=_by_person(summary.set_aside),
    )


def _by_person(items: tuple[OpenItem, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    grouped: dict[str, list[str]] = {}
    for item in items:
        causes = {"later": " (put off)", "declined": " (declined)", "figure": " (the figure)"}
        cause = causes.get(item.follow_up.cause, "")
        if item.only_noted:
            cause = " (open; your note is kept with it)"
        person = capital(labels.role(item.follow_up.ask))
        grouped.setdefault(person, []).append(f"{item.label}{cause}")
    return tuple((person, tuple(labels_)) for person, labels_ in grouped.items())
