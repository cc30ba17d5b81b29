"""What a sweep found, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bpo_controls.engine.finding import Finding
from bpo_controls.engine.sweep import LooseEnd, LoosenedBy
from bpo_controls.library.model import Library
from bpo_controls.words import labels
from bpo_controls.words.answer_words import name_of
from bpo_controls.words.numbers import capital, date_words, plural
from bpo_controls.words.visible import visible

HEADINGS: dict[LoosenedBy, str] = {
    "conflict": "answers that differ and are not settled",
    "proposal": "proposals that nobody has confirmed",
    "challenged": "answers challenged by the reviewer and not answered yet",
    "no-evidence": "critical or high controls met on a statement, without evidence",
    "claimed": "critical or high controls in place by word, without the figure",
    "old-answer": "answers older than a year",
    "old-evidence": "pieces of evidence older than a year",
    "acceptance-over": "accepted risks whose date has passed",
}


def engagement_lines(found: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """What is wrong with the engagement as a whole, one line each."""
    for one in found:
        match one["kind"]:
            case "review-overdue":
                yield f"The review of {date_words(one['since'])} is overdue."
            case "gate-past":
                gate = labels.GATE[one["gate"]]
                yield f"The date of the gate “{gate}” has passed ({date_words(one['since'])})."
            case "signature-lifted":
                continue  # told with what was changed since
            case "agreement-ended":
                yield f"{visible(one['agreement'])} ended on {date_words(one['since'])}."
            case "agreement-ending":
                yield f"{visible(one['agreement'])} ends on {date_words(one['until'])}."
            case "step-overdue":
                yield f"Step {one['step']} was due on {date_words(one['since'])}{_of(one['owner'])}."
            case "step-reopened":
                yield f"Step {one['step']} was reopened on {date_words(one['since'])}{_of(one['owner'])}."
            case "step-unproven":
                yield f"Step {one['step']} is said to be done, and nothing says where the proof is{_of(one['owner'])}."
            case _:
                yield f"The answer to {one['item']} does not fit the library: {one['cause']}."


def _of(owner: str) -> str:
    return f" ({visible(owner)})" if owner else ""


def end_words(library: Library, ends: Sequence[LooseEnd]) -> Iterator[str]:
    """One heading per kind with its count, then a line for each."""
    for kind, heading in HEADINGS.items():
        of_kind = [end for end in ends if end.kind == kind]
        if of_kind:
            yield f"{capital(heading)}: {len(of_kind)}"
        for end in of_kind:
            control = library.controls.get(end.need.item)
            title = f" {control.title}" if control is not None else ""
            detail = f" ({end.detail})" if end.detail else ""
            yield f"  {name_of(end.need)}{title}{detail}"


def gap_lines(gaps: Sequence[Finding]) -> Iterator[str]:
    """The gaps that fail a threshold."""
    if gaps:
        yield f"{capital(plural(len(gaps), 'gap'))} at or above the severity asked for:"
    for gap in gaps:
        yield f"  {name_of(gap.key)} {gap.control.title} ({labels.SEVERITY[gap.severity].lower()})"
