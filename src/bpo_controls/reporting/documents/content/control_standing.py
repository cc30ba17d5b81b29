"""How a control stands, in a few words, for papers that point at one."""

from __future__ import annotations

from bpo_controls.engine.truth import Truth
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import labels

BADNESS: dict[str, int] = {
    "not-applicable": 0, "met": 1, "accepted": 2, "another-way": 3, "claimed": 4, "partly": 5, "unknown": 6, "gap": 7,
}  # fmt: skip
"""Of several subjects the one that stands worst is shown."""


def standing_of(ctx: Context, control: str) -> str:
    """`ACC-02: gap`, the worst of its subjects; that it does not apply, or is undecided; "" without a control."""
    if not control:
        return ""
    if control not in ctx.library.controls:
        return control
    findings = ctx.assessment.of(control)
    applying = [one for one in findings if one.applies is Truth.TRUE and one.status is not None]
    if not applying:
        undecided = any(one.applies is Truth.UNKNOWN for one in findings)
        return f"{control}: {'undecided' if undecided else 'does not apply'}"
    worst = max((one.status for one in applying if one.status is not None), key=BADNESS.__getitem__)
    return f"{control}: {labels.STATUS[worst].lower()}"
