"""A check for controls that say nearly the same: their statements, titles and questions compared two by two."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from math import log

from bpo_controls.library.model import Library
from bpo_controls.lint.remark import Remark
from bpo_controls.yaml.source import PlainPath

NEAR = 0.5
"""Two texts are near when what they share weighs this much of what they have together."""

_ENDINGS = re.compile(r"(?:ings?|ed|es|e|s|ly)$")
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "has",
        "have",
        "how",
        "in",
        "into",
        "is",
        "it",
        "its",
        "no",
        "not",
        "of",
        "on",
        "or",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "was",
        "were",
        "what",
        "when",
        "which",
        "who",
        "will",
        "with",
        "within",
    ]
)


def near_equal(library: Library, _as_of: str) -> Iterator[Remark]:
    """Two controls of which the statements, the titles or the questions say nearly the same."""
    controls = library.controls.values()
    texts: list[tuple[PlainPath, dict[str, str]]] = [
        (("statement",), {control.id: control.statement for control in controls}),
        (("title",), {control.id: control.title for control in controls}),
        (("ask", "text"), {control.id: control.ask.text for control in controls}),
    ]
    for steps, by_id in texts:
        for one, other in near_pairs(by_id):
            message = f"{steps[0]} says nearly the same as {other}"
            yield Remark(one, steps, message, "merge them, or say what differs")


def near_pairs(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The pairs of near texts, a later one with an earlier one.

    Of each text counts which words it has, without the smallest and without endings. A word weighs the
    more, the fewer texts have it; so frames that many texts share ("within five working days") weigh
    little and what a text is about weighs much.
    """
    bags = {one: frozenset(_stems(text)) for one, text in texts.items()}
    often = Counter(word for bag in bags.values() for word in bag)
    # Whole numbers, so that the order of adding makes no difference.
    weight = {word: round(1000 * (1 + log(len(bags) / count))) for word, count in often.items()}
    total = {one: sum(weight[word] for word in bag) for one, bag in bags.items()}
    having: dict[str, list[str]] = defaultdict(list)
    for one, bag in bags.items():
        # What two near texts share weighs more than the lightest words of one can: they share a heavy one.
        left = total[one]
        heavy = []
        for word in sorted(bag, key=lambda word: (-weight[word], word)):
            if left < NEAR * total[one]:
                break
            heavy.append(word)
            left -= weight[word]
        for other in sorted({other for word in heavy for other in having[word]}):
            shared = sum(weight[word] for word in bag & bags[other])
            if shared >= NEAR * (total[one] + total[other] - shared):
                yield one, other
        for word in heavy:
            having[word].append(one)


def _stems(text: str) -> Iterator[str]:
    for word in re.findall(r"\w+", text.casefold()):
        if word not in _SMALL:
            yield _ENDINGS.sub("", word) if len(word) > 3 else word
