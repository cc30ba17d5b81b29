"""How a control stands, in words: what was said, what is missing against what limit, how it was raised."""

from __future__ import annotations

from bpo_controls.engine.finding import Finding, GateVerdict
from bpo_controls.library.model import Control, Limits, Source
from bpo_controls.words import labels
from bpo_controls.words.facts import answer_words
from bpo_controls.words.numbers import capital, date_words, measured, money, plural, sentence


def limits_words(limits: Limits | None, unit: str) -> str:
    """`at most 24 hours`, `at least 95 %`, `from 2 to 5 days`; empty without limits."""
    if limits is None:
        return ""
    low, high = limits.at_least, limits.at_most
    if low is not None and high is not None:
        return f"from {measured(low, '')} to {measured(high, unit)}"
    if low == 100 and unit in ("%", "percent"):
        return "100 %"
    if high == 0:
        return "none"
    if low is not None:
        return f"at least {measured(low, unit)}"
    if high is not None:
        return f"at most {measured(high, unit)}"
    return ""


def said(finding: Finding) -> str:
    """The answer to the control's question: `72 hours`, `Partly in place`, `not asked yet`."""
    return capital(answer_words(finding.control, finding.answer))


def missing(finding: Finding) -> str:
    """What is missing against what limit; empty for a finding that is neither gap nor partly met."""
    control, answer = finding.control, finding.answer
    value = answer.value if answer is not None else None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _against(control, value, finding.status == "partly")
    if finding.status == "partly" or value == "partly":
        if answer is not None and answer.note:
            return "Part of this is in place; the note says which."
        return "Part of this is in place; which part was not said."
    return "All of it: nothing of this is in place."


def _against(control: Control, value: float, partly: bool) -> str:
    ask = control.ask
    found, wanted, outer = (
        measured(value, ask.unit),
        limits_words(ask.met, ask.unit),
        limits_words(ask.partly, ask.unit),
    )
    text = f"{found} against {wanted}"
    if outer:
        text += f"; {'still' if partly else 'not even'} within the outer limit of {outer}"
    return sentence(text)


def measure_words(control: Control) -> str:
    """What passes: the limit of a measurement, or the statement itself."""
    if control.ask.kind == "number":
        return f"{capital(limits_words(control.ask.met, control.ask.unit))}"
    return sentence(control.statement)


def severity_words(finding: Finding) -> str:
    """`Critical (raised from high: leavers cannot be walked to the door)`."""
    word = labels.SEVERITY[finding.severity]
    notes = []
    if finding.raised and finding.severity != finding.control.severity:
        notes.append(f"raised from {finding.control.severity}: {'; '.join(finding.raised)}")
    if finding.severity_open:
        notes.append("could still rise, because an answer is missing")
    return f"{word} ({'; '.join(notes)})" if notes else word


def effort(hours: float) -> str:
    """A working estimate: `about 6 hours`."""
    return f"about {measured(hours, 'hours')}"


def citation_words(source: Source, standing: str) -> str:
    """A citation with how it stands: `45 CFR 164.308(a)(3)(ii)(C), in force`; unread ones are marked."""
    text = f"{source.citation}, {labels.STANDING[standing]}"
    return text if source.verified else f"{text}, not verified by us"


def precedent_words(title: str, date: str, what: str, amount_usd: int | None) -> str:
    """One enforcement case in a sentence or two."""
    paid = f" Cost: {money(amount_usd)}." if amount_usd else ""
    return f"{title} ({date_words(date)}): {sentence(what)}{paid}"


def due_words(gate: str, iso: str) -> str:
    """`before the pilot, 1 December 2026`, or that no date is set."""
    if iso:
        return f"{labels.gate_before(gate)}, {date_words(iso)}"
    return f"{labels.gate_before(gate)} (no date set)"


def verdict_sentence(verdict: GateVerdict) -> str:
    """Why the verdict is what it is, in one sentence."""
    blockers = len(verdict.blockers)
    match verdict.verdict:
        case "not-ready":
            text = f"{capital(plural(blockers, 'critical or high gap'))} must be closed first."
            if verdict.open:
                text += f" {capital(plural(len(verdict.open), 'control'))} not known or not decided could add to them."
            return text
        case "cannot-tell":
            return (
                f"No critical or high gap is known, but {plural(blockers, 'critical or high control')} "
                f"{'is' if blockers == 1 else 'are'} still not known or not decided."
            )
        case "ready-with-conditions":
            return (
                f"No critical or high gap; {plural(blockers, 'critical or high control')} "
                f"{'is' if blockers == 1 else 'are'} only partly met, done another way and not yet reviewed, "
                "or accepted as a risk."
            )
        case _:
            return "Every critical and high control due by this gate is met."


def blocker_words(finding: Finding) -> str:
    """What stands in the way, shortly: `72 hours against at most 24 hours`, `Not in place`, `Not known`."""
    if finding.applies.value == "undecided":
        return "Not decided whether it applies"
    if finding.status == "unknown":
        return f"{labels.STATUS['unknown']}: {said(finding)[:1].lower()}{said(finding)[1:]}"
    value = finding.answer.value if finding.answer is not None else None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{said(finding)} against {limits_words(finding.control.ask.met, finding.control.ask.unit)}"
    return said(finding)
