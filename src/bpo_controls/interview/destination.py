"""Where `g` leads: to an answer on the trail, to an open question, to a dormant answer, or nowhere."""

from __future__ import annotations

from bpo_controls.answers.model import EVERY, Need
from bpo_controls.diagnostics import Diagnostic, did_you_mean
from bpo_controls.interview.ledger import Ledger
from bpo_controls.interview.trail import Trail


def destination(target: str, ledger: Ledger, trail: Trail, *, narrowed: bool) -> Need | Diagnostic:
    """The need an id stands for (`ACC-07`, `ACC-07@coding`), answered ones first, then open, then dormant.

    `narrowed` says that the session asks only a role's or a section's questions. The caller tells by
    `ledger.asleep` and `trail` which of the three it is.
    """
    item, _, subject_id = (part.strip() for part in target.strip().partition("@"))
    library = ledger.library
    known = {known_id.casefold(): known_id for known_id in (*library.questions, *library.controls)}
    item_id = known.get(item.casefold())
    if item_id is None:
        hint = did_you_mean(item, known.values()) or "type an id, for example g ACC-01"
        return Diagnostic("unknown-item", f'there is no question or control "{item[:60]}"', hint=hint)
    answered = [n for n in trail if n.item == item_id and n not in ledger.asleep]
    waiting = [n for n in ledger.open(set_aside=True) if n.item == item_id and n not in answered]
    dormant = [n for n in ledger.answers.entries if n.item == item_id and n in ledger.asleep]
    wanted = subject_id.casefold()
    for need in (*answered, *waiting, *dormant):
        if (
            not wanted
            or wanted == need.subject.id.casefold()
            or (need in dormant and need.subject.id == EVERY)
        ):
            return need
    if narrowed and any(need.item == item_id for need in ledger.answers.entries):
        return Diagnostic(
            "not-open",
            f'"{item_id}" lies outside what this session asks',
            hint="start one without --role and --section",
        )
    return Diagnostic(
        "not-open", f'"{item_id}" is neither answered nor open now', hint="other answers decide that"
    )
