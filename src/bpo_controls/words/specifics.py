"""A control in the words of this engagement: names filled in, tables replaced by the values that bind here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bpo_controls.answers.answer_model import Answers
from bpo_controls.engine.bindings import Binding
from bpo_controls.engine.finding import Assessment, Finding
from bpo_controls.engine.known_facts import subject_name
from bpo_controls.engine.reason import deciding
from bpo_controls.library.model import (
    Control,
    Library,
)
from bpo_controls.library.parameter_model import BRACED, ParameterValue
from bpo_controls.words.numbers import capital, measured

SHOWN = 4
"""Values named within a sentence; the rest stand in the list of limits."""

NOBODY: Mapping[str, str] = MappingProxyType({"buyer": "the buyer", "vendor": "the vendor"})
"""Names where no engagement gives any."""
NO_NOTES: Mapping[str, str] = MappingProxyType({})


def with_names(library: Library, names: Mapping[str, str] = NOBODY) -> Library:
    """The library with buyer and vendor called by name in every control. Values of tables stay open."""
    known = {**NOBODY, **{key: name for key, name in names.items() if name}}
    return replace(
        library,
        controls=MappingProxyType(
            {
                id_: _filled(control, known) if control.placeholders else control
                for id_, control in library.controls.items()
            }
        ),
    )


def specific_assessment(library: Library, sheet: Answers, assessment: Assessment) -> Assessment:
    """The assessment with every control as it reads here."""
    return replace(
        assessment,
        by_control=MappingProxyType(
            {
                id_: tuple(specific_finding(library, sheet, finding) for finding in findings)
                if findings and findings[0].control.placeholders
                else findings
                for id_, findings in assessment.by_control.items()
            }
        ),
    )


def specific_finding(library: Library, sheet: Answers, finding: Finding) -> Finding:
    """The finding with its control as it reads for its subject; with open placeholders none is left."""
    control = finding.control
    if not control.placeholders:
        return finding
    texts = {binding.parameter.id: binding_words(library, binding) for binding in finding.bindings}
    still_open = {one.parameter.id: note for one in finding.bindings if (note := open_words(library, one))}
    if finding.subject.kind != "engagement":
        name = subject_name(library, sheet, finding.subject)
        texts[finding.subject.kind] = name or f"each {finding.subject.kind}"
    for name in control.placeholders:
        if name in library.parameters:
            texts.setdefault(name, library.parameters[name].otherwise)
    return finding._replace(control=_filled(control, {**NOBODY, **texts}, still_open))


def plain_control(library: Library, control: Control) -> Control:
    """The control where no engagement, subject or date is at hand: `each site`, and the table's own words."""
    if not control.placeholders:
        return control
    texts = {name: f"each {name}" for name in control.placeholders if name not in NOBODY}
    texts |= {
        name: table.otherwise for name, table in library.parameters.items() if name in control.placeholders
    }
    return _filled(control, {**NOBODY, **texts})


def binding_words(library: Library, binding: Binding) -> str:
    """`7 calendar days (Medicare Advantage, 42 CFR 422.568(b)(1))`; the table's own words where nothing binds.

    Of many values the first few are named and the rest counted.
    """
    lines = [value_line(library, row) for row in binding.values]
    if not lines:
        return binding.parameter.otherwise
    named = (
        lines if len(lines) <= SHOWN + 1 else [*lines[:SHOWN], f"and {len(lines) - SHOWN} more listed limits"]
    )
    return "; ".join(named)


def listed_limits(library: Library, bindings: Sequence[Binding]) -> tuple[str, ...]:
    """Every value of the tables of which a text names only the first few; nothing where the text names all."""
    long = (binding for binding in bindings if len(binding.values) > SHOWN + 1)
    return tuple(value_line(library, row) for binding in long for row in binding.values)


def value_line(library: Library, row: ParameterValue) -> str:
    """One value with whom it binds and where it comes from."""
    source = library.sources.get(row.source)
    where = ", ".join(part for part in (row.label, source.citation if source else "") if part)
    return f"{value_text(row)} ({where})"


def value_text(row: ParameterValue) -> str:
    """The value alone, a number with its unit."""
    return measured(row.value, row.unit) if isinstance(row.value, int | float) else row.value


def open_words(library: Library, binding: Binding) -> str:
    """What else may bind, by the questions that would decide it; nothing where all is decided."""
    items = dict.fromkeys(
        leaf.item for why in binding.open for leaf in deciding(why) if leaf.item in library.questions
    )
    if not items:
        return ""
    asked = " and ".join(f"“{library.questions[item].ask}”" for item in items)
    return f"more may bind, depending on the answer to {asked}"


def _filled(control: Control, texts: Mapping[str, str], notes: Mapping[str, str] = NO_NOTES) -> Control:
    """Every text of a control with `{name}` replaced; names that are not given stay, and stay placeholders.

    The note of a name stands at the end of the text that uses it, once: inside the sentence it would tear it apart.
    """
    if texts.keys().isdisjoint(control.placeholders):
        return control

    def named(text: str) -> str:
        return BRACED.sub(lambda found: texts.get(found[1], found[0]), text)

    def begun(text: str, told: str) -> str:
        # "the vendor" stands in for a name nobody gave; real names keep their first letter as their owners write it
        return capital(told) if text.startswith("{") and told.startswith(("the ", "each ")) else told

    def phrase(text: str) -> str:
        if "{" not in text:
            return text
        told = named(text)
        if not notes:
            return told
        after = dict.fromkeys(notes[name] for name in BRACED.findall(text) if name in notes)
        ended = told.endswith((".", "?"))
        return told + "".join(f" [{capital(note) if ended else note}]" for note in after)

    def fill(text: str) -> str:
        return begun(text, phrase(text)) if "{" in text else text

    ask = control.ask
    return replace(
        control,
        title=begun(control.title, named(control.title)) if "{" in control.title else control.title,
        statement=fill(control.statement),
        why=fill(control.why),
        ask=replace(ask, text=fill(ask.text), help=fill(ask.help), limit_source=fill(ask.limit_source))
        if "{" in ask.text or "{" in ask.help or "{" in ask.limit_source
        else ask,
        raises=tuple(
            [
                replace(step, because=fill(step.because)) if "{" in step.because else step
                for step in control.raises
            ]
        ),
        verify=tuple(
            [
                replace(step, what=fill(step.what), accept=phrase(step.accept))
                if "{" in step.what or "{" in step.accept
                else step
                for step in control.verify
            ]
        ),
        evidence=tuple([fill(line) for line in control.evidence]),
        remedy=tuple(
            [replace(step, do=fill(step.do)) if "{" in step.do else step for step in control.remedy]
        ),
        placeholders=tuple([name for name in control.placeholders if name not in texts]),
    )
