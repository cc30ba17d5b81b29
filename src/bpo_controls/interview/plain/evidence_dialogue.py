"""Asking for a piece of evidence, one detail a line."""

from __future__ import annotations

from bpo_controls.answers.answer_model import ASSURANCES, Answer, Assurance, Evidence
from bpo_controls.answers.typed_text import clean_text
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.interview import asker, moves
from bpo_controls.interview.evidence import MAX_FIELD, read_seen_on
from bpo_controls.interview.gatekeeper import identifiers
from bpo_controls.library.model import Control
from bpo_controls.terminal.prompt import Prompt
from bpo_controls.terminal.wrap import wrapped
from bpo_controls.words import labels
from bpo_controls.words.answer_words import evidence_words
from bpo_controls.words.numbers import listed


class EvidenceDialogue:
    """Asks for evidence. `agreed` are identifiers that somebody wants kept."""

    __slots__ = ("_prompt", "agreed")

    def __init__(self, prompt: Prompt) -> None:
        self._prompt = prompt
        self.agreed: set[str] = set()

    def ask(self, rest: str, screen: asker.Screen) -> moves.Move | None:
        """`e`, `e 2` with words for how it is known; `e 1` where there is evidence changes it, `e -1` takes it out."""
        held = screen.present.evidence if screen.present is not None else screen.evidence
        number = rest.removeprefix("-")
        if number.isascii() and number.isdigit() and (held or rest.startswith("-")):
            if rest.startswith("-"):
                return moves.ChangeEvidence(int(number[:4]))
            if 1 <= int(number[:4]) <= len(held):
                evidence = self._piece(screen, "")
                return moves.ChangeEvidence(int(number[:4]), evidence) if evidence is not None else None
        for key, piece in enumerate(held, start=1):
            (words,) = evidence_words(Answer("", screen.subject, evidence=(piece,)))
            self._prompt.write(wrapped(words, self._prompt.width, first=f"  {key}  "))
        if held:
            self._prompt.say("e 1 changes the first of these, e -1 takes it out. To add one:")
        assurance = _assurance(rest)
        while assurance is None:
            typed = self._prompt.ask("How is it known? 1 stated, 2 document seen, 3 tested; Enter leaves it:")
            if not typed:
                return None
            assurance = _assurance(typed)
            if assurance is None:
                self._prompt.say("1, 2 or 3 is expected.")
        added = self._piece(screen, ", Enter for nothing")
        return moves.AddEvidence(assurance, added)

    def _piece(self, screen: asker.Screen, nothing: str) -> Evidence | None:
        wanted = screen.asked.evidence if isinstance(screen.asked, Control) else ()
        for key, title in enumerate(wanted, start=1):
            self._prompt.write(wrapped(title, self._prompt.width, first=f"  {key}  "))
        pick = " (or a number above)" if wanted else ""
        title = self._detail(
            f"What was seen? A title{pick}{nothing or ', Enter leaves it as it is'}:", "the evidence title"
        )
        if not title:
            return None
        if title.isascii() and title.isdigit() and len(title) < 4 and 1 <= int(title) <= len(wanted):
            title = wanted[int(title) - 1]
        kept_at = self._detail("Where is it kept? Enter leaves it out:", "where it is kept", contact=True)
        period = self._detail("Which period does it cover? Enter leaves it out:", "the period")
        while True:
            seen_on = read_seen_on(
                self._prompt.ask(f"Date seen, as {screen.today}, or today; Enter leaves it out:"),
                screen.today,
            )
            if isinstance(seen_on, str):
                return Evidence(title, kept_at, period, seen_on)
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
