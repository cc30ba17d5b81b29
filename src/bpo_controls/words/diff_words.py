"""What differs between two states of an engagement, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bpo_controls.answers.answer_model import Answer
from bpo_controls.engine.causes import CAUSES, Cause, Comparison, Difference, Way
from bpo_controls.engine.finding import Finding, GateVerdict
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import Library
from bpo_controls.words import labels
from bpo_controls.words.answer_words import answer_words, evidence_words
from bpo_controls.words.findings import said
from bpo_controls.words.numbers import capital, date_words, listed, plural

CAUSE: dict[Cause, str] = {
    "vendor": "The vendor changed",
    "judged": "Judged anew",
    "time": "Time passed",
    "scope": "The scope changed",
    "law": "The law changed",
    "library": "The library changed",
    "unanswered": "Not answered again",
    "assurance": "Assurance only",
    "none": "No change",
}
CAUSE_MEANS: dict[Cause, str] = {
    "vendor": "What the vendor does is different, or what the buyer or a subcontractor does; the column Who says whose it is.",
    "judged": "The same practice was judged otherwise: overridden in review, settled between two answers, accepted as a risk, "
    "read otherwise from the same evidence, or answered for the first time.",
    "time": "Nobody said anything new: a figure that counts days has grown, or the date of an accepted risk has passed.",
    "scope": "The work is a different one: workflows, sites, data or systems came in or went out.",
    "law": "A rule took force or ended, or a limit that depends on the date is another one.",
    "library": "The library asks for something else: controls were added, dropped, renamed or tightened.",
    "unanswered": "It was known before and is not known now, or not confirmed yet.",
    "assurance": "The answer stayed. What was looked at for it is different.",
    "none": "Nothing that counts differs.",
}
WAY: dict[Way, str] = {
    "better": "Better", "worse": "Worse", "in": "Came in", "out": "Went out", "other": "Other", "same": "Same standing",
}  # fmt: skip

T: dict[str, str] = {
    "title": "What changed",
    "gates": "Readiness then and now",
    "by_cause": "Every difference by its cause",
    "by_cause_intro": "A cause is the one thing without which the control would stand as before. Each control and subject "
    "is counted once.",
    "worse": "What stands worse",
    "worse_intro": "Worse than before, whatever the cause. The last column says why.",
    "none_worse": "Nothing that was known stands worse than before.",
    "facts": "Answers about the scope that differ",
    "nothing": "Nothing differs.",
    "all": "All differences",
    "in_way": "In the way",
    "col_gate": "Gate",
    "col_was": "Then",
    "col_now": "Now",
    "col_cause": "Cause",
    "col_better": "Better",
    "col_worse": "Worse",
    "col_in": "Came in",
    "col_out": "Went out",
    "col_other": "Other",
    "col_same": "Same standing",
    "col_total": "All",
    "col_control": "Control",
    "col_about": "About",
    "col_party": "Who",
    "col_severity": "Severity",
    "col_why": "Why",
    "col_way": "Way",
    "col_id": "Id",
    "col_also": "Also took part",
    "col_question": "Question",
    "total": "All",
    "not_in": "Does not apply",
    "not_there": "Not in the library",
    "not_here": "Not part of the work",
    "undecided": "Cannot be decided",
    "state": "Compared",
    "library_then": "Library then",
}  # fmt: skip


def standing_of(difference: Difference, finding: Finding | None) -> str:
    """How one side stands in a word or two: `Partly met`, `Does not apply`, `Cannot be decided`."""
    if finding is None:
        return T["not_there"] if difference.cause == "library" else T["not_here"]
    if finding.applies is Truth.FALSE:
        return T["not_in"]
    if finding.applies is Truth.UNKNOWN or finding.status is None:
        return T["undecided"]
    return labels.STATUS[finding.status]


def lead(found: Comparison) -> str:
    """The difference in a sentence or two."""
    counted = {way: sum(one.way == way for one in found.moved) for way in WAY}
    verbs: tuple[tuple[Way, str, str], ...] = (
        ("better", "stands better", "stand better"),
        ("worse", "stands worse", "stand worse"),
        ("in", "came in", "came in"),
        ("out", "went out", "went out"),
        ("other", "stands otherwise", "stand otherwise"),
    )
    parts = [
        f"{counted[way]} {one if counted[way] == 1 else many}" for way, one, many in verbs if counted[way]
    ]
    count = len(found.differences)
    if not parts:
        return f"Of {plural(count, 'control')} compared, none stands otherwise."
    return f"Of {plural(count, 'control')} compared (each for each subject), {listed(parts)}."


def gate_line(before: GateVerdict, after: GateVerdict) -> str:
    """`Pilot: not ready, now ready with conditions (4 controls in the way, now 2)`."""
    was, now = (labels.VERDICT[one.verdict].lower() for one in (before, after))
    change = f"still {now}" if was == now else f"{was}, now {now}"
    return (
        f"{labels.GATE[after.gate]}: {change} ({plural(len(before.blockers), 'control')} in the way, "
        f"now {len(after.blockers)})"
    )


def cause_words(difference: Difference) -> str:
    """The cause and what else took part: `The library changed (also: the practice changed)`."""
    also = f" (also: {listed([CAUSE[one].lower() for one in difference.also])})" if difference.also else ""
    return CAUSE[difference.cause] + also


def why(difference: Difference) -> str:
    """What was said then and now, or which rule or text of the library is another one."""
    before, after = difference.before, difference.after
    match difference.cause:
        case "library":
            return _library(before, after)
        case "law":
            return "A rule that it rests on, or a limit that binds, depends on the date."
        case "assurance":
            return _assurance(before, after)
        case "scope":
            if after is not None and after.raised and (before is None or after.raised != before.raised):
                return capital(listed(list(after.raised)))
            return ""
    pair = [capital(said(one)) if one is not None else T["not_here"] for one in (before, after)]
    judged = _who_judged(after) if difference.cause == "judged" else ""
    told = pair[0] if pair[0] == pair[1] else f"{pair[0]}, now {pair[1][:1].lower()}{pair[1][1:]}"
    return f"{told}. {judged}".strip() if judged else told


def _who_judged(after: Finding | None) -> str:
    if after is None:
        return ""
    if after.review is not None and after.review.verdict == "overridden":
        reason = f": {after.review.reason}" if after.review.reason else ""
        return f"Overridden by {after.review.by}{reason}"
    if after.answer is not None and after.answer.accepted is not None:
        accepted = after.answer.accepted
        return f"Accepted by {accepted.by} until {date_words(accepted.until)}"
    return ""


_FIELDS = {
    "statement": "what it requires", "applies_when": "when it applies", "ask": "what is asked", "severity": "its severity",
    "gate": "its gate", "party": "who does it", "per": "what it is about", "sources": "its sources",
    "raises": "what raises its severity",
}  # fmt: skip


def _library(before: Finding | None, after: Finding | None) -> str:
    if before is None or after is None:
        return "Not in the earlier library." if before is None else "No longer in the library."
    if before.control.id != after.control.id:
        return f"Was {before.control.id}."
    old, new = before.control, after.control
    found = [words for name, words in _FIELDS.items() if getattr(old, name) != getattr(new, name)]
    return f"Changed: {listed(found)}." if found else "The earlier answer does not fit what is asked now."


def _assurance(before: Finding | None, after: Finding | None) -> str:
    told = []
    for one in (before, after):
        answer = one.answer if one is not None else None
        if answer is None:
            told.append("nothing")
            continue
        seen = "; ".join(evidence_words(answer))
        told.append(labels.ASSURANCE[answer.assurance] + (f" ({seen})" if seen else ""))
    return capital(f"{told[0]}, now {told[1]}")


def fact_cells(libraries: tuple[Library, Library], was: Answer | None, now: Answer | None) -> tuple[str, ...]:
    """The question, what was said then and what is said now."""
    one = now or was
    assert one is not None
    asked = libraries[1].questions.get(one.item) or libraries[0].questions[one.item]
    about = f" ({one.subject.id})" if one.subject.id else ""
    told = []
    for library, answer in zip(libraries, (was, now), strict=True):
        known = library.questions.get(one.item)
        told.append(capital(answer_words(known, answer, library)) if answer and known else "Not answered")
    return (f"{asked.ask}{about}", *told)


def diff_lines(
    found: Comparison,
    gates: Sequence[tuple[GateVerdict, GateVerdict]],
    facts: Sequence[tuple[str, ...]],
    *,
    full: bool = False,
) -> Iterator[str]:
    """The difference line by line for a terminal; a line that starts with two blanks belongs to the one before.

    `facts` are the questions about the scope whose answers differ, as `fact_cells` gives them. Without `full`, what
    stands otherwise; with it, also what differs without moving a standing.
    """
    yield lead(found)
    for before, after in gates:
        yield f"  {gate_line(before, after)}"
    for cause in CAUSES:
        some = found.of(cause)
        if not some:
            continue
        yield f"{CAUSE[cause]}: {len(some)}"
        if cause == "none":
            continue
        if cause == "scope":
            for question, was, now in facts:
                yield f"  {question} {was}, now {now[:1].lower()}{now[1:]}"
        for one in some:
            if one.moved or full:
                subject = f" ({one.key.subject.id})" if one.key.subject.id else ""
                pair = f"{standing_of(one, one.before)}, now {standing_of(one, one.after).lower()}"
                yield f"  {one.key.item}{subject}: {pair}. {why(one)}".rstrip()


def read_with_words(library: str, version: str) -> str:
    """What a reader has to know where the earlier library is not at hand."""
    return (
        f"The earlier record was written with {library} {version}, which is not at hand: both are read with the library "
        "of today. --library-before names the earlier one, so that what the library changed can be told apart."
    )
