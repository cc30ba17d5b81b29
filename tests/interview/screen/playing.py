"""Plays the full screen over a small library with Textual's pilot."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Static

from bpo_controls.interview.asker import Asker
from bpo_controls.interview.screen.answer_field import AnswerField
from bpo_controls.interview.screen.interview_app import (
    InterviewApp,
)
from bpo_controls.interview.screen.look_of_terminal import Look
from bpo_controls.interview.session import Outcome, Session
from bpo_controls.interview.sitting_plan import Plan
from bpo_controls.library.model import Library
from tests.interview.scripted import InMemory
from tests.interview.tiny import AS_OF, NOW, library

NARROW = (80, 24)
WIDE = (140, 40)
SIZES = (NARROW, WIDE)


class Player:
    """The app with a pilot: presses keys and waits until the session waits again."""

    def __init__(self, app: InterviewApp, pilot: Pilot[None], journal: InMemory) -> None:
        self.app = app
        self.pilot = pilot
        self.journal = journal

    async def ready(self) -> None:
        """Until the session waits for something, or has ended."""
        before = None
        for _ in range(500):
            await self.pilot.pause(0.01)
            now = self.app.waiting
            ended = self.app.outcome is not None or self.app.failure is not None
            if ended or (now is not None and now is before):
                await self.pilot.pause()
                return
            before = now
        raise AssertionError("the session never waited")

    async def press(self, *keys: str) -> None:
        """Keys one after the other, each once the one before has been dealt with."""
        for key in keys:
            await self.pilot.press(key)
            await self.ready()

    async def type(self, text: str) -> None:
        """Characters, with ⏎ for Enter."""
        names = {"⏎": "enter", " ": "space", "?": "question_mark", "/": "slash", "=": "equals_sign"}
        await self.press(*(names.get(character, character) for character in text))

    def text(self, name: str) -> str:
        """What a part of the question shows."""
        return str(self.app.question.query_one(name, Static).content)

    @property
    def shown(self) -> str:
        """The id of the question on the screen, with its subject; empty when there is none."""
        asked = self.app.question.asked
        if asked is None:
            return ""
        return f"{asked.asked.id}@{asked.subject.id}" if asked.subject.id else asked.asked.id

    @property
    def field(self) -> AnswerField:
        return self.app.question.field

    @property
    def values(self) -> dict[str, Any]:
        """The answers that stand, by item and subject."""
        entries = self.journal.answers.entries
        return {
            f"{need.item}@{need.subject.id}" if need.subject.id else need.item: (
                answer.value if answer.non_answer is None else answer.non_answer.kind
            )
            for need, answer in entries.items()
        }


Play = Callable[[Player], Awaitable[None]]


def play(
    script: Play,
    *,
    size: tuple[int, int] = NARROW,
    journal: InMemory | None = None,
    tiny: Library | None = None,
    plan: Plan | None = None,
    by: str | None = "",
    look: Look | None = None,
) -> InMemory:
    """Run the script against the screen; whatever is still open at its end is left with q."""
    journal = journal or InMemory()

    def work(asker: Asker) -> Outcome:
        session = Session(tiny or library(), journal, AS_OF, asker, now=lambda: NOW, plan=plan)
        return session.ask_all(by)

    async def run() -> None:
        app = InterviewApp(work, "Example Valley · Sample Services", look)
        async with app.run_test(size=size) as pilot:
            player = Player(app, pilot, journal)
            await player.ready()
            await script(player)
            if app.outcome is None and app.failure is None:
                app.stop_session()
        if app.failure is not None:
            raise app.failure

    asyncio.run(run())
    return journal
