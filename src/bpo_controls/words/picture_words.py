"""The words in and about the pictures: titles, keys, and what a reader should take from each."""

from __future__ import annotations

from collections.abc import Sequence

from bpo_controls.words import labels
from bpo_controls.words.numbers import capital, date_words, listed, number, plural, sentence, share

Row = tuple[str, tuple[int, ...]]
"""A label and its counts."""

HEAT = "Where the gaps are"
BARS = "How each domain stands"
ROADMAP = "The way through the gates"
ALL = "All"
ALL_DOMAINS = "All domains"
NO_DOMAIN = "No control applies or is undecided."
NO_GATE = "No gate is set."
HEAT_KEY = "Gaps and partly met controls:"
HEAT_NONE = "none known"
HEAT_OPEN = "not known or not decided yet"
NOT_COUNTED = "nothing counted yet"
TOO_NARROW = "Too narrow for a number: {}"
COUNTED = "n = {}"
BARS_KEY = "n: findings counted. Each bar is the whole of its domain."
PAST = "past"
_MOST = 3


def as_of(iso: str) -> str:
    """`As of November 23, 2026`."""
    return f"As of {date_words(iso)}"


def to_close(count: int, blocking: int) -> str:
    """What is to close by a gate: `21 to close, 9 of them block`, `12 to close, none blocks`, `nothing to close`."""
    if not count:
        return "nothing to close"
    if not blocking:
        return f"{number(count)} to close, none blocks"
    which = "all block" if blocking == count else f"{number(blocking)} of them block"
    if blocking == 1:
        which = "and it blocks" if count == 1 else "1 of them blocks"
    return f"{number(count)} to close, {which}"


def counted(count: int, standing: str) -> str:
    """`12 met`, `1 gap`, `3 gaps`, `2 accepted risks`."""
    many = {labels.STATUS[status]: labels.STATUS[status].lower() + "s" for status in ("gap", "accepted")}
    return f"{number(count)} {standing.lower() if count == 1 else many.get(standing, standing.lower())}"


def heat_alt(columns: Sequence[str], known: Sequence[Row], open_: Sequence[Row]) -> str:
    """How many, how severe, and in which domains most."""
    total = sum(sum(counts) for _, counts in known)
    unsure = sum(sum(counts) for _, counts in open_)
    if total:
        by_severity = [
            f"{number(count)} {name.lower()}"
            for place, name in enumerate(columns)
            if (count := sum(counts[place] for _, counts in known))
        ]
        said = [
            f"{capital(plural(total, 'gap or partly met control', 'gaps and partly met controls'))}: {listed(by_severity)}."
        ]
        said.append(f"{'Most are' if total > 1 else 'It is'} in {_most(known)}.")
    else:
        said = ["No gap and no partly met control is known."]
    if unsure:
        said.append(
            f"{number(unsure)} {'more ' if total else ''}{'is' if unsure == 1 else 'are'} not known or not decided yet."
        )
    return " ".join(said)


def bars_alt(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """How the counted findings stand, and which domains stand best and worst. The first column is what is met."""
    total = sum(sum(counts) for _, counts in rows)
    if not total:
        return "No finding is counted yet in any domain."
    sums = [(name, sum(counts[place] for _, counts in rows)) for place, name in enumerate(columns)]
    shown = listed([counted(count, name) for name, count in sums if count])
    said = [f"Of {plural(total, 'finding')} counted: {shown}."]
    ranked = sorted((row for row in rows if sum(row[1])), key=lambda row: row[1][0] / sum(row[1]))
    low, high = ranked[0], ranked[-1]
    if low[1][0] * sum(high[1]) < high[1][0] * sum(low[1]):
        said.append(f"The share met is lowest in {_met(low)}, and highest in {_met(high)}.")
    return " ".join(said)


def _met(row: Row) -> str:
    return f"{row[0]}, {share(row[1][0], sum(row[1]))}"


def roadmap_alt(gates: Sequence[tuple[str, str, bool, str, str]]) -> str:
    """A sentence a gate: (label, date, past, verdict, what is to close)."""
    if not gates:
        return NO_GATE
    return " ".join(
        sentence(f"{label}, {date}{' (past)' if past else ''}: {verdict.lower()}, {close}")
        for label, date, past, verdict, close in gates
    )


def _most(rows: Sequence[Row]) -> str:
    ranked = sorted((row for row in rows if any(row[1])), key=lambda row: -sum(row[1]))[:_MOST]
    return listed([f"{label} ({number(sum(counts))})" for label, counts in ranked])
