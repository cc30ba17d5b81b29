"""Facts given on a command line: `FACT=VALUE`, or `FACT@subject=VALUE`, with values as in an answer file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bpo_controls.answers.answer_file import read_answers
from bpo_controls.answers.answer_model import Answer, Answers
from bpo_controls.answers.typed_text import visible
from bpo_controls.diagnostics import Diagnostic, did_you_mean, nearest
from bpo_controls.library.model import Library, Question
from bpo_controls.yaml.source import Parsed, Positions

SHAPE = 'write FACT=VALUE, for example "workflows=coding,medical-billing"'


def read_fact_pairs(
    pairs: Sequence[str], library: Library, *, earlier: Answers | None = None
) -> tuple[tuple[Answer, ...], tuple[Diagnostic, ...]]:
    """The answers that the pairs stand for, and everything wrong with them; problems have no place.

    Only scoping questions are facts: how a control stands is not known before somebody has looked. `earlier` are the
    answers that say which workflows, sites and subcontractors there are already.
    """
    given: dict[str, object] = {}
    problems: list[Diagnostic] = []
    for pair in pairs:
        key, equals, value = (part.strip() for part in pair.partition("="))
        problem = _problem(key, bool(equals), value, library)
        if problem is None and key in given:
            problem = Diagnostic(
                "answered-twice", f'"{visible(key)}" is given twice', hint="keep one, with commas between"
            )
        if problem is not None:
            problems.append(problem)
        else:
            given[key] = value
    answers: tuple[Answer, ...] = ()
    if given:
        answers, found = read_answers(Parsed(given, Positions("")), library, earlier=earlier)
        problems += [_placeless(problem) for problem in found]
    return answers, tuple(problems)


def _problem(key: str, has_value: bool, value: str, library: Library) -> Diagnostic | None:
    """What is wrong with the shape of a pair or with its name."""
    item = key.partition("@")[0].strip()
    if not has_value:
        return Diagnostic("not-a-fact", f'"{visible(key)}" gives no value', hint=_meant(key, library))
    if item in library.controls or item in library.retired:
        return Diagnostic(
            "not-a-fact",
            f"{item} is a control, not a fact of scope",
            hint="a checklist asks for it; leave it out",
        )
    if item not in library.questions and item not in library.derived:
        hint = did_you_mean(item, library.questions) or "`bpo-controls checklist` lists the facts"
        return Diagnostic("unknown-item", f'no fact "{visible(item)}"', hint=hint)
    if not value:
        return Diagnostic(
            "not-a-fact", f'nothing stands after "{visible(key)}="', hint="leave out what is not known yet"
        )
    return None


def _meant(word: str, library: Library) -> str:
    """`write workflows=coding` for an option given alone, `write data_types=…` for a fact given alone."""
    if word in library.questions:
        return f"write {word}={_sample(library.questions[word], library)}"
    near = nearest(word.replace(" ", "-").casefold(), library.workflows)
    introducer = library.introducer("workflow")
    if near and introducer is not None:
        return f"write {introducer.id}={near}"
    return SHAPE


def _sample(question: Question, library: Library) -> str:
    if question.kind == "yes-no":
        return "yes"
    if question.introduces == "workflow":
        return next(iter(library.workflows), "…")
    return question.options[0].id if question.options else "…"


def _placeless(problem: Diagnostic) -> Diagnostic:
    hint = problem.hint
    if hint.startswith("to say"):  # a non-answer: here it is enough to say nothing
        hint = "leave out what is not known yet"
    return replace(problem, where=None, hint=hint)
