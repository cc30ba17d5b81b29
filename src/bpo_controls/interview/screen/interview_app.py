"""The app: shows what a session asks for, and gives back what somebody does."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from bpo_controls.diagnostics import Diagnostic
from bpo_controls.engine.finding import GateVerdict
from bpo_controls.engine.question_plan import Progress
from bpo_controls.interview import asker, moves
from bpo_controls.interview.notice_words import differing_lines, notice_lines
from bpo_controls.interview.people import Respondent, parse_respondent
from bpo_controls.interview.plain.parse_line import Command, Typed
from bpo_controls.interview.preview import Foreseen
from bpo_controls.interview.question_parts import progress_words
from bpo_controls.interview.screen import bridge
from bpo_controls.interview.screen.answer_forms import ChoiceForm, NoteForm, Option, ReadingScreen
from bpo_controls.interview.screen.batch import Moves, Running
from bpo_controls.interview.screen.commands import Commands
from bpo_controls.interview.screen.help_content import AT_REST
from bpo_controls.interview.screen.look_of_terminal import Look
from bpo_controls.interview.screen.meeting_log import MeetingLog
from bpo_controls.interview.screen.outline import outline_lines
from bpo_controls.interview.screen.palette import Everything
from bpo_controls.interview.screen.people_form import PeopleForm
from bpo_controls.interview.screen.question_screen import QuestionScreen
from bpo_controls.interview.screen.screen_style import CSS
from bpo_controls.interview.screen.signs import Signs
from bpo_controls.words.answer_words import refusal_words
from bpo_controls.words.numbers import capital, listed, plural

if TYPE_CHECKING:
    from bpo_controls.interview.session import Outcome

DIM = "$foreground 70%"
WIDE = 110
"""Columns from which areas and reasons stand beside the question."""


class InterviewApp(App[None]):
    """The full screen. `work` runs the session over the bridge it is given, in a thread of its own.

    `outcome` is how it ended, `failure` what ended it instead. `title` names the engagement.
    """

    CSS = CSS
    COMMANDS = {Everything}  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", "Stop at once", show=False, priority=True),
        Binding("ctrl+q", "key('q')", "Stop", show=False, priority=True),
        Binding("ctrl+z", "key('z')", "Undo", show=False),
        Binding("ctrl+y", "key('redo')", "Redo", show=False),
        Binding("f1", "key('h')", "Keys", show=False),
        Binding("f2", "present", "Present", show=False),
        Binding("f3", "key('what-if')", "What if", show=False),
        Binding("ctrl+l", "log", "This meeting", show=False),
        Binding("ctrl+f", "key('/')", "Find", show=False),
    ]

    class Arrived(Message):
        """The session asks for something."""

        def __init__(self, request: bridge.Request) -> None:
            super().__init__()
            self.request = request

    class Ended(Message):
        """The session has ended."""

    def __init__(self, work: Callable[[asker.Asker], Outcome], title: str, look: Look | None = None) -> None:
        super().__init__()
        look = look or Look()
        self.theme = "textual-light" if look.light else "textual-dark"
        self.signs = Signs(look.ascii)
        self.bridge = bridge.Bridge(self._request)
        self.outcome: Outcome | None = None
        self.failure: BaseException | None = None
        self.presenting = False
        self.opening: asker.Opening | None = None
        self.waiting: bridge.Request | None = None
        self.meeting = MeetingLog(self.signs)
        self._work = work
        self._thread: threading.Thread | None = None
        self._at_once = Running()
        self._said: list[tuple[str, str]] = []
        self._passing = False
        self._commands = Commands(self)
        self.question = QuestionScreen(self, title)

    # ---- the session's thread ----

    def on_mount(self) -> None:
        """Show the empty card and let the session begin."""
        self.set_class(self.signs.ascii, "-ascii")
        self.push_screen(self.question)
        self._thread = threading.Thread(target=self._run_session, name="session", daemon=True)
        self._thread.start()

    def _request(self, request: bridge.Request) -> None:
        self.post_message(self.Arrived(request))

    def _run_session(self) -> None:
        try:
            self.outcome = self._work(self.bridge)
        except BaseException as error:
            self.failure = error
        self.post_message(self.Ended())

    def on_interview_app_ended(self) -> None:
        """Leave the screen; the summary is said on the terminal."""
        self.exit()

    def stop_session(self) -> None:
        """After the app has gone for another reason: the session quits, and what was noted is kept."""
        self.bridge.reply(EOFError())
        if self._thread is not None:
            self._thread.join()

    # ---- what the session asks ----

    def on_interview_app_arrived(self, message: Arrived) -> None:
        """Show it; whatever waits for a reply is kept in `waiting`."""
        request = message.request
        match request:
            case bridge.Begin(opening):
                self.opening = opening
                self._greet(opening)
                return
            case bridge.Tell(notice):
                self._tell(notice)
                return
            case _:
                self.waiting = request
        match request:
            case bridge.ShowQuestion(screen):
                if not self._goes_on(screen):
                    self._show(screen)
            case bridge.ShowRest(progress):
                if not self._goes_on(None):
                    self._rest(progress)
            case bridge.AskWho(present, known, role_fixed):
                self._ask_who(present, known, role_fixed=role_fixed)
            case bridge.AskKeep(masked):
                self._ask_keep(masked)
            case bridge.AskWhich(differing):
                self._ask_which(differing)
            case bridge.AskSetAside(count):
                self._ask_set_aside(count)

    def reply(self, reply: bridge.Reply) -> None:
        """Give the session what it waits for; nothing typed meanwhile is taken."""
        if self.waiting is None:
            return
        self.waiting = None
        self.question.field.closed = True
        self._said.clear()
        self.bridge.reply(reply)

    def move(self, move: moves.Move) -> None:
        """Make a move, if a question or its absence is what the session waits for."""
        if isinstance(self.waiting, bridge.ShowQuestion | bridge.ShowRest):
            together = self._at_once.together(move)
            if together is not None:
                self.start_batch(together)
            else:
                self.reply(move)

    # ---- the same for several ----

    def start_batch(self, batch: Moves) -> None:
        """Make its moves, from the question on the screen on."""
        self._at_once.now = batch
        waiting = self.waiting
        self._goes_on(waiting.screen if isinstance(waiting, bridge.ShowQuestion) else None)

    def _goes_on(self, screen: asker.Screen | None) -> bool:
        if self._at_once.now is None:
            return False
        move = self._at_once.next(screen)
        if move is not None:
            self.reply(move)
            return True
        self._said = [(self.signs.of("done"), self._at_once.summary())]
        return False

    def _show(self, screen: asker.Screen) -> None:
        screen = replace(screen, show_standing=not self._commands.hides)
        earlier = self.opening.preview.earlier(screen) if self.opening is not None else ()
        self.question.show(screen, earlier)
        self.draw_outline()
        self._draw_around(screen)

    def draw_outline(self) -> None:
        """The areas, where there is room for them."""
        waiting = self.waiting
        if self.opening is None or self.presenting or self.size.width < WIDE:
            return
        screen = waiting.screen if isinstance(waiting, bridge.ShowQuestion) else None
        rows = self.opening.lookup.rows("all")
        here = screen.need if screen is not None else None
        area = screen.heading if screen is not None else ""
        self.question.show_outline(outline_lines(rows, here, area, 30, self.signs))

    def _draw_around(self, screen: asker.Screen | None) -> None:
        self.question.show_last(self._last(screen))
        self.question.show_log(self.meeting.content(7))

    def _rest(self, progress: Progress) -> None:
        self.question.rest("Everything has been asked.", (progress_words(progress), "", *AT_REST))
        self._draw_around(None)

    def _greet(self, opening: asker.Opening) -> None:
        said = progress_words(opening.progress, opening.minutes)
        if opening.resumed:
            self._said.append(("", f"Going on where we stopped. {said}"))
        elif opening.triage:
            self._said.append(("", "A first pass: how does each control stand? Figures can follow."))
        else:
            self._said.append(("", "Each answer is saved before the next question comes. h shows all keys."))

    # ---- windows that the session opens ----

    def _ask_who(self, present: Respondent, known: tuple[Respondent, ...], *, role_fixed: bool) -> None:
        offer = f"keeps {present.by}" if present.by else "answers without a name"

        def done(text: str | None) -> None:
            if not text:
                self.reply(present)
                return
            given = Respondent("") if text == "-" else parse_respondent(text)
            self.reply(Respondent(given.by, present.role) if role_fixed else given)

        form = PeopleForm(
            "Who is answering?",
            known,
            self.signs,
            otherwise="",
            offer=offer,
            roles=False,
            intro=("Name and role, as Tanya Reyes, UM director. - answers without a name.",),
        )
        self.push_screen(form, done)

    def _ask_keep(self, masked: tuple[str, ...]) -> None:
        intro = (f"That looks like {listed(masked)}. Patient data does not belong in an engagement.",)
        options = (Option("k", "keep it all the same", True), Option("enter", "leave it out", False))
        form = ChoiceForm("Patient data?", options, self.signs, intro, escape="leaves it out")
        self.push_screen(form, lambda kept: self.reply(bool(kept)))

    def _ask_which(self, differing: asker.Differing) -> None:
        options: tuple[Option[asker.Settlement], ...] = (
            Option("1", "the earlier counts", "standing"),
            Option("2", "this one counts", "given"),
            Option("enter", "leave it open; both stay on record", "open"),
        )
        form = ChoiceForm(
            "Two answers differ",
            options,
            self.signs,
            tuple(differing_lines(differing)),
            escape="leaves it open",
        )
        self.push_screen(form, lambda which: self.reply(which or "open"))

    def _ask_set_aside(self, count: int) -> None:
        still = "still has" if count == 1 else "still have"
        intro = (f"Nothing else is open. {capital(plural(count, 'question'))} {still} to be chased.",)
        options = (Option("y", "go through them now", True), Option("enter", "not now", False))
        form = ChoiceForm("Go through what was set aside?", options, self.signs, intro, escape="not now")
        self.push_screen(form, lambda yes: self.reply(bool(yes)))

    # ---- what happened ----

    def _tell(self, notice: asker.Notice) -> None:
        if isinstance(notice, asker.Explained):
            self.question.enlarge_why()
            return
        if isinstance(notice, asker.Recorded) and self._commands.hides:
            notice = replace(notice, standing=None, brief="")
        lines = tuple(notice_lines(notice))
        if isinstance(notice, asker.Recorded | asker.TakenBack | asker.Stepped):
            self.meeting.add(notice, self.now(), lines)
        if self._at_once.heard(notice):
            return
        if isinstance(notice, asker.Consequences | asker.Dormant):
            content = Content("\n").join([self.signs.text(line) for line in lines])
            self.push_screen(ReadingScreen("What the last answer changed", content, self.signs))
            return
        mark = "!" if isinstance(notice, asker.Refused) else ""
        if isinstance(notice, asker.Recorded):
            mark = self.signs.of("done")
        self._said += [(mark if not place else "", line) for place, line in enumerate(lines)]

    def now(self) -> str:
        """The moment of the last write, as `14:06:12`, or nothing."""
        from datetime import datetime

        return datetime.now().astimezone().strftime("%H:%M:%S")

    def _last(self, screen: asker.Screen | None) -> Content:
        styles = {"!": "$text-warning", self.signs.of("done"): "$text-success"}
        lines = []
        for mark, line in self._said[:4]:
            text = self.signs.text(line)
            lines.append(
                Content.assemble((f"{mark} ", f"bold {styles.get(mark, '')}".strip()), text) if mark else text
            )
        if len(self._said) > 4:
            lines.append(self.signs.text(f"and {len(self._said) - 4} more; w tells", DIM))
        if not lines:
            lines.append(self.signs.text(""))
        saved = screen.saved_at[11:19] if screen is not None else ""
        if saved:
            lines[0] = lines[0] + self.signs.text(f"  On disk {saved}", DIM)
        return Content("\n").join(lines)

    # ---- what somebody does ----

    def say(self, line: str) -> None:
        """A line in answer to a key that changed nothing."""
        self.question.show_last(self.signs.text(line))
        self._passing = True
        self.question.field.reopen()

    def unsay(self) -> None:
        """Typing answers a line that `say` showed; what happened before it is shown again."""
        if self._passing and isinstance(self.waiting, bridge.ShowQuestion):
            self._passing = False
            self.question.show_last(self._last(self.waiting.screen))

    def refuse(self, problem: Diagnostic) -> None:
        """Why what was typed was not taken."""
        self.say(f"! {refusal_words(problem)}")

    def act(self, command: Command) -> None:
        """Do what a key stands for."""
        self._commands.act(command)

    def give(self, typed: Typed) -> None:
        """Answer the question on the screen."""
        self._commands.give(typed.raw)

    def foresee(self, raw: object) -> Foreseen | None:
        """What an answer would come to; nothing while the session is at work."""
        if self.opening is None or not isinstance(self.waiting, bridge.ShowQuestion):
            return None
        return self.opening.preview.foresee(self.waiting.screen, raw)

    def gates(self) -> tuple[GateVerdict, ...]:
        """How ready the work is for each gate, where there is room to say so."""
        if self.opening is None or self.size.width < WIDE or self._commands.hides:
            return ()
        return self.opening.preview.gates()

    def pasted(self, text: str) -> None:
        """Lines that were pasted become a note, or nothing."""
        if not isinstance(self.waiting, bridge.ShowQuestion):
            self.say("Text was pasted; there is no question here to take it.")
            return
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        intro = (f"{capital(plural(len(lines), 'line'))} pasted. Nothing was taken as an answer.",)
        form = NoteForm("Keep it as a note?", "\n".join(lines), self.signs, intro)
        self.push_screen(form, self._commands.note_done)

    def action_key(self, letter: str) -> None:
        """A key with ctrl, where the question is on top."""
        if self.screen is self.question and not self.question.field.closed:
            self.act(Command(letter))

    def action_present(self) -> None:
        """Large, without verdicts, notes and names, for a screen that others see."""
        self.presenting = not self.presenting
        self.question.draw()
        self.draw_outline()

    def action_log(self) -> None:
        """All that was recorded in this meeting."""
        if self.screen is self.question:
            self.push_screen(ReadingScreen("This meeting", self.meeting.content(500), self.signs))

    def action_interrupt(self) -> None:
        """Ctrl-C: stop; everything confirmed is on disk."""
        self.waiting = None
        self.bridge.reply(KeyboardInterrupt())

    def on_resize(self) -> None:
        """Lines are cut to the width."""
        self.call_after_refresh(self.question.draw)
        self.call_after_refresh(self.draw_outline)
