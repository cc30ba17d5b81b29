"""Line by line: what a place is called from now on, and a control beyond the library."""

from __future__ import annotations

from bpo_controls.answers.answer_model import Subject
from bpo_controls.interview import moves
from bpo_controls.interview.plain.look_around import LookAround
from bpo_controls.terminal.prompt import Prompt
from bpo_controls.words import reshape_words as words


class ReshapeDialogue:
    """Asks for the parts of a `Rename`, `AddControl` or `DropControl`; an empty line where something is needed goes back."""

    __slots__ = ("_around", "_prompt")

    def __init__(self, prompt: Prompt, around: LookAround) -> None:
        self._prompt = prompt
        self._around = around

    def rename(self, here: Subject) -> moves.Rename | None:
        """The place asked about, or another one, gets a new name."""
        places = self._around.lookup.places() if self._around.lookup is not None else ()
        if not places:
            self._prompt.say(words.NOTHING_TO_RENAME)
            return None
        for key, (_, name) in enumerate(places, start=1):
            self._prompt.say(name, first=f"  {key}  ")
        usual = next((name for subject, name in places if subject == here), "")
        offer = f"Enter for {usual}" if usual else "Enter goes back"
        typed = self._prompt.ask(f"{words.WHICH} A number or a name; {offer}:") or usual
        if typed.isascii() and typed.isdigit() and 1 <= int(typed[:4]) <= len(places):
            typed = places[int(typed[:4]) - 1][1]
        after = self._prompt.ask(f"{words.NEW_NAME} Enter goes back:") if typed else ""
        return moves.Rename(typed, after) if after else None

    def drop_control(self, here: str) -> moves.DropControl | None:
        """One of the controls beyond the library, by number or id; the one asked about is offered."""
        own = self._around.lookup.own_controls() if self._around.lookup is not None else ()
        if not own:
            self._prompt.say(words.NO_OWN)
            return None
        for key, (id_, title) in enumerate(own, start=1):
            self._prompt.say(f"{id_} {title}", first=f"  {key}  ")
        usual = next((id_ for id_, _ in own if id_ == here), "")
        offer = f"Enter for {usual}" if usual else "Enter goes back"
        typed = self._prompt.ask(f"{words.WHICH_OWN} A number or an id; {offer}:") or usual
        if typed.isascii() and typed.isdigit() and 1 <= int(typed[:4]) <= len(own):
            typed = own[int(typed[:4]) - 1][0]
        return moves.DropControl(typed) if typed else None

    def add_control(self) -> moves.AddControl | None:
        """A control that a contract or client asks for beyond the library."""
        self._prompt.say(f"{words.OWN}. An empty line where something is needed goes back.")
        given: dict[str, str] = {}
        for place, (key, label, example) in enumerate(words.OWN_FIELDS):
            if key == "limit" and not given["unit"]:
                continue
            needed = place < words.NEEDED or key == "limit"
            tail = f" (for example {example})" if example else ""
            given[key] = self._prompt.ask(f"{label}{tail}:")
            if needed and not given[key]:
                return None
        return moves.AddControl(**given)
