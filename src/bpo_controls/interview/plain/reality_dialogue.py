"""The reality check of `init`, one question at a time: why, back, later, and a summary to confirm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bpo_controls.answers.phi import identifier_problem
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.terminal.stream import Terminal, Unreadable
from bpo_controls.terminal.wrap import wrapped
from bpo_controls.words.numbers import sentence
from bpo_controls.workspace.engagement_file import (
    engagement_file_of,
    read_engagement_file,
    write_engagement_file,
)
from bpo_controls.workspace.reality_check import (
    DATES,
    NEVER_LATER,
    REALITY_CHECK,
    TO_BE_SETTLED,
    RealityQuestion,
    parse_field,
    past_review,
)

_KEYS = "? says why, b goes back, l leaves it for later, Enter keeps what stands or leaves out what is not needed, q stops and keeps what was typed."


class RealityDialogue:
    """Asks the reality check.

    `given` starts with what is known beforehand and ends with what was settled. `keep` is called after each answer,
    so that nothing typed is lost. `today` is an ISO date.
    """

    def __init__(
        self,
        terminal: Terminal,
        today: str,
        given: Mapping[str, str],
        keep: Callable[[Mapping[str, str]], object],
    ) -> None:
        self._terminal = terminal
        self._today = today
        self._keep = keep
        self.given = dict(given)

    def ask_all(self, start: int = 0) -> None:
        """Ask from this question on, then show everything to confirm. EOFError when the input ends, or at q."""
        self._say(f"Before the interview, a reality check. {_KEYS}")
        at = start
        while at < len(REALITY_CHECK):
            at = max(at + self._ask(at), 0)
        # A pipe has said what it had to say; only a person can look it over.
        while self._terminal.is_edited and (chosen := self._chosen()) is not None:
            self._ask(chosen)

    def _ask(self, at: int) -> int:
        """One question until it is answered: 1, or -1 when it goes back."""
        asked = REALITY_CHECK[at]
        self._say("")
        optional = "" if asked.required else " (may be left out)"
        self._say(f"{at + 1} of {len(REALITY_CHECK)}  {asked.question}{optional}")
        self._say(asked.why, indent="  ")
        if asked.key in self.given:
            said = sentence(self.given[asked.key] or "left out")
            self._say(f"Said before: {said} Enter keeps it.", indent="  ")
        while True:
            line = self._typed("YYYY-MM-DD > " if asked.key in DATES else "> ")
            word = line.strip().casefold()
            if word in ("?", "h"):
                self._say(f"{asked.why} {_KEYS}", indent="  ")
            elif word == "q":
                raise EOFError
            elif line.strip() == "b":
                if at:
                    return -1
                self._say("This is the first question.")
            elif (not word and self.given.get(asked.key)) or self._takes(asked, line):
                return 1

    def _takes(self, asked: RealityQuestion, line: str) -> bool:
        """Whether the line settles the question; if not, it was said why."""
        if line.strip().casefold() == "l":
            if asked.key in NEVER_LATER:
                self._say(f"! {asked.why} It cannot wait; a working name will do.")
                return False
            line = TO_BE_SETTLED if asked.required else ""
        elif not line.strip() and asked.required and asked.key not in NEVER_LATER:
            self._say("! Nothing was typed. Answer in a few words, or l leaves it for later.")
            return False
        found = parse_field(asked.key, line)
        wrong = found if isinstance(found, Diagnostic) else out_of_order({**self.given, asked.key: found})
        if wrong is not None:
            self._say(f"! {wrong}")
            return False
        assert isinstance(found, str)
        hit = identifier_problem(found, asked.question, contact=asked.key in ("owner", "second_reviewer"))
        if hit is not None:
            self._say(f"! {hit}")
            self._say('Type "keep" to record it all the same, or Enter to write it anew.')
            if self._typed("> ") != "keep":
                return False
        self.given[asked.key] = found
        self._keep(self.given)
        late = past_review(found, self._today) if asked.key == "review_date" else None
        if late is not None:
            self._say(f"! {late}")
        return True

    def _chosen(self) -> int | None:
        """Everything settled, and the number of the question to change; None when it is to be written."""
        self._say("")
        self._say("This is what I have:")
        for number, asked in enumerate(REALITY_CHECK, start=1):
            said = self.given.get(asked.key) or "left out"
            self._say(f"{_label(asked.key)}: {said}", indent=f"{number:>4}  ")
        while True:
            line = self._typed("Enter writes it, a number changes one, q stops: ").strip()
            if not line:
                return None
            if line.casefold() == "q":
                raise EOFError
            if line.isascii() and line.isdigit() and 1 <= int(line[:4]) <= len(REALITY_CHECK):
                return int(line[:4]) - 1
            self._say(f"! 1 to {len(REALITY_CHECK)}, Enter or q is expected.")

    def _typed(self, prompt: str) -> str:
        while True:
            line = self._terminal.read(prompt)
            if line is None:
                raise EOFError
            if not isinstance(line, Unreadable):
                # A paste of several lines is one text here: each question is about one thing.
                return " ".join(line.split())
            self._say(f"! {line.problem}")

    def _say(self, text: str, *, indent: str = "") -> None:
        rest = " " * len(indent) if indent else None
        hang = "  " if text.startswith("! ") else rest
        lines = wrapped(text, self._terminal.width, first=indent, rest=hang) if text else [""]
        self._terminal.write("".join(f"{line}\n" for line in lines))


def _label(key: str) -> str:
    words = key.removeprefix("gate_dates.").replace("_", " ")
    return f"{words} on" if key.startswith("gate_dates.") else words


def out_of_order(given: Mapping[str, str]) -> Diagnostic | None:
    """What is wrong with the gates dated so far, by the rule that engagement.yaml is read with."""
    if not any(key.startswith("gate_dates.") for key in given):
        return None
    text = write_engagement_file(engagement_file_of(given))
    _, problems = read_engagement_file(text, "", library_needed=False)
    return next(
        (replace(problem, where=None) for problem in problems if problem.code == "gates-out-of-order"), None
    )
