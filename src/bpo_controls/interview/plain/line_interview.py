"""The interview one line at a time: at a terminal, at a pipe, with a screen reader."""

from __future__ import annotations

from dataclasses import replace

from bpo_controls.answers.answer_model import Answer, Need
from bpo_controls.engine.question_plan import Progress
from bpo_controls.interview import asker, moves
from bpo_controls.interview.notice_words import differing_lines, notice_lines
from bpo_controls.interview.people import Respondent
from bpo_controls.interview.plain.dialogues import Moves
from bpo_controls.interview.plain.look_around import LookAround
from bpo_controls.interview.plain.question_lines import question_lines, summary_lines, why_lines
from bpo_controls.interview.plain.who_answers import WhoAnswers
from bpo_controls.interview.question_parts import progress_words
from bpo_controls.library.model import ROLES, Control
from bpo_controls.terminal.prompt import Prompt
from bpo_controls.terminal.stream import Terminal
from bpo_controls.terminal.wrap import wrapped
from bpo_controls.words import labels
from bpo_controls.words.numbers import capital, plural

AT_ONCE = "1234d?jbz"
"""Keys that need no Enter in a triage: how it stands, don't know, why, skip, back, undo. None begins a word that is a key."""

_SETTLEMENTS: dict[str, asker.Settlement] = {"": "open", "1": "standing", "2": "given"}


class LineInterview:
    """An `Asker` over a `Terminal`. Every text from outside is made visible before it is written."""

    def __init__(self, terminal: Terminal) -> None:
        self._prompt = Prompt(terminal)
        self._around = LookAround(self._prompt)
        self._moves = Moves(self._prompt, self._around)
        self._shown_at = 0
        self._last: tuple[Need, int, tuple[Answer, ...]] | None = None

    # ---- what a session calls ----

    def open(self, opening: asker.Opening) -> None:
        """Says how this works, or where we left off."""
        self._around.lookup = opening.lookup
        said = progress_words(opening.progress, opening.minutes)
        if opening.resumed:
            self._prompt.say(f"Going on where we stopped. {said}")
        elif opening.triage:
            self._prompt.say("A first pass: how does each control stand? Figures can follow. " + said)
        else:
            self._prompt.say("One question at a time. Each answer is saved before the next question comes.")
        if opening.role is not None:
            self._prompt.say(f"Only questions for the {labels.role(opening.role)}.")
        self._prompt.say("Type ? to hear why a question is asked, / to find, h for all keys, q to stop.")

    def identify(self, present: Respondent, known: tuple[Respondent, ...], *, role_fixed: bool) -> Respondent:
        """Asks for name and role; Enter leaves either out, or keeps who answers now."""
        self._last = None  # the question comes again under the new name
        self._prompt.say("")
        return WhoAnswers(self._prompt).ask(present, known, ROLES, role_fixed=role_fixed)

    def ask(self, screen: asker.Screen) -> moves.Move:
        """Shows the question when it is another than before, then reads lines until one is a move."""
        place = (screen.need, screen.looking_back, screen.contested)
        if place != self._last:
            self._last, self._moves.for_all = place, False
            self._show(screen)
            self._prompt.drop_waiting()
        elif self._is_out_of_sight():
            self._show(screen)
        while True:
            self._moves.show_again = False
            lines = self._prompt.ask_lines(self._prompt_words(screen), self._keys(screen))
            move = self._moves.of_lines(lines, screen)
            if move is not None:
                if isinstance(move, moves.Why) or (
                    isinstance(move, moves.GoTo) and move.target == screen.need
                ):
                    self._last = None
                return move
            if self._moves.show_again or self._is_out_of_sight():
                self._show(screen)

    def _show(self, screen: asker.Screen) -> None:
        self._shown_at = self._prompt.written
        self._prompt.write(question_lines(screen, self._prompt.width))

    def _is_out_of_sight(self) -> bool:
        """Whether the first lines of the question have been pushed off the terminal."""
        height = self._prompt.height
        return bool(height) and self._prompt.written - self._shown_at >= height

    def rest(self, progress: Progress) -> moves.Move:
        """Everything was asked: a prompt from which everything can be looked at and corrected."""
        self._last = None
        self._prompt.say("")
        self._prompt.say(f"Everything has been asked. {progress_words(progress)}")
        while True:
            move = self._moves.at_rest(
                self._prompt.ask("list shows every question, / finds, g goes to one, z undoes, q stops:")
            )
            if move is not None:
                return move

    def tell(self, notice: asker.Notice) -> None:
        """Says what happened, in as few lines as carry it."""
        if isinstance(notice, asker.Explained):
            self._prompt.write(why_lines(notice.screen, self._prompt.width))
            return
        if isinstance(notice, asker.SecondRound):
            self._prompt.say("")
            self._last = None  # the question may be the one shown last
        below = "  " if isinstance(notice, asker.Consequences) else ""
        if isinstance(notice, asker.Recorded) and self._moves.hides:
            notice = replace(notice, standing=None, brief="")
        for line in notice_lines(notice):
            first = " " * (len(line) - len(line.lstrip(" ")))
            self._prompt.say(line, first=first, rest=first + ("  " if first else below))

    def keep_text(self, masked: tuple[str, ...]) -> bool:
        """Only the word "keep" records text that looks like a patient identifier."""
        return self._moves.evidence.kept_all_the_same(masked)

    def settle(self, differing: asker.Differing) -> asker.Settlement:
        """Shows both answers and asks which counts; Enter leaves it open."""
        self._prompt.say("")
        for line in differing_lines(differing):
            first = line[:5] if line.startswith(" ") else ""
            self._prompt.write(wrapped(line[len(first) :], self._prompt.width, first=first))
        while True:
            typed = self._prompt.ask("Which counts? 1 the earlier, 2 this one, Enter leaves it open:")
            if typed in ("", "1", "2"):
                return _SETTLEMENTS[typed]
            self._prompt.say("1, 2 or Enter is expected.")

    def go_through(self, set_aside: int) -> bool:
        """Offers what earlier sessions set aside."""
        self._prompt.say("")
        still = "still has" if set_aside == 1 else "still have"
        self._prompt.say(
            f"Nothing else is open. {capital(plural(set_aside, 'question'))} {still} to be chased: "
            "somebody was to be asked, or a figure was to follow."
        )
        return self._prompt.ask("Go through them now? y for yes, Enter for no: ").casefold() in ("y", "yes")

    def close(self, summary: asker.Summary) -> None:
        """Says where things stand and what comes next."""
        self._prompt.write(summary_lines(summary, self._prompt.width))

    def _keys(self, screen: asker.Screen) -> str:
        """Keys that need no Enter in a triage. What is for several subjects at once, and q, keep theirs."""
        quick = screen.triage and isinstance(screen.asked, Control) and not self._moves.for_all
        return AT_ONCE if quick else ""

    def _prompt_words(self, screen: asker.Screen) -> str:
        if self._moves.for_all:
            return f"Answer for all {len(screen.others) + 1}:"
        if self._prompt.reads_keys and self._keys(screen):
            keeps = "; Enter keeps it" if screen.present is not None else ""
            return f"One key (anything longer needs Enter{keeps}):"
        if screen.present is not None:
            return "Answer (Enter keeps it):"
        return "Answer:"
