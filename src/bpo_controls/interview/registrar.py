"""People named in a session who are not in the register: said once each, and added with one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bpo_controls.answers.reconcile import same_person
from bpo_controls.diagnostics import Diagnostic, UserError
from bpo_controls.interview import asker
from bpo_controls.interview.people import Respondent, is_a_name, parse_respondent
from bpo_controls.words import people_words as words

Registers = Callable[[Sequence[Respondent]], None]
"""Writes people into engagement.yaml. UserError when that cannot be done; then nothing has changed."""


class Registrar:
    """`registered` are the people of the register, those added here included. Without `register` it says nothing."""

    __slots__ = ("_asker", "_missing", "_register", "_said", "registered")

    def __init__(
        self, asker: asker.Asker, registered: tuple[Respondent, ...], register: Registers | None
    ) -> None:
        self._asker = asker
        self._register = register
        self._missing: list[Respondent] = []
        self._said: set[str] = set()
        self.registered = registered

    def meet(self, *named: Respondent) -> None:
        """Somebody answers, or is to be asked: one line when they are not in the register, once in a session."""
        for one in named:
            name = " ".join(one.by.split())
            key = name.casefold()
            known = any(same_person(name, other.by) for other in self.registered)
            if self._register is None or known or key in self._said or not is_a_name(name):
                continue
            self._said.add(key)
            self._missing.append(Respondent(name, one.role))
            self._asker.tell(asker.Said(words.not_registered([other.by for other in self._missing])))

    def meet_named(self, text: str) -> None:
        """Somebody is named in words, as `Tanya Reyes, UM director`."""
        self.meet(parse_respondent(text))

    def add(self) -> bool:
        """Write those met and not registered into the register; whether it changed."""
        if self._register is None or not self._missing:
            problem = Diagnostic("nothing-to-add", words.ALL_REGISTERED, hint=words.WHO_IS_NAMED)
            self._asker.tell(asker.Refused(problem))
            return False
        try:
            self._register(self._missing)
        except UserError as error:
            self._asker.tell(asker.Refused(error.diagnostics[0]))
            return False
        self._asker.tell(asker.Said(words.added([one.by for one in self._missing])))
        self.registered = (*self.registered, *self._missing)
        self._missing.clear()
        return True
