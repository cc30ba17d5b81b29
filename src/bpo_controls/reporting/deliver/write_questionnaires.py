"""Who gets which questions, and the files of each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from bpo_controls.answers.reconcile import same_person
from bpo_controls.answers.slug import slug
from bpo_controls.diagnostics import did_you_mean, user_error
from bpo_controls.engine.questionnaire_plan import Wanted, wanted_rows
from bpo_controls.library.model import ROLES
from bpo_controls.reporting.deliver.delivered import Tell, deliver, unheard
from bpo_controls.reporting.deliver.render import render_document
from bpo_controls.reporting.deliver.write_deliverables import context_of
from bpo_controls.reporting.documents.questionnaire_form import Addressee, form_book, questionnaire
from bpo_controls.reporting.formats.xlsx.xlsx_form import xlsx_form
from bpo_controls.workspace.assessed import AssessedEngagement
from bpo_controls.workspace.paths import deliverable_name

FORMATS = ("xlsx", "csv", "docx")
LONGEST = 40
"""Longest name of a person in the name of a file, in characters."""

Shares = tuple[tuple[Addressee, tuple[Wanted, ...]], ...]


def shares_of(
    assessed: AssessedEngagement,
    people: Sequence[str] = (),
    roles: Sequence[str] = (),
    *,
    answered: bool = False,
) -> Shares:
    """The questions of each addressee: of the people and roles named, else of everybody who has something open.

    A person gets what somebody said to ask them and, where the register of people gives a role, what is asked of that
    role. Raises UserError `unknown-role` or `unknown-person`.
    """
    engagement = assessed.engagement
    rows = wanted_rows(assessed.library, assessed.answers, assessed.assessment, answered=answered)
    mark = engagement.events[0].digest
    roles_of = {one.name: one.role for one in engagement.file.people}
    for role in roles:
        if role not in ROLES:
            raise user_error("unknown-role", f'--role: unknown role "{role}"', hint=did_you_mean(role, ROLES))
    known = tuple(dict.fromkeys((*roles_of, *(row.named for row in rows if row.named))))
    named = [_known_person(person, known) for person in people]

    def of_person(name: str) -> tuple[Wanted, ...]:
        role = roles_of.get(name, "")
        return tuple(
            row
            for row in rows
            if same_person(row.named, name) or (not row.named and role and row.role == role)
        )

    found: list[tuple[Addressee, tuple[Wanted, ...]]] = []
    if not people and not roles:
        named = list(known)
        roles = [role for role in ROLES if role not in roles_of.values()]
        in_writing = True
    else:
        in_writing = False
    for name in named:
        found.append((Addressee(name, roles_of.get(name, ""), mark), of_person(name)))
    for role in roles:
        # Asked for by role, a questionnaire holds the role's questions also where somebody was named for them.
        mine = tuple(row for row in rows if row.role == role and (not in_writing or not row.named))
        found.append((Addressee("", role, mark), mine))
    return tuple((to, mine) for to, mine in found if mine)


def _known_person(person: str, known: Iterable[str]) -> str:
    for one in known:
        if same_person(one, person):
            return one
    raise user_error(
        "unknown-person",
        f'--person: nobody is called "{person}"',
        hint=did_you_mean(person, known) or "add the person to people in engagement.yaml",
    )


def write_questionnaires(
    assessed: AssessedEngagement,
    shares: Shares,
    formats: Sequence[str],
    out: Path,
    *,
    tell: Tell = unheard,
) -> tuple[Path, ...]:
    """A file for each addressee and format, all of them or none. What somebody filled in already is kept beside it."""
    ctx = context_of(assessed, tell=tell)
    files: dict[str, bytes] = {}
    for to, rows in shares:
        label = slug(to.person or to.role)[:LONGEST].strip("-")
        for fmt in formats:
            name, number = deliverable_name("questionnaire", fmt, label), 2
            while name in files:
                name, number = deliverable_name("questionnaire", fmt, f"{label}-{number}"), number + 1
            if fmt == "xlsx":
                files[name] = xlsx_form(form_book(ctx, to, rows))
            else:
                files[name] = render_document(questionnaire(ctx, to, rows), fmt)
    return deliver(files, out, tell=tell)
