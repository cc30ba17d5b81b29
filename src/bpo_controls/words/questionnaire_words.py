"""The words of a questionnaire: its columns, how to answer, and what is said when it comes back."""

from __future__ import annotations

from typing import assert_never

from bpo_controls.answers.validate import asks_percent, options_of
from bpo_controls.library.model import PRACTICE, Control, Library, Question
from bpo_controls.words import labels
from bpo_controls.words.answer_words import range_words
from bpo_controls.words.numbers import number

START, QUESTIONS = "Start here", "Questions"
"""The sheets of a questionnaire."""

TITLE = "Questionnaire"
COLUMN: dict[str, str] = {
    "number": "No.",
    "question": "Question",
    "subject": "About",
    "only_if": "Only if",
    "answer": "Answer",
    "how": "How to answer",
    "no_answer": "No answer because",
    "reason": "Whom to ask, or the reason",
    "note": "Note",
    "document": "Document that shows it",
    "kept_at": "Where it is kept",
    "period": "Period it covers",
    "answered_by": "Answered by",
    "answered_on": "Answered on",
    "why": "Why we ask",
    "help": "Help",
    "evidence": "Evidence to attach",
    "area": "Area",
    "standing": "On record now",
    "key": "Id",
    "stamp": "Check",
}
"""Headings by key. A returned file is recognized by them, so they stay as they are."""

FILLED = (
    "answer", "no_answer", "reason", "note", "document", "kept_at", "period", "answered_by", "answered_on",
)  # fmt: skip
"""The columns that respondents write in."""

NO_ANSWER: dict[str, str] = {
    "dont-know": "Don't know",
    "later": "Later",
    "declined": "Declined",
    "not-applicable": "Not applicable",
}
YES, NO = "Yes", "No"
SOME_FILE = "a questionnaire"
YOUR_NAME, YOUR_ROLE = "Your name", "Your role"
ENGAGEMENT, LIBRARY, COUNTED = "Engagement", "Library", "Number of questions"

HINT: dict[str, str] = {
    "no_answer": "Only where there is no answer. Don't know: name whom to ask. Not applicable: say why.",
    "reason": "Whom to ask, or why it was declined or cannot apply.",
    "note": "What a reader should know. No names or numbers of patients.",
    "document": "The title of a policy, log or report. Do not paste the document.",
    "kept_at": "The folder, system or person that has it.",
    "period": "For example January to March 2026.",
    "answered_by": "Only where somebody else answers than the person named on the first sheet.",
    "answered_on": "A date, for example 2026-11-23.",
}
WRONG_CHOICE = "Pick one of the words of the list."
WRONG_NUMBER = "That is not a number in this range. Leave it only if you mean it, for example “2 weeks”."
WRONG_DATE = "That is not a date. Leave it only if you mean it."

HOW_TO = (
    "Write in the pale cells only. Leave out what you cannot answer, or say in “No answer because” why there is none.",
    "You may sort, filter, hide and move rows, and send the file back with only some of them filled in. Do not change the columns "
    "“Id” and “Check”: they say which question a row belongs to.",
    "“Only if” marks a question that counts only where the condition holds; answer it if you can.",
    "Write no names, birth dates, account numbers or record numbers of patients or members. A cell that holds one is refused.",
)

FORM_HOW_TO = (
    "Tick one box or write on the line, then send the form back: its answers are typed in by the person who sent it. Write no names, birth "
    "dates, account numbers or record numbers of patients or members."
)
CHECKED = "Checklist: passed or failed as noted"
"""What the proof named in a checklist is called."""

LINE = "______________________"


def for_whom(person: str, role: str) -> str:
    """`Questions for Tanya Reyes, privacy officer`."""
    named = ", ".join(part for part in (person, labels.role(role) if role else "") if part)
    return f"Questions for {named if person else 'the ' + named}" if named else "Questions"


def unit_words(asked: Question | Control) -> str:
    """The unit of a number asked for, or ""."""
    return asked.ask.unit if isinstance(asked, Control) else asked.unit


def how_to_answer(asked: Question | Control, library: Library) -> str:
    """What kind of answer a row takes, in a sentence or two."""
    if isinstance(asked, Control):
        practice = ", ".join(labels.PRACTICE[word] for word in PRACTICE)
        if asked.ask.kind == "practice":
            return f"Pick one: {practice}. If done another way, say in the note what is done instead."
        return f"A number{_unit(asked)}{_range(asked)}. Without the figure, one of: {practice}."
    match asked.kind:
        case "yes-no":
            return f"{YES} or {NO}."
        case "one-of":
            choices = [option.label for option in options_of(asked, library)]
            return f"Pick one: {'; '.join(choices)}." if _short(choices) else "Pick one of the list."
        case "any-of":
            choices = [
                f"{option.label} (only by itself)" if option.alone else option.label
                for option in options_of(asked, library)
            ]
            if _short(choices):
                return f"One or more, with semicolons between: {'; '.join(choices)}."
            return f"One or more of the list, with semicolons between, for example: {'; '.join(choices[:2])}."
        case "number":
            limits = range_words(asked)
            return f"A number{_unit(asked)}{', ' + limits if limits else ''}."
        case "date":
            return "A date, for example 2026-11-23."
        case "text":
            return "In your own words."
        case "names":
            return "One name, or several with semicolons between; none if there are none."
        case _:
            assert_never(asked.kind)


def _short(choices: list[str]) -> bool:
    """Whether a list can stand in a cell; a longer one is seen when the list is opened."""
    return sum(map(len, choices)) <= 240


def _unit(asked: Question | Control) -> str:
    unit = unit_words(asked)
    return f" of {unit}" if unit else ""


def _range(control: Control) -> str:
    least, most = number_range(control)
    if least is not None and most is not None:
        return f" from {number(least)} to {number(most)}"
    return f", at least {number(least)}" if least is not None else ""


def number_range(asked: Question | Control) -> tuple[float | None, float | None]:
    """The least and the most that a number may be; None where there is no bound."""
    if isinstance(asked, Question):
        return asked.minimum, asked.maximum
    return asked.ask.minimum, 100.0 if asks_percent(
        asked
    ) and asked.ask.maximum is None else asked.ask.maximum
