"""One thing of the library, found by its id and laid out for reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bpo_controls.library.model import Control, Derived, Library, Question, Retired, Source, Workflow

    Thing = Control | Question | Derived | Source | Workflow | Retired


def look_up(library: Library, id_: str) -> Thing:
    """What has this id: a control (retired ones too), question, derived fact, source or workflow.

    Raises UserError `unknown-id`.
    """
    from bpo_controls.diagnostics import did_you_mean, user_error

    tables = (
        library.controls,
        library.retired,
        library.questions,
        library.derived,
        library.sources,
        library.workflows,
    )
    for wanted in (id_, id_.upper()):
        for table in tables:
            if wanted in table:
                return table[wanted]
    known = [key for table in tables for key in table]
    hint = did_you_mean(id_.upper() if id_.upper() != id_ else id_, known) or did_you_mean(id_, known)
    raise user_error(
        "unknown-id",
        f'nothing in the library is called "{id_}"',
        hint=hint or "see: bpo-controls library list",
    )


def as_plain(thing: object) -> object:
    """Plain data of a frozen value, for JSON."""
    from collections.abc import Mapping
    from dataclasses import fields, is_dataclass

    if is_dataclass(thing) and not isinstance(thing, type):
        body = {f.name: as_plain(getattr(thing, f.name)) for f in fields(thing)}
        return (
            {"node": type(thing).__name__, **body} if type(thing).__module__.endswith("condition") else body
        )
    if isinstance(thing, Mapping):
        return {str(key): as_plain(value) for key, value in thing.items()}
    if isinstance(thing, tuple | list):
        return [as_plain(part) for part in thing]
    return thing


def as_lines(library: Library, thing: Thing) -> Iterator[str]:
    """The entry laid out for reading, line by line."""
    from bpo_controls.library.model import Control, Derived, Question, Retired, Source
    from bpo_controls.words.specifics import plain_control

    if isinstance(thing, Retired):
        yield f"{thing.id}  {thing.title}".rstrip()
        yield f"Retired in {thing.in_version}: {thing.because}"
        if thing.replaced_by:
            yield f"Replaced by: {', '.join(thing.replaced_by)}"
    elif isinstance(thing, Control):
        yield from _control(library, plain_control(library, thing))
    elif isinstance(thing, Question):
        yield from _question(library, thing)
    elif isinstance(thing, Derived):
        yield from _derived(library, thing)
    elif isinstance(thing, Source):
        yield from _source(library, thing)
    else:
        yield f"{thing.id}  {thing.title}"
        yield thing.does
        yield f"Office: {thing.office}"
        yield f"Traits: {', '.join(thing.traits) or 'none'}"


def _control(library: Library, control: Control) -> Iterator[str]:
    from bpo_controls.words import labels
    from bpo_controls.words.conditions import condition_in_words
    from bpo_controls.words.findings import effort, limits_words
    from bpo_controls.words.numbers import sentence

    yield f"{control.id}  {control.title}"
    yield control.statement
    yield ""
    yield f"Why: {sentence(control.why)}"
    yield f"Applies: {sentence(condition_in_words(library, control.applies_when))}"
    yield (
        f"Decided for: each {control.per}"
        if control.per != "engagement"
        else "Decided for: the whole engagement"
    )
    yield (
        f"Severity: {labels.SEVERITY[control.severity]}   Gate: {labels.GATE[control.gate]}   "
        f"Party: {labels.PARTY[control.party]}   Basis: {labels.BASIS[control.basis]}"
    )
    for step in control.raises:
        yield f"Raised to {step.to} when {condition_in_words(library, step.when)}, because {step.because}"
    yield f"Asks the {labels.role(control.ask.who)}: {control.ask.text}"
    if control.ask.kind == "number":
        yield f"  met: {limits_words(control.ask.met, control.ask.unit)}"
        if control.ask.partly is not None:
            yield f"  partly met: {limits_words(control.ask.partly, control.ask.unit)}"
        yield f"  the limit comes from: {control.ask.limit_source}"
    yield "Verify:"
    for check in control.verify:
        what = check.what.rstrip(".;?")
        yield f"  - {labels.METHOD[check.method]}: {what}; passes: {check.accept}"
    yield "Evidence:"
    for item in control.evidence:
        yield f"  {item}"
    yield "Fix:"
    for remedy in control.remedy:
        yield f"  {remedy.do} ({labels.PARTY[remedy.party].lower()}, {effort(remedy.effort_hours)})"
    yield "Sources:"
    for source in control.sources or ("none: good practice or a known risk",):
        known = library.sources.get(source)
        yield f"  {known.citation}: {known.title}" if known else f"  {source}"
    for framework, ids in control.maps.items():
        yield f"Maps to {framework}: {', '.join(ids)}"


def _question(library: Library, question: Question) -> Iterator[str]:
    from bpo_controls.words import labels
    from bpo_controls.words.conditions import condition_in_words
    from bpo_controls.words.numbers import sentence

    yield f"{question.id}  ({question.kind}, asked per {question.per})"
    yield question.ask
    yield f"Why: {question.why}"
    if question.help:
        yield f"Help: {question.help}"
    yield f"Asks: the {labels.role(question.who)}"
    if question.ask_when is not None:
        yield f"Asked when: {sentence(condition_in_words(library, question.ask_when))}"
    for option in question.options:
        yield f"  {option.id}: {option.label}"


def _derived(library: Library, fact: Derived) -> Iterator[str]:
    from bpo_controls.words.conditions import condition_in_words
    from bpo_controls.words.numbers import sentence

    yield f"{fact.id}  (a yes-no fact that follows from others, per {fact.per})"
    yield fact.title
    yield f"Yes when: {sentence(condition_in_words(library, fact.when))}"


def _source(library: Library, source: Source) -> Iterator[str]:
    from bpo_controls.words.numbers import date_words

    yield f"{source.id}  {source.citation}"
    yield source.title
    yield source.says
    yield f"State: {source.state}"
    for name, date in (
        ("effective", source.effective),
        ("compliance", source.compliance),
        ("until", source.until),
    ):
        if date:
            yield f"{name.capitalize()}: {date_words(date)}"
    yield f"Verified: {source.verified or 'no, background knowledge only'}"
    if source.note:
        yield f"Note: {source.note}"
    yield f"Address: {source.url}"
    users = [
        c.id
        for c in library.controls.values()
        if source.id in c.sources or any(w.source == source.id for w in c.watch)
    ]
    yield f"Used by: {', '.join(users) or 'no control'}"
