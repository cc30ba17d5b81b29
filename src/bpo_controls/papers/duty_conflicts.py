"""Duties that one person holds and must not hold together (segregation of duties), from a sheet of people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bpo_controls.library.model import SEVERITIES
from bpo_controls.library.register_model import AccessData, DutyConflict, DutyRole

SHEET_COLUMNS = ("person", "role", "duties", "system", "id")
"""Columns of the sheet of people; `person` is needed, and `role` or `duties`."""


@dataclass(slots=True)
class _Holding:
    name: str
    roles: list[str] = field(default_factory=list)
    duties: dict[str, list[str]] = field(default_factory=dict)  # duty -> systems or rows it comes from


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with roles, duties by id, and for each duty where it comes from (a system, or a role)."""

    name: str
    roles: tuple[str, ...]
    duties: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """A conflict that a person has."""

    person: Holder
    conflict: DutyConflict


@dataclass(frozen=True, slots=True)
class Unread:
    """A duty or role of the sheet that the library does not know: it was not checked. `row` counts from 1, headings not."""

    row: int
    person: str
    text: str


@dataclass(frozen=True, slots=True)
class ConflictCheck:
    """Everything the sheet came to. `assumed` are people whose duties were taken from their role."""

    people: tuple[Holder, ...]
    found: tuple[Found, ...]
    unread: tuple[Unread, ...]
    assumed: tuple[str, ...]


def check_conflicts(rows: Iterable[Mapping[str, str]], data: AccessData) -> ConflictCheck:
    """Every pair to keep apart that one person holds, the worst first. Rows of one person (or one `id`) are put together."""
    holdings: dict[str, _Holding] = {}
    unread: list[Unread] = []
    assumed: list[str] = []
    duty_by_word = {_plain(word): duty.id for duty in data.duties.values() for word in (duty.id, duty.title)}
    role_by_word = {_plain(word): role for role in data.roles for word in (role.id, role.title)}
    for number, row in enumerate(rows, start=1):
        name = " ".join(row.get("person", "").split())
        key = _plain(row.get("id", "")) or _plain(name)
        if not key:
            continue
        one = holdings.setdefault(key, _Holding(name or row.get("id", "")))
        title = row.get("role", "").strip()
        role = role_by_word.get(_plain(title))
        if title and title not in one.roles:
            one.roles.append(role.title if role else title)
        where = row.get("system", "").strip() or (role.title if role else title)
        words = [part.strip() for part in re.split(r"[;,|\n]", row.get("duties", "")) if part.strip()]
        if not words:
            _take_role(one, role, title, where, number, unread, assumed)
        for word in words:
            duty = duty_by_word.get(_plain(word))
            if duty is None:
                unread.append(Unread(number, one.name, word))
            else:
                _add(one, duty, where)
    people = tuple(
        Holder(one.name, tuple(dict.fromkeys(one.roles)), {d: tuple(w) for d, w in one.duties.items()})
        for one in holdings.values()
    )
    found = [
        Found(person, conflict)
        for person in people
        for conflict in data.conflicts
        if all(duty in person.duties for duty in conflict.duties)
    ]
    found.sort(key=lambda one: (-SEVERITIES.index(one.conflict.severity), one.person.name.casefold()))
    return ConflictCheck(people, tuple(found), tuple(unread), tuple(dict.fromkeys(assumed)))


def built_in(role: DutyRole, data: AccessData) -> tuple[DutyConflict, ...]:
    """Conflicts that lie in a role by itself."""
    return tuple(one for one in data.conflicts if set(one.duties) <= set(role.duties))


def _take_role(
    one: _Holding,
    role: DutyRole | None,
    title: str,
    where: str,
    number: int,
    unread: list[Unread],
    assumed: list[str],
) -> None:
    if role is None:
        unread.append(Unread(number, one.name, title))
        return
    assumed.append(one.name)
    for duty in role.duties:
        _add(one, duty, where)


def _add(one: _Holding, duty: str, where: str) -> None:
    places = one.duties.setdefault(duty, [])
    if where and where not in places:
        places.append(where)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()
