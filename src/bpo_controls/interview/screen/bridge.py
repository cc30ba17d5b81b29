"""Between a session, which waits for moves in a thread of its own, and the app that shows its questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue

from bpo_controls.engine.question_plan import Progress
from bpo_controls.interview import asker, moves
from bpo_controls.interview.people import Respondent

# ---- what a session asks of the app ----


@dataclass(frozen=True, slots=True)
class ShowQuestion:
    """Show this question; the reply is a move."""

    screen: asker.Screen


@dataclass(frozen=True, slots=True)
class ShowRest:
    """Nothing is left to ask; the reply is a move."""

    progress: Progress


@dataclass(frozen=True, slots=True)
class AskWho:
    """Who is answering? The reply is a `Respondent`."""

    present: Respondent
    known: tuple[Respondent, ...]
    role_fixed: bool


@dataclass(frozen=True, slots=True)
class AskKeep:
    """Is text that looks like patient data to be kept? The reply is a bool."""

    masked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskWhich:
    """Which of two answers counts? The reply is a `Settlement`."""

    differing: asker.Differing


@dataclass(frozen=True, slots=True)
class AskSetAside:
    """Go through what was set aside? The reply is a bool."""

    count: int


@dataclass(frozen=True, slots=True)
class Tell:
    """Something to know; no reply."""

    notice: asker.Notice


@dataclass(frozen=True, slots=True)
class Begin:
    """The session begins; no reply."""

    opening: asker.Opening


Request = ShowQuestion | ShowRest | AskWho | AskKeep | AskWhich | AskSetAside | Tell | Begin
Reply = moves.Move | Respondent | asker.Settlement | bool | BaseException
"""An exception is raised in the session: KeyboardInterrupt stops it, EOFError quits it."""


class Bridge:
    """An `Asker` that hands every request to `send` and waits for the app's reply.

    `send` is called in the session's thread and must be safe there. `summary` is set when the session has closed.
    """

    def __init__(self, send: Callable[[Request], None]) -> None:
        self._send = send
        self._replies: SimpleQueue[Reply] = SimpleQueue()
        self.summary: asker.Summary | None = None

    def reply(self, reply: Reply) -> None:
        """Give the session what it waits for. Called in the app's thread."""
        self._replies.put(reply)

    def _wait(self, request: Request) -> Reply:
        self._send(request)
        reply = self._replies.get()
        if isinstance(reply, BaseException):
            raise reply
        return reply

    # ---- what a session calls ----

    def open(self, opening: asker.Opening) -> None:
        """Hands the way to look around to the app."""
        self._send(Begin(opening))

    def identify(self, present: Respondent, known: tuple[Respondent, ...], *, role_fixed: bool) -> Respondent:
        """Waits for the name and role of whoever answers."""
        reply = self._wait(AskWho(present, known, role_fixed))
        assert isinstance(reply, Respondent)
        return reply

    def ask(self, screen: asker.Screen) -> moves.Move:
        """Waits for a move at a question."""
        reply = self._wait(ShowQuestion(screen))
        assert isinstance(reply, moves.Move)
        return reply

    def tell(self, notice: asker.Notice) -> None:
        """Hands on what happened."""
        self._send(Tell(notice))

    def keep_text(self, masked: tuple[str, ...]) -> bool:
        """Waits for the word on text that looks like patient data."""
        return self._wait(AskKeep(masked)) is True

    def settle(self, differing: asker.Differing) -> asker.Settlement:
        """Waits for which of two answers counts."""
        reply = self._wait(AskWhich(differing))
        assert reply in ("standing", "given", "open")
        return reply

    def go_through(self, set_aside: int) -> bool:
        """Waits for whether what was set aside is asked again."""
        return self._wait(AskSetAside(set_aside)) is True

    def rest(self, progress: Progress) -> moves.Move:
        """Waits for a move when nothing is left to ask."""
        reply = self._wait(ShowRest(progress))
        assert isinstance(reply, moves.Move)
        return reply

    def close(self, summary: asker.Summary) -> None:
        """Keeps the summary, which is said on the terminal once the screen has gone."""
        self.summary = summary
