"""Several vendors side by side, in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bpo_controls.engine.side_by_side import Distance, Stand
from bpo_controls.words import labels
from bpo_controls.words.numbers import listed, plural

T: dict[str, str] = {
    "title": "Vendor comparison",
    "review": "Reviewed? {}.",
    "why_not": "one has fewer gaps and the other knows more, or they are even. Find out first what is not known.",
    "gates": "Readiness, gate by gate",
    "gates_intro": "In each cell: the verdict, then the critical and high controls due by the gate that are gaps, not known or "
    "not decided, and in place under a condition only.",
    "shared": "What all of them need",
    "shared_intro": "{count} rows apply to every vendor: a control for the whole work or for one workflow. Controls about sites or "
    "subcontractors count once, by the worst of them. Only these rows compare like with like.",
    "no_shared": "No control applies to all of them.",
    "heat": "Where the gaps are, on what all need",
    "table": "Standing on what all need",
    "table_intro": "In each cell: met of those counted. Not-applicable rows leave the denominator.",
    "own": "What only some need",
    "own_intro": "These rows come with a vendor's own scope. They are no better or worse for being many; they are work to be done.",
    "no_own": "Every row applies to every vendor.",
    "undecided": "What cannot be compared yet",
    "undecided_intro": "It is not decided whether these rows apply to the vendor marked with ◇.",
    "fix": "What {vendor} would have to fix",
    "fix_intro": "By gate: critical and high gaps to close, then what has to be found out.",
    "no_fix": "Nothing critical or high stands in the way of any gate.",
    "rows": "Row by row",
    "scope": "The scopes differ",
    "limits": "There is no total score and no ranking by percentages: vendors with different scopes have different denominators.",
    "col_domain": "Domain",
    "col_gate": "Gate",
    "col_id": "Id",
    "col_control": "Control",
    "col_about": "About",
    "col_severity": "Severity",
    "col_scope": "Needed by",
    "col_standing": "Standing",
    "col_step": "First step",
    "col_hours": "Hours",
    "col_who": "Who",
    "all": "All vendors",
    "total": "All domains",
    "vendors": "Vendors",
    "not_needed": "Not needed",
    "cannot_tell": "Cannot be decided",
    "heat_alt": "Gaps and partly met rows per domain and vendor, among the rows that all need: {}.",
    "heat_key": "Gaps and partly met, of rows counted. Darker: more of them.",
    "libraries": "The vendors were assessed with different versions of the library ({}); all are read with the one of today.",
}  # fmt: skip


def lead(names: Sequence[str], found: Sequence[Distance], nearest: int | None) -> str:
    """Which vendor is nearer to the pilot and why, or why that cannot be told."""
    if nearest is None:
        return f"Which one is nearer to the pilot cannot be told yet: {T['why_not']}"
    rest = [one for place, one in enumerate(found) if place != nearest]
    better, even = [], []
    for what, count in _MEASURES.items():
        mine, others = count(found[nearest]), [count(one) for one in rest]
        if all(mine == other for other in others):
            even.append(f"{mine} {what}")
        else:
            better.append(f"{mine} {what} against {listed([str(other) for other in others])}")
    same = f"; the same {listed(even)}" if even else ""
    return f"{names[nearest]} is nearer to the pilot: {listed(better)}{same}."


_MEASURES: dict[str, Callable[[Distance], int]] = {
    "critical and high gaps": lambda one: len(one.gaps),
    "not known": lambda one: len(one.open),
    "in place under a condition": lambda one: len(one.conditions),
}


def distance_line(name: str, every: Distance, shared: Distance) -> str:
    """What stands between one vendor and the pilot, and how much of it is on what all need."""
    return (
        f"{name}: {plural(len(every.gaps), 'critical or high gap', 'critical and high gaps')} before the pilot, "
        f"{len(shared.gaps)} of them on what every vendor needs; {len(every.open)} not known, "
        f"{len(every.conditions)} in place under a condition only."
    )


def stand_words(stand: Stand) -> str:
    """How a vendor stands on a row in a word or two."""
    if stand.word == "out":
        return T["not_needed"]
    if stand.word == "undecided" or stand.status is None:
        return T["cannot_tell"]
    return labels.STATUS[stand.status]


def stand_mark(stand: Stand) -> str:
    """The mark beside that word."""
    if stand.word == "in" and stand.status is not None:
        return labels.STATUS_MARK[stand.status]
    return "◇" if stand.word == "undecided" else ""
