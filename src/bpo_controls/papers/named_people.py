"""The people that an engagement names, and who of them fits a role in words. Nobody is made up."""

from __future__ import annotations

from dataclasses import dataclass

from bpo_controls.answers.answer_model import Answers

ROLE_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("privacy", ("privacy",)),
    ("security", ("security",)),
    ("compliance", ("compliance",)),
    ("operations", ("operations", "service manager")),
    ("counterpart", ("revenue cycle", "operations", "practice administrator")),
    ("revenue-cycle", ("revenue cycle",)),
    ("quality", ("quality", "qa")),
    ("executive", ("chief", "executive", "president")),
    ("counsel", ("counsel", "legal")),
    ("access desk", ("it security", "access")),
    ("service owner", ("revenue cycle", "operations")),
    ("owner at", ("revenue cycle",)),
)
"""Words of a role that a matrix asks for, and words of roles that people gave which fit it."""


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Somebody the engagement names: the role as it was given, and buyer, vendor or "" where nothing says whose.

    `phone` and `deputy` (the name of who stands in) stand in the register of people alone; "" where they do not.
    """

    name: str
    role: str
    party: str
    phone: str = ""
    deputy: str = ""


def named_people(answers: Answers, register: tuple[NamedPerson, ...] = ()) -> tuple[NamedPerson, ...]:
    """The register of people, and everybody else who gave an answer under a role, by party and name."""
    found: dict[tuple[str, str], NamedPerson] = {(one.name, one.role): one for one in register}
    registered = {one.name for one in register}
    for answer in answers:
        if not answer.by or not answer.role or answer.by in registered:
            continue
        role = answer.role.strip()
        party = next((one for one in ("buyer", "vendor") if one in role.casefold()), "")
        plain = role
        for one in ("buyer", "vendor"):
            plain = plain.replace(f", {one}", "").replace(f"({one})", "").strip()
        found[answer.by, role] = NamedPerson(answer.by, plain, party)
    return tuple(sorted(found.values(), key=lambda one: (one.party, one.name, one.role)))


def who_fits(wanted: str, people: tuple[NamedPerson, ...]) -> tuple[NamedPerson, ...]:
    """Those named who fit the words of a role; `{buyer}` and `{vendor}` in it narrow the party."""
    text = wanted.casefold()
    parties = [one for one in ("buyer", "vendor") if f"{{{one}}}" in text] or ["buyer", "vendor", ""]
    words = [fit for asked, fits in ROLE_WORDS if asked in text for fit in fits]
    return tuple(
        one for one in people if one.party in parties and any(word in one.role.casefold() for word in words)
    )
