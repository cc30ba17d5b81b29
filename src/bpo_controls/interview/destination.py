"""Where `g` leads: to a question, open or answered, to an area, or nowhere, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from bpo_controls.answers.answer_model import EVERY, Need
from bpo_controls.diagnostics import Diagnostic, did_you_mean
from bpo_controls.engine.finding import Finding
from bpo_controls.engine.question_plan import section_of
from bpo_controls.interview.ledger import Ledger
from bpo_controls.words import labels
from bpo_controls.words.answer_words import about


@dataclass(frozen=True, slots=True)
class Area:
    """A section of scoping questions or a domain, by id and title."""

    id: str
    title: str


def destination(target: str, ledger: Ledger) -> Need | Area | Diagnostic:
    """What an id (`ACC-07`, `ACC-07@coding`) or the name of an area stands for.

    Of a control asked for several subjects the first open one, else the first answered, else a dormant answer.
    """
    item, _, subject_id = (part.strip() for part in target.strip().partition("@"))
    library = ledger.library
    known = {known_id.casefold(): known_id for known_id in (*library.questions, *library.controls)}
    item_id = known.get(item.casefold())
    if item_id is None:
        area = area_named(item, ledger)
        if area is not None:
            return area
        hint = did_you_mean(item, known.values()) or f"/{item[:40]} looks for the word everywhere"
        return Diagnostic("unknown-item", f'there is no question or control "{item[:60]}"', hint=hint)
    waiting = [n for n in ledger.open(set_aside=True) if n.item == item_id]
    answered = [n for n in ledger.answers.entries if n.item == item_id and n not in ledger.asleep]
    dormant = [n for n in ledger.answers.entries if n.item == item_id and n in ledger.asleep]
    wanted = subject_id.casefold()
    for need in (*answered, *waiting, *dormant):
        names = (need.subject.id, about(library, ledger.answers, need.subject)) if wanted else ()
        matches = wanted in map(str.casefold, names) or (need in dormant and need.subject.id == EVERY)
        if not wanted or matches:
            return need
    return Diagnostic(
        "not-open", f'"{item_id}" is neither answered nor open now', hint=_closed(item_id, ledger)
    )


def _closed(item_id: str, ledger: Ledger) -> str:
    findings: tuple[Finding, ...] = ledger.assessment.of(item_id)
    if findings and all(finding.applies.value == "no" for finding in findings):
        return f"it does not apply here; bpo-controls explain {item_id} says why"
    return "other answers decide that"


def area_named(text: str, ledger: Ledger) -> Area | None:
    """The section or domain whose id or title the text is, or begins; None when there is none, or several."""
    library = ledger.library
    areas = [Area(section.id, section.title) for section in library.sections]
    domains = dict.fromkeys(section_of(control) for control in library.controls.values())
    areas += [Area(domain, labels.domain(domain)) for domain in domains]
    word = text.casefold()
    exact = [area for area in areas if word in (area.id.casefold(), area.title.casefold())]
    if exact:
        return exact[0]
    near = [a for a in areas if a.id.casefold().startswith(word) or a.title.casefold().startswith(word)]
    return near[0] if len(near) == 1 and len(word) > 2 else None
