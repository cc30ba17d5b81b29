"""Asking who answers."""

from __future__ import annotations

from bpo_controls.interview.people import Respondent, parse_respondent, role_of_words
from bpo_controls.interview.plain.parse_line import COMMANDS
from bpo_controls.terminal.prompt import Prompt
from bpo_controls.words import labels
from bpo_controls.words.numbers import capital


class WhoAnswers:
    """Asks who is answering: somebody met so far, or a new name and role."""

    __slots__ = ("_prompt",)

    def __init__(self, prompt: Prompt) -> None:
        self._prompt = prompt

    def ask(
        self, present: Respondent, known: tuple[Respondent, ...], roles: tuple[str, ...], *, role_fixed: bool
    ) -> Respondent:
        """The respondent; `present` when nothing was typed. EOFError for q."""
        people = [one for one in known if one.by][:9]
        for key, one in enumerate(people, start=1):
            role = f", {labels.role(one.role)}" if one.role else ""
            self._prompt.say(f"{one.by}{role}", first=f"  {key}  ")
        enter = f"Enter keeps {present.by}" if present.by else "Enter for none"
        number = "A number, or a new name" if people else "Name"
        while True:
            typed = self._prompt.ask(f"Who is answering? {number}, {enter}: ")
            word = typed.casefold()
            if not typed:
                return present
            if word == "q":
                raise EOFError
            if word in ("?", "h"):
                self._prompt.say(
                    "Each answer is signed with a name and a role, so that the report can say who said what. Name and role can be given at once: Tanya Reyes, UM director. - answers without a name, q stops."
                )
                continue
            if word == "-":
                return Respondent("", present.role if role_fixed else "")
            if word in COMMANDS:
                self._prompt.say(f'"{typed}" is a key, not a name. ? says more.')
                continue
            if typed.isascii() and typed.isdigit():
                if 1 <= int(typed[:4]) <= len(people):
                    chosen = people[int(typed[:4]) - 1]
                    return Respondent(chosen.by, present.role if role_fixed else chosen.role)
                self._prompt.say(f"There is no number {typed[:6]}.")
                continue
            given = parse_respondent(typed)
            if role_fixed:
                return Respondent(given.by, present.role)
            if given.role or any(one.by.casefold() == given.by.casefold() and one.role for one in people):
                return given
            return Respondent(given.by, self._role(roles))

    def _role(self, roles: tuple[str, ...]) -> str:
        for key, role in enumerate(roles, start=1):
            self._prompt.say(capital(labels.role(role)), first=f"  {key}  ")
        while True:
            typed = self._prompt.ask("Role: a number, another role in words, or Enter for none: ")
            if typed.casefold() in COMMANDS and typed:
                self._prompt.say(f'"{typed}" is a key, not a role.')
                continue
            if not (typed.isascii() and typed.isdigit()):
                return role_of_words(typed)
            if len(typed) < 4 and 1 <= int(typed) <= len(roles):
                return roles[int(typed) - 1]
            self._prompt.say(f"There is no role {typed[:10]}; 1 to {len(roles)}.")
