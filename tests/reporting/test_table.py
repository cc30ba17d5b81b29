"""Tables: columns picked by key, cells as each reader wants them."""

from __future__ import annotations

from datetime import date

import pytest

from bpo_controls.reporting.blocks.table import (
    PAGE,
    Cell,
    Choice,
    Column,
    Field,
    Formula,
    Listing,
    Reference,
    Table,
    on_page,
    plain_value,
)
from bpo_controls.reporting.documents.action_plan import COLUMNS
from bpo_controls.reporting.documents.content.action_steps import steps
from tests.reporting.made import context

CELLS: tuple[tuple[Cell, str, object], ...] = (
    (None, "", None),
    ("", "", ""),
    ("-5", "-5", "-5"),
    (1200, "1,200", 1200),
    (7.5, "7.5", 7.5),
    (date(2026, 12, 1), "December 1, 2026", date(2026, 12, 1)),
    (Choice("Gap", "○"), "○ Gap", "Gap"),
    (Choice("", "–"), "–", ""),
    (Reference(3, "gap-3"), "3", 3),
    (("one", "two"), "one;\ntwo", "one; two"),
    (Formula("1+1", 2), "2", 2),
)


@pytest.mark.parametrize(("cell", "page", "value"), CELLS)
def test_a_cell_on_a_page_and_in_a_program(cell: Cell, page: str, value: object) -> None:
    assert on_page(cell) == page
    assert plain_value(cell) == value


def _listing() -> Listing[tuple[str, int]]:
    return Listing(
        (("a", 1), ("a", 2), ("b", 2)),
        (
            Field(Column("name", "Name"), lambda item: item[0]),
            Field(Column("size", "Size", kind="number"), lambda item: Reference(item[1], f"at-{item[1]}")),
        ),
    )


def test_columns_are_picked_by_key_in_the_order_asked_for() -> None:
    table = _listing().table("size", "name")
    assert table.headers == ("Size", "Name")
    assert table.align == "rl"
    assert table.texts == (("1", "a"), ("2", "a"), ("2", "b"))
    assert table.anchors == ("at-1", "at-2", "at-2")
    assert table.values("name") == ("a", "a", "b")
    assert _listing().table().anchors == ("", "", "")
    with pytest.raises(KeyError):
        _listing().table("weight")


def test_the_same_columns_for_other_items() -> None:
    assert _listing().of([("c", 3)]).table("name").texts == (("c",),)


def test_what_repeats_the_row_above_is_folded() -> None:
    assert _listing().table().folded("name").texts == (("a", "1"), ("", "2"), ("b", "2"))
    assert Table((Column("name", "Name"),), ()).folded("name").rows == ()


def test_a_control_of_several_steps_is_named_once_on_the_plan() -> None:
    listing = steps(context("120 gaps"))
    table = listing.table(*COLUMNS).folded("rank", "control_about", "missing")
    named = [row[0] for row in table.rows if row[0] is not None]
    controls = {step.gaps[0].control.id for step in listing.items}
    assert len(named) == len(controls) < len(table.rows)


def test_a_column_of_few_short_words_still_holds_the_one_long_word() -> None:
    """The plan's status: Open in nearly every row, and once a date that must not run into its neighbor."""
    columns = (
        Column("step", "Step", share=1),
        Column("owner", "Owner", share=1),
        Column("state", "Status", share=1),
    )
    rows = [("word " * 40, "", "Open")] * 30
    table = Table(columns, (*rows, ("word " * 40, "Example", "Done, November 28, 2026")))
    room = [PAGE * share / sum(table.shares) for share in table.shares]
    assert room[1] >= len("Example") + 1
    assert room[2] >= len("November") + 1
