"""Evidence on one page: what is there, and all fields of a piece."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from bpo_controls.answers.answer_model import ASSURANCES, Answer, Assurance, Evidence
from bpo_controls.answers.typed_text import clean_text
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.interview import asker, moves
from bpo_controls.interview.evidence import MAX_FIELD, read_seen_on
from bpo_controls.interview.screen.answer_forms import Form
from bpo_controls.interview.screen.signs import Signs
from bpo_controls.library.model import Control
from bpo_controls.words.answer_words import evidence_words, refusal_words

_FIELDS = (
    ("title", "What was seen", "a title"),
    ("kept_at", "Where it is kept", "shared drive, link"),
    ("period", "Period covered", "October 2026"),
    ("seen_on", "Date seen", "today, or 2026-11-23"),
)


class EvidenceForm(Form[moves.AddEvidence | moves.ChangeEvidence]):
    """The pieces there are above, then how well the answer is known and the four fields of a piece.

    Enter goes down and keeps all at the end; ctrl+s keeps from anywhere. On a piece of the list Enter edits it, Delete takes it out.
    """

    def __init__(self, screen: asker.Screen, signs: Signs) -> None:
        super().__init__(
            "Evidence",
            "Enter next field · ctrl+s keeps · up to the list: Enter edits, Del takes out · Esc goes back",
            signs,
        )
        present = screen.present
        self._screen = screen
        self._held: Sequence[Evidence] = present.evidence if present is not None else screen.evidence
        self._assurance: Assurance = present.assurance if present is not None else screen.assurance
        self._editing = 0

    def body(self) -> ComposeResult:
        """List, suggestions, fields."""
        blank = self._screen.subject
        pieces = [evidence_words(Answer("", blank, evidence=(piece,)))[0] for piece in self._held]
        yield OptionList(
            *(Option(self.signs.text(piece)) for piece in pieces), compact=True, markup=False, id="pieces"
        )
        asked = self._screen.asked
        wanted = asked.evidence if isinstance(asked, Control) else ()
        if wanted:
            lines = "; ".join(f"{key} {title}" for key, title in enumerate(wanted, start=1))
            yield Static(self.signs.text(f"To ask for, a number takes it: {lines}", "$foreground 70%"))
        yield Static(self.signs.text("How is it known?  1 stated, 2 document seen, 3 tested"))
        key = ASSURANCES.index(self._assurance) + 1
        if self._assurance == "stated":
            key = 2
        yield Input(str(key), id="assurance", compact=True, classes="first", max_length=1, restrict="[123]?")
        for name, label, hint in _FIELDS:
            yield Static(self.signs.text(label))
            yield Input(id=name, compact=True, placeholder=hint, select_on_focus=False)

    def on_mount(self) -> None:
        """No list where there is nothing in it."""
        self.query_one("#pieces").display = bool(self._held)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Down to the next field; after the last one, keep."""
        event.stop()
        fields = list(self.query(Input))
        place = fields.index(event.input)
        if event.input.id == "title":
            self._take_suggestion()
        if place + 1 < len(fields):
            fields[place + 1].focus()
        else:
            self.action_keep()

    def _take_suggestion(self) -> None:
        asked = self._screen.asked
        wanted = asked.evidence if isinstance(asked, Control) else ()
        title = self.query_one("#title", Input)
        if title.value.isascii() and title.value.isdigit() and 1 <= int(title.value[:3]) <= len(wanted):
            title.value = wanted[int(title.value[:3]) - 1]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Put the piece into the fields, to be edited."""
        event.stop()
        self._editing = event.option_index + 1
        piece = self._held[event.option_index]
        for name, _, _ in _FIELDS:
            self.query_one(f"#{name}", Input).value = getattr(piece, name)
        self.query_one("#title", Input).focus()

    def on_key(self, event: events.Key) -> None:
        """ctrl+s keeps; Delete on the list takes a piece out; arrows go between fields."""
        pieces = self.query_one("#pieces", OptionList)
        if event.key == "ctrl+s":
            event.stop()
            self.action_keep()
        elif event.key == "delete" and pieces.has_focus and pieces.highlighted is not None:
            event.stop()
            self.dismiss(moves.ChangeEvidence(pieces.highlighted + 1))
        elif event.key in ("down", "up") and not pieces.has_focus:
            event.stop()
            (self.focus_next if event.key == "down" else self.focus_previous)()

    def action_keep(self) -> None:
        """Everything checked once more, then done."""
        self._take_suggestion()
        fields: dict[str, str] = {}
        for name, label, _ in _FIELDS:
            text = clean_text(
                self.query_one(f"#{name}", Input).value,
                label.lower(),
                limit=MAX_FIELD,
                one_line=True,
                empty_ok=True,
            )
            if isinstance(text, Diagnostic):
                self._refuse(name, text)
                return
            fields[name] = text
        seen_on = read_seen_on(fields["seen_on"], self._screen.today)
        if isinstance(seen_on, Diagnostic):
            self._refuse("seen_on", seen_on)
            return
        if not fields["title"] and any(fields.values()):
            self.complain("What was seen? Give it a title.")
            self.query_one("#title").focus()
            return
        piece = (
            Evidence(fields["title"], fields["kept_at"], fields["period"], seen_on)
            if fields["title"]
            else None
        )
        if self._editing and piece is not None:
            self.dismiss(moves.ChangeEvidence(self._editing, piece))
            return
        key = self.query_one("#assurance", Input).value
        self.dismiss(moves.AddEvidence(ASSURANCES[int(key or "1") - 1], piece))

    def _refuse(self, name: str, problem: Diagnostic) -> None:
        self.complain(refusal_words(problem))
        self.query_one(f"#{name}").focus()
