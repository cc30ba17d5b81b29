"""The interview one line at a time: at a terminal, at a pipe, with a screen reader."""

from __future__ import annotations

from typing import assert_never

from bpo_controls.answers.model import ASSURANCES, Assurance, Evidence
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.engine.finding import Need
from bpo_controls.interview import asker, shown
from bpo_controls.interview.evidence import read_seen_on
from bpo_controls.interview.keys import Command, Typed, answer, read_line
from bpo_controls.interview.lines import wrapped
from bpo_controls.interview.screens import role_of
from bpo_controls.interview.terminal import Terminal, Unreadable
from bpo_controls.library.model import ROLES, Control
from bpo_controls.words import labels
from bpo_controls.words.facts import answer_words
from bpo_controls.words.numbers import capital, listed, plural, sentence

SLEEPERS = 6
"""Dormant answers named at once; `w` names more."""


class Plain:
    """An `Asker` over a `Terminal`. Every text from outside is made visible before it is written."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._heading = ""
        self._last: tuple[Need, int] | None = None
        self._for_all = False

    # ---- what a session calls ----

    def open(self, opening: asker.Opening) -> None:
        """Says how this works, or where we left off."""
        if opening.resumed:
            self._say("Going on where we stopped. " + shown.progress_line(opening.progress))
        else:
            self._say("One question at a time. Each answer is saved before the next question comes.")
        if opening.role is not None:
            self._say(f"Only questions for the {labels.role(opening.role)}.")
        self._say("Type ? to hear why a question is asked, h for all keys, q to stop.")

    def identify(self, present: asker.Respondent, *, role_fixed: bool) -> asker.Respondent:
        """Asks for name and role; Enter leaves either out."""
        self._say("")
        name = self._line("Who is answering? Name, or Enter for none: ")
        if role_fixed:
            return asker.Respondent(name, present.role)
        for key, role in enumerate(ROLES, start=1):
            self._write(wrapped(capital(labels.role(role)), self._width, first=f"  {key}  "))
        while True:
            typed = self._line("Role: a number, another role in words, or Enter for none: ")
            if not typed.isdigit():
                known = {labels.role(role).casefold(): role for role in ROLES}
                return asker.Respondent(name, known.get(typed.casefold(), typed))
            if typed.isascii() and len(typed) < 4 and 1 <= int(typed) <= len(ROLES):
                return asker.Respondent(name, ROLES[int(typed) - 1])
            self._say(f"There is no role {typed[:10]}; 1 to {len(ROLES)}.")

    def ask(self, screen: asker.Screen) -> asker.Move:
        """Shows the question when it is another than before, then reads lines until one is a move."""
        place = (screen.need, screen.looking_back)
        if place != self._last:
            self._last, self._for_all = place, False
            new_heading = screen.heading != self._heading
            self._heading = screen.heading
            self._write(shown.question_lines(screen, self._width, new_heading=new_heading))
        while True:
            move = self._move(self._line(self._prompt(screen)), screen)
            if move is not None:
                return move

    def tell(self, notice: asker.Notice) -> None:
        """Says what happened, in as few lines as carry it."""
        match notice:
            case asker.Refused(problem):
                self._refused(problem)
            case asker.Recorded():
                self._recorded(notice)
            case asker.Attached(what):
                held = "Note held" if what == "note" else "Evidence held"
                self._say(f"{held}; it is recorded with the answer.")
            case asker.TakenBack(asleep):
                self._say("Taken back; the question is open again.")
                self._asleep(asleep)
            case asker.Consequences(lines):
                for line in lines or ("The last answer changed nothing else.",):
                    first = "  " if line.startswith("  ") else ""
                    self._write(wrapped(line, self._width, first=first, rest=first + "  "))
            case asker.Explained(screen):
                self._write([*shown.why_lines(screen, self._width), ""])
            case asker.SecondRound(count):
                self._say("")
                self._say(
                    f"Nothing else is open. {capital(plural(count, 'question'))} put off; here once more."
                )
                self._last = None
            case asker.Said(line):
                self._say(line)
            case _:
                assert_never(notice)

    def keep_text(self, masked: tuple[str, ...]) -> bool:
        """Only the word "keep" records text that looks like a patient identifier."""
        self._say(f"That looks like {listed(masked)}. Patient data does not belong in an engagement.")
        if self._line("Type keep to record it all the same, Enter to leave it out: ").casefold() == "keep":
            return True
        self._say("Left out; nothing was recorded.")
        return False

    def go_through(self, set_aside: int) -> bool:
        """Offers what earlier sessions set aside."""
        self._say("")
        was = "was" if set_aside == 1 else "were"
        self._say(f"Nothing else is open. {capital(plural(set_aside, 'question'))} {was} set aside before.")
        return self._line("Go through them now? y for yes, Enter for no: ").casefold() in ("y", "yes")

    def close(self, summary: asker.Summary) -> None:
        """Says where things stand and what comes next."""
        self._write(shown.summary_lines(summary, self._width))

    # ---- lines ----

    @property
    def _width(self) -> int:
        return self._terminal.width

    def _write(self, lines: list[str]) -> None:
        self._terminal.write("".join(f"{line}\n" for line in lines))

    def _say(self, text: str) -> None:
        self._write(wrapped(text, self._width) if text else [""])

    def _line(self, prompt: str) -> str:
        """One line, stripped; asks again after an unreadable one; `Stopped` at the end of the input."""
        *above, last = wrapped(prompt, self._width)
        self._write(above)
        while True:
            line = self._terminal.read(last + " ")
            if line is None:
                raise asker.Stopped
            if not isinstance(line, Unreadable):
                return " ".join(line.split())
            self._say(f"{capital(line.problem)}. Please type it again.")

    def _prompt(self, screen: asker.Screen) -> str:
        if self._for_all:
            return f"Answer for all {len(screen.others) + 1}:"
        if screen.present is not None:
            return "Answer (Enter keeps it):"
        return "Answer:"

    def _refused(self, problem: Diagnostic) -> None:
        tail = f" ({problem.hint})" if problem.hint else ""
        self._say(f"{capital(problem.message)}{tail}.")

    def _recorded(self, notice: asker.Recorded) -> None:
        words = sentence(capital(answer_words(notice.asked, notice.answer)))
        if notice.names:
            self._say(f"Recorded for {listed(notice.names)}: {words}")
        else:
            self._say(f"Recorded: {words}")
        if notice.own_kept:
            keeps = "keeps its own answer" if len(notice.own_kept) == 1 else "keep their own answers"
            self._say(f"{listed(notice.own_kept)} {keeps}.")
        if notice.assurance_reset:
            self._say(
                "What was seen was for the earlier answer; this one counts as stated. e says otherwise."
            )
        if notice.brief:
            self._say(f"{notice.brief}. w tells which.")
        self._asleep(notice.asleep)
        if notice.awake:
            verb = "counts" if len(notice.awake) == 1 else "count"
            self._say(f"{capital(plural(len(notice.awake), 'answer'))} {verb} again:")
            self._names(notice.awake)

    def _asleep(self, labels_: tuple[str, ...]) -> None:
        if labels_:
            count = len(labels_)
            verb, they = ("is", "it comes") if count == 1 else ("are", "they come")
            said = f"{capital(plural(count, 'answer'))} {verb} now dormant; {they} back if you change this:"
            self._say(said)
            self._names(labels_)

    def _names(self, labels_: tuple[str, ...]) -> None:
        for label in labels_[:SLEEPERS]:
            self._write(wrapped(label, self._width, first="  ", rest="    "))
        if len(labels_) > SLEEPERS:
            self._say(f"  and {len(labels_) - SLEEPERS} more")

    # ---- from a line to a move ----

    def _move(self, line: str, screen: asker.Screen) -> asker.Move | None:
        """The move a line stands for; None when it was dealt with here and the question stands."""
        if not line:
            if screen.present is None:
                self._say("Nothing was typed. Answer, or l for later, d if nobody knows, h for all keys.")
                return None
            return self._for_everyone(asker.Keep())
        read = read_line(line, screen.asked)
        if isinstance(read, Diagnostic):
            self._refused(read)
            return None
        if isinstance(read, Typed):
            return self._given(read.raw, screen)
        return self._command(read, screen)

    def _command(self, command: Command, screen: asker.Screen) -> asker.Move | None:
        rest = command.rest
        match command.letter:
            case "?":
                return asker.Why()
            case "b":
                return asker.Back()
            case "o":
                return asker.Onward()
            case "l":
                return asker.Later()
            case "w":
                return asker.WhatChanged()
            case "s":
                return asker.SwitchRespondent()
            case "u":
                return asker.TakeBack()
            case "q":
                return asker.Quit()
            case "h":
                self._write(shown.help_lines(self._width))
                return None
            case "g":
                target = rest or self._line("Go to which id? Enter stays here:")
                return asker.GoTo(target) if target else None
            case "d":
                who = f"the {labels.role(role_of(screen.asked))}"
                whom = rest or self._line(f"Whom to ask? Enter for {who}:") or who
                return self._for_everyone(asker.DontKnow(whom))
            case "x":
                reason = rest or self._needed("Why does it not apply?", "A reason is needed")
                return self._for_everyone(asker.NotApplicable(reason)) if reason else None
            case "r":
                return self._for_everyone(asker.Declined(rest or self._line("Reason, or Enter for none:")))
            case "=":
                return self._same_for_all(rest, screen)
            case "n":
                return self._note(rest, screen)
            case "e":
                return self._evidence(rest, screen)
            case _:
                raise AssertionError(command.letter)

    def _given(self, raw: object, screen: asker.Screen) -> asker.Move | None:
        note = ""
        has_note = bool(screen.note or (screen.present is not None and screen.present.note))
        standing = isinstance(screen.asked, Control) and raw == "another-way"
        if standing and not has_note:
            note = self._needed("What is done instead, and why is that enough?", "A description is needed")
            if not note:
                return None
        return self._for_everyone(asker.Give(raw, note))

    def _for_everyone(self, move: asker.Answering) -> asker.Move:
        if not self._for_all:
            return move
        self._for_all = False
        return asker.SameForAll(move)

    def _same_for_all(self, rest: str, screen: asker.Screen) -> asker.Move | None:
        if not screen.others:
            one = (
                "There is only one answer to this question."
                if not screen.subject.id
                else "Only this one is open."
            )
            self._say(f"{one} Answer it without =.")
            return None
        self._for_all = True
        if rest:
            typed = answer(rest, screen.asked)
            if isinstance(typed, Diagnostic):
                self._for_all = False
                self._refused(typed)
                return None
            return self._given(typed.raw, screen)
        self._say(f"The next answer is for {screen.subject_name} and {listed(screen.others)}.")
        return None

    def _note(self, rest: str, screen: asker.Screen) -> asker.Move | None:
        asked = screen.asked
        if not rest and not isinstance(asked, Control) and asked.kind == "yes-no":
            self._say("n is for a note. For No press Enter, then 2.")
        text = rest or self._line("Note, or Enter for none:")
        return asker.Note(text) if text else None

    def _needed(self, prompt: str, insist: str) -> str:
        """Words that must be given; twice nothing leads back to the question with nothing recorded."""
        text = self._line(prompt)
        if not text:
            text = self._line(f"{insist}; Enter again goes back to the question:")
        return text

    def _evidence(self, rest: str, screen: asker.Screen) -> asker.Move | None:
        assurance = _assurance(rest)
        while assurance is None:
            typed = self._line("How is it known? 1 stated, 2 document seen, 3 tested; Enter leaves it:")
            if not typed:
                return None
            assurance = _assurance(typed)
            if assurance is None:
                self._say("1, 2 or 3 is expected.")
        wanted = screen.asked.evidence if isinstance(screen.asked, Control) else ()
        for key, title in enumerate(wanted, start=1):
            self._write(wrapped(title, self._width, first=f"  {key}  "))
        pick = " (or a number above)" if wanted else ""
        title = self._line(f"What was seen? A title{pick}, Enter for nothing:")
        if not title:
            return asker.AddEvidence(assurance)
        if title.isascii() and title.isdigit() and len(title) < 4 and 1 <= int(title) <= len(wanted):
            title = wanted[int(title) - 1]
        kept_at = self._line("Where is it kept? Enter leaves it out:")
        period = self._line("Which period does it cover? Enter leaves it out:")
        while True:
            seen_on = read_seen_on(
                self._line("Date seen, as 2026-11-23, or today; Enter leaves it out:"), screen.today
            )
            if isinstance(seen_on, str):
                return asker.AddEvidence(assurance, Evidence(title, kept_at, period, seen_on))
            self._refused(seen_on)


def _assurance(text: str) -> Assurance | None:
    """`1`, `stated`, `2`, `seen`, `document seen`, `3`, `tested`."""
    word = text.casefold()
    for key, assurance in enumerate(ASSURANCES, start=1):
        if word in (str(key), assurance, labels.ASSURANCE[assurance]):
            return assurance
    return None
