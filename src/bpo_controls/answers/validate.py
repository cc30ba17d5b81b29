"""The one path in: turns what was typed or read from a file into the value of a question or control."""

from __future__ import annotations

import re

from bpo_controls.answers.answer_model import Value
from bpo_controls.answers.measure import parse_date, parse_number
from bpo_controls.answers.slug import slug
from bpo_controls.answers.spoken_number import PERCENT, SpokenNumber, spoken_number
from bpo_controls.answers.typed_text import MAX_NAME, clean_text, describe, visible
from bpo_controls.diagnostics import Diagnostic, did_you_mean, nearest
from bpo_controls.library.model import Control, Library, Option, Question

MAX_NAMES = 200
"""Most sites or companies one answer can name."""

_YES = frozenset({"yes", "y", "true"})
_NO = frozenset({"no", "n", "false"})
_SYNONYMS = {
    "in-place": "in-place", "yes": "in-place", "y": "in-place", "true": "in-place", "met": "in-place",
    "done": "in-place", "fully": "in-place", "full": "in-place",
    "partly": "partly", "partly-in-place": "partly", "partial": "partly", "partially": "partly", "in-part": "partly",
    "not-in-place": "not-in-place", "no": "not-in-place", "n": "not-in-place", "false": "not-in-place",
    "not-met": "not-in-place", "missing": "not-in-place", "none": "not-in-place",
    "another-way": "another-way", "other-way": "another-way", "done-another-way": "another-way",
    "differently": "another-way", "compensating": "another-way", "compensating-control": "another-way",
    "alternative": "another-way",
}  # fmt: skip
_BY_COMMA = re.compile(r'(?:"[^"\n]*"|[^,])+')
_BY_LINE = re.compile(r'(?:"[^"\n]*"|[^;\n])+')
_WORDS = "in-place, partly, not-in-place or another-way"
_COMPANY_FORMS = frozenset({"inc", "llc", "llp", "lp", "ltd", "co", "corp", "pc", "pllc", "plc", "gmbh"})


def options_of(asked: Question, library: Library | None = None) -> tuple[Option, ...]:
    """The choices of a question. One that introduces workflows offers every workflow of the library."""
    if asked.introduces == "workflow" and not asked.options and library is not None:
        return tuple(Option(one.id, one.title, also=one.library_title) for one in library.workflows.values())
    return asked.options


def parse_value(asked: Question | Control, raw: object, library: Library | None = None) -> Value | Diagnostic:
    """The value that `raw` stands for, or what is wrong with it.

    `raw` is a line from a terminal, or plain data (text, number, bool, list) from a file. `library` is
    needed only for the question whose options are the library's workflows. The Diagnostic has no place;
    the caller knows it.
    """
    if isinstance(asked, Control):
        return _standing(asked, raw)
    if asked.kind == "yes-no":
        return _yes_no(raw)
    if asked.kind == "number":
        return parse_number(
            raw, unit=asked.unit, minimum=asked.minimum, maximum=asked.maximum, whole=asked.whole
        )
    if asked.kind == "date":
        return parse_date(raw)
    if asked.kind == "text":
        return clean_text(raw, "the answer")
    if asked.kind == "names":
        return parse_names(raw)
    options = options_of(asked, library)
    if asked.kind == "one-of":
        return _one_of(raw, options)
    return _any_of(raw, options)


def asks_percent(asked: Question | Control) -> bool:
    """Whether the answer is a percentage."""
    return (asked.ask.unit if isinstance(asked, Control) else asked.unit).strip().casefold() in PERCENT


def taken_as(asked: Question | Control, raw: object) -> str:
    """How a number is understood that was said in other words: "336 hours" for "2 weeks". Else nothing."""
    unit = asked.ask.unit if isinstance(asked, Control) else asked.unit
    numeric = asked.ask.kind != "practice" if isinstance(asked, Control) else asked.kind == "number"
    spoken = spoken_number(raw, unit) if numeric and isinstance(raw, str) else None
    return spoken.words if isinstance(spoken, SpokenNumber) else ""


def _yes_no(raw: object) -> bool | Diagnostic:
    if isinstance(raw, bool):
        return raw
    word = raw.strip().casefold() if isinstance(raw, str) else ""
    if word in _YES:
        return True
    if word in _NO:
        return False
    return Diagnostic("yes-no-expected", f"{describe(raw)} is neither yes nor no", hint="answer yes or no")


def _folded(text: str) -> str:
    return re.sub(r"[\s_-]+", "-", text.strip().casefold())


def _option(raw: object, options: tuple[Option, ...]) -> str | Diagnostic:
    """The id of the option named by its id or its label, in any case."""
    if not isinstance(raw, str):
        return Diagnostic(
            "option-expected", f"{describe(raw)} is not a choice", hint=_choices_hint("", options)
        )
    wanted = _folded(raw)
    for option in options:
        if wanted == _folded(option.id) or (option.also and wanted == _folded(option.also)):
            return option.id
    for option in options:
        if wanted == _folded(option.label):
            return option.id
    return Diagnostic(
        "unknown-option", f'no choice "{visible(raw.strip())}"', hint=_choices_hint(raw, options)
    )


def _choices_hint(word: str, options: tuple[Option, ...]) -> str:
    ids = [option.id for option in options]
    near = nearest(_folded(word), ids)
    if near is None:
        labels = {option.label.casefold(): option.id for option in options}
        close = nearest(word.strip().casefold(), labels)
        near = labels[close] if close else None
    return f'did you mean "{near}"?' if near else "choose from: " + ", ".join(ids)


