"""Who answers, who has answered, and one spelling for each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bpo_controls.answers.answer_model import Answers
from bpo_controls.answers.reconcile import same_person
from bpo_controls.library.model import ROLES
from bpo_controls.words import labels
from bpo_controls.workspace.engagement_file import EngagementFile
from bpo_controls.workspace.reality_check import TO_BE_SETTLED


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who is answering: name and role. Either may be empty."""

    by: str = ""
    role: str = ""


NOBODY = Respondent()


def registered_people(file: EngagementFile) -> tuple[Respondent, ...]:
    """The people of engagement.yaml, then its owner and second reviewer, each once."""
    found = [Respondent(one.name, role_of_words(one.role)) for one in file.people]
    for text in (file.owner, file.second_reviewer):
        one = parse_respondent(text)
        if one.by and text != TO_BE_SETTLED and not any(same_person(one.by, other.by) for other in found):
            found.append(one)
    return tuple(found)


def people_of(answers: Answers, registered: Iterable[Respondent] = ()) -> tuple[Respondent, ...]:
    """Everybody named so far, each once: who answered last first, then those only registered."""
    named = sorted((answer for answer in answers if answer.by), key=lambda answer: answer.at, reverse=True)
    found: list[Respondent] = []
    for one in (*(Respondent(answer.by, answer.role) for answer in named), *registered):
        if not any(same_person(one.by, other.by) for other in found):
            found.append(one)
    return tuple(found)


def unregistered_people(answers: Answers, file: EngagementFile) -> tuple[Respondent, ...]:
    """Who has answered or is to be asked by name, and is not in engagement.yaml; by name, each once.

    A role (`the privacy officer`, `it-security`) and a team (`the help desk`) are nobody's name.
    """
    known = registered_people(file)
    said = [Respondent(one.by, one.role) for one in sorted(answers, key=lambda a: a.at, reverse=True)]
    to_ask = [
        parse_respondent(one.non_answer.text)
        for one in answers
        if one.non_answer is not None and one.non_answer.kind == "dont-know"
    ]
    found: dict[str, Respondent] = {}
    for one in (*said, *to_ask):
        name = " ".join(one.by.split())
        if not is_a_name(name) or any(same_person(name, other.by) for other in known):
            continue
        before = found.get(name.casefold(), Respondent(name))
        found[name.casefold()] = Respondent(before.by, before.role or one.role)
    return tuple(found[name] for name in sorted(found))


def is_a_name(text: str) -> bool:
    """Whether a text can name a person: a role (`it-security`) and a team (`the help desk`) are nobody's name."""
    team = text.casefold().startswith(("the ", "our ")) or role_of_words(text) in ROLES
    return bool(text.strip()) and not team


def parse_respondent(text: str) -> Respondent:
    """`Tanya Reyes, UM director` as name and role; a role known by its words becomes its id."""
    name, comma, role = text.partition(",")
    return Respondent(name.strip(), role_of_words(role.strip())) if comma else Respondent(text.strip())


def role_of_words(text: str) -> str:
    """The id of a role named in words (`the QA lead`, `privacy officer`), else the text."""
    word = text.strip().removeprefix("the ").removeprefix("The ").casefold()
    for role in ROLES:
        if word in (role, labels.role(role).casefold(), role.replace("-", " ")):
            return role
    return text.strip()


def as_known(given: Respondent, known: Iterable[Respondent]) -> Respondent:
    """The respondent in the spelling known already; the known role where none is given."""
    for one in known:
        if given.by and same_person(one.by, given.by):
            return Respondent(one.by, given.role or one.role)
    return given


def whom_named(text: str, known: Iterable[Respondent]) -> str:
    """Whom to ask, in one spelling: a known person whose name stands in the text, a role by its id, else the text.

    `the QA lead, Priya Raman` is Priya Raman once she is known; `the privacy officer` is the privacy officer.
    """
    return role_of_words(whom_known(text, known))


def whom_known(text: str, known: Iterable[Respondent]) -> str:
    """The known person whose whole name stands in the text, the longest of several; else the text on one line."""
    cleaned = " ".join(text.split())
    names = [one.by for one in known if one.by and _stands_in(one.by, cleaned)]
    return max(names, key=len) if names else cleaned


def _stands_in(name: str, text: str) -> bool:
    """Whether a name stands in a text by itself: Ann is not in Joanne."""
    return re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text.casefold()) is not None
