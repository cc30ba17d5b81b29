"""The value of one field, by where it comes from."""

from __future__ import annotations

from typing import cast

from bpo_controls.answers.answer_model import ENGAGEMENT, Subject
from bpo_controls.answers.answer_model import Value as Answered
from bpo_controls.engine.bindings import bind
from bpo_controls.engine.gates import gate_verdicts
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Fact
from bpo_controls.engine.truth import Truth
from bpo_controls.forms.control_answers import control_value
from bpo_controls.forms.filled_form import Trace, Value
from bpo_controls.forms.known import Known
from bpo_controls.library.form_model import Origin
from bpo_controls.library.model import (
    Gate,
)
from bpo_controls.library.parameter_model import ParameterValue
from bpo_controls.words import labels
from bpo_controls.words.answer_words import about, value_words
from bpo_controls.words.findings import verdict_sentence
from bpo_controls.words.form_words import ANSWER, WHY
from bpo_controls.words.numbers import capital, date_words
from bpo_controls.words.specifics import value_line


def field_value(known: Known, origin: Origin, subject: Subject) -> Value:
    """The value of a field of a copy or row about this subject. Nothing known: no text, with the reason."""
    match origin.kind:
        case "engagement":
            return _of_engagement(known, origin)
        case "fact":
            return fact_value(known, origin.key, subject, origin.ask)
        case "control":
            return control_value(
                known, origin.controls, subject, origin.show, broader=origin.broader, ask=origin.ask
            )
        case "parameter":
            return _of_parameter(known, origin)
        case "person":
            return _of_person(known, origin)
        case "subject":
            return _of_subject(known, origin, subject)
        case "assessment":
            return _of_assessment(known, origin.key)
        case "print":
            return Value("printed", known.names(origin.text))
        case "blank" | "show":
            return Value("people", reason=origin.text, ask=known.ask(origin.ask) if origin.ask else "")


def _of_engagement(known: Known, origin: Origin) -> Value:
    key, _, part = origin.key.partition(".")
    if key == "gate_dates":
        text = known.file.gate_dates.get(cast(Gate, part), "")
    elif key == "branding":
        text = known.file.branding.firm
    else:
        text = getattr(known.file, key)
    if not text:
        return Value("missing", reason=WHY["no-key"].format(key=origin.key), ask=known.ask(origin.ask or "contract-owner"))  # fmt: skip
    shown = date_words(text) if key in ("gate_dates", "review_date") else text
    return Value("filled", shown, text, traces=(Trace("engagement", origin.key, said=shown),))


def fact_value(known: Known, fact: str, subject: Subject, ask: str = "") -> Value:
    """The value of a question or derived fact; where it is asked of other subjects, that of each."""
    kind = known.scope.kind_of(fact)
    if kind == "engagement":
        return _one_fact(known, fact, ENGAGEMENT, ask)
    if kind == subject.kind and subject.id:
        return _one_fact(known, fact, subject, ask)
    subjects = known.scope.subjects(kind)
    if subjects is None:
        question = known.library.introducer(kind)
        return Value("missing", reason=WHY["subjects-unknown"], ask=known.ask(question.who) if question else "")  # fmt: skip
    if not subjects:
        traces = known.subject_traces(Subject(kind))
        return Value("filled", ANSWER["not-applicable"], "not-applicable", traces=traces)
    each = [(one, _one_fact(known, fact, one, ask)) for one in subjects]
    open_ = [(one, value) for one, value in each if value.state != "filled"]
    if open_:
        names = ", ".join(known.about(one) for one, _ in open_)
        return Value("missing", reason=f"{names}: {open_[0][1].reason}", ask=open_[0][1].ask)
    traces = tuple(dict.fromkeys(trace for _, value in each for trace in value.traces))
    texts = {value.text for _, value in each}
    if len(texts) == 1:
        return Value("filled", each[0][1].text, each[0][1].raw, traces=traces)
    return Value(
        "filled", "; ".join(f"{known.about(one)}: {value.text}" for one, value in each), traces=traces
    )


