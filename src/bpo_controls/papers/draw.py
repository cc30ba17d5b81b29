"""A draw that an auditor can repeat with any tool that knows SHA-256: no generator, no order of the list matters.

Each id gets the number SHA-256("seed:id") in hexadecimal; the items are put in the order of these numbers, and the
first n are the sample. Whoever knows the seed and the list finds the same items.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bpo_controls.library.qa_model import RampStep


@dataclass(frozen=True, slots=True)
class Drawn:
    """One item to check. `why` is empty for the common draw, which alone decides, else the column that it tops up."""

    id: str
    number: str
    why: str
    row: Mapping[str, str]


def draw_number(seed: str, id_: str) -> str:
    """The number that decides the place of an item, 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}:{id_}".encode()).hexdigest()


def draw(rows: Sequence[Mapping[str, str]], n: int, seed: str) -> tuple[Drawn, ...]:
    """The n items of the common draw, or all where there are fewer. Every row has an `id`, each a different one."""
    return tuple(Drawn(row["id"], number, "", row) for number, row in in_order(rows, seed)[:n])


def in_order(rows: Iterable[Mapping[str, str]], seed: str) -> list[tuple[str, Mapping[str, str]]]:
    """The rows with their numbers, in the order of the draw."""
    return sorted(
        ((draw_number(seed, row["id"]), row) for row in rows), key=lambda pair: (pair[0], pair[1]["id"])
    )


def top_up(
    rows: Sequence[Mapping[str, str]], drawn: Sequence[Drawn], column: str, least: int, seed: str
) -> tuple[Drawn, ...]:
    """More items in the order of the draw, so that each value of the column is met at least so often (or is used up).

    They are for coaching and for looking where harm is likely; they never count in the verdict.
    """
    met: dict[str, int] = {}
    for one in drawn:
        met[one.row.get(column, "")] = met.get(one.row.get(column, ""), 0) + 1
    taken = {one.id for one in drawn}
    more = []
    for number, row in in_order(rows, seed):
        value = row.get(column, "")
        if value and row["id"] not in taken and met.get(value, 0) < least:
            met[value] = met.get(value, 0) + 1
            more.append(Drawn(row["id"], number, column, row))
    return tuple(more)


def ramp_up(
    rows: Sequence[Mapping[str, str]], drawn: Sequence[Drawn], ramp: Sequence[RampStep], seed: str
) -> tuple[Drawn, ...]:
    """More items of new hires, so that the share of their step is looked at; `new_hire` is the week since they began.

    Shares are rounded up to whole items, agent by agent. Like every addition they never count in the verdict.
    """
    groups: dict[tuple[str, RampStep], list[tuple[str, Mapping[str, str]]]] = {}
    for number, row in in_order(rows, seed):
        week = int(row["new_hire"]) if row.get("new_hire", "").isdigit() else 0
        step = next((one for one in ramp if one.first <= week <= one.last), None)
        if step is not None:
            groups.setdefault((row.get("agent", ""), step), []).append((number, row))
    taken = {one.id for one in drawn}
    more = []
    for (_, step), members in groups.items():
        wanted = -(-len(members) * step.share // 100)
        have = sum(row["id"] in taken for _, row in members)
        for number, row in members:
            if have >= wanted:
                break
            if row["id"] not in taken:
                have += 1
                more.append(Drawn(row["id"], number, "new_hire", row))
    return tuple(more)
