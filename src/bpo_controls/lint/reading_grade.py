"""The reading grade of what is read aloud: the Flesch-Kincaid grade of statements, reasons and questions.

The formula and the rules for syllables stand here because the package that offers them, textstat, brings nltk,
whose word list it fetches from the network when it is first used. Counting syllables by rule is right for
more than nine words in ten, and errs to both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bpo_controls.library.model import Library
from bpo_controls.lint.remark import Remark
from bpo_controls.yaml.source import PlainPath

MOST = 13.0
"""A year beyond secondary school in the United States. Nothing that is read aloud is over it."""
MOST_OF_A_STATEMENT = 20.0
"""A statement may ask for more: one sentence holds who, what, how much and the term of art, and its length counts."""

_SENTENCE_END = re.compile(r"[.?!](?=[\"”)]?(?:\s|$))")
_WORD = re.compile(r"[A-Za-z0-9]+(?:['’-][A-Za-z0-9]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_TWO_SOUNDS = re.compile(
    r"(?<![tscgln])i[ou]|tio$|(?<![tsc])ia|[tc]iat|[^gq]ua(?!r)|uou|eo(?!ple|us)|reat[ei]|rea[cl]t"
    r"|quiet|scien|clien|[aeiouy]ing|dea\b|area|[ht]ism|sm$|thm|[^aeiouy]n't$|eid|coop|[aou]ye[er]|uyer"
)
"""Vowels that stand together and are spoken apart, and syllables that are written without a vowel."""
_SILENT = re.compile(
    r"(?<![aeiouy])(?<![^aeiouy]l)(?<![^aeiouy]r)e$"
    r"|(?<![aeiouysxzcg])(?<!sh)(?<!ch)(?<![^aeiouy]l)(?<![^aeiouy]r)es$|(?<![aeiouytd])ed$"
    r"|[aeiouy][^aeiouyl]+e(?=(?:ment|ly|ness|ful|less|guard))|^some(?=.)|^every|^busi|[gq]ue$"
)
"""Vowels that are written and not spoken."""


def syllables(word: str) -> int:
    """How many syllables a word of English has; a number counts as one."""
    parts = word.casefold().replace("’", "'").split("-")
    return sum(
        max(1, len(_VOWELS.findall(part)) + len(_TWO_SOUNDS.findall(part)) - len(_SILENT.findall(part)))
        for part in parts
    )


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: years of school in the United States that it takes to read a text.

    Kincaid, Fishburne, Rogers and Chissom, Derivation of new readability formulas for Navy enlisted personnel, 1975.
    """
    words = _WORD.findall(text)
    if not words:
        return 0
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def reading_grade(library: Library, _as_of: str) -> Iterator[Remark]:
    """What is read aloud asks for little more than secondary school."""
    for one, steps, text in _aloud(library):
        found, most = grade(text), MOST_OF_A_STATEMENT if steps == ("statement",) else MOST
        if found > most:
            message = f"{steps[0]} reads at grade {found:.1f}; {most:g} is the limit"
            yield Remark(one, steps, message, "shorter sentences, shorter words")


def _aloud(library: Library) -> Iterator[tuple[str, PlainPath, str]]:
    for control in library.controls.values():
        yield control.id, ("statement",), control.statement
        yield control.id, ("why",), control.why
        yield control.id, ("ask", "text"), control.ask.text
    for question in library.questions.values():
        yield question.id, ("ask",), question.ask
        yield question.id, ("why",), question.why
