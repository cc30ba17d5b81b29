"""The vendor's action plan: every step that closes a gap, by the date it is due."""

from __future__ import annotations

from bpo_controls.engine.finding import Finding
from bpo_controls.library.model import GATES, Gate
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.view import GateTable, Table
from bpo_controls.words import labels
from bpo_controls.words.findings import effort, missing
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, listed, number, plural, sentence

VENDORS = ("vendor", "subcontractor", "joint")
"""Parties whose steps are on the vendor's plan; what is done together is on it too."""


def by_gate(ctx: Context) -> tuple[GateTable, ...]:
    """The plan as a table for each gate at which something is due."""
    result = []
    for gate in GATES:
        groups = _groups(ctx, gate)
        rows: list[tuple[str, ...]] = []
        for findings in groups:
            one = findings[0]
            steps = _steps(one)
            for place, (step, who, hours) in enumerate(steps):
                head = _head(ctx, findings) if place == 0 else ("", "", "")
                rows.append((*head, step, who, capital(effort(hours)), "", TEXT["open"]))
        if rows:
            hours_all = sum(hours for findings in groups for _, _, hours in _steps(findings[0]))
            count = (
                f"{capital(plural(len(rows), 'step'))} for {plural(len(groups), 'control')}, "
                f"{effort(hours_all)} of work."
            )
            table = Table(_headers("rank", "control", "missing", "step", "party", "effort", "owner", "state"),
                          tuple(rows), "rlllllll", (0, 2.2, 2.6, 3.4, 1.1, 0.9, 1.3, 0.8))  # fmt: skip
            result.append(GateTable(ctx.gate_heading(gate), count, table))
    return tuple(result)


def whole(ctx: Context) -> Table:
    """The plan as one table with every cell filled, for a spreadsheet."""
    rows = []
    for gate in GATES:
        for findings in _groups(ctx, gate):
            one = findings[0]
            for step, who, hours in _steps(one):
                rows.append(
                    (
                        number(ctx.rank[one.key]),
                        one.control.id,
                        one.control.title,
                        listed([ctx.about(f.subject) for f in findings]),
                        labels.SEVERITY[one.severity],
                        labels.GATE[gate],
                        ctx.due(gate),
                        step,
                        who,
                        number(hours),
                        "",
                        TEXT["open"],
                    )
                )
    headers = _headers("rank", "id", "control", "subject", "severity", "gate", "due", "step", "party", "hours",
                       "owner", "state")  # fmt: skip
    return Table(headers, tuple(rows), "rllllllllrll", (0, 0, 2, 1.5, 0, 0, 0, 3, 1, 0, 1, 0))


def _headers(*keys: str) -> tuple[str, ...]:
    return tuple(TEXT[f"col_{key}"] for key in keys)


def _groups(ctx: Context, gate: Gate) -> list[list[Finding]]:
    """Gaps due at a gate with a step of the vendor's, those of one control together, in rank order."""
    groups: dict[str, list[Finding]] = {}
    for finding in ctx.ranked:
        if finding.control.gate == gate and _steps(finding):
            groups.setdefault(finding.control.id, []).append(finding)
    return list(groups.values())


def _steps(finding: Finding) -> list[tuple[str, str, float]]:
    return [
        (sentence(step.do), labels.PARTY_SHORT[step.party], step.effort_hours)
        for step in finding.control.remedy
        if step.party in VENDORS
    ]


def _head(ctx: Context, findings: list[Finding]) -> tuple[str, str, str]:
    one = findings[0]
    about = listed([ctx.about(finding.subject) for finding in findings])
    lacking: dict[str, list[str]] = {}
    for finding in findings:
        lacking.setdefault(_missing(finding), []).append(ctx.about(finding.subject))
    text = (
        next(iter(lacking))
        if len(lacking) == 1
        else " ".join(f"{listed(names)}: {what}" for what, names in lacking.items())
    )
    return number(ctx.rank[one.key]), f"{one.control.id} {one.control.title} ({about})", text


def _missing(finding: Finding) -> str:
    note = finding.answer.note if finding.answer is not None else ""
    return f"{missing(finding)} “{note}”" if note else missing(finding)
