"""The interview one line at a time: at a terminal, at a pipe, with a screen reader."""

from __future__ import annotations

from bpo_controls.answers.model import Need
from bpo_controls.interview import asker
from bpo_controls.interview.notice_words import differing_lines, notice_lines
from bpo_controls.interview.plain.dialogues import Moves
from bpo_controls.interview.plain.question_lines import question_lines, summary_lines, why_lines
from bpo_controls.interview.question_parts import progress_words
from bpo_controls.library.model import ROLES
from bpo_controls.terminal.prompt import Prompt
from bpo_controls.terminal.stream import Terminal
from bpo_controls.terminal.wrap import wrapped
from bpo_controls.words import labels
from bpo_controls.words.numbers import capital, plural

_SETTLEMENTS: dict[str, asker.Settlement] = {"": "open", "1": "standing", "2": "given"}


class LineInterview:
    """An `Asker` over a `Terminal`. Every text from outside is made visible before it is written."""

    def __init__(self, terminal: Terminal) -> None:
        self._prompt = Prompt(terminal)
        self._moves = Moves(self._prompt)
        self._heading = ""
        self._last: tuple[Need, int] | None = None

    # ---- what a session calls ----

    def open(self, opening: asker.Opening) -> None:
        """Says how this works, or where we left off."""
        if opening.resumed:
            self._prompt.say("Going on where we stopped. " + progress_words(opening.progress))
        else:
            self._prompt.say("One question at a time. Each answer is saved before the next question comes.")
        if opening.role is not None:
            self._prompt.say(f"Only questions for the {labels.role(opening.role)}.")
        self._prompt.say("Type ? to hear why a question is asked, h for all keys, q to stop.")

    def identify(self, present: asker.Respondent, *, role_fixed: bool) -> asker.Respondent:
        """Asks for name and role; Enter leaves either out."""
        self._last = None  # the question comes again under the new name
        self._prompt.say("")
        name = self._prompt.ask("Who is answering? Name, or Enter for none: ")
        if role_fixed:
            return asker.Respondent(name, present.role)
        for key, role in enumerate(ROLES, start=1):
            self._prompt.write(wrapped(capital(labels.role(role)), self._prompt.width, first=f"  {key}  "))
        while True:
            typed = self._prompt.ask("Role: a number, another role in words, or Enter for none: ")
            if not typed.isdigit():
                known = {labels.role(role).casefold(): role for role in ROLES}
                return asker.Respondent(name, known.get(typed.casefold(), typed))
            if typed.isascii() and len(typed) < 4 and 1 <= int(typed) <= len(ROLES):
                return asker.Respondent(name, ROLES[int(typed) - 1])
            self._prompt.say(f"There is no role {typed[:10]}; 1 to {len(ROLES)}.")

    def ask(self, screen: asker.Screen) -> asker.Move:
        """Shows the question when it is another than before, then reads lines until one is a move."""
        place = (screen.need, screen.looking_back)
        if place != self._last:
            self._last, self._moves.for_all = place, False
            new_heading = screen.heading != self._heading
            self._heading = screen.heading
            self._prompt.write(question_lines(screen, self._prompt.width, new_heading=new_heading))
        while True:
            move = self._moves.of_line(self._prompt.ask(self._prompt_words(screen)), screen)
            if move is not None:
                return move

    def tell(self, notice: asker.Notice) -> None:
        """Says what happened, in as few lines as carry it."""
        if isinstance(notice, asker.Explained):
            self._prompt.write([*why_lines(notice.screen, self._prompt.width), ""])
            return
        if isinstance(notice, asker.SecondRound):
            self._prompt.say("")
            self._last = None  # the question may be the one shown last
        below = "  " if isinstance(notice, asker.Consequences) else ""
        for line in notice_lines(notice):
            first = " " * (len(line) - len(line.lstrip(" ")))
            self._prompt.say(line, first=first, rest=first + ("  " if first else below))

    def keep_text(self, masked: tuple[str, ...]) -> bool:
        """Only the word "keep" records text that looks like a patient identifier."""
        return self._moves.kept_all_the_same(masked)

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
        was = "was" if set_aside == 1 else "were"
        self._prompt.say(
            f"Nothing else is open. {capital(plural(set_aside, 'question'))} {was} set aside before."
        )
        return self._prompt.ask("Go through them now? y for yes, Enter for no: ").casefold() in ("y", "yes")

    def close(self, summary: asker.Summary) -> None:
        """Says where things stand and what comes next."""
        self._prompt.write(summary_lines(summary, self._prompt.width))

    def _prompt_words(self, screen: asker.Screen) -> str:
        if self._moves.for_all:
            return f"Answer for all {len(screen.others) + 1}:"
        if screen.present is not None:
            return "Answer (Enter keeps it):"
        return "Answer:"
