"""The same keys give the same record on the full screen and line by line; one goes on where the other stopped."""

from __future__ import annotations

from io import StringIO

import pytest

from bpo_controls.answers.answer_model import Answer, Need
from bpo_controls.interview.plain.line_interview import LineInterview
from bpo_controls.terminal.stream import Terminal
from tests.interview.screen.playing import Player, play
from tests.interview.scripted import InMemory
from tests.interview.tiny import interview

pytestmark = pytest.mark.slow

LINES = [
    "1 2", "Tampa, Leeds", "1", "2", "1 3", "12", "Late claims", "2", "1", "2", "l", "1", "b", "30", "2027-02-01", "q",
]  # fmt: skip
"""Typed at whatever question comes; some are refused, the same ones in both."""


def by_lines(lines: list[str], journal: InMemory) -> InMemory:
    typed = StringIO("".join(f"{line}\n" for line in lines))
    interview(LineInterview(Terminal(typed, StringIO())), journal)
    return journal


def by_screen(lines: list[str], journal: InMemory) -> InMemory:
    async def script(player: Player) -> None:
        for line in lines:
            if player.app.outcome is not None:
                return
            if player.field.value:
                await player.press("escape")
            if player.field.words_wanted or not line.isalpha():
                await player.type(f"{line}⏎")
            else:
                await player.type(line)

    return play(script, journal=journal)


def said(journal: InMemory) -> list[object]:
    return [
        event if isinstance(event, Need) else (event.need, event.value, event.non_answer, event.note)
        for event in journal.events
    ]


def test_the_same_lines_make_the_same_record() -> None:
    lines, screen = by_lines(LINES, InMemory()), by_screen(LINES, InMemory())
    assert len(lines.events) > 8
    assert said(screen) == said(lines)


@pytest.mark.parametrize("first", [3, 7])
def test_one_goes_on_where_the_other_stopped(first: int) -> None:
    start, rest = [*LINES[:first], "q"], LINES[first:]
    there = by_lines(rest, by_screen(start, InMemory()))
    back = by_screen(rest, by_lines(start, InMemory()))
    assert said(there) == said(back) == said(by_lines(rest, by_lines(start, InMemory())))
    assert all(isinstance(event, Answer) for event in there.events)
