"""How a control stands, in words: what was said, what is missing against what limit, how it was raised."""

from __future__ import annotations

from collections.abc import Sequence

from bpo_controls.engine.finding import Counts, Finding, GateVerdict
from bpo_controls.library.model import Control, Limits, Source
from bpo_controls.words import labels
from bpo_controls.words.answer_words import answer_words
from bpo_controls.words.numbers import (
    capital,
    date_words,
    date_words_short,
    listed,
    measured,
    money,
    number,
    plural,
    sentence,
    share,
)


def limits_words(limits: Limits | None, unit: str) -> str:
    """`at most 24 hours`, `at least 95%`, `from 2 to 5 days`; empty without limits."""
    if limits is None:
        return ""
    low, high = limits.at_least, limits.at_most
    if low is not None and high is not None:
        return f"from {measured(low, '')} to {measured(high, unit)}"
    if low == 100 and unit in ("%", "percent"):
        return "100%"
    if high == 0:
        return "none allowed"
    if low is not None:
        return f"at least {measured(low, unit)}"
    if high is not None:
        return f"at most {measured(high, unit)}"
    return ""


def said(finding: Finding) -> str:
    """The answer to the control's question: `72 hours`, `Partly in place`, `not asked yet`."""
    words = capital(answer_words(finding.control, finding.answer))
    answer = finding.answer
    if answer is None or finding.measured is None or finding.measured == answer.value:
        return words
    return f"{words} on {date_words(answer.at[:10])}, {measured(finding.measured, finding.control.ask.unit)} by now"


def missing(finding: Finding) -> str:
    """What is missing against what limit; empty for a finding that is neither gap nor partly met."""
    control, answer = finding.control, finding.answer
    value = answer.value if answer is not None else None
    if finding.measured is not None:
        return _against(control, finding.measured, finding.status == "partly")
    if finding.status == "partly" or value == "partly":
        if answer is not None and answer.note:
            return "Part of this is in place; the note says which."
        return "Part of this is in place; which part was not said."
    return "All of it: nothing of this is in place."


def _against(control: Control, value: float, partly: bool) -> str:
    ask = control.ask
    text = against_words(control, value)
    outer = limits_words(ask.partly, _limit_unit(ask.unit))
    if outer:
        text += f"; {'still' if partly else 'not even'} within the outer limit of {outer}"
    return sentence(text)


def against_words(control: Control, value: float) -> str:
    """A measurement against its limit: `72 hours against at most 24 hours`, `4 of ten reasons against at least 8`."""
    unit = control.ask.unit
    return f"{measured(value, unit)} against {limits_words(control.ask.met, _limit_unit(unit))}"


def _limit_unit(unit: str) -> str:
    """`reasons of ten` is said once, with the measurement."""
    return "" if " of " in unit else unit


def measure_words(control: Control) -> str:
    """What passes: the limit of a measurement, or the statement itself. `None allowed (0)` for nothing at all."""
    if control.ask.kind == "number":
        text = capital(limits_words(control.ask.met, control.ask.unit))
        return f"{text} (0)" if text == "None allowed" else text
    return sentence(control.statement)


def severity_parts(finding: Finding) -> tuple[str, str]:
    """The severity and why it is not simply the control's own: `Critical`, `raised from high: departing workers cannot be …`.

    The second part is empty where there is nothing to say.
    """
    notes = []
    if finding.raised and finding.severity != finding.control.severity:
        notes.append(f"raised from {finding.control.severity}: {'; '.join(finding.raised)}")
    if finding.severity_open:
        notes.append("could still rise, because an answer is missing")
    return labels.SEVERITY[finding.severity], "; ".join(notes)


def severity_words(finding: Finding) -> str:
    """`Critical (raised from high: a departing worker cannot be walked to the door)`."""
    word, note = severity_parts(finding)
    return f"{word} ({note})" if note else word


def effort(hours: float) -> str:
    """A working estimate: `about 6 hours`."""
    return f"about {measured(hours, 'hours')}"


def standing_words(source: Source, standing: str) -> str:
    """How a source stands: `in force`, `on hold`; what is no law is named for what it is."""
    kind = labels.NOT_LAW.get(source.regime, "")
    word = labels.STANDING[standing]
    if standing == "upcoming" and source.state == "in-force":
        word = labels.EARLIER
    if not kind:
        return word
    return kind if standing == "in-force" else f"{kind}; {word}"


def citation_words(source: Source, standing: str) -> str:
    """A citation with how it stands: `45 CFR 164.308(a)(3)(ii)(C), in force`; unread ones are marked."""
    text = f"{source.citation}, {standing_words(source, standing)}"
    return text if source.verified else f"{text}, not verified by us"


def precedent_words(title: str, date: str, what: str, amount_usd: int | None) -> str:
    """One enforcement case in a sentence or two."""
    paid = f" Cost: {money(amount_usd)}." if amount_usd else ""
    return f"{title} ({date_words(date)}): {sentence(what)}{paid}"


def by_date_words(iso: str, as_of: str, passed: str = "overdue", *, short: bool = False) -> str:
    """A date to keep: `December 1, 2026`; `December 1, 2025 (overdue)` once the as-of date is past it."""
    text = date_words_short(iso) if short else date_words(iso)
    return f"{text} ({passed})" if iso and as_of[:10] > iso[:10] else text