def _one_fact(known: Known, fact: str, subject: Subject, ask: str) -> Value:
    derived = known.library.derived.get(fact)
    if derived is not None:
        reason = judge(derived.when, subject, known.scope)
        traces = known.reason_traces(reason) or known.subject_traces(subject)
        if reason.truth is Truth.UNKNOWN or not traces:
            return Value("missing", reason=WHY["undecided"], ask=known.ask(ask or "contract-owner"))
        word = "yes" if reason.truth is Truth.TRUE else "no"
        return Value("filled", capital(word), word, traces=traces)
    if known.is_contested(fact, subject):
        return Value("missing", reason=WHY["contested"], ask=_who(known, fact, ask))
    found = known.scope.fact(fact, subject)
    if not found.known:
        return Value("missing", reason=WHY.get(found.cause, WHY["unanswered"]), ask=_whom(known, fact, found, ask))  # fmt: skip
    answer = known.answers.get(fact, subject)
    if found.cause in ("closed", "not-applicable"):
        traces = (known.answer_trace(answer),) if answer is not None else ()
        traces = traces or (known.reason_traces(found.why) if found.why else ())
        if not traces:
            return Value("missing", reason=WHY["unanswered"], ask=_who(known, fact, ask))
        return Value("filled", ANSWER["not-applicable"], "not-applicable", traces=traces)
    question = known.library.questions.get(fact)
    if question is None or answer is None or answer.value is None:
        return _built_in(known, subject, found)
    text = capital(value_words(question, answer.value, known.library))
    return Value("filled", text, _raw(answer.value), traces=(known.answer_trace(answer),))


def _built_in(known: Known, subject: Subject, found: Fact) -> Value:
    value = found.value
    text = ", ".join(value) if isinstance(value, tuple) else str(value)
    return Value("filled", text, text, traces=known.subject_traces(subject))


def _raw(value: Answered) -> str | float:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    return value


def _who(known: Known, fact: str, ask: str) -> str:
    question = known.library.questions.get(fact)
    return known.ask(ask or (question.who if question else "contract-owner"))


def _whom(known: Known, fact: str, found: Fact, ask: str) -> str:
    if found.cause == "dont-know" and found.text:
        return found.text
    return _who(known, found.item or fact, ask)


def _of_parameter(known: Known, origin: Origin) -> Value:
    rows = bound_rows(known, origin.key)
    binding = bind(known.library.parameters[origin.key], known.scope, known.assessment.as_of)
    traces = tuple(dict.fromkeys(trace for row in rows for trace in row_traces(known, row)))
    if not rows or not traces:
        why = WHY["parameter-open"] if binding.open else WHY["no-parameter"]
        return Value("missing", reason=why, ask=known.ask(origin.ask or "contract-owner"))
    text = "; ".join(value_line(known.library, row) for row in rows[:4])
    more = f"; and {len(rows) - 4} more" if len(rows) > 4 else ""
    return Value("filled", text + more, traces=traces)


def bound_rows(known: Known, parameter: str) -> tuple[ParameterValue, ...]:
    """The values of a table that bind on the date."""
    return bind(known.library.parameters[parameter], known.scope, known.assessment.as_of).values


def row_traces(known: Known, row: ParameterValue) -> tuple[Trace, ...]:
    """The answers by which a value binds; for one that always does, what the work is."""
    if row.when is None:
        return known.subject_traces(ENGAGEMENT)
    return known.reason_traces(judge(row.when, ENGAGEMENT, known.scope))


def _of_person(known: Known, origin: Origin) -> Value:
    found = known.person(origin.roles, origin.side)
    if found is None:
        return Value("missing", reason=WHY["no-person"], ask=known.ask(origin.ask or "contract-owner"))
    return person_value(known, found.name, origin.show)


def person_value(known: Known, name: str, show: str) -> Value:
    """What is shown of a person that the engagement names."""
    found = next(one for one in known.people if one.name == name)
    text = {
        "name": f"{found.name}, {found.role}" if found.role else found.name,
        "role": found.role, "organization": found.organization, "side": found.side, "email": found.email,
    }[show]  # fmt: skip
    if not text:
        why = WHY["no-email"] if show == "email" else WHY["unanswered"]
        return Value("missing", reason=why, ask=found.name)
    return Value("filled", text, text, traces=(found.trace,))


def _of_subject(known: Known, origin: Origin, subject: Subject) -> Value:
    if origin.key == "kind":
        return Value("filled", capital(labels.KIND[subject.kind][0]), subject.kind, traces=known.subject_traces(subject))  # fmt: skip
    if subject.kind == "engagement":
        return _of_engagement(known, Origin("engagement", "vendor"))
    traces = known.subject_traces(subject)
    name = about(known.library, known.answers, subject)
    return Value("filled", name, name, traces=traces)


def _of_assessment(known: Known, key: str) -> Value:
    if key == "as_of":
        iso = known.assessment.as_of
        return Value("printed", date_words(iso), iso)
    verdict = next(one for one in gate_verdicts(known.assessment) if one.gate == key)
    text = f"{labels.VERDICT[verdict.verdict]}. {verdict_sentence(verdict)}"
    counting = [*verdict.blockers, *verdict.conditions, *verdict.to_close] or list(known.assessment.findings)
    traces = tuple(dict.fromkeys(trace for one in counting[:10] for trace in known.finding_traces(one)))
    if not traces:
        return Value("missing", reason=WHY["undecided"], ask=known.ask("contract-owner"))
    return Value("filled", text, verdict.verdict, traces=traces)
