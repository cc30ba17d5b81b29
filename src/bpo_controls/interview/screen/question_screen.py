"""The question on the screen: its card, the field, and the keys."""

from __future__ import annotations

import re
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen as TextualScreen
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from bpo_controls.answers.answer_model import Answer, Need
from bpo_controls.interview import asker, moves
from bpo_controls.interview.plain.parse_line import Command, Typed, read_line
from bpo_controls.interview.question_parts import choices
from bpo_controls.interview.screen.acting import Acting
from bpo_controls.interview.screen.answer_field import AnswerField
from bpo_controls.interview.screen.card import (
    DIM,
    below_content,
    choices_content,
    question_content,
    short_why_content,
    verdict_content,
    why_content,
)
from bpo_controls.interview.screen.choice_list import ChoiceList
from bpo_controls.interview.screen.header import header_content, keys_content, place_content
from bpo_controls.interview.screen.outline import Line
from bpo_controls.library.model import Control, Question

_ROW_ROOM = 3
"""Rows of the field with the space around it."""

_LEAST_CHOICES = 4


class Card(VerticalScroll, inherit_bindings=False):
    """Scrolls, but leaves the page keys to the screen, which knows what they page."""


class QuestionScreen(TextualScreen[None]):
    """Header, card, reasons, and what happened last. `show` puts another question on it."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "scroll_card(-1)", show=False),
        Binding("pagedown", "scroll_card(1)", show=False),
    ]
    AUTO_FOCUS = "#field"

    def __init__(self, acting: Acting, title: str) -> None:
        super().__init__()
        self.acting = acting
        self.signs = acting.signs
        self._title = title
        self.asked: asker.Screen | None = None
        self._ticked: tuple[int, ...] = ()
        self._targets: list[Need | str] = []

    # ---- layout ----

    def compose(self) -> ComposeResult:
        """All parts; the style sheet hides those for which there is no room."""
        yield Static(id="header")
        yield Static(id="place")
        with Horizontal(id="panes"):
            yield OptionList(id="outline", compact=True, markup=False)
            with Vertical(id="middle"):
                with Card(id="card", can_focus=False):
                    yield Static(id="question")
                    yield ChoiceList(id="choices", compact=True, markup=False)
                    with Horizontal(id="row"):
                        yield Static(id="prompt")
                        yield AnswerField()
                        yield Static(id="verdict")
                    yield Static(id="below")
                with VerticalScroll(id="why", can_focus=False):
                    yield Static(id="short-why")
                yield Static(id="log")
            with VerticalScroll(id="reasons", can_focus=False):
                yield Static(id="long-why")
        yield Static(id="last")
        yield Static(id="keys")

    def on_mount(self) -> None:
        """Only the field takes the focus; a mouse can click the rest."""
        self.query_one("#outline").can_focus = False
        self.query_one("#choices").can_focus = False

    @property
    def field(self) -> AnswerField:
        """The answer is typed here."""
        return self.query_one(AnswerField)

    # ---- showing ----

    def show(self, screen: asker.Screen, earlier: tuple[Answer, ...]) -> None:
        """Another question, or the same one with something changed."""
        self.asked = screen
        self._earlier = earlier
        self._ticked = ()
        asked = screen.asked
        options = choices(asked, triage=screen.triage).options
        words_wanted = not isinstance(asked, Control) and asked.kind in ("text", "names")
        at_once = "1234ipma" if screen.triage and isinstance(asked, Control) else ""
        self.query_one("#row").set_class(words_wanted, "-words")
        self.field.placeholder = "Enter keeps it" if screen.present is not None else ""
        self.field.show(words_wanted=words_wanted, has_choices=bool(options), at_once=at_once)
        self.draw()
        self.query_one("#card", VerticalScroll).scroll_home(animate=False)
        self.query_one("#why").remove_class("-large")
        self.query_one("#reasons", VerticalScroll).scroll_home(animate=False)

    def draw(self) -> None:
        """Everything that hangs on the question, the size and what is being presented."""
        screen, signs = self.asked, self.signs
        if screen is None:
            return
        presenting = self.acting.presenting
        self.set_class(presenting, "-presenting")
        width = self.app.size.width
        self.query_one("#header", Static).update(
            header_content(
                self._title, screen.respondent, signs, width - 2, self.acting.gates(), presenting=presenting
            )
        )
        self.query_one("#place", Static).update(
            place_content(screen, signs, width - 2, presenting=presenting)
        )
        self.query_one("#question", Static).update(question_content(screen, signs, presenting=presenting))
        self._draw_choices(screen)
        self.query_one("#prompt", Static).update(signs.text(_prompt(screen.asked)))
        self.query_one("#below", Static).update(
            below_content(screen, self._earlier, signs, presenting=presenting)
        )
        self.query_one("#long-why", Static).update(why_content(screen, signs))
        large = self.query_one("#why").has_class("-large")
        self.query_one("#short-why", Static).update(
            why_content(screen, signs) if large else short_why_content(screen, signs)
        )
        self.query_one("#keys", Static).update(keys_content(screen, signs, width - 2, presenting=presenting))
        self._foresee()

    def _draw_choices(self, screen: asker.Screen) -> None:
        found = self.query_one(ChoiceList)
        ticked, roomy = self._ticked, self.acting.presenting
        found.offer(lambda width: choices_content(screen, ticked, self.signs, width, roomy=roomy))
        if not self.field.browsing:
            found.highlighted = None
        self.call_after_refresh(self._fit_choices)

    def _fit_choices(self) -> None:
        """A list of choices longer than the card scrolls by itself: the field stays in sight."""
        found, below = self.query_one("#choices", OptionList), self.query_one("#below")
        around = self.query_one("#question").outer_size.height + _ROW_ROOM + min(below.size.height, 2)
        found.styles.max_height = max(self.query_one("#card").size.height - around, _LEAST_CHOICES)
        self.call_after_refresh(self._foresee)
        if self._ticked and not self.field.browsing:
            found.scroll_to(y=max(self._ticked[-1] - found.size.height // 2, 0), animate=False)

    def rest(self, title: str, lines: tuple[str, ...]) -> None:
        """No question is on the screen: say so, and take keys."""
        self.asked = None
        self.query_one("#question", Static).update(
            Content("\n").join([self.signs.text(title, "bold"), Content(""), *map(self.signs.text, lines)])
        )
        for name in ("#prompt", "#verdict", "#below", "#short-why", "#long-why"):
            self.query_one(name, Static).update("")
        self.query_one("#choices").display = False
        self.query_one("#place", Static).update("")
        self.field.placeholder = ""
        self.field.show(words_wanted=False, has_choices=False, at_once="")

    def show_last(self, content: Content) -> None:
        """What happened last."""
        self.query_one("#last", Static).update(content)

    def show_log(self, content: Content) -> None:
        """What this meeting has recorded."""
        self.query_one("#log", Static).update(content)

    def show_outline(self, lines: list[Line]) -> None:
        """The areas, with the question at hand in sight."""
        found = self.query_one("#outline", OptionList)
        self._targets = [target for _, target in lines]
        found.clear_options()
        found.add_options([Option(content) for content, _ in lines])
        here = self.asked.need if self.asked is not None else None
        place = next((at for at, target in enumerate(self._targets) if target == here), None)
        if place is not None:
            found.highlighted = place
            found.scroll_to_highlight()

    def enlarge_why(self) -> None:
        """All the reasons, or a few lines of them."""
        panel = self.query_one("#why")
        panel.toggle_class("-large")
        self.draw()
        self.field.reopen()

    # ---- the field ----

    def _raw(self) -> Typed | Command | None:
        """What stands in the field, read as the line interview reads it; None: nothing that can be read."""
        screen = self.asked
        text = self.field.value.strip()
        if screen is None or not text:
            return None
        read = read_line(text, screen.asked, triage=screen.triage)
        return read if isinstance(read, Typed | Command) else None

    def _foresee(self) -> None:
        screen = self.asked
        if screen is None or self.acting.presenting:
            return
        read = self._raw()
        foreseen = self.acting.foresee(read.raw) if isinstance(read, Typed) else None
        told = verdict_content(foreseen, screen, self.signs)
        found = self.query_one("#choices", OptionList)
        if not told and found.display and found.max_scroll_y:
            told = self.signs.text(f"{found.option_count} choices: PgDn, or a name with a capital", DIM)
        self.query_one("#verdict", Static).update(told)

    def on_input_changed(self, event: AnswerField.Changed) -> None:
        """Tick the choices that are typed, and say what the answer would come to."""
        event.stop()
        if self.asked is None:
            return
        if self.field.value:
            self.acting.unsay()
        ticked = self._typed_places()
        if ticked != self._ticked:
            self._ticked = ticked
            self._draw_choices(self.asked)
        self._seek()
        self._foresee()

    def _seek(self) -> None:
        """Go to the first choice that has a word which begins with the name being typed."""
        assert self.asked is not None
        name = re.split(r"[,;]", self.field.value)[-1].strip().casefold()
        labels = choices(self.asked.asked, triage=self.asked.triage).options
        if name[:1].isalpha() and labels:
            found = self.query_one("#choices", OptionList)
            hits = (at for at, label in enumerate(labels) if f" {name}" in f" {label.casefold()}")
            found.highlighted = next(hits, None)

    def _typed_places(self) -> tuple[int, ...]:
        """Places of the choices that the field names."""
        assert self.asked is not None
        asked = self.asked.asked
        options = choices(asked, triage=self.asked.triage).options
        read = self._raw()
        if not options or not isinstance(read, Typed):
            return ()
        raw = read.raw if isinstance(read.raw, list) else [read.raw]
        ids = _ids(asked)
        return tuple(ids.index(one) for one in raw if one in ids)

    def on_answer_field_given(self, event: AnswerField.Given) -> None:
        """Enter: an answer, a key typed as a word, or nothing."""
        event.stop()
        if self.asked is None:
            self.acting.act(Command(event.text.strip().casefold() or "enter"))
            return
        text = event.text.strip()
        if not text:
            self.acting.act(Command("enter"))
            return
        read = read_line(text, self.asked.asked, triage=self.asked.triage)
        if isinstance(read, Command):
            self.field.value = ""
            self.acting.act(read)
        elif isinstance(read, Typed):
            self.acting.give(read)
        else:
            self.acting.refuse(read)

    def on_answer_field_pressed(self, event: AnswerField.Pressed) -> None:
        """A key of the question."""
        event.stop()
        if event.letter == "escape":
            self._escape()
        else:
            self.acting.act(Command(event.letter))

    def _escape(self) -> None:
        """Leaves the large reasons, then empties the field, then makes keys of letters where words are wanted."""
        field = self.field
        if self.query_one("#why").has_class("-large"):
            self.enlarge_why()
            return
        if field.value:
            field.value = ""
        elif field.words_wanted:
            field.keys = not field.keys
            self.acting.say(
                "Letters are keys now; Esc makes them text again." if field.keys else "Letters are text."
            )
            return
        field.reopen()

    def on_answer_field_pasted(self, event: AnswerField.Pasted) -> None:
        """Several lines, or words where a number is wanted, are never an answer."""
        event.stop()
        self.acting.pasted(event.text)

    def on_answer_field_late(self, event: AnswerField.Late) -> None:
        """Something typed too early was dropped."""
        event.stop()
        if not self.field.closed:
            self.acting.say("What was typed before this question showed was not taken.")

    def on_answer_field_browsed(self, event: AnswerField.Browsed) -> None:
        """Arrows go through the choices, the space bar ticks one."""
        event.stop()
        found = self.query_one("#choices", OptionList)
        if self.asked is None or not found.option_count:
            return
        if event.by:
            self.field.browsing = True
            (found.action_cursor_down if event.by > 0 else found.action_cursor_up)()
            if found.highlighted is not None and not self._many():
                self.field.value = str(found.highlighted + 1)
                self.field.cursor_position = len(self.field.value)
            return
        if found.highlighted is not None:
            self._toggle(found.highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click on a choice ticks it; on the outline it goes there."""
        event.stop()
        if event.option_list.id == "choices":
            self._toggle(event.option_index)
        elif event.option_list.id == "outline":
            self.acting.move(moves.GoTo(self._targets[event.option_index]))

    def _many(self) -> bool:
        asked = self.asked.asked if self.asked is not None else None
        return isinstance(asked, Question) and asked.kind == "any-of"

    def _toggle(self, place: int) -> None:
        ticked = list(self._ticked)
        if not self._many():
            ticked = [place]
        elif place in ticked:
            ticked.remove(place)
        else:
            ticked.append(place)
        self.field.value = " ".join(str(one + 1) for one in ticked)
        self.field.cursor_position = len(self.field.value)

    def action_scroll_card(self, by: int) -> None:
        """A page of the card, or of the reasons where they are large."""
        panel, found = self.query_one("#why", VerticalScroll), self.query_one("#choices", OptionList)
        if panel.has_class("-large"):
            target: Widget = panel
        else:
            target = (
                found if found.display and found.max_scroll_y else self.query_one("#card", VerticalScroll)
            )
        (target.scroll_page_down if by > 0 else target.scroll_page_up)(animate=False)


def _ids(asked: Question | Control) -> tuple[object, ...]:
    from bpo_controls.library.model import PRACTICE

    if isinstance(asked, Control):
        return PRACTICE
    if asked.kind == "yes-no":
        return ("yes", "no")
    return tuple(option.id for option in asked.options)


def _prompt(asked: Question | Control) -> str:
    unit = asked.ask.unit if isinstance(asked, Control) else asked.unit
    return unit or "Answer"
