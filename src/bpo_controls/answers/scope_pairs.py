"""Facts that would change, given on a command line over an engagement's own: `FACT=VALUE`, `FACT+=VALUE`, `FACT-=VALUE`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Answers, Subject
from bpo_controls.answers.fact_pairs import read_fact_pairs
from bpo_controls.answers.slug import slug
from bpo_controls.answers.workflow_labels import workflow_named
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.library.model import Library, Question

_CHANGED = re.compile(r"([^=]*?)([+-])=(.*)", re.DOTALL)


def read_scope_pairs(
    pairs: Sequence[str], library: Library, answers: Answers
) -> tuple[tuple[Answer, ...], tuple[Diagnostic, ...]]:
    """The answers that would stand in place of the engagement's, and everything wrong with the pairs.

    A plus adds to a list that is answered, a minus takes out of it.
    """
    whole: list[str] = []
    problems: list[Diagnostic] = []
    for pair in pairs:
        made = _whole(pair, library, answers)
        if isinstance(made, Diagnostic):
            problems.append(made)
        else:
            whole.append(made)
    found, more = read_fact_pairs(whole, library, earlier=answers)
    return tuple(_as_answered(one, library, answers) for one in found), (*problems, *more)


def _whole(pair: str, library: Library, answers: Answers) -> str | Diagnostic:
    """The pair with the whole list, where it adds to one or takes out of it."""
    match = _CHANGED.fullmatch(pair)
    question = library.questions.get(match.group(1).strip().partition("@")[0]) if match else None
    if match is None or question is None:
        return pair
    key, sign, value = (part.strip() for part in match.groups())
    if question.kind not in ("any-of", "names"):
        return Diagnostic("not-a-fact", f"{question.id} is no list", hint=f"write {question.id}=VALUE")
    at = key.partition("@")[2]
    answer = answers.get(question.id, Subject(question.per, at) if at else ENGAGEMENT)
    if answer is None or not isinstance(answer.value, tuple):
        hint = f"write {key}= and the whole list"
        return Diagnostic("not-a-fact", f"{key} has no list yet to change", hint=hint)
    named = [one.strip() for one in value.split(",") if one.strip()]
    if question.introduces == "workflow":
        named = [workflow_named(library, one) or one for one in named]
    now = {_id(question, one): one for one in answer.value}
    if sign == "+":
        now |= {_id(question, one): one for one in named if _id(question, one) not in now}
        return f"{key}={_listed(question, list(now.values()))}"
    missing = [one for one in named if _id(question, one) not in now]
    if missing:
        hint = f"there are: {', '.join(answer.value)}"
        return Diagnostic("not-a-fact", f"{key} does not hold {', '.join(missing)}", hint=hint)
    for one in named:
        del now[_id(question, one)]
    if not now and question.kind == "any-of":
        return Diagnostic("not-a-fact", f"{key} would be empty", hint=f"write {key}= and what is left")
    return f"{key}={_listed(question, list(now.values()))}"


def _id(question: Question, name: str) -> str:
    return slug(name) if question.kind == "names" else name


def _listed(question: Question, names: Sequence[str]) -> str:
    """The list as the one door reads it; a name stands in quotes, for it may hold a comma."""
    if question.kind == "names":
        return "; ".join(f'"{name}"' for name in names) or "none"
    return ",".join(names)


def _as_answered(answer: Answer, library: Library, answers: Answers) -> Answer:
    """The names of a list as they are written in the engagement."""
    before = answers.get(answer.item, answer.subject)
    question = library.questions[answer.item]
    if question.kind != "names" or before is None or not isinstance(before.value, tuple):
        return answer
    if not isinstance(answer.value, tuple):
        return answer
    written = {slug(name): name for name in before.value}
    return replace(answer, value=tuple(written.get(slug(name), name) for name in answer.value))
