"""The trend page of a reassessment."""

from __future__ import annotations

T: dict[str, str] = {
    "title": "Since the last assessment",
    "intro": "The last assessment was as of {then}. A row adds up: open then, less those closed, not known now and no longer in "
    "scope, and new ones on top, gives what is open now. Open means a gap or partly met. "
    "“bpo-controls diff” lists each control with the cause of its change.",
    "other_library": "It was made with another library ({then}; now {now}). Some of what is new here is asked for the first time.",
    "gates": "Readiness then and now",
    "domains": "Gaps and partly met controls by domain",
    "col_gate": "Gate",
    "col_then": "Then",
    "col_then_way": "In the way then",
    "col_now": "Now",
    "col_now_way": "In the way now",
    "col_domain": "Domain",
    "col_open_then": "Open then",
    "col_closed": "Closed",
    "col_lost": "Not known now",
    "col_out": "No longer in scope",
    "col_new": "New",
    "col_open_now": "Open now",
    "total": "All domains",
}
