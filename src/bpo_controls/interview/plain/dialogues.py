"""What a typed line asks for: a move, after the short dialogue that some of them need."""

from __future__ import annotations

from bpo_controls.answers.answer_model import ENGAGEMENT, Need
from bpo_controls.answers.measure import parse_date
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.engine.question_plan import role_of
from bpo_controls.interview import asker, moves
from bpo_controls.interview.letters import SIMPLE_MOVES, given_before, wants_description
from bpo_controls.interview.plain.evidence_dialogue import EvidenceDialogue
from bpo_controls.interview.plain.look_around import LookAround
from bpo_controls.interview.plain.parse_line import COMMANDS, Command, Typed, answer, read_command, read_line
from bpo_controls.interview.plain.question_lines import help_lines
from bpo_controls.interview.plain.reshape_dialogue import ReshapeDialogue
from bpo_controls.library.model import Control
from bpo_controls.terminal.prompt import Prompt
from bpo_controls.words import labels
from bpo_controls.words.numbers import listed

MOST_PEOPLE = 6
"""People offered by number when somebody is to be asked."""


class Moves:
    """Makes moves of lines. `for_all`: the next answer is for every subject; `show_again`: the question is wanted."""

    __slots__ = ("_prompt", "around", "evidence", "for_all", "hides", "reshaping", "show_again")

    def __init__(self, prompt: Prompt, around: LookAround) -> None:
        self._prompt = prompt
        self.around = around
        self.evidence = EvidenceDialogue(prompt)
        self.reshaping = ReshapeDialogue(prompt, around)
        self.for_all = False
        self.show_again = False
        self.hides = False

    def of_lines(self, lines: tuple[str, ...], screen: asker.Screen) -> moves.Move | None:
        """The move that one line stands for, or several pasted at once: those are a note, never answers."""
        if len(lines) < 2:
            return self.of_line(lines[0] if lines else "", screen)
        self._prompt.say(f"{len(lines)} lines were pasted. None of them was taken as an answer.")
        keeps = self._prompt.ask("Enter keeps them as a note to this question, q drops them:")
        if keeps:
            self._prompt.say("Dropped.")
            return None
        return moves.Note("\n".join(lines))

    def of_line(self, line: str, screen: asker.Screen) -> moves.Move | None:
        """The move a line stands for; None when it was dealt with here and the question stands."""
        if not line:
            if screen.present is None:
                self._prompt.say(
                    "Nothing was typed. Answer, or l for later, d if nobody knows, h for all keys."
                )
                self.show_again = True
                return None
            return self._for_everyone(moves.Keep())
        read = read_line(line, screen.asked, triage=screen.triage)
        if isinstance(read, Diagnostic):
            self._prompt.refuse(read)
            return None
        if isinstance(read, Typed):
            return self._given(read.raw, screen)
        return self._command(read, screen)

    def at_rest(self, line: str) -> moves.Move | None:
        """The move a line stands for when no question is on the screen."""
        command = read_command(line) if line else None
        if line and (command is None or command.letter not in _AT_REST):
            what = (
                f"There is no question here to answer with {line[:20]}."
                if command is None
                else "That key belongs to a question."
            )
            self._prompt.say(f"{what} list shows every question, / finds, g goes to one, q stops.")
            return None
        if command is None:
            return None
        if command.letter == "rename":
            return self.reshaping.rename(ENGAGEMENT)
        if command.letter == "own":
            return self.reshaping.add_control()
        if command.letter == "disown":
            return self.reshaping.drop_control("")
        return self._simple(command) or self._looking(command)

    def _simple(self, command: Command) -> moves.Move | None:
        return SIMPLE_MOVES.get(command.letter)

    def _looking(self, command: Command) -> moves.Move | None:
        """Lists, finding, going somewhere, help: what can be done without a question on the screen."""
        target: Need | str | None = None
        match command.letter:
            case "h":
                self._prompt.write(help_lines(self._prompt.width))
            case "g":
                target = command.rest or self._prompt.ask("Go to which id or area? Enter stays here:")
            case "list":
                target = self.around.list(command.rest)
            case "/":
                target = self.around.find(command.rest)
            case "v":
                self.hides = not self.hides
                self._prompt.say(
                    "How a control stands is hidden now." if self.hides else "How a control stands is shown."
                )
        return moves.GoTo(target) if target else None

    def _command(self, command: Command, screen: asker.Screen) -> moves.Move | None:
        rest = command.rest
        simple = self._simple(command)
        if simple is not None:
            return simple
        match command.letter:
            case ".":
                self.show_again = True
                return None
            case "d":
                whom = rest or self._whom(screen)
                return self._for_everyone(moves.DontKnow(whom)) if whom else None
            case "x":
                reason = rest or self._needed("Why does it not apply?", "A reason is needed")
                return self._for_everyone(moves.NotApplicable(reason)) if reason else None
            case "r":
                return self._for_everyone(
                    moves.Declined(rest or self._prompt.ask("Reason, or Enter for none:"))
                )
            case "=":
                return self._same_for_all(rest, screen)
            case "n":
                return self._note(rest, screen)
            case "n!":
                return self._rewritten_note(rest, screen)
            case "e":
                return self.evidence.ask(rest, screen)
            case "k":
                return self._risk(screen)
            case "rename":
                return self.reshaping.rename(screen.subject)
            case "own":
                return self.reshaping.add_control()
            case "disown":
                return self.reshaping.drop_control(screen.asked.id)
        go = self._looking(command)
        if go is None and command.letter in ("h", "list", "/"):
            self.show_again = True
        return go

    def _whom(self, screen: asker.Screen) -> str:
        """Who is to be asked: somebody met so far by number, a name typed, or the role that usually knows."""
        assert self.around.lookup is not None
        who = f"the {labels.role(role_of(screen.asked))}"
        people = [one for one in self.around.lookup.people() if one.by][:MOST_PEOPLE]
        for key, one in enumerate(people, start=1):
            role = f", {labels.role(one.role)}" if one.role else ""
            self._prompt.say(f"{one.by}{role}", first=f"  {key}  ")
        offer = "a number, a name, or " if people else ""
        while True:
            typed = self._words(f"Whom to ask? {offer}Enter for {who}:")
            if not typed:
                return who
            if not (typed.isascii() and typed.isdigit()):
                return typed
            if 1 <= int(typed[:4]) <= len(people):
                return people[int(typed[:4]) - 1].by
            self._prompt.say(f"There is no number {typed[:6]}.")

    def _given(self, raw: object, screen: asker.Screen) -> moves.Move | None:
        note = ""
        if wants_description(screen, raw):
            note = self._needed("What is done instead, and why is that enough?", "A description is needed")
            if not note:
                return None
        return self._for_everyone(moves.Give(raw, note))

    def _for_everyone(self, move: moves.Answering) -> moves.Move:
        if not self.for_all:
            return move
        self.for_all = False
        return moves.SameForAll(move)

    def _same_for_all(self, rest: str, screen: asker.Screen) -> moves.Move | None:
        given = given_before(screen)
        if not rest and given is not None:
            # The answer given for the subject before this one is the one meant.
            self.for_all = bool(screen.others)
            return self._for_everyone(given)
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
            typed = answer(rest, screen.asked, triage=screen.triage)
            if isinstance(typed, Diagnostic):
                self.for_all = False
                self._prompt.refuse(typed)
                return None
            return self._given(typed.raw, screen)
        self._prompt.say(f"The next answer is for {listed((screen.subject_name, *screen.others))}.")
        return None

    def _note(self, rest: str, screen: asker.Screen) -> moves.Move | None:
        asked = screen.asked
        if not rest and not isinstance(asked, Control) and asked.kind == "yes-no":
            self._prompt.say("n is for a note. For No press Enter, then 2.")
        text = rest or "\n".join(self._prompt.ask_lines("Note, or Enter for none:"))
        return moves.Note(text) if text else None

    def _rewritten_note(self, rest: str, screen: asker.Screen) -> moves.Move | None:
        standing = screen.present.note if screen.present is not None else screen.note
        if not standing and not rest:
            self._prompt.say("There is no note here to rewrite.")
            return None
        if standing:
            self._prompt.say(f"The note says: {standing}")
        text = rest or "\n".join(
            self._prompt.ask_lines("Write it anew, or - to take it out; Enter leaves it:")
        )
        return moves.Note("" if text == "-" else text, instead=True) if text else None

    def _risk(self, screen: asker.Screen) -> moves.Move | None:
        who = self._words("Who at the buyer accepts this risk? Enter goes back:")
        reason = self._needed("Why is it accepted?", "A reason is needed") if who else ""
        while reason:
            until = self._prompt.ask(f"Until when, as {screen.today[:4]}-12-31? Enter goes back:")
            if not until:
                return None
            found = parse_date(until)
            if isinstance(found, str):
                return moves.AcceptRisk(who, reason, found)
            self._prompt.refuse(found)
        return None

    def _needed(self, prompt: str, insist: str) -> str:
        """Words that must be given; twice nothing leads back to the question with nothing recorded."""
        text = self._words(prompt)
        if not text:
            text = self._words(f"{insist}; Enter again goes back to the question:")
        return text

    def _words(self, prompt: str) -> str:
        """Words in reply; a key of the question is not taken for them."""
        while True:
            text = self._prompt.ask(prompt)
            quoted = len(text) > 2 and text[0] == text[-1] == '"'
            if quoted:
                return text[1:-1]
            key = text.casefold()
            if key in COMMANDS or (key[:2] in ("d ", "g ", "n ") and len(key.split()) < 5):
                self._prompt.say(
                    f'"{text}" is a key of the question. Here words are wanted; Enter goes back. In quotes it is words.'
                )
                continue
            return text


_AT_REST = ("b", "g", "h", "list", "/", "q", "z", "redo", "w", "s", "v", "rename", "own", "disown", "+")
