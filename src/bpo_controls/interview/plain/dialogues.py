"""What a typed line asks for: a move, after the short dialogue that some of them need."""

from __future__ import annotations

from bpo_controls.answers.model import ASSURANCES, Assurance, Evidence
from bpo_controls.answers.typed_text import clean_text
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.engine.question_plan import role_of
from bpo_controls.interview import asker
from bpo_controls.interview.evidence import MAX_FIELD, read_seen_on
from bpo_controls.interview.gatekeeper import identifiers
from bpo_controls.interview.plain.parse_line import Command, Typed, answer, read_line
from bpo_controls.interview.plain.question_lines import help_lines
from bpo_controls.library.model import Control
from bpo_controls.terminal.prompt import Prompt
from bpo_controls.terminal.wrap import wrapped
from bpo_controls.words import labels
from bpo_controls.words.numbers import listed


class Moves:
    """Makes moves of lines. `for_all`: the next answer is for every subject; `agreed`: see `kept_all_the_same`."""

    __slots__ = ("_prompt", "agreed", "for_all")

    def __init__(self, prompt: Prompt) -> None:
        self._prompt = prompt
        self.for_all = False
        self.agreed: set[str] = set()

    def of_line(self, line: str, screen: asker.Screen) -> asker.Move | None:
        """The move a line stands for; None when it was dealt with here and the question stands."""
        if not line:
            if screen.present is None:
                self._prompt.say(
                    "Nothing was typed. Answer, or l for later, d if nobody knows, h for all keys."
                )
                return None
            return self._for_everyone(asker.Keep())
        read = read_line(line, screen.asked)
        if isinstance(read, Diagnostic):
            self._prompt.refuse(read)
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
                self._prompt.write(help_lines(self._prompt.width))
                return None
            case "g":
                target = rest or self._prompt.ask("Go to which id? Enter stays here:")
                return asker.GoTo(target) if target else None
            case "d":
                who = f"the {labels.role(role_of(screen.asked))}"
                whom = rest or self._prompt.ask(f"Whom to ask? Enter for {who}:") or who
                return self._for_everyone(asker.DontKnow(whom))
            case "x":
                reason = rest or self._needed("Why does it not apply?", "A reason is needed")
                return self._for_everyone(asker.NotApplicable(reason)) if reason else None
            case "r":
                return self._for_everyone(
                    asker.Declined(rest or self._prompt.ask("Reason, or Enter for none:"))
                )
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
        if not self.for_all:
            return move
        self.for_all = False
        return asker.SameForAll(move)

    def _same_for_all(self, rest: str, screen: asker.Screen) -> asker.Move | None:
        if not rest and screen.before is not None and screen.before.value is not None:
            # The answer given for the subject before this one is the one meant.
            self.for_all = bool(screen.others)
            note = screen.before.note if screen.before.value == "another-way" else ""
            return self._for_everyone(asker.Give(screen.before.value, note))
        if not screen.others:
            one = (
                "There is only one answer to this question."
                if not screen.subject.id
                else "Only this one is open."
            )
            self._prompt.say(f"{one} Answer it without =.")
            return None
        self.for_all = True
        if rest:
            typed = answer(rest, screen.asked)
            if isinstance(typed, Diagnostic):
                self.for_all = False
                self._prompt.refuse(typed)
                return None
            return self._given(typed.raw, screen)
        self._prompt.say(f"The next answer is for {listed((screen.subject_name, *screen.others))}.")
        return None

    def _note(self, rest: str, screen: asker.Screen) -> asker.Move | None:
        asked = screen.asked
        if not rest and not isinstance(asked, Control) and asked.kind == "yes-no":
            self._prompt.say("n is for a note. For No press Enter, then 2.")
        text = rest or self._prompt.ask("Note, or Enter for none:")
        return asker.Note(text) if text else None

    def _needed(self, prompt: str, insist: str) -> str:
        """Words that must be given; twice nothing leads back to the question with nothing recorded."""
        text = self._prompt.ask(prompt)
        if not text:
            text = self._prompt.ask(f"{insist}; Enter again goes back to the question:")
        return text

    def _evidence(self, rest: str, screen: asker.Screen) -> asker.Move | None:
        assurance = _assurance(rest)
        while assurance is None:
            typed = self._prompt.ask("How is it known? 1 stated, 2 document seen, 3 tested; Enter leaves it:")
            if not typed:
                return None
            assurance = _assurance(typed)
            if assurance is None:
                self._prompt.say("1, 2 or 3 is expected.")
        wanted = screen.asked.evidence if isinstance(screen.asked, Control) else ()
        for key, title in enumerate(wanted, start=1):
            self._prompt.write(wrapped(title, self._prompt.width, first=f"  {key}  "))
        pick = " (or a number above)" if wanted else ""
        title = self._detail(f"What was seen? A title{pick}, Enter for nothing:", "the evidence title")
        if not title:
            return asker.AddEvidence(assurance)
        if title.isascii() and title.isdigit() and len(title) < 4 and 1 <= int(title) <= len(wanted):
            title = wanted[int(title) - 1]
        kept_at = self._detail("Where is it kept? Enter leaves it out:", "where it is kept", contact=True)
        period = self._detail("Which period does it cover? Enter leaves it out:", "the period")
        while True:
            seen_on = read_seen_on(
                self._prompt.ask("Date seen, as 2026-11-23, or today; Enter leaves it out:"), screen.today
            )
            if isinstance(seen_on, str):
                return asker.AddEvidence(assurance, Evidence(title, kept_at, period, seen_on))
            self._prompt.refuse(seen_on)

    def _detail(self, prompt: str, what: str, *, contact: bool = False) -> str:
        """One detail of evidence, checked before the next is asked, so that a slip costs one line."""
        while True:
            text = clean_text(self._prompt.ask(prompt), what, limit=MAX_FIELD, one_line=True, empty_ok=True)
            if isinstance(text, Diagnostic):
                self._prompt.refuse(text)
                continue
            masked = identifiers(text, contact=contact)
            if not masked or self.kept_all_the_same(masked):
                return text

    def kept_all_the_same(self, masked: tuple[str, ...]) -> bool:
        """Whether text with these identifiers is to be recorded; a yes is remembered in `agreed`."""
        if self.agreed.issuperset(masked):
            return True
        self._prompt.say(f"That looks like {listed(masked)}. Patient data does not belong in an engagement.")
        if (
            self._prompt.ask("Type keep to record it all the same, Enter to leave it out: ").casefold()
            == "keep"
        ):
            self.agreed.update(masked)
            return True
        self._prompt.say("Left out; nothing was recorded.")
        return False


def _assurance(text: str) -> Assurance | None:
    """`1`, `stated`, `2`, `seen`, `document seen`, `3`, `tested`."""
    word = text.casefold()
    for key, assurance in enumerate(ASSURANCES, start=1):
        if word in (str(key), assurance, labels.ASSURANCE[assurance]):
            return assurance
    return None
