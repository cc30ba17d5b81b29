"""Choices on the screen: one below the other, or in columns when there are many."""

from __future__ import annotations

import pytest

from bpo_controls.interview import question_parts
from bpo_controls.interview.plain.question_lines import choice_lines
from bpo_controls.interview.question_parts import Choices
from bpo_controls.library.model import Option, Question
from bpo_controls.terminal.wrap import cells

STATES = tuple(Option(f"s{number}", f"State number {number}") for number in range(1, 35))


def choices(options: tuple[Option, ...]) -> Choices:
    return question_parts.choices(
        Question("states", "work", "Which?", "why", "privacy-officer", "any-of", options=options)
    )


@pytest.mark.parametrize(("width", "rows"), [(80, 12), (50, 17), (34, 34)])
def test_a_long_list_of_choices_stands_in_as_many_columns_as_fit(width: int, rows: int) -> None:
    *lines, _ = choice_lines(choices(STATES), width)
    assert len(lines) == rows
    assert all(cells(line) <= width for line in lines)
    shown = " ".join(lines).split()
    assert sorted(word for word in shown if word.isdigit()) == sorted(2 * [str(n) for n in range(1, 35)])
    assert lines[0].startswith("   1  State number 1")


def test_a_short_list_stands_in_one_column() -> None:
    *lines, _ = choice_lines(choices(STATES[:20]), 80)
    assert len(lines) == 20


def test_what_a_label_hides_is_shown_in_columns_too() -> None:
    hidden = (*STATES, Option("x", "red\x1b[31m"))
    assert "\x1b" not in "".join(choice_lines(choices(hidden), 80))
