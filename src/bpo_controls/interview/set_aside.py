"""What a sitting leaves for later, and for whom."""

from __future__ import annotations

from collections.abc import Collection

from bpo_controls.answers.answer_model import Need
from bpo_controls.engine.question_plan import follow_ups
from bpo_controls.interview import asker
from bpo_controls.interview.ledger import Ledger
from bpo_controls.words.answer_words import item_label


def set_aside(ledger: Ledger, only_noted: Collection[Need]) -> tuple[asker.OpenItem, ...]:
    """Every open item that somebody put off, declined or could not answer; `only_noted` are those with notes alone."""
    library, answers = ledger.library, ledger.answers
    return tuple(
        asker.OpenItem(follow_up, item_label(library, answers, follow_up.need), follow_up.need in only_noted)
        for follow_up in follow_ups(library, answers, ledger.assessment)
        if follow_up.cause != "unanswered"
    )
