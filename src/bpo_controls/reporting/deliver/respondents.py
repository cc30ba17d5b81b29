"""Replaces the names of the people who were asked with their roles, in any text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bpo_controls.answers.answer_model import Answer, Answers
from bpo_controls.library.model import ROLES, Library
from bpo_controls.words import labels
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital
from bpo_controls.workspace.engagement_file import EngagementFile

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_AND = re.compile(r"\s+(?:and|or)\s+|[&/;+]")
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "prof", "sir", "jr", "sr", "md", "rn", "phd"})
_BETWEEN = r"[\W_]{0,3}(?:[^\W\d_]\.?[\W_]{1,3})?"
"""What may stand between the words of a name: a blank, the dot of an address, an initial."""

Texts = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was asked or is to be asked: the words of the name as typed, and what stands for them."""

    words: tuple[str, ...]
    stand_in: str


def without_names(library: Library, file: EngagementFile, sheet: Answers) -> Texts:
    """A function that gives a text with the role where the name of a respondent stood.

    Whole names are found in any case and order and inside an address (`ana.example@…`); a first or last name
    alone only with a capital. One that is an ordinary word of the library ("Bill", "May") is then left where a
    sentence begins, one that belongs to the buyer, the vendor or a place wherever it stands.
    """
    people = _people(sheet)
    if not people:
        return str
    whole = _whole(people)
    own = _names_of_others(library, file, sheet, whole)
    part = {
        form: person.stand_in
        for person in reversed(people)
        for word in _alone(person.words)
        for form in {word[:1].upper() + word[1:], word}
        if word.casefold() not in own
    }
    ordinary = _ordinary(library) if part else frozenset()
    alone = _either(part)
    twice = _told_twice(person.stand_in for person in people)

    def masked(text: str) -> str:
        if not text:
            return text
        text = unicodedata.normalize("NFC", text)
        text = whole.sub(lambda found: _put(found, people[(found.lastindex or 1) - 1].stand_in), text)
        text = alone.sub(lambda found: _part(found, part, ordinary), text) if part else text
        return twice.sub("", text)

    return masked


def _people(sheet: Answers) -> tuple[Person, ...]:
    """Everybody named as having answered or, with a "don't know", as who has to be asked; longest name first."""
    found: dict[tuple[str, ...], Person] = {}
    for answer in sheet:
        for name, role in _named(answer):
            words = tuple(_WORD.findall(unicodedata.normalize("NFC", name)))
            if any(len(word) > 1 for word in words):
                found.setdefault(tuple(word.casefold() for word in words), Person(words, role))
    roles = {key: _stand_in(person.stand_in, found) for key, person in found.items()}
    people = [Person(person.words, roles[key]) for key, person in found.items()]
    return tuple(sorted(people, key=lambda one: (-len(" ".join(one.words)), one.words)))


def _named(answer: Answer) -> Iterator[tuple[str, str]]:
    for name in _AND.split(re.split(r"[,(:]| [-–—] ", answer.by)[0]):
        yield name, answer.role
    to_ask = answer.non_answer
    if to_ask is not None and to_ask.kind == "dont-know" and to_ask.text not in ROLES:
        # Whom to ask is free text; two and more words with a capital at its start are taken for a name.
        begins = re.match(r"(?:[A-Z][\w'’.-]*\s+)+[A-Z][\w'’-]*", to_ask.text)
        if begins:
            yield begins.group(), ""


def _stand_in(role: str, names: Mapping[tuple[str, ...], Person]) -> str:
    words = {word.casefold() for word in _WORD.findall(role)}
    if not words or (role not in ROLES and any(words & set(name) for name in names)):
        return TEXT["somebody_asked"]
    return f"the {labels.role(role)}"


def _told_twice(stand_ins: Iterable[str]) -> re.Pattern[str]:
    """A stand-in with its own title after it, as in `the operations lead, operations lead`."""
    each = (
        rf"(?<=(?<!\w){re.escape(one)}),\s+{re.escape(one.removeprefix('the ').partition(',')[0])}(?!\w)"
        for one in dict.fromkeys(stand_ins)
    )
    return re.compile("|".join(each), re.IGNORECASE)


def _whole(people: Iterable[Person]) -> re.Pattern[str]:
    def forms(words: tuple[str, ...]) -> str:
        straight = _BETWEEN.join(re.escape(word) for word in words)
        if len(words) < 2:
            return straight
        last_first = rf"{re.escape(words[-1])},?[\W_]{{1,3}}{_BETWEEN.join(re.escape(w) for w in words[:-1])}"
        return f"{straight}|{last_first}"

    # Digits may touch a name, as in a login; letters may not, or "Ana" would be found in "Anatomy".
    patterns = (rf"((?<![^\W\d_])(?:{forms(person.words)})(?![^\W\d_]))" for person in people)
    return re.compile("|".join(patterns), re.IGNORECASE)


def _alone(words: tuple[str, ...]) -> list[str]:
    typed_small = all(word.islower() for word in words)
    return [
        word
        for word in words
        if len(word) > 1 and (typed_small or word[0].isupper()) and word.casefold() not in _TITLES
    ]


def _either(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, longest_first))})(?![^\W\d_])")


def _part(found: re.Match[str], stand_ins: Mapping[str, str], ordinary: frozenset[str]) -> str:
    word = found.group()
    if word.casefold() in ordinary and _begins(found):
        return word
    return _put(found, stand_ins[word])


def _put(found: re.Match[str], stand_in: str) -> str:
    return capital(stand_in) if _begins(found) else stand_in


def _begins(found: re.Match[str]) -> bool:
    """Whether a sentence begins here."""
    before = found.string[: found.start()].rstrip(" \t“\"'(")
    return not before or before[-1] in ".!?\n•"


def _names_of_others(
    library: Library, file: EngagementFile, sheet: Answers, whole: re.Pattern[str]
) -> frozenset[str]:
    """Words that name a party, a place or somebody who was not asked."""
    texts = [file.buyer, file.vendor, file.branding.firm]
    others = [file.title, file.owner, file.second_reviewer]
    for answer in sheet:
        question = library.questions.get(answer.item)
        if question is not None and question.kind == "names" and isinstance(answer.value, tuple):
            others += answer.value
        if answer.accepted is not None:
            others.append(answer.accepted.by)
    texts += [text for text in others if not whole.search(text)]
    return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))


def _ordinary(library: Library) -> frozenset[str]:
    """The words that the library itself uses with a small first letter."""
    texts = [text for one in library.questions.values() for text in (one.ask, one.why)]
    texts += [
        text
        for one in library.controls.values()
        for text in (one.title, one.statement, one.why, one.ask.text, *(step.what for step in one.verify))
    ]
    return frozenset(word for text in texts for word in _WORD.findall(text) if word.islower())
