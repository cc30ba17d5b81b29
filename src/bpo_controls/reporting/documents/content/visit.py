"""The parts of a checklist for a visit: the core first, then the rest by gate or by the place where it is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bpo_controls.engine.core_set import core_controls
from bpo_controls.engine.cut import Cut, names_workflow
from bpo_controls.engine.failure_status import failures_in_scope, feared
from bpo_controls.engine.finding import Finding
from bpo_controls.engine.plan_steps import by_control
from bpo_controls.library.model import GATES, Control
from bpo_controls.reporting.blocks.document import Block, Heading, Paragraph, TableBlock
from bpo_controls.reporting.blocks.table import Choice, Column, Table
from bpo_controls.reporting.documents.content.checks import check_entry
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words import checklist_words as words
from bpo_controls.words import labels
from bpo_controls.words.headings import TEXT

Order = Literal["gate", "place"]
ORDERS: tuple[Order, ...] = ("gate", "place")

_MAIL = ("mailroom-intake", "mailing-print")
"""Workflows whose controls are looked at in the mail room."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a checklist is laid out: in which order, only its core, a line for each check,
    with the answers on record, cut to what."""

    order: Order = "gate"
    core_only: bool = False
    lines: bool = False
    answers: bool = False
    cut: Cut = field(default_factory=Cut)


@dataclass(frozen=True, slots=True)
class Checks:
    """What is on a checklist: each control's findings together, those of the core in its order, then the rest.

    `rank` is the place in the core by control id. `of` is how many controls there were before the cut.
    """

    core: tuple[tuple[Finding, ...], ...]
    rest: tuple[tuple[Finding, ...], ...]
    rank: dict[str, int]
    of: int

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every check, in order."""
        return tuple(finding for group in (*self.core, *self.rest) for finding in group)


def to_check(ctx: Context, layout: Layout, first: Iterable[str] = ()) -> Checks:
    """What the layout keeps of everything that applies. The core is that of the whole scope; `first` lead it."""
    found = [finding for finding in ctx.applying if finding.status != "not-applicable"]
    here = {finding.control.id for finding in found}
    core_of_all = core_controls(ctx.library, ctx.assessment, first=first)
    rank = {
        control_id: place for place, control_id in enumerate((c for c in core_of_all if c in here), start=1)
    }
    kept = by_control(finding for finding in found if layout.cut.keeps(finding))
    core = sorted(
        (tuple(group) for group in kept if group[0].control.id in rank),
        key=lambda group: rank[group[0].control.id],
    )
    rest = [tuple(group) for group in kept if group[0].control.id not in rank]
    return Checks(tuple(core), () if layout.core_only else tuple(rest), rank, len(here))


def place_of(control: Control) -> str:
    """Where a control is looked at, one of `PLACES`."""
    if names_workflow(control.applies_when, _MAIL):
        return "mail-room"
    if control.domain == "workforce":
        return "hr"
    if control.ask.who == "it-security":
        return "it"
    return "office" if control.ask.who in ("contract-owner", "privacy-officer") else "desk"


def check_blocks(ctx: Context, checks: Checks, layout: Layout) -> tuple[Block, ...]:
    """Headings and entries, core first."""
    if not checks.findings:
        return (Paragraph(words.NOTHING_HERE),)
    blocks: list[Block] = []
    if checks.core:
        blocks += [Heading(words.CORE, "core"), Paragraph(words.CORE_INTRO)]
        if layout.order == "place":
            blocks += _parts(ctx, checks, layout, checks.core, "core-", 2)
        else:
            blocks.append(Heading(words.RANKED, "core-ranked", 2))
            blocks += _checks(ctx, checks, layout, words.RANKED, checks.core)
    if checks.rest:
        if checks.core:
            blocks.append(Heading(words.REST, "rest", page=not layout.lines))
        blocks += _parts(ctx, checks, layout, checks.rest, "", 2)
    if layout.order == "place" and not layout.lines:
        blocks += interviews(checks)
    return tuple(blocks)


def parts(
    ctx: Context, layout: Layout, groups: Sequence[tuple[Finding, ...]]
) -> list[tuple[str, str, list[tuple[Finding, ...]]]]:
    """The groups by gate or by place: a key, the heading, the groups. What is empty is left out."""
    found: list[tuple[str, str, list[tuple[Finding, ...]]]] = []
    if layout.order == "place":
        for key, heading in words.PLACES.items():
            found.append((key, heading, [group for group in groups if place_of(group[0].control) == key]))
    else:
        for gate in GATES:
            mine = [group for group in groups if group[0].control.gate == gate]
            found.append((gate, ctx.gate_heading(gate), mine))
    return [part for part in found if part[2]]


def _parts(
    ctx: Context,
    checks: Checks,
    layout: Layout,
    groups: Sequence[tuple[Finding, ...]],
    prefix: str,
    level: Literal[1, 2],
) -> list[Block]:
    blocks: list[Block] = []
    for key, heading, mine in parts(ctx, layout, groups):
        blocks.append(Heading(heading, f"{prefix}{key}", level))
        blocks += _checks(ctx, checks, layout, heading, mine)
    return blocks


def _checks(
    ctx: Context, checks: Checks, layout: Layout, name: str, groups: Sequence[tuple[Finding, ...]]
) -> list[Block]:
    """Each control as an entry, or all of them as a table with a line for each check."""
    if not layout.lines:
        return [_entry(ctx, checks, layout, group) for group in groups]
    box = Choice("", "☐")
    rows = tuple(
        (
            box,
            box,
            box,
            finding.control.id,
            finding.control.title + (f" ({ctx.about(finding.subject)})" if finding.subject.id else ""),
            labels.STATUS[finding.status] if layout.answers and finding.status else None,
        )
        for group in groups
        for finding in group
    )
    columns = (
        *(Column(key, TEXT[key]) for key in ("result_passed", "result_failed", "result_not_seen")),
        Column("id", TEXT["col_id"]),
        Column("control", TEXT["col_control"], share=6),
        Column("notes", TEXT["now"] if layout.answers else TEXT["notes_here"], share=1.6),
    )
    return [TableBlock(name, Table(columns, rows), dense=True)]


def feared_controls(ctx: Context) -> tuple[str, ...]:
    """The controls that hold the failure the buyer wants to avoid: they lead the core."""
    feared_ones = feared(failures_in_scope(ctx.library, ctx.assessment), ctx.file.failure_to_avoid)
    return tuple(dict.fromkeys(control for one in feared_ones for control in one.failure.controls))


def _entry(ctx: Context, checks: Checks, layout: Layout, group: Sequence[Finding]) -> Block:
    rank = checks.rank.get(group[0].control.id)
    return check_entry(ctx, group, rank=str(rank) if rank else "", answers=layout.answers)


def interviews(checks: Checks) -> tuple[Block, ...]:
    """What to ask people, as one list; nothing where no control asks for it."""
    rows: dict[tuple[str, str, str], None] = {}
    for finding in checks.findings:
        for step in finding.control.verify:
            if step.method == "interview":
                rows[finding.control.id, step.what, step.accept] = None
    if not rows:
        return ()
    table = Table(
        (
            Column("id", TEXT["col_id"]),
            Column("ask", words.COL_ASK, share=3),
            Column("passes", words.COL_PASSES, share=3),
        ),
        tuple(rows),
    )
    return (
        Heading(words.INTERVIEWS, "interviews", page=True),
        Paragraph(words.INTERVIEWS_INTRO),
        TableBlock(words.INTERVIEWS, table),
    )
