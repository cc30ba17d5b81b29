"""Sentences about coverage: which sources a library carries, leaves out with a reason, or has left open."""

from __future__ import annotations

from bpo_controls.library.coverage import Coverage, Tally
from bpo_controls.words import labels
from bpo_controls.words.numbers import listed, number, plural, sentence

AUDIT_RULE: dict[str, str] = {"security": "Security Rule", "breach": "Breach Notification Rule"}
"""The parts of the audit protocol, by the word they have in the list."""


def tally_words(count: Tally) -> str:
    """`34 of 77 carried, 10 left out with a reason, 33 open`."""
    parts = [f"{number(count.carried)} of {number(count.total)} carried"]
    if count.watched:
        parts.append(f"{number(count.watched)} watched until in force")
    parts.append(f"{number(count.left_out)} left out with a reason")
    parts.append(f"{number(count.open)} open" if count.open else "none open")
    return ", ".join(parts)


def audit_words(rule: str, carried: int, left_out: int, still_open: tuple[str, ...]) -> str:
    """How much of one part of the audit protocol is taken up; open citations by name."""
    total = carried + left_out + len(still_open)
    text = (
        f"Of {plural(total, 'citation')} that the HHS audit protocol looks at under the "
        f"{AUDIT_RULE.get(rule, rule)}, {number(carried)} {'is' if carried == 1 else 'are'} carried and "
        f"{number(left_out)} left out with a reason"
    )
    if not still_open:
        return f"{text}; none is open."
    return f"{text}; {number(len(still_open))} {'is' if len(still_open) == 1 else 'are'} open: {listed(still_open)}."


def one_line(one: Coverage, standing: str) -> str:
    """One source: citation, title, how it stands when that is not plain law, and how it is taken up."""
    source = one.source
    aside = "" if standing == "in-force" else f" ({labels.STANDING.get(standing, standing)})"
    match one.how:
        case "carried":
            fate = f"carried by {listed(one.carried_by)}."
        case "watched":
            fate = f"watched by {listed(one.watched_by)}."
        case "left-out":
            fate = f"left out. {sentence(one.because)}"
        case "open":
            fate = "OPEN."
    return f"{source.citation}, {source.title}{aside}: {fate}"
