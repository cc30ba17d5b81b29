"""Who is in the register of people, and who is not."""

from __future__ import annotations

from collections.abc import Sequence

from bpo_controls.words import labels
from bpo_controls.words.numbers import listed, plural

REGISTER = "In the register (people in engagement.yaml):"
NOBODY = "Nobody is in the register (people in engagement.yaml)."
MISSING = "Named in answers, but not in the register; --add 1,2 or --add all writes them there:"


def line(name: str, role: str, *more: str) -> str:
    """`Lee Sample, IT security, vendor`."""
    return ", ".join(part for part in (name, labels.role(role) if role else "", *more) if part)


def added(names: Sequence[str]) -> str:
    """What `people --add` did."""
    return f"Added to the register: {listed(list(names))}." if names else "Nobody was to be added."


ALL_REGISTERED = "nobody was named here who is not in the register"
WHO_IS_NAMED = "bpo-controls people lists everybody"


def not_registered(names: Sequence[str]) -> str:
    """Somebody was named in the interview: `Lee Sample is not in the register of people. + adds them.`"""
    verb = "is" if len(names) == 1 else "are"
    return f"{listed(list(names))} {verb} not in the register of people. + adds {'them all' if len(names) > 1 else 'them'}."


def hint(many: int) -> str:
    """One line of `status`; empty when everybody is in the register."""
    if not many:
        return ""
    verb = "is" if many == 1 else "are"
    return f"{plural(many, 'person', 'people').capitalize()} named in answers {verb} not in the register: try bpo-controls people"
