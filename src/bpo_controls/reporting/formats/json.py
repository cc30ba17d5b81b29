"""The JSON deliverable: canonical text of the machine contract."""

from __future__ import annotations

import json
import re

from bpo_controls.reporting.view import View

_ACTING = re.compile("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def assessment_json(view: View) -> bytes:
    """UTF-8, two spaces, fixed key order, one line feed at the end."""
    text = json.dumps(view.contract, ensure_ascii=False, indent=2, allow_nan=False)
    return (shown_acting(text) + "\n").encode()


def shown_acting(text: str) -> str:
    """JSON in which characters that act on a terminal or turn the reading direction are written as \\uXXXX."""
    return _ACTING.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
