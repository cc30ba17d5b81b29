"""Questions, answers and subjects as words."""

from __future__ import annotations

from collections.abc import Sequence

from bpo_controls.answers.answer_model import EVERY, Answer, Answers, Need, Subject, Value
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.engine.known_facts import subject_name
from bpo_controls.engine.question_plan import asked_item
from bpo_controls.library.model import Control, Library, Question
from bpo_controls.words import labels
from bpo_controls.words.numbers import capital, date_words, listed, measured, number, sentence


def about(library: Library, answers: Answers, subject: Subject) -> str:
    """What it is about: a workflow's title, a site's name, or `the whole work`."""
    if subject.kind == "engagement":
        return labels.WHOLE_WORK
    if subject.id in ("", EVERY):
        return f"every {subject.kind}"
    return subject_name(library, answers, subject) or subject.id


def name_of(need: Need) -> str:
    """The item with its subject: `ACC-07`, `ACC-07@manila`."""
    return f"{need.item}@{need.subject.id}" if need.subject.id else need.item


def for_subject(library: Library, answers: Answers, subject: Subject | None) -> str:
    """`for Coding, `, or nothing for the engagement: the opening of a sentence about an answer."""
    if subject is None or subject.kind == "engagement":
        return ""
    return f"for {about(library, answers, subject)}, "


def quoted(ask: str) -> str:
    """A question inside a sentence: “Which data…?”."""
    return f"“{ask}”"


def option_label(question: Question, option: str, library: Library | None = None) -> str:
    """The label of an option; for the workflows question its title; else the id itself."""
    for known in question.options:
        if known.id == option:
            return known.label
    if library is not None and question.introduces == "workflow" and option in library.workflows:
        return library.workflows[option].title
    return option


def labels_of(question: Question, values: Sequence[object], library: Library | None = None) -> list[str]:
    """The labels of several options, each in quotation marks."""
    return [f"“{option_label(question, str(value), library)}”" for value in values]


def value_words(asked: Question | Control, value: Value, library: Library | None = None) -> str:
    """An answer as people read it: labels for ids, units for numbers, dates in words."""
    if isinstance(asked, Control):
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, (int, float)):
            return measured(value, asked.ask.unit)
        if value == "in-place" and asked.ask.kind == "number":
            return labels.CLAIMED
        return labels.PRACTICE.get(str(value), str(value))
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return measured(value, asked.unit)
        case tuple():
            if not value:
                return "none"
            return "; ".join(option_label(asked, choice, library) for choice in value)
        case str():
            if asked.kind == "date":
                return date_words(value)
            return option_label(asked, value, library)


def answer_words(asked: Question | Control, answer: Answer | None, library: Library | None = None) -> str:
    """What was said, the value or the non-answer, without who said it."""
    if answer is None:
        return "not asked yet"
    if answer.non_answer is not None:
        word = labels.NON_ANSWER[answer.non_answer.kind]
        if not answer.non_answer.text:
            return word
        joint = "; ask " if answer.non_answer.kind == "dont-know" else ": "
        return f"{word}{joint}{answer.non_answer.text}"
    assert answer.value is not None
    return value_words(asked, answer.value, library)


def still_open(cause: str, answer: Answer | None) -> str:
    """Why an answer is missing: `declined to answer, by Ana Example, because …: the note`."""
    text = capital(labels.CAUSE[cause])
    if answer is None:
        return text
    if answer.by and cause == "declined":
        text += f", by {answer.by}"
    if answer.non_answer is not None and cause == "declined" and answer.non_answer.text:
        text += f": {answer.non_answer.text}"
    return f"{sentence(text)} {sentence(answer.note)}" if answer.note else text


def who_said(answer: Answer | None) -> str:
    """`Ana Example, privacy officer`; empty when nobody is named."""
    if answer is None:
        return ""
    return ", ".join(part for part in (answer.by, labels.role(answer.role)) if part)


def evidence_words(answer: Answer) -> list[str]:
    """Each piece of evidence that was named with the answer, with where it is kept, its period and date."""
    lines = []
    for evidence in answer.evidence:
        more = [
            f"kept at {evidence.kept_at}" if evidence.kept_at else "",
            f"covers {evidence.period}" if evidence.period else "",
            f"seen on {date_words(evidence.seen_on)}" if evidence.seen_on else "",
        ]
        details = "; ".join(part for part in more if part)
        lines.append(f"{evidence.title} ({details})" if details else evidence.title)
    return lines


def with_more(text: str, answer: Answer | None) -> str:
    """What was said, with the note and the evidence named beside it: `In place. “Since May.” Evidence named: Log.`"""
    if answer is None:
        return text
    parts = [text] if text else []
    if answer.note:
        parts.append(f"“{answer.note}”" if text else answer.note)
    evidence = evidence_words(answer)
    if evidence:
        parts.append(f"Evidence named: {'; '.join(evidence)}")
    if len(parts) == 1:
        return parts[0]
    return " ".join(sentence(part) for part in parts)


def with_subject(library: Library, answers: Answers, text: str, subject: Subject) -> str:
    """A text of a control with `{site}` and the like replaced by the subject's name."""
    return text.replace(f"{{{subject.kind}}}", about(library, answers, subject)) if "{" in text else text


def ask_words(library: Library, answers: Answers, item: str, subject: Subject) -> str:
    """Whom to ask what: `ask the privacy officer “Which data…?” for Coding`."""
    question = library.questions.get(item)
    if question is not None:
        who, text = question.who, question.ask
    else:
        control = library.controls[item]
        who, text = control.ask.who, with_subject(library, answers, control.ask.text, subject)
    tail = "" if subject.kind == "engagement" else f" for {about(library, answers, subject)}"
    return f"ask the {labels.role(who)} {quoted(text)}{tail}"


def range_words(question: Question) -> str:
    """What a number may be: `from 0 to 100`, `at least 1`, or nothing."""
    if question.minimum is not None and question.maximum is not None:
        return f"from {number(question.minimum)} to {number(question.maximum)}"
    if question.minimum is not None:
        return f"at least {number(question.minimum)}"
    if question.maximum is not None:
        return f"at most {number(question.maximum)}"
    return ""


def subjects_words(library: Library, answers: Answers, subjects: Sequence[Subject]) -> str:
    """Several subjects as a list: `Coding, Medical billing and Payment posting`."""
    return listed([about(library, answers, subject) for subject in subjects])


def item_label(library: Library, answers: Answers, need: Need) -> str:
    """A question or control with its subject: `ACC-07 Access is removed within 24 hours (Coding)`."""
    asked = asked_item(library, need.item)
    words = f"{need.item} {asked.title}" if isinstance(asked, Control) else asked.ask
    return (
        words if need.subject.kind == "engagement" else f"{words} ({about(library, answers, need.subject)})"
    )


def refusal_words(problem: Diagnostic) -> str:
    """Why something typed was not taken, as a sentence with its remedy and code."""
    remedy = f" ({problem.hint})" if problem.hint else ""
    return f"{capital(problem.message)}{remedy}. [{problem.code}]"
