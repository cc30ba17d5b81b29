"""The interview one line at a time: at a terminal, at a pipe, with a screen reader."""

from __future__ import annotations

from typing import assert_never

from bpo_controls.engine.finding import Need
from bpo_controls.interview import asker
from bpo_controls.interview.plain import question_lines as shown
from bpo_controls.interview.plain.dialogues import Moves
from bpo_controls.interview.plain.prompt import Page
from bpo_controls.library.model import ROLES
from bpo_controls.terminal.stream import Terminal
from bpo_controls.terminal.wrap import wrapped
from bpo_controls.words import labels
from bpo_controls.words.answer_words import answer_words
from bpo_controls.words.numbers import capital, listed, plural, sentence

SLEEPERS = 6
"""Dormant answers named at once; `w` names more."""


class Plain:
    """An `Asker` over a `Terminal`. Every text from outside is made visible before it is written."""

    def __init__(self, terminal: Terminal) -> None:
        self._page = Page(terminal)
        self._moves = Moves(self._page)
        self._heading = ""
        self._last: tuple[Need, int] | None = None

    # ---- what a session calls ----

    def open(self, opening: asker.Opening) -> None:
        """Says how this works, or where we left off."""
        if opening.resumed:
            self._page.say("Going on where we stopped. " + shown.progress_line(opening.progress))
        else:
            self._page.say("One question at a time. Each answer is saved before the next question comes.")
        if opening.role is not None:
            self._page.say(f"Only questions for the {labels.role(opening.role)}.")
        self._page.say("Type ? to hear why a question is asked, h for all keys, q to stop.")

    def identify(self, present: asker.Respondent, *, role_fixed: bool) -> asker.Respondent:
        """Asks for name and role; Enter leaves either out."""
        self._last = None  # the question comes again under the new name
        self._page.say("")
        name = self._page.line("Who is answering? Name, or Enter for none: ")
        if role_fixed:
            return asker.Respondent(name, present.role)
        for key, role in enumerate(ROLES, start=1):
            self._page.write(wrapped(capital(labels.role(role)), self._page.width, first=f"  {key}  "))
        while True:
            typed = self._page.line("Role: a number, another role in words, or Enter for none: ")
            if not typed.isdigit():
                known = {labels.role(role).casefold(): role for role in ROLES}
                return asker.Respondent(name, known.get(typed.casefold(), typed))
            if typed.isascii() and len(typed) < 4 and 1 <= int(typed) <= len(ROLES):
                return asker.Respondent(name, ROLES[int(typed) - 1])
            self._page.say(f"There is no role {typed[:10]}; 1 to {len(ROLES)}.")

    def ask(self, screen: asker.Screen) -> asker.Move:
        """Shows the question when it is another than before, then reads lines until one is a move."""
        place = (screen.need, screen.looking_back)
        if place != self._last:
            self._last, self._moves.for_all = place, False
            new_heading = screen.heading != self._heading
            self._heading = screen.heading
            self._page.write(shown.question_lines(screen, self._page.width, new_heading=new_heading))
        while True:
            move = self._moves.of_line(self._page.line(self._prompt(screen)), screen)
            if move is not None:
                return move

    def tell(self, notice: asker.Notice) -> None:
        """Says what happened, in as few lines as carry it."""
        match notice:
            case asker.Refused(problem):
                self._page.refuse(problem)
            case asker.Recorded():
                self._recorded(notice)
            case asker.Attached(what):
                held = "Note held" if what == "note" else "Evidence held"
                self._page.say(f"{held}; it is recorded with the answer.")
            case asker.TakenBack(asleep):
                self._page.say("Taken back; the question is open again.")
                self._asleep(asleep)
            case asker.Consequences(lines):
                for line in lines or ("The last answer changed nothing else.",):
                    first = "  " if line.startswith("  ") else ""
                    self._page.write(wrapped(line, self._page.width, first=first, rest=first + "  "))
            case asker.Explained(screen):
                self._page.write([*shown.why_lines(screen, self._page.width), ""])
            case asker.SecondRound(count):
                self._page.say("")
                self._page.say(
                    f"Nothing else is open. {capital(plural(count, 'question'))} put off; here once more."
                )
                self._last = None
            case asker.Said(line):
                self._page.say(line)
            case asker.Dormant(asked, answer, label):
                self._page.say(f"{label}: this answer is dormant. It is kept, and does not count now.")
                for line in shown.said_lines(asked, answer):
                    self._page.say(line, first="    " if line.startswith(" ") else "  ")
            case _:
                assert_never(notice)

    def keep_text(self, masked: tuple[str, ...]) -> bool:
        """Only the word "keep" records text that looks like a patient identifier."""
        return self._moves.kept_all_the_same(masked)

    def go_through(self, set_aside: int) -> bool:
        """Offers what earlier sessions set aside."""
        self._page.say("")
        was = "was" if set_aside == 1 else "were"
        self._page.say(
            f"Nothing else is open. {capital(plural(set_aside, 'question'))} {was} set aside before."
        )
        return self._page.line("Go through them now? y for yes, Enter for no: ").casefold() in ("y", "yes")

    def close(self, summary: asker.Summary) -> None:
        """Says where things stand and what comes next."""
        self._page.write(shown.summary_lines(summary, self._page.width))

    # ---- what happened, in words ----

    def _prompt(self, screen: asker.Screen) -> str:
        if self._moves.for_all:
            return f"Answer for all {len(screen.others) + 1}:"
        if screen.present is not None:
            return "Answer (Enter keeps it):"
        return "Answer:"

    def _recorded(self, notice: asker.Recorded) -> None:
        words = sentence(capital(answer_words(notice.asked, notice.answer)))
        if notice.names:
            self._page.say(f"Recorded for {listed(notice.names)}: {words}")
        else:
            self._page.say(f"Recorded: {words}")
        if notice.own_kept:
            keeps = "keeps its own answer" if len(notice.own_kept) == 1 else "keep their own answers"
            self._page.say(f"{listed(notice.own_kept)} {keeps}.")
        if notice.assurance_reset:
            self._page.say(
                "What was seen was for the earlier answer; this one counts as stated. e says otherwise."
            )
        if notice.brief:
            self._page.say(f"{notice.brief}. w tells which.")
        self._asleep(notice.asleep)
        if notice.awake:
            verb = "counts" if len(notice.awake) == 1 else "count"
            self._page.say(f"{capital(plural(len(notice.awake), 'answer'))} {verb} again:")
            self._names(notice.awake)

    def _asleep(self, labels_: tuple[str, ...]) -> None:
        if labels_:
            count = len(labels_)
            verb, they = ("is", "it comes") if count == 1 else ("are", "they come")
            said = f"{capital(plural(count, 'answer'))} {verb} now dormant; {they} back if you change this:"
            self._page.say(said)
            self._names(labels_)

    def _names(self, labels_: tuple[str, ...]) -> None:
        for label in labels_[:SLEEPERS]:
            self._page.write(wrapped(label, self._page.width, first="  ", rest="    "))
        if len(labels_) > SLEEPERS:
            self._page.say(f"  and {len(labels_) - SLEEPERS} more")
