"""The access matrix: which role sees, changes and sends which kind of data, and no more (minimum necessary)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bpo_controls.answers.answer_model import Answers, Subject
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Scope
from bpo_controls.library.model import Library
from bpo_controls.library.register_model import AccessData, AccessReview, DutyConflict, DutyRole
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.duty_conflicts import ConflictCheck, built_in, check_conflicts

RESTRICTED: tuple[str, ...] = ("sud", "sensitive", "genetic")
"""Kinds of data that nobody gets with a role: only people named one by one."""

ROUNDS = 4
"""So many rounds of each review stand in the calendar."""


@dataclass(frozen=True, slots=True)
class RoleAccess:
    """A role of a workflow in scope ("": of every one). `rights` by kind of data: view, change, send."""

    role: DutyRole
    rights: Mapping[str, tuple[str, ...]]
    conflicts: tuple[DutyConflict, ...]


@dataclass(frozen=True, slots=True)
class WorkflowData:
    """What a workflow was said to see. `unused` are kinds that no role of it needs, `restricted` those for named people.

    `known` is false while nobody has said which kinds it sees; `roles` is false where the library has no roles for it.
    """

    workflow: str
    kinds: tuple[str, ...]
    unused: tuple[str, ...]
    restricted: tuple[str, ...]
    beyond: tuple[str, ...]
    known: bool
    roles: bool


@dataclass(frozen=True, slots=True)
class ReviewDate:
    """One round of a review, ISO date."""

    review: AccessReview
    due: str


@dataclass(frozen=True, slots=True)
class AccessMatrix:
    """Everything the paper shows. `check` is None where no sheet of people was given. `systems` come from the sheet."""

    kinds: tuple[str, ...]
    roles: tuple[RoleAccess, ...]
    workflows: tuple[WorkflowData, ...]
    apart: tuple[DutyConflict, ...]
    check: ConflictCheck | None
    systems: tuple[str, ...]
    system_rights: Mapping[tuple[str, str], tuple[str, ...]]
    calendar: tuple[ReviewDate, ...]
    scope_known: bool


def access_matrix(
    library: Library,
    data: AccessData,
    answers: Answers,
    workflows: tuple[str, ...] | None,
    asked: Asked,
    first_day: str,
) -> AccessMatrix:
    """The matrix. `first_day` is the ISO date on which people get access, "" while none is set: then there is no calendar."""
    scope = Scope(library, answers, judge)
    chosen = [
        role for role in data.roles if not role.workflow or workflows is None or role.workflow in workflows
    ]
    seen = {one: _kinds(scope, one) for one in workflows or ()}
    roles = tuple(_role(role, data, seen.get(role.workflow)) for role in chosen)
    question = library.questions.get("data_types")
    order = [option.id for option in question.options] if question else []
    used = {kind for one in roles for kind in one.rights}
    duties = {duty for role in chosen for duty in role.duties}
    rows = asked.rows("people")
    return AccessMatrix(
        kinds=tuple(kind for kind in order if kind in used),
        roles=roles,
        workflows=tuple(_workflow(one, seen[one], roles) for one in workflows or ()),
        apart=tuple(one for one in data.conflicts if set(one.duties) <= duties),
        check=check_conflicts(rows, data) if "people" in asked.sheets else None,
        systems=tuple(dict.fromkeys(row["system"] for row in rows if row.get("system"))),
        system_rights=_system_rights(rows),
        calendar=_calendar(data, first_day),
        scope_known=workflows is not None,
    )


def _kinds(scope: Scope, workflow: str) -> tuple[str, ...] | None:
    fact = scope.fact("data_types", Subject("workflow", workflow))
    return fact.value if fact.known and isinstance(fact.value, tuple) else None


def _role(role: DutyRole, data: AccessData, told: tuple[str, ...] | None) -> RoleAccess:
    """Rights follow from duties. A kind that the workflow was said not to see is left out."""
    rights: dict[str, list[str]] = {kind: ["view"] for kind in role.views}
    for duty_id in role.duties:
        duty = data.duties[duty_id]
        for word, kinds in (("change", duty.changes), ("send", duty.sends)):
            for kind in kinds:
                held = rights.setdefault(kind, ["view"])
                held += [word] if word not in held else []
    kept = {kind: tuple(words) for kind, words in rights.items() if told is None or kind in told}
    return RoleAccess(role, kept, built_in(role, data))


def _workflow(workflow: str, told: tuple[str, ...] | None, roles: tuple[RoleAccess, ...]) -> WorkflowData:
    mine = [one for one in roles if one.role.workflow == workflow]
    needed = {kind for one in mine for kind in one.rights}
    wanted = {kind for one in mine for kind in one.role.views}
    kinds = told or ()
    return WorkflowData(
        workflow,
        kinds,
        tuple(
            kind
            for kind in kinds
            if mine and kind not in needed and kind not in RESTRICTED and kind != "none"
        ),
        tuple(kind for kind in kinds if kind in RESTRICTED),
        tuple(sorted(wanted - set(kinds))) if told is not None else (),
        told is not None,
        bool(mine),
    )


def _system_rights(rows: tuple[Mapping[str, str], ...]) -> dict[tuple[str, str], tuple[str, ...]]:
    """By role and system the names of those who hold it, from the sheet."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for row in rows:
        if row.get("system") and row.get("person"):
            found.setdefault((row.get("role", ""), row["system"]), {})[row["person"]] = None
    return {key: tuple(names) for key, names in found.items()}


def _calendar(data: AccessData, first_day: str) -> tuple[ReviewDate, ...]:
    if not first_day:
        return ()
    start = date.fromisoformat(first_day)
    dates = [
        ReviewDate(review, (start + timedelta(days=review.every_days * round_)).isoformat())
        for review in data.reviews
        for round_ in range(1, ROUNDS + 1)
    ]
    return tuple(sorted(dates, key=lambda one: one.due))
