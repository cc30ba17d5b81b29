"""What a key asks for: a move, after the form that some of them need."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content

from bpo_controls.answers.measure import parse_date
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.engine.question_plan import role_of
from bpo_controls.interview import asker, moves
from bpo_controls.interview.letters import SIMPLE_MOVES, given_before, wants_description
from bpo_controls.interview.lookup import FILTERS, Filter
from bpo_controls.interview.people import Respondent
from bpo_controls.interview.plain.parse_line import Command, Typed, answer
from bpo_controls.interview.screen import bridge
from bpo_controls.interview.screen.answer_forms import Entry, NoteForm, ReadingScreen, WordsForm
from bpo_controls.interview.screen.batch import Batch
from bpo_controls.interview.screen.evidence_form import EvidenceForm
from bpo_controls.interview.screen.find_screen import FindScreen
from bpo_controls.interview.screen.help_content import help_content
from bpo_controls.interview.screen.list_screen import Group, ListScreen, Wanted
from bpo_controls.interview.screen.marked_rows import answer_marked, hand_over
from bpo_controls.interview.screen.people_form import PeopleForm
from bpo_controls.interview.screen.reshape_forms import drop_control_form, own_control_form, rename_form
from bpo_controls.words import labels
from bpo_controls.words.answer_words import refusal_words
from bpo_controls.words.numbers import listed
from bpo_controls.words.reshape_words import NO_OWN, NOTHING_TO_RENAME

if TYPE_CHECKING:
    from bpo_controls.interview.screen.interview_app import InterviewApp

_ANYWHERE = frozenset(
    [
        "h",
        "list",
        "/",
        "g",
        "v",
        "b",
        "z",
        "redo",
        "w",
        "s",
        "q",
        "+",
        "rename",
        "own",
        "disown",
        "people",
        "review",
        "log",
        "present",
        "theme",
        "suspend",
    ]
)
"""Keys that do something without a question on the screen."""


class Commands:
    """Does what keys stand for. `for_all`: the next answer is for every subject; `hides`: no verdict after an answer."""

    def __init__(self, app: InterviewApp) -> None:
        self._app = app
        self.for_all = False
        self.hides = False

    @property
    def _screen(self) -> asker.Screen:
        waiting = self._app.waiting
        assert isinstance(waiting, bridge.ShowQuestion)
        return waiting.screen

    def act(self, command: Command) -> None:
        """Make the move, open the form, or say why not."""
        waiting = self._app.waiting
        letter = command.letter
        if isinstance(waiting, bridge.ShowRest) and letter not in _ANYWHERE:
            self._app.say("No question is on the screen. Tab lists every question, / finds, q stops.")
            return
        if not isinstance(waiting, bridge.ShowQuestion | bridge.ShowRest):
            return
        if letter in ("w", "what-if") and isinstance(waiting, bridge.ShowQuestion) and self._what_if():
            return
        letter = {"what-if": "w"}.get(letter, letter)
        if letter == "?":
            self._app.question.enlarge_why()
            return
        if letter in SIMPLE_MOVES:
            self._app.move(SIMPLE_MOVES[letter])
            return
        form = self._forms().get(letter)
        if form is not None:
            form(command.rest)
        else:
            self._app.question.field.reopen()

    def _forms(self) -> dict[str, Callable[[str], None]]:
        return {
            "enter": self._enter, "d": self._whom, "x": self._not_applicable, "r": self._declined,
            "=": self._same_for_all, "n": self._note, "n!": self._rewritten_note, "e": self._evidence,
            "k": self._risk, "g": self._go, "h": self._help, "v": self._hide, ".": self._again,
            "/": self._find, "list": self._list,
            "rename": self._rename, "own": self._add_control, "disown": self._drop_control,
            "people": lambda _: self._open_list("chase", by_person=True),
            "review": lambda _: self._review(),
            "log": lambda _: self._app.action_log(), "present": lambda _: self._present(),
            "theme": lambda _: self._theme(), "suspend": lambda _: self._suspend(),
        }  # fmt: skip

    def back(self) -> None:
        """A form was left with nothing: the question takes keys again."""
        self._app.question.field.reopen()

    def done(self, move: moves.Move | None) -> None:
        """A form gave a move, or nothing."""
        if move is None:
            self.back()
        else:
            self._app.move(move)

    # ---- answers ----

    def give(self, raw: object) -> None:
        """An answer; "done another way" asks first what is done instead."""
        if not wants_description(self._screen, raw):
            self.done(self._for_everyone(moves.Give(raw)))
            return
        entry = Entry(
            "What is done instead, and why is that enough?", needed=True, insist="A description is needed"
        )
        form = WordsForm("Done another way", (entry,), self._app.signs)
        self._app.push_screen(
            form, lambda words: self.done(self._for_everyone(moves.Give(raw, words[0])) if words else None)
        )

    def _for_everyone(self, move: moves.Answering) -> moves.Move:
        if not self.for_all:
            return move
        self.for_all = False
        return moves.SameForAll(move)

    def _enter(self, _rest: str) -> None:
        if self._screen.present is not None:
            self.done(self._for_everyone(moves.Keep()))
        else:
            self._app.say("Nothing was typed. Answer, or l for later, d if nobody knows, h for all keys.")

    def _whom(self, rest: str) -> None:
        usual = f"the {labels.role(role_of(self._screen.asked))}"
        if rest:
            self.done(self._for_everyone(moves.DontKnow(rest)))
            return
        form = PeopleForm(
            "Not known. Whom to ask?", self.people(), self._app.signs, otherwise=usual, offer=f"for {usual}"
        )
        self._app.push_screen(
            form, lambda whom: self.done(self._for_everyone(moves.DontKnow(whom)) if whom else None)
        )

    def people(self) -> tuple[Respondent, ...]:
        """Everybody met so far."""
        opening = self._app.opening
        return opening.lookup.people() if opening is not None else ()

    def _not_applicable(self, rest: str) -> None:
        if rest:
            self.done(self._for_everyone(moves.NotApplicable(rest)))
            return
        entry = Entry("Why does it not apply?", needed=True, insist="A reason is needed")
        self._app.push_screen(
            WordsForm("Not applicable", (entry,), self._app.signs),
            lambda words: self.done(self._for_everyone(moves.NotApplicable(words[0])) if words else None),
        )

    def _declined(self, rest: str) -> None:
        if rest:
            self.done(self._for_everyone(moves.Declined(rest)))
            return
        self._app.push_screen(
            WordsForm("Declines to answer", (Entry("Reason; may stay empty"),), self._app.signs),
            lambda words: self.done(
                self._for_everyone(moves.Declined(words[0])) if words is not None else None
            ),
        )

    def _same_for_all(self, rest: str) -> None:
        screen = self._screen
        given = given_before(screen)
        if not rest and given is not None:
            self.for_all = bool(screen.others)
            self.done(self._for_everyone(given))
            return
        if not screen.others:
            one = (
                "There is only one answer to this question."
                if not screen.subject.id
                else "Only this one is open."
            )
            self._app.say(f"{one} Answer it without =.")
            return
        self.for_all = True
        if rest:
            typed = answer(rest, screen.asked, triage=screen.triage)
            if isinstance(typed, Typed):
                self.give(typed.raw)
            else:
                self.for_all = False
                self._app.refuse(typed)
            return
        self._app.say(f"The next answer is for {listed((screen.subject_name, *screen.others))}.")

    # ---- beside the answer ----

    def _note(self, rest: str) -> None:
        if rest:
            self.done(moves.Note(rest))
            return
        asked = self._screen.asked
        intro = []
        if getattr(asked, "kind", "") == "yes-no":
            intro.append("n is for a note. For No press Esc, then 2 and Enter.")
        standing = self._screen.present.note if self._screen.present is not None else self._screen.note
        if standing:
            intro.append(f"There is one already; this is added. It says: {standing}")
        self._app.push_screen(NoteForm("Note", "", self._app.signs, intro), self.note_done)

    def note_done(self, text: str | None) -> None:
        """A note was typed or pasted, or not."""
        self.done(moves.Note(text) if text else None)

    def _rewritten_note(self, rest: str) -> None:
        screen = self._screen
        standing = screen.present.note if screen.present is not None else screen.note
        if rest:
            self.done(moves.Note(rest, instead=True))
        elif not standing:
            self._app.say("There is no note here to rewrite.")
        else:
            form = NoteForm("The note, written anew; empty takes it out", standing, self._app.signs)
            self._app.push_screen(
                form, lambda text: self.done(moves.Note(text, instead=True) if text is not None else None)
            )

    def _evidence(self, _rest: str) -> None:
        self._app.push_screen(EvidenceForm(self._screen, self._app.signs), self.done)

    def _risk(self, _rest: str) -> None:
        year = self._screen.today[:4]
        entries = (
            Entry("Who at the buyer accepts this risk?", needed=True),
            Entry("Why is it accepted?", needed=True),
            Entry("Until when?", needed=True, hint=f"{year}-12-31"),
        )

        def done(words: tuple[str, ...] | None) -> None:
            if words is None:
                self.back()
                return
            until = parse_date(words[2])
            if isinstance(until, Diagnostic):
                self._app.say(f"! {refusal_words(until)}")
                return
            self.done(moves.AcceptRisk(words[0], words[1], until))

        self._app.push_screen(WordsForm("The buyer lives with this gap", entries, self._app.signs), done)

    # ---- looking around ----

    def _go(self, rest: str) -> None:
        if rest:
            self.done(moves.GoTo(rest))
            return
        entry = Entry("Id or area", hint="ACC-02, privacy")
        self._app.push_screen(
            WordsForm("Go to", (entry,), self._app.signs, done="goes there"),
            lambda words: self.done(moves.GoTo(words[0]) if words and words[0] else None),
        )

    def _find(self, rest: str) -> None:
        opening = self._app.opening
        if opening is not None:
            form = FindScreen(opening.lookup, self._app.signs, rest)
            self._app.push_screen(
                form, lambda need: self.done(moves.GoTo(need) if need is not None else None)
            )

    def _list(self, rest: str) -> None:
        self._open_list(next((one for one in FILTERS if one == rest), "all"))

    def _open_list(self, start: Filter, *, by_person: bool = False) -> None:
        opening, waiting = self._app.opening, self._app.waiting
        if opening is None:
            return
        here = waiting.screen.need if isinstance(waiting, bridge.ShowQuestion) else None
        group: Group = "person" if by_person else "area"
        screen = ListScreen(opening.lookup, self._app.signs, start=start, group=group, here=here)
        self._app.push_screen(screen, self._from_list)

    def _from_list(self, wanted: Wanted | None) -> None:
        if wanted is None:
            self.back()
            return
        needs = wanted.needs
        match wanted.wish:
            case "go":
                self.done(moves.GoTo(needs[0]))
            case "find":
                self._find("")
            case "later":
                self._app.start_batch(Batch(needs, lambda _: moves.Later()))
            case "person":
                hand_over(needs, self._app, self)
            case "answer":
                answer_marked(needs, self._app, self)

    def _what_if(self) -> bool:
        """With something in the field: what it would change. False: the last answer is meant."""
        app = self._app
        text = app.question.field.value.strip()
        if not text or app.opening is None:
            return False
        typed = answer(text, self._screen.asked, triage=self._screen.triage)
        if isinstance(typed, Diagnostic):
            app.refuse(typed)
            return True
        lines = [app.signs.text(line) for line in app.opening.preview.what_if(self._screen, typed.raw)]
        self.read("What if", Content("\n").join(lines))
        return True

    def _rename(self, _rest: str) -> None:
        opening, waiting = self._app.opening, self._app.waiting
        places = opening.lookup.places() if opening is not None else ()
        here = waiting.screen.subject if isinstance(waiting, bridge.ShowQuestion) else None
        form = rename_form(places, here, self._app.signs)
        if form is None:
            self._app.say(NOTHING_TO_RENAME)
        else:
            self._app.push_screen(form, lambda said: self.done(moves.Rename(*said) if said else None))

    def _add_control(self, _rest: str) -> None:
        form = own_control_form(self._app.signs)
        self._app.push_screen(form, lambda said: self.done(moves.AddControl(*said) if said else None))

    def _drop_control(self, _rest: str) -> None:
        opening, waiting = self._app.opening, self._app.waiting
        own = opening.lookup.own_controls() if opening is not None else ()
        here = waiting.screen.asked.id if isinstance(waiting, bridge.ShowQuestion) else ""
        form = drop_control_form(own, here, self._app.signs)
        if form is None:
            self._app.say(NO_OWN)
        else:
            self._app.push_screen(form, lambda said: self.done(moves.DropControl(said[0]) if said else None))

    def read(self, title: str, content: Content) -> None:
        """Something to read, then back to the question."""
        self._app.push_screen(ReadingScreen(title, content, self._app.signs), lambda _: self.back())

    def _help(self, _rest: str) -> None:
        self.read("Keys", help_content(self._app.signs))

    def _hide(self, _rest: str) -> None:
        self.hides = not self.hides
        self._app.say(
            "How a control stands is hidden now." if self.hides else "How a control stands is shown."
        )

    def _review(self) -> None:
        opening = self._app.opening
        if opening is not None:
            counts = opening.lookup.counts()
            self._open_list("conflicts" if counts["conflicts"] else "flagged")

    def _present(self) -> None:
        self._app.action_present()
        self.back()

    def _theme(self) -> None:
        app = self._app
        app.theme = "textual-dark" if app.theme == "textual-light" else "textual-light"
        self.back()

    def _suspend(self) -> None:
        self._app.action_suspend_process()
        self.back()

    def _again(self, _rest: str) -> None:
        self._app.question.draw()
        self.back()