def _one_of(raw: object, options: tuple[Option, ...]) -> str | Diagnostic:
    if isinstance(raw, (list, tuple)) and len(raw) == 1:
        return _option(raw[0], options)
    if isinstance(raw, (list, tuple)):
        return Diagnostic("option-expected", "only one choice can be given", hint=_choices_hint("", options))
    return _option(raw, options)


def _any_of(raw: object, options: tuple[Option, ...]) -> tuple[str, ...] | Diagnostic:
    if isinstance(raw, str):
        parts = _split_choices(raw, options)
    elif isinstance(raw, (list, tuple)):
        parts = list(raw)
    else:
        parts = [raw]
    if not parts:
        alone = next((option.id for option in options if option.alone), None)
        hint = f'say "{alone}" if none applies' if alone else _choices_hint("", options)
        return Diagnostic("option-expected", "no choice was given", hint=hint)
    chosen: set[str] = set()
    for part in parts:
        found = _option(part, options)
        if isinstance(found, Diagnostic):
            return found
        chosen.add(found)
    lonely = next((option for option in options if option.alone and option.id in chosen), None)
    if lonely is not None and len(chosen) > 1:
        others = ", ".join(option.id for option in options if option.id in chosen and option is not lonely)
        return Diagnostic(
            "option-stands-alone",
            f'"{lonely.id}" excludes every other choice',
            hint=f"drop it, or drop {others}",
        )
    return tuple(option.id for option in options if option.id in chosen)


def _split_choices(raw: str, options: tuple[Option, ...]) -> list[object]:
    """A whole label first (labels hold commas), then comma or semicolon, then space between ids."""
    if not raw.strip():
        return []
    if isinstance(_option(raw, options), str):
        return [raw]
    parts: list[object] = []
    for part in re.split(r"[,;\n]", raw):
        if part.strip() and not isinstance(_option(part, options), str):
            words = part.split()
            ids = all(isinstance(_option(word, options), str) for word in words)
            parts.extend(words if ids or len(words) == 2 else [part])
        elif part.strip():
            parts.append(part)
    return parts


def parse_names(raw: object) -> tuple[str, ...] | Diagnostic:
    """Names of places or companies: a list, or text with commas between. "none" gives ().

    In text a name that holds a comma stands in double quotes, or semicolons or line ends stand between the
    names. Names must give different, usable ids (`slug`), since answers about them are filed by id.
    """
    if isinstance(raw, str):
        parts = _split_names(raw)
    elif isinstance(raw, (list, tuple)):
        parts = list(raw)
    else:
        parts = [raw]
    if not parts and not isinstance(raw, tuple):  # an empty tuple is what "none" was kept as
        return Diagnostic("text-empty", "no name was given", hint='say "none" if there are none')
    if len(parts) > MAX_NAMES:
        return Diagnostic(
            "too-many-names", f"{len(parts):,} names; at most {MAX_NAMES} fit", hint="group them"
        )
    if len(parts) == 1 and isinstance(parts[0], str) and parts[0].strip().casefold() == "none":
        return ()
    by_id: dict[str, str] = {}
    for part in parts:
        name = clean_text(part, "the name", limit=MAX_NAME, one_line=True)
        if isinstance(name, Diagnostic):
            return name
        if name.casefold() == "none":
            return Diagnostic("name-unusable", '"none" cannot stand beside names', hint="take it out")
        other = by_id.setdefault(slug(name), name)
        if other != name:
            return Diagnostic(
                "names-alike",
                f'"{visible(other)}" and "{visible(name)}" cannot be told apart ({slug(name)})',
                hint="add a word to one of them",
            )
    return tuple(by_id.values())


def _split_names(raw: str) -> list[object]:
    """The names in a line; "Acme, Inc." stays one, since nobody is called Inc."""
    names: list[str] = []
    raw = raw.strip()
    apart = _BY_LINE if ";" in raw or "\n" in raw else _BY_COMMA
    for part in apart.findall(raw):
        name = part.strip()
        if names and apart is _BY_COMMA and name.casefold().replace(".", "") in _COMPANY_FORMS:
            names[-1] += f", {name}"
        elif len(name) > 1 and name[0] == name[-1] == '"':
            names.append(name[1:-1])
        elif name:
            names.append(name)
    return list(names)


def _standing(control: Control, raw: object) -> Value | Diagnostic:
    """A word of the practice scale or, for a measurement, a number; "in-place" is a claim until the number comes."""
    word: str | None = None
    if isinstance(raw, bool):
        word = "in-place" if raw else "not-in-place"
    elif isinstance(raw, str):
        word = _SYNONYMS.get(_folded(raw))
    if control.ask.kind == "practice":
        if word is not None:
            return word
        hint = did_you_mean(_folded(raw), _SYNONYMS) if isinstance(raw, str) else ""
        return Diagnostic(
            "practice-expected",
            f"{describe(raw)} does not say how this stands",
            hint=hint if hint.startswith("did") else f"say {_WORDS}",
        )
    if isinstance(raw, str) and _folded(raw) == "none":
        # "None" can mean zero, which often passes, or that nothing is in place, which never does.
        return Diagnostic(
            "number-expected", f"{describe(raw)} can mean two things here", hint="write 0, or not-in-place"
        )
    if word is not None:
        return word
    maximum = 100 if asks_percent(control) and control.ask.maximum is None else control.ask.maximum
    number = parse_number(
        raw,
        unit=control.ask.unit,
        minimum=control.ask.minimum,
        maximum=maximum,
        whole=control.ask.whole,
    )
    if (
        isinstance(number, Diagnostic)
        and number.code == "number-expected"
        and not number.hint.startswith("write")
    ):
        return Diagnostic(number.code, number.message, hint=f"{number.hint}, or {_WORDS}")
    return number
