"""What the controls behind a line of a form say to it, for the subject at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from bpo_controls.answers.answer_model import Answer, Subject
from bpo_controls.engine.finding import Finding, Status
from bpo_controls.engine.truth import Truth
from bpo_controls.forms.filled_form import Trace, Value
from bpo_controls.forms.known import Known
from bpo_controls.words import labels
from bpo_controls.words.answer_words import evidence_words, who_said
from bpo_controls.words.findings import blocker_words, said
from bpo_controls.words.form_words import ANSWER, BASIS, WHY, stated_only
from bpo_controls.words.numbers import capital, date_words, listed, sentence
from bpo_controls.words.reasons import needs_in_words

SHOWN = 4
"""So many controls or documents are named in one cell before the rest is counted."""

STATUS_WORST: tuple[Status, ...] = ("gap", "accepted", "partly", "another-way", "claimed", "met")
STATUS_SAYS: dict[str, str] = {
    "gap": "no", "accepted": "accepted", "partly": "partly", "another-way": "another-way", "claimed": "claimed", "met": "yes",
}  # fmt: skip
assert {*STATUS_WORST, "unknown", "not-applicable"} == set(get_args(Status))


def findings_behind(known: Known, controls: Sequence[str], subject: Subject) -> tuple[Finding, ...]:
    """The findings of these controls about this subject; those about other kinds of subjects all count."""
    found = []
    for one in controls:
        for finding in known.assessment.of(one):
            if finding.subject.kind == subject.kind and subject.id and finding.subject != subject:
                continue
            found.append(finding)
    return tuple(found)


def control_value(
    known: Known, controls: Sequence[str], subject: Subject, show: str, *, broader: bool, ask: str = ""
) -> Value:
    """What is shown of these controls: answer, said, proof, basis, note or seen. Blank where nobody has said it."""
    findings = findings_behind(known, controls, subject)
    return findings_value(known, findings, show, broader=broader, ask=ask)


def findings_value(
    known: Known, findings: Sequence[Finding], show: str, *, broader: bool = False, ask: str = ""
) -> Value:
    """The same of findings at hand."""
    if not findings:
        return Value("people", reason=WHY["no-control"], ask=known.ask(ask or "contract-owner"))
    contested = [one for one in findings if known.is_contested(one.control.id, one.subject)]
    if contested:
        return Value("missing", reason=WHY["contested"], ask=_ask(known, contested, ask))
    inside = [one for one in findings if one.applies is not Truth.FALSE]
    if not inside:  # the line stands on the form all the same, so this is no "not applicable"
        return Value("people", reason=WHY["no-control"], ask=known.ask(ask or findings[0].control.ask.who))
    out = [one for one in inside if one.status == "not-applicable"]
    if len(out) == len(inside):
        return _not_applicable(known, out, show)
    open_ = [one for one in findings if one.applies is Truth.UNKNOWN]
    counting = [one for one in findings if one.applies is Truth.TRUE and one.status != "not-applicable"]
    answered = [one for one in counting if one.status != "unknown" and one.answer is not None]
    if show == "answer":
        return _answer(known, counting, open_, broader, ask)
    if not answered:
        waiting = [*open_, *counting]
        why = _why_open(known, open_) if open_ else WHY["not-asked"]
        return Value("missing", reason=why, ask=_ask(known, waiting, ask))
    return _shown(known, answered, show, ask)


def _answer(
    known: Known, counting: Sequence[Finding], open_: Sequence[Finding], broader: bool, ask: str
) -> Value:
    gaps = [one for one in counting if one.status == "gap"]
    unknown = [one for one in counting if one.status == "unknown"]
    if not gaps or broader:
        if open_:
            return Value("missing", reason=_why_open(known, open_), ask=_ask(known, open_, ask))
        if unknown:
            return Value("missing", reason=WHY["not-asked"], ask=_ask(known, unknown, ask))
    worst = next(one for one in STATUS_WORST if any(f.status == one for f in counting))
    if broader and worst != "met":
        short = [one for one in counting if one.status != "met"]
        return Value(
            "missing", reason=f"{WHY['broader']} {_standing(known, short)}", ask=_ask(known, short, ask)
        )
    raw = STATUS_SAYS[worst]
    text = ANSWER[raw]
    answers = _answers(counting)
    if raw == "yes" and answers and all(one.assurance == "stated" for one in answers):
        text = stated_only(text)
    return Value("filled", text, raw, traces=_traces(known, counting))


def _shown(known: Known, answered: Sequence[Finding], show: str, ask: str) -> Value:
    answers, traces = _answers(answered), _traces(known, answered)
    asked = _ask(known, answered, ask)
    match show:
        case "said":
            return Value("filled", _standing(known, answered), traces=traces)
        case "proof":
            lines = list(dict.fromkeys(line for one in answers for line in evidence_words(one)))
            if not lines:
                return Value("missing", reason=WHY["no-proof"], ask=asked)
            text = "; ".join(lines[:SHOWN])
            if len(lines) > SHOWN:
                text += f"; and {len(lines) - SHOWN} more"
            return Value("filled", text, traces=traces)
        case "basis":
            groups: dict[str, dict[str, None]] = {}
            for one in answers:
                groups.setdefault(BASIS[one.assurance], {})[who_said(one)] = None
            text = "; ".join(
                f"{word}: {listed([who for who in people if who])}".removesuffix(": ")
                for word, people in groups.items()
            )
            return Value("filled", text, traces=traces)
        case "note":
            notes = list(dict.fromkeys(sentence(one.note) for one in answers if one.note))
            if not notes:  # a note is extra: without one, nothing is missing
                return Value("printed", "–")
            return Value("filled", " ".join(notes), traces=traces)
        case _:
            days = sorted(e.seen_on for one in answers for e in one.evidence if e.seen_on)
            if not days:
                return Value("missing", reason=WHY["not-seen"], ask=asked)
            return Value("filled", date_words(days[-1]), days[-1][:10], traces=traces)


def _not_applicable(known: Known, out: Sequence[Finding], show: str) -> Value:
    traces = _traces(known, out)
    if show in ("answer", "said"):
        return Value("filled", ANSWER["not-applicable"], "not-applicable", traces=traces)
    return Value("printed", "–")


def _why_open(known: Known, open_: Sequence[Finding]) -> str:
    needs = [need for one in open_ for need in needs_in_words(known.library, known.answers, one)]
    first = list(dict.fromkeys(needs))[:1]
    return f"{WHY['undecided']} {sentence(first[0])}" if first else WHY["undecided"]


def _standing(known: Known, findings: Sequence[Finding]) -> str:
    """`118 hours against at most 24 hours (ACC-02); …`, the worst first."""
    order = {status: place for place, status in enumerate(STATUS_WORST)}
    ranked = sorted(findings, key=lambda one: order.get(one.status or "met", len(order)))
    lines = [f"{standing_words(one)} ({_named(known, one)})" for one in ranked]
    rest = f"; and {len(lines) - SHOWN} more" if len(lines) > SHOWN else ""
    return "; ".join(lines[:SHOWN]) + rest


def _named(known: Known, one: Finding) -> str:
    if one.subject.kind == "engagement":
        return one.control.id
    return f"{one.control.id}, {known.about(one.subject)}"


def standing_words(one: Finding) -> str:
    """`118 hours against at most 24 hours`, `In place`."""
    words = said(one) if one.status == "met" else blocker_words(one)
    return capital(words)


def _answers(findings: Sequence[Finding]) -> list[Answer]:
    return [one.answer for one in findings if one.answer is not None]


def _traces(known: Known, findings: Sequence[Finding]) -> tuple[Trace, ...]:
    return tuple(dict.fromkeys(trace for one in findings for trace in known.finding_traces(one)))


def _ask(known: Known, findings: Sequence[Finding], ask: str) -> str:
    """Whom to ask: who was named with "don't know", who gave the answer, else the role of the control."""
    for one in findings:
        answer = one.answer
        if answer is not None and answer.non_answer is not None and answer.non_answer.kind == "dont-know":
            return answer.non_answer.text or capital(labels.ROLE[one.control.ask.who])
    if ask:
        return known.ask(ask)
    for one in findings:
        if one.answer is not None and one.answer.by:
            return who_said(one.answer)
    if findings[0].applies is Truth.UNKNOWN and findings[0].needs:
        need = min(findings[0].needs)
        question = known.library.questions.get(need.item)
        if question is not None:
            return known.ask(question.who)
    return known.ask(findings[0].control.ask.who)
