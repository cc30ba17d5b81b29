"""One question as content: what is above the field, what is below it, and why it is asked."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from bpo_controls.answers.answer_model import Answer
from bpo_controls.interview import asker
from bpo_controls.interview.preview import Foreseen
from bpo_controls.interview.question_parts import AnswerParts, answer_parts, question_parts, why_parts
from bpo_controls.interview.screen.signs import STYLE, Signs
from bpo_controls.library.model import Control
from bpo_controls.terminal.wrap import wrapped
from bpo_controls.words import labels
from bpo_controls.words.findings import limits_words
from bpo_controls.words.numbers import capital, sentence

DIM = "$foreground 70%"


def question_content(screen: asker.Screen, signs: Signs, *, presenting: bool = False) -> Content:
    """Title, subject and question. Presenting, only the question."""
    parts = question_parts(screen)
    asked = screen.asked
    lines: list[Content] = []
    if parts.title and not presenting:
        title = signs.text(parts.title, "bold $text-accent")
        if isinstance(asked, Control):
            weight = f"  {labels.SEVERITY[asked.severity]}, by {labels.GATE_NAMED[asked.gate].removeprefix('the ')}"
            title = title + signs.text(weight, DIM)
        lines += [title, Content("")]
    if parts.place and not presenting:
        lines += [signs.text(parts.place, DIM), Content("")]
    if parts.subject:
        lines.append(signs.text(parts.subject, "" if presenting else DIM))
    lines.append(signs.text(parts.ask, "bold"))
    return Content("\n").join(lines)


def choices_content(
    screen: asker.Screen, ticked: Iterable[int], signs: Signs, width: int = 0, *, roomy: bool = False
) -> list[Content]:
    """Each choice with its number and whether it is ticked (places from 0); a long one goes on under its own words.

    `width` in columns; 0 where it is not known yet leaves the breaking of lines to the terminal.
    """
    chosen = set(ticked)
    options = question_parts(screen).choices.options
    size = len(str(len(options)))
    found = []
    for place, label in enumerate(options):
        mark = signs.of("ticked" if place in chosen else "unticked")
        style = "bold" if place in chosen else ""
        front = f"{place + 1:>{size}} {mark} "
        lines = wrapped(label, width, first=front) if width else [front + label]
        found.append(signs.text("\n".join(lines) + "\n" * roomy, style))
    return found


def verdict_content(foreseen: Foreseen | None, screen: asker.Screen, signs: Signs) -> Content:
    """How what stands in the field would be taken, and what it would come to."""
    if foreseen is None:
        return Content("")
    if foreseen.problem:
        return signs.text(f"! {foreseen.problem}", DIM)
    found = signs.text(f"= {foreseen.taken}  " if foreseen.taken else "")
    if foreseen.standing is not None and screen.show_standing:
        status = foreseen.standing
        words = f"{signs.of_status(status)} {labels.STATUS[status]}"
        found += signs.text(words, f"bold {STYLE[status]}".strip())
    return found


def below_content(
    screen: asker.Screen, earlier: tuple[Answer, ...], signs: Signs, *, presenting: bool = False
) -> Content:
    """How to answer, the answer that stands, those that differ, earlier ones, note and evidence."""
    parts = question_parts(screen)
    lines: list[Content] = []
    if parts.choices.hint:
        lines.append(signs.text(parts.choices.hint, DIM))
    if (
        isinstance(screen.asked, Control)
        and screen.asked.ask.kind == "number"
        and not presenting
        and not screen.triage
    ):
        passes = limits_words(screen.asked.ask.met, screen.asked.ask.unit)
        if passes:
            lines.append(signs.text(f"Passes: {passes}.", DIM))
    if presenting:
        return Content("\n").join(lines)
    for answer in () if parts.present is None else (parts.present,):
        lines += [Content(""), *_answer(answer, signs)]
    for answer in parts.contested:
        lines += _answer(answer, signs, f"bold {STYLE['partly']}", signs.of("differs"))
    for before in earlier[:3]:
        told = answer_parts(screen.asked, before)
        said = told.said.removeprefix("Answer now").removeprefix(" (for all)").removeprefix(": ")
        lines.append(signs.text(f"Said before: {said}. {told.origin}", DIM))
    if parts.held_note:
        lines += [Content(""), signs.text(f"Note, held for the answer: {parts.held_note}")]
    if parts.held_evidence:
        lines.append(signs.text(f"Evidence, held for the answer: {capital(parts.held_evidence)}"))
    if screen.others:
        count = len(screen.others) + 1
        lines += [
            Content(""),
            signs.text(f"= answers all {count}: {'; '.join((screen.subject_name, *screen.others))}", DIM),
        ]
    if screen.before is not None and not screen.others:
        same = answer_parts(screen.asked, screen.before).said.partition(": ")[2]
        lines += [Content(""), signs.text(f"= gives the answer given before: {same}", DIM)]
    return Content("\n").join(lines)


def _answer(answer: AnswerParts, signs: Signs, style: str = "bold", mark: str = "") -> list[Content]:
    lines = [signs.text(f"{mark} {answer.said}".strip(), style) + signs.text(f"  {answer.origin}", DIM)]
    if answer.note:
        lines.append(signs.text(f"Note: {answer.note}"))
    lines += [signs.text(f"Evidence: {piece}") for piece in answer.evidence]
    return lines


def why_content(screen: asker.Screen, signs: Signs) -> Content:
    """Why this is asked, one paragraph per reason under its title."""
    paragraphs = [
        signs.text(title, "bold") + Content("\n") + signs.text(text, "") for title, text in why_parts(screen)
    ]
    return Content("\n\n").join(paragraphs)


def short_why_content(screen: asker.Screen, signs: Signs) -> Content:
    """The reason and the help in a few lines."""
    asked = screen.asked
    helps = asked.ask.help if isinstance(asked, Control) else asked.help
    return signs.text(" ".join(part for part in (sentence(asked.why), sentence(helps)) if part), DIM)
