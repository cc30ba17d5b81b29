"""The half page for the board says what counts and what is only claimed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.documents.content.narrative import narrative

from .fiction import rich


@pytest.mark.parametrize(
    ("met", "claimed", "said"),
    [
        (0, 0, None),
        (0, 5, "5 controls (50%) are said to be in place, without the figures that would show it."),
        (3, 1, "1 more control (10%) is said to be in place, without the figure that would show it."),
        (3, 2, "2 more controls (20%) are said to be in place, without the figures that would show it."),
    ],
)
def test_what_is_claimed_without_a_figure_is_said_beside_what_is_met(
    met: int, claimed: int, said: str | None
) -> None:
    ctx = context_for(*rich())
    total = replace(ctx.total, applies=10, not_applicable=0, met=met, claimed=claimed)
    lines = {line.label: line.text for line in narrative(replace(ctx, total=total))}
    strong = lines.get("What is strong")
    assert (strong is None) if said is None else (strong or "").endswith(said)
    assert ("3 of 10 (30%) controls that count are met" in (strong or "")) is bool(met)
