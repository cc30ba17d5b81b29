"""Small windows over the question: words to give, a note, a choice, something to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from bpo_controls.interview.screen.signs import Signs

Result = TypeVar("Result")


class Form(ModalScreen[Result | None], Generic[Result]):
    """A window that Escape closes with nothing. `title` stands above, `foot` says its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back", show=False)]
    AUTO_FOCUS = ".first"

    def __init__(self, title: str, foot: str, signs: Signs, intro: Sequence[str] = ()) -> None:
        super().__init__()
        self.signs = signs
        self._title = title
        self._foot = foot
        self._intro = intro

    def compose(self) -> ComposeResult:
        """The title, what the form is made of, and its keys."""
        with Vertical(classes="form"):
            yield Static(self.signs.text(self._title, "bold"), classes="form-title")
            for line in self._intro:
                yield Static(self.signs.text(line))
            yield from self.body()
            yield Static(self.signs.text("", ""), id="problem")
            yield Static(self.signs.text(self._foot, "$foreground 70%"))

    def body(self) -> ComposeResult:
        """The widgets between title and keys."""
        yield from ()

    def complain(self, problem: str) -> None:
        """Say why the form cannot be left this way."""
        self.query_one("#problem", Static).update(self.signs.text(f"! {problem}", "$text-warning"))

    def action_leave(self) -> None:
        """Close, with nothing."""
        self.dismiss(None)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line to fill in. `needed`: it must not stay empty; `insist` says so."""

    label: str
    value: str = ""
    needed: bool = False
    insist: str = "this cannot stay empty"
    hint: str = ""


class WordsForm(Form[tuple[str, ...]]):
    """One or more lines. Enter goes to the next, and from the last one it is done."""

    def __init__(
        self,
        title: str,
        entries: Sequence[Entry],
        signs: Signs,
        intro: Sequence[str] = (),
        done: str = "takes it",
    ) -> None:
        super().__init__(title, f"Enter {done} · Esc goes back, nothing recorded", signs, intro)
        self._entries = entries

    def body(self) -> ComposeResult:
        """A label and a field for each entry."""
        for place, entry in enumerate(self._entries):
            yield Static(self.signs.text(entry.label))
            yield Input(
                entry.value,
                placeholder=entry.hint,
                id=f"entry-{place}",
                compact=True,
                select_on_focus=False,
                classes="first" if not place else "",
            )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """To the next line, or done."""
        event.stop()
        fields = list(self.query(Input))
        place = fields.index(event.input)
        entry = self._entries[place]
        if entry.needed and not event.value.strip():
            self.complain(entry.insist)
            return
        if place + 1 < len(fields):
            fields[place + 1].focus()
            return
        self._finish(fields)

    def _finish(self, fields: list[Input]) -> None:
        for entry, field in zip(self._entries, fields, strict=True):
            if entry.needed and not field.value.strip():
                self.complain(entry.insist)
                field.focus()
                return
        self.dismiss(tuple(field.value.strip() for field in fields))


class _NoteArea(TextArea):
    """Enter keeps the note, ctrl+j breaks the line."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.screen.action_keep()  # type: ignore[attr-defined]
        elif event.key in ("ctrl+j", "alt+enter", "shift+enter"):
            event.stop()
            event.prevent_default()
            self.insert("\n")


class NoteForm(Form[str]):
    """A note of several lines."""

    def __init__(self, title: str, text: str, signs: Signs, intro: Sequence[str] = ()) -> None:
        super().__init__(title, "Enter keeps it · ctrl+j new line · Esc goes back", signs, intro)
        self._text = text

    def body(self) -> ComposeResult:
        """The text, to be edited."""
        area = _NoteArea(
            self._text, classes="first note", soft_wrap=True, compact=True, highlight_cursor_line=False
        )
        area.move_cursor(area.document.end)
        yield area

    def action_keep(self) -> None:
        """Done with the note; a note of nothing is none."""
        self.dismiss(self.query_one(TextArea).text.strip())


@dataclass(frozen=True, slots=True)
class Option(Generic[Result]):
    """A way out of a `ChoiceForm`: its key, what it says, and what it gives."""

    key: str
    label: str
    gives: Result


class ChoiceForm(Form[Result]):
    """Something to read, and keys that decide; Escape gives nothing."""

    def __init__(
        self,
        title: str,
        options: Sequence[Option[Result]],
        signs: Signs,
        intro: Sequence[str] = (),
        *,
        escape: str = "",
    ) -> None:
        super().__init__(title, "", signs, intro)
        self._options = options
        self._escape = escape

    def body(self) -> ComposeResult:
        """The options with their keys."""
        lines = [self.signs.text(f"  {_named(one.key)}  {one.label}") for one in self._options]
        if self._escape:
            lines.append(self.signs.text(f"  Esc  {self._escape}"))
        yield Static(Content("\n").join([Content(""), *lines]))

    def on_key(self, event: events.Key) -> None:
        """The option of this key, if there is one."""
        for option in self._options:
            if option.key in (event.key, event.character):
                event.stop()
                self.dismiss(option.gives)
                return


def _named(key: str) -> str:
    return {"enter": "Enter"}.get(key, key)


class ReadingScreen(Form[bool]):
    """Something to read, with a scroll bar where it is long. Any key that does not scroll closes it."""

    def __init__(self, title: str, content: Content, signs: Signs) -> None:
        super().__init__(title, "Up and down scroll · Esc or Enter closes", signs)
        self._content = content

    def body(self) -> ComposeResult:
        """The text."""
        with VerticalScroll(classes="first reading"):
            yield Static(self._content)

    def on_key(self, event: events.Key) -> None:
        """Enter, Escape and the space bar close."""
        if event.key in ("enter", "q", "space") or event.character in ("h", "?", "w"):
            event.stop()
            self.dismiss(True)
