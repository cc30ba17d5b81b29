"""The JSON deliverable: canonical text of the machine contract."""

from __future__ import annotations

import json

from bpo_controls.reporting.view import View
from bpo_controls.words.visible import ACTING_CHARACTER


def assessment_json(view: View) -> bytes:
    """UTF-8, two spaces, fixed key order, one line feed at the end."""
    text = json.dumps(view.contract, ensure_ascii=False, indent=2, allow_nan=False)
    return (shown_acting(text) + "\n").encode()


def shown_acting(text: str) -> str:
    """JSON in which characters that act on a terminal or turn the reading direction are written as \\uXXXX."""
    return ACTING_CHARACTER.sub(lambda match: json.dumps(match.group())[1:-1], text)
