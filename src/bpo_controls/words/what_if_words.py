"""What a change of scope would come to, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bpo_controls.answers.answer_model import Answers, Need, Value
from bpo_controls.engine.finding import GateVerdict
from bpo_controls.library.model import Library
from bpo_controls.papers.scope_change import HoursChange, Replaced, ScopeChange
from bpo_controls.words import labels
from bpo_controls.words.answer_words import about, item_label, value_words
from bpo_controls.words.numbers import capital, number, plural

NOTHING = "Nothing would change: no control, no question, no gate."
DRY = "Nothing was written. To make it so, give the answer in: bpo-controls assess"


def what_if_lines(library: Library, answers: Answers, change: ScopeChange) -> Iterator[str]:
    """The difference line by line; a line that starts with two blanks belongs to the one before."""
    yield "If it were so:"
    for one in change.replaced:
        yield f"  {_replaced(library, answers, one)}"
    found = change.changes
    if not found and not change.asleep:
        yield NOTHING
        return
    yield "Gates:"
    for before, after in change.gates:
        yield f"  {_gate(before, after)}"
    hours = [line for one in change.hours if (line := _hours(one))]
    if hours:
        yield "Hours, as the library estimates them:"
        yield from (f"  {line}" for line in hours)
    seen = {finding.key for finding in (*found.came_in, *found.went_out)}
    groups: tuple[tuple[Iterable[Need], str, str], ...] = (
        ((f.key for f in found.came_in), "control would come in", "controls would come in"),
        ((f.key for f in found.went_out), "control would go out", "controls would go out"),
        (
            (f.key for f in found.undecided),
            "control would become undecided",
            "controls would become undecided",
        ),
        (
            (f.key for f in found.ruled_out),
            "undecided control would be ruled out",
            "undecided controls would be ruled out",
        ),
        (
            (was.key for was, _ in found.restated),
            "control would stand otherwise",
            "controls would stand otherwise",
        ),
        ([n for n in found.opened if n not in seen], "question would open", "questions would open"),
        ([n for n in found.closed if n not in seen], "question would close", "questions would close"),
        (change.asleep, "answer would go dormant", "answers would go dormant"),
    )
    restated = {was.key: (was, now) for was, now in found.restated}
    leaving = {finding.key for finding in found.went_out} | {*found.closed, *change.asleep}
    for needs, single, many in groups:
        named = [
            (need, item_label(library, answers if need in leaving else change.answers, need))
            for need in needs
        ]
        if named:
            yield f"{capital(plural(len(named), single, many))}:"
        for need, label in named:
            if need in restated and single.startswith("control would stand"):
                was, now = restated[need]
                yield f"  {label}: {labels.SEVERITY[was.severity].lower()}, then {labels.SEVERITY[now.severity].lower()}"
            else:
                yield f"  {label}"


def _replaced(library: Library, answers: Answers, one: Replaced) -> str:
    where = "" if one.subject.kind == "engagement" else f", {about(library, answers, one.subject)}"
    before, after = one.before.value if one.before else None, one.after.value
    name = f"{one.item}{where}"
    if isinstance(before, tuple) and isinstance(after, tuple) and set(before) & set(after):
        parts = [
            f"{word} {value_words(library.questions[one.item], some, library)}"
            for word, some in (
                ("with", tuple(value for value in after if value not in before)),
                ("without", tuple(value for value in before if value not in after)),
            )
            if some
        ]
        return f"{name}: {', '.join(parts) or 'as it is'}"
    return f"{name}: {_said(library, after, one.item)} (now: {_said(library, before, one.item)})"


def _said(library: Library, value: Value | None, item: str) -> str:
    return "not known" if value is None else value_words(library.questions[item], value, library)


def _gate(before: GateVerdict, after: GateVerdict) -> str:
    was, now = labels.VERDICT[before.verdict].lower(), labels.VERDICT[after.verdict].lower()
    verdict = f"{now}, as before" if was == now else f"{was}, then {now}"
    gaps = _counted("critical or high gap", before, after, "gap")
    unknown = _counted("not known or undecided", before, after, "open")
    return f"{labels.GATE[before.gate]}: {verdict}. {gaps}; {unknown}."


def _counted(what: str, before: GateVerdict, after: GateVerdict, kind: str) -> str:
    counts = []
    for verdict in (before, after):
        gaps = len(verdict.blockers) if verdict.verdict == "not-ready" else 0
        counts.append(gaps if kind == "gap" else len(verdict.open))
    if kind == "gap":
        then = plural(counts[1], what)
        return capital(then) if counts[0] == counts[1] else f"{capital(then)} ({counts[0]} now)"
    return f"{counts[1]} {what}" if counts[0] == counts[1] else f"{counts[1]} {what} ({counts[0]} now)"


def _hours(one: HoursChange) -> str:
    parts = []
    for (was, now), when in ((one.monthly, "a month"), (one.once, "once")):
        if round(was) != round(now):
            sign = "+" if now > was else "−"
            parts.append(f"{number(round(now))} hours {when} ({sign}{number(abs(round(now) - round(was)))})")
    return f"{labels.PARTY[one.party]}: {', '.join(parts)}" if parts else ""
