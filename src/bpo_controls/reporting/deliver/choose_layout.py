"""How a checklist is to be laid out, from a word on a command line."""

from __future__ import annotations

from bpo_controls.diagnostics import did_you_mean, user_error
from bpo_controls.reporting.documents.content.visit import ORDERS, Order


def chosen_order(word: str) -> Order:
    """The order asked for. Raises UserError for one that does not exist."""
    for order in ORDERS:
        if order == word.strip().lower():
            return order
    raise user_error(
        "unknown-order", f'--order: unknown order "{word.strip()}"', hint=did_you_mean(word, ORDERS)
    )
