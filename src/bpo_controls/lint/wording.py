"""Checks of wording: vague words, sentences, titles, questions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bpo_controls.library.model import Library
from bpo_controls.lint.remark import Remark
from bpo_controls.yaml.source import PlainPath

VAGUE: dict[str, str] = {
    "appropriate": "say which", "appropriately": "say how", "adequate": "say how much", "adequately": "say how",
    "sufficient": "say how much", "reasonable": "say what", "ensure": "say who does what",
    "ensures": "say who does what", "robust": "say what it withstands", "timely": "say within how long",
    "promptly": "say within how long", "periodically": "say how often", "regularly": "say how often",
    "regular": "say how often", "as needed": "say when", "where possible": "say when", "best practice": "say what",
    "etc": "list them all", "proper": "say what", "properly": "say how",
    "in time": "say within how long",
    "legal clock": "name the clock, with a table of parameters/ where it differs",
    "agreed time": "say how long, with a table of parameters/ where it differs",
    "agreed limit": "say how much, with a table of parameters/ where it differs",
}  # fmt: skip
"""Words that make a control impossible to fail, and what to write instead."""


TITLE = 90
"""Characters that fit on two lines of the narrowest table."""


def vague_words(library: Library, _as_of: str) -> Iterator[Remark]:
    """What is stated, asked, looked at, accepted or done could be failed by somebody."""
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, VAGUE)) + r")\b", re.IGNORECASE)
    for control in library.controls.values():
        texts: list[tuple[PlainPath, str]] = [
            (("statement",), control.statement),
            (("ask", "text"), control.ask.text),
        ]
        for index, step in enumerate(control.verify):
            texts += [(("verify", index, step.method), step.what), (("verify", index, "accept"), step.accept)]
        texts += [(("remedy", index, "do"), remedy.do) for index, remedy in enumerate(control.remedy)]
        for steps, text in texts:
            for found in sorted({match.lower() for match in pattern.findall(text)}):
                yield Remark(control.id, steps, f'"{found}" cannot be tested', VAGUE[found])


def one_sentence(library: Library, _as_of: str) -> Iterator[Remark]:
    """A statement is one sentence and ends like one."""
    for control in library.controls.values():
        if re.search(r"[.!?]\s+[A-Z]", control.statement):
            yield Remark(
                control.id, ("statement",), "the statement is more than one sentence", "split the control"
            )
        elif not control.statement.endswith("."):
            yield Remark(control.id, ("statement",), "the statement does not end with a full stop")


def title_length(library: Library, _as_of: str) -> Iterator[Remark]:
    """A title fits on a line of the checklist."""
    for control in library.controls.values():
        if len(control.title) > TITLE:
            yield Remark(
                control.id, ("title",), f"the title has {len(control.title)} characters; {TITLE} fit"
            )


def question_mark(library: Library, _as_of: str) -> Iterator[Remark]:
    """What is asked ends with a question mark; a list of names is requested, not asked."""
    for control in library.controls.values():
        if not control.ask.text.endswith("?"):
            yield Remark(control.id, ("ask", "text"), 'the question does not end with "?"')
    for question in library.questions.values():
        if question.kind not in ("names", "text") and not question.ask.endswith("?"):
            yield Remark(question.id, ("ask",), 'the question does not end with "?"')
