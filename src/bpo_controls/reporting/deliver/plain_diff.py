"""A difference between two engagements as plain data, for `--json` and programs."""

from __future__ import annotations

from bpo_controls.engine.causes import CAUSES, Difference
from bpo_controls.engine.finding import Finding
from bpo_controls.engine.gates import gate_verdicts
from bpo_controls.words.diff_words import why
from bpo_controls.workspace.assessed import AssessedEngagement
from bpo_controls.workspace.two_states import EngagementDiff


def plain_diff(found: EngagementDiff) -> dict[str, object]:
    """Both states, both verdicts for each gate, the counts by cause, and every difference but those without a change."""
    comparison = found.comparison
    pairs = zip(gate_verdicts(comparison.before), gate_verdicts(comparison.after), strict=True)
    return {
        "before": _state(found.before),
        "after": _state(found.after),
        "compared": len(comparison.differences),
        "by_cause": {cause: len(comparison.of(cause)) for cause in CAUSES},
        "gates": [
            {
                "gate": after.gate,
                "before": {"verdict": before.verdict, "blockers": len(before.blockers)},
                "after": {"verdict": after.verdict, "blockers": len(after.blockers)},
            }
            for before, after in pairs
        ],
        "scope": [
            {
                "item": (now or was).item,  # type: ignore[union-attr]
                "subject": (now or was).subject.id,  # type: ignore[union-attr]
                "before": was.value if was else None,
                "after": now.value if now else None,
            }
            for was, now in found.facts
        ],
        "differences": [_difference(one) for one in comparison.differences if one.cause != "none"],
    }


def _state(one: AssessedEngagement) -> dict[str, object]:
    return {
        "engagement": str(one.engagement.directory),
        "as_of": one.assessment.as_of,
        "library": {"id": one.library.id, "version": one.library.version, "digest": one.library.digest},
    }


def _difference(one: Difference) -> dict[str, object]:
    return {
        "control": one.key.item,
        "subject": one.key.subject.id,
        "cause": one.cause,
        "also": list(one.also),
        "way": one.way,
        "moved": one.moved,
        "before": _finding(one.before),
        "after": _finding(one.after),
        "why": why(one),
    }


def _finding(finding: Finding | None) -> dict[str, object] | None:
    if finding is None:
        return None
    return {"applies": finding.applies.value, "status": finding.status, "severity": finding.severity}
