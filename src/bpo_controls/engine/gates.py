"""Whether the work is ready for its pilot, for go-live, for scale."""

from __future__ import annotations

from collections.abc import Sequence

from bpo_controls.engine.finding import Assessment, Finding, GateVerdict, Status, Verdict
from bpo_controls.engine.ranking import rank_key
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import GATES, Gate

SERIOUS = ("critical", "high")
CONDITIONAL: tuple[Status, ...] = ("claimed", "partly", "another-way", "accepted")
"""Standings that let a gate be ready with conditions at best."""


def gate_verdicts(assessment: Assessment) -> tuple[GateVerdict, ...]:
    """One verdict a gate, earliest gate first. What is due by an earlier gate is due by a later one too."""
    looked_at = [
        f for f in assessment.findings if f.status not in (None, "met") or f.applies is Truth.UNKNOWN
    ]
    by_rank = sorted(looked_at, key=rank_key)
    return tuple(_verdict(gate, by_rank) for gate in GATES)


def _verdict(gate: Gate, by_rank: Sequence[Finding]) -> GateVerdict:
    due = GATES[: GATES.index(gate) + 1]
    by_now = [f for f in by_rank if f.control.gate in due]
    serious = [f for f in by_now if f.severity in SERIOUS]
    gaps = tuple(f for f in serious if f.status == "gap")
    open_ = tuple(f for f in serious if f.status == "unknown" or f.applies is Truth.UNKNOWN)
    conditions = tuple(f for f in serious if f.status in CONDITIONAL and not _accepted_way(f))
    verdict: Verdict
    blockers: tuple[Finding, ...]
    if gaps:
        verdict, blockers = "not-ready", gaps
    elif open_:
        verdict, blockers = "cannot-tell", open_
    elif conditions:
        verdict, blockers = "ready-with-conditions", conditions
    else:
        verdict, blockers = "ready", ()
    to_close = tuple(f for f in by_now if f.status in ("gap", "partly"))
    return GateVerdict(gate, verdict, blockers, open_, conditions, to_close)


def _accepted_way(finding: Finding) -> bool:
    """Whether the second reviewer has accepted that it is done another way."""
    review = finding.review
    return finding.status == "another-way" and review is not None and review.verdict == "accepted"