def lapsed_words(finding: Finding, as_of: str) -> str:
    """That an acceptance of this gap has run out, with who took it and until when; else empty."""
    taken = finding.answer.accepted if finding.answer is not None else None
    if taken is None or finding.status not in ("gap", "partly") or as_of <= taken.until:
        return ""
    return f"Accepted by {taken.by} until {date_words(taken.until)}; that time has run out. {sentence(taken.reason)}"


def check_words(what: str) -> str:
    """What to check, closed so that what passes can follow: `The log;`, `Where is the list?`."""
    return what if what.endswith((".", "?", "!")) else f"{what};"


def counts_words(counts: Counts) -> tuple[tuple[str, str], ...]:
    """How the counted findings are spread, name and share; the parts add up to the denominator."""
    parts = (("Met", counts.met), ("Claimed", counts.claimed), ("Partly met", counts.partly), ("Gap", counts.gap),
             ("Not known", counts.unknown), ("Done another way", counts.another_way),
             ("Accepted risk", counts.accepted))  # fmt: skip
    return tuple((name, share(many, counts.counted)) for name, many in parts)


def due_words(gate: str, iso: str, as_of: str = "") -> str:
    """`before the pilot, December 1, 2026`, or that no date is set; with `as_of`, whether it is overdue."""
    if iso:
        return f"{labels.gate_before(gate)}, {by_date_words(iso, as_of)}"
    return f"{labels.gate_before(gate)} (no date set)"


def to_close_words(verdict: GateVerdict) -> str:
    """What is to be closed by a gate, in one count with its parts.

    `21 to close: 9 critical or high gaps block, 3 lower gaps and 9 partly met controls do not`. This is the one count
    of a gate, wherever it stands: it takes in what is due by the gates before.
    """
    whole = len(verdict.to_close)
    if not whole:
        return "nothing to close"
    gaps = sum(finding.status == "gap" for finding in verdict.to_close)
    blocking = len(verdict.blockers) if verdict.verdict == "not-ready" else 0
    lower, partly = gaps - blocking, whole - gaps
    rest = listed(
        [
            text
            for many, text in (
                (lower, plural(lower, "lower gap")),
                (partly, plural(partly, "partly met control")),
            )
            if many
        ]
    )
    if not blocking:
        return f"{number(whole)} to close: {rest}, and none blocks"
    block = f"{plural(blocking, 'critical or high gap')} {'blocks' if blocking == 1 else 'block'}"
    if not rest:
        return f"{number(whole)} to close: {block}"
    return f"{number(whole)} to close: {block}, {rest} {'does' if lower + partly == 1 else 'do'} not"


def verdict_sentence(verdict: GateVerdict) -> str:
    """Why the verdict is what it is, with the one count of the gate."""
    blockers = len(verdict.blockers)
    is_are = "is" if blockers == 1 else "are"
    count = sentence(to_close_words(verdict))
    match verdict.verdict:
        case "not-ready":
            if not blockers:
                return f"{count} What blocks stands outside this extract."
            if not verdict.open:
                return count
            more = plural(len(verdict.open), "critical or high control")
            return f"{count} {capital(more)} not known or not decided could add to them."
        case "cannot-tell":
            text = (
                f"No critical or high gap is known, but {plural(blockers, 'critical or high control')} "
                f"{is_are} still not known or not decided."
            )
        case "ready-with-conditions":
            text = (
                f"No critical or high gap; {plural(blockers, 'critical or high control')} "
                f"{is_are} only claimed without a figure, partly met, done another way and not yet reviewed, "
                "or accepted as a risk."
            )
        case _:
            text = "Every critical and high control due by this gate is met."
    return f"{text} {count}" if verdict.to_close else text


def headline_words(verdicts: Sequence[GateVerdict]) -> str:
    """The answer in a sentence or two: the first gate that is not simply ready, and why."""
    for verdict in verdicts:
        if verdict.verdict != "ready":
            return f"{labels.VERDICT[verdict.verdict]} {_FOR[verdict.gate]}. {verdict_sentence(verdict)}"
    return f"Ready {listed([_FOR[verdict.gate] for verdict in verdicts])}. {verdict_sentence(verdicts[0])}"


def short_headline(verdicts: Sequence[GateVerdict]) -> str:
    """The answer without its reason: `Not ready for the pilot`."""
    for verdict in verdicts:
        if verdict.verdict != "ready":
            return f"{labels.VERDICT[verdict.verdict]} {_FOR[verdict.gate]}"
    return f"Ready {listed([_FOR[verdict.gate] for verdict in verdicts])}"


_FOR = {"pilot": "for the pilot", "go-live": "for go-live", "scale": "for scale"}


def blocker_words(finding: Finding) -> str:
    """What stands in the way, shortly: `72 hours against at most 24 hours`, `Not in place`, `Not known`."""
    if finding.applies.value == "undecided":
        return "Not decided whether it applies"
    if finding.status == "unknown":
        return f"{labels.STATUS['unknown']}: {said(finding)[:1].lower()}{said(finding)[1:]}"
    if finding.measured is not None:
        return against_words(finding.control, finding.measured)
    return said(finding)
