"""Takes what returned workbooks say about steps of the plan into an engagement. All of the files or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.answers.import_plan import Policy
from bpo_controls.answers.step_reconcile import StepPlan, plan_steps
from bpo_controls.answers.step_track import StepProposal
from bpo_controls.diagnostics import Diagnostic, Location, UserError
from bpo_controls.engine.plan_steps import NO_DATES
from bpo_controls.workspace.returned_answers import file_label, read_sheet_file
from bpo_controls.workspace.returned_steps import ReturnedSteps, Shown, read_steps

if TYPE_CHECKING:
    from bpo_controls.workspace.engagement import Engagement
    from bpo_controls.workspace.writer import Writer


@dataclass(frozen=True, slots=True)
class StepIntake:
    """One file that came back, held against the record.

    `plan` says what confirming it would do; `fresh` is what to propose, `waiting` the proposals that say the same already.
    """

    source: str
    returned: ReturnedSteps
    plan: StepPlan
    fresh: tuple[StepProposal, ...]
    waiting: tuple[StepProposal, ...]


def step_intakes(
    engagement: Engagement,
    files: Sequence[Path],
    *,
    today: str,
    policy: Policy = "keep",
    reopened: frozenset[str] = frozenset(),
    shown: Shown = lambda track: (track,),
    planned: Mapping[str, str] = NO_DATES,
) -> tuple[StepIntake, ...]:
    """Read files and hold each against the record and those before it; nothing is written.

    Raises UserError with the problems of all files that cannot be read at all.
    """
    found: list[ReturnedSteps] = []
    broken: list[Diagnostic] = []
    for path in files:
        try:
            found.append(
                read_steps(
                    read_sheet_file(path),
                    engagement,
                    today=today,
                    reopened=reopened,
                    shown=shown,
                    planned=planned,
                )
            )
        except UserError as error:
            broken += error.diagnostics
    if broken:
        raise UserError(*broken)
    record = engagement.record
    intakes: list[StepIntake] = []
    for path, returned in zip(files, found, strict=True):
        plan = plan_steps(record.steps, returned.proposals, policy)
        telling = {change.step for change in plan.changes}
        told = [one for one in returned.proposals if one.update.step in telling]
        pairs = [_split(one, record.step_proposals) for one in told]
        fresh = tuple(one for one, _ in pairs if one is not None)
        waiting = tuple(one for _, covered in pairs for one in covered)
        intakes.append(StepIntake(str(path), returned, plan, fresh, waiting))
    return tuple(intakes)


def propose_steps(writer: Writer, intakes: Iterable[StepIntake]) -> int:
    """Keep what is new as proposals; how many steps."""
    count = 0
    for intake in intakes:
        writer.propose_steps(intake.fresh, file_label(intake.source))
        count += len(intake.fresh)
    return count


def confirm_steps(
    writer: Writer, intakes: Iterable[StepIntake], by: str, policy: Policy = "keep"
) -> StepPlan:
    """Let what the files say count at once, as one event; what conflicts waits as a proposal.

    Raises UserError `answers-conflict` when the policy is to stop at a conflict.
    """
    intakes = tuple(intakes)
    proposals = tuple(one for intake in intakes for one in (*intake.fresh, *intake.waiting))
    plan = plan_steps(writer.record.steps, proposals, policy)
    if policy == "stop" and plan.of("conflict"):
        raise UserError(*conflicts(intakes))
    writer.confirm_steps(plan, by, ", ".join(dict.fromkeys(file_label(intake.source) for intake in intakes)))
    return plan


def conflicts(intakes: Iterable[StepIntake]) -> list[Diagnostic]:
    """Every field in conflict as a problem, at its cell."""
    return [
        Diagnostic(
            "answers-conflict",
            f"the {change.field.replace('_', ' ')} of {change.step} disagrees with what was recorded since the file was written",
            intake.returned.places.get((change.step, change.field), Location(intake.source)),
            "nothing was taken in; --on-conflict keep lets it wait as a proposal",
        )
        for intake in intakes
        for change in intake.plan.of("conflict")
    ]


def _split(
    given: StepProposal, proposed: Iterable[StepProposal]
) -> tuple[StepProposal | None, tuple[StepProposal, ...]]:
    """What of a proposal is not proposed yet (None: nothing), and the proposals that say the rest already."""
    said = given.update.fields
    covered = tuple(
        one
        for one in proposed
        if one.update.step == given.update.step and one.update.fields.items() <= said.items()
    )
    known = {name for one in covered for name in one.update.fields}
    left = {name: text for name, text in said.items() if name not in known}
    fresh = replace(given, update=replace(given.update, fields=left)) if left else None
    return fresh, covered
