"""Takes answers that came back into an engagement: as proposals, or confirmed by a named person. All of them or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bpo_controls.answers.answer_model import Answer
from bpo_controls.answers.engagement_record import Proposal, Record
from bpo_controls.answers.import_plan import ImportPlan, plan_import
from bpo_controls.diagnostics import Diagnostic, Level
from bpo_controls.words.headings import TEXT
from bpo_controls.workspace.engagement import Engagement
from bpo_controls.workspace.returned_answers import Returned, file_label, read_returned, read_sheet_file
from bpo_controls.workspace.writer import Writer


def parties_of(engagement: Engagement) -> dict[str, str]:
    """Buyer and vendor by the labels that our workbooks give them."""
    return {TEXT["for"]: engagement.file.buyer, TEXT["with"]: engagement.file.vendor}


@dataclass(frozen=True, slots=True)
class Intake:
    """One file that came back, held against the record.

    `plan` says what each answer would be; `fresh` are those to propose, `waiting` the proposals that say the same already.
    """

    source: str
    returned: Returned
    plan: ImportPlan
    fresh: tuple[Answer, ...]
    waiting: tuple[Proposal, ...]

    @property
    def refused(self) -> tuple[Diagnostic, ...]:
        """What speaks against taking the file in."""
        return tuple(one for one in self.returned.problems if one.level is Level.ERROR)


def intake_of(engagement: Engagement, path: Path, *, today: str, now: Callable[[], str]) -> Intake:
    """Read a file and hold it against the record; nothing is written. Raises UserError for one that cannot be read."""
    returned = read_returned(
        read_sheet_file(path),
        engagement.library,
        engagement.events[0].digest,
        engagement.answers,
        today=today,
        parties=parties_of(engagement),
    )
    plan = plan_import(engagement.record, returned.answers, now=now)
    proposed = {_bare(one.answer): one for one in engagement.record.proposals}
    given = {answer.need: answer for answer in returned.answers}
    told = [given[row.answer.need] for row in plan.of("new", "added", "changed", "conflict")]
    fresh = tuple(answer for answer in told if _bare(answer) not in proposed)
    waiting = tuple(proposed[_bare(answer)] for answer in told if _bare(answer) in proposed)
    return Intake(str(path), returned, plan, fresh, waiting)


def propose(writer: Writer, intakes: Iterable[Intake]) -> int:
    """Keep what is new as proposals; how many."""
    count = 0
    for intake in intakes:
        writer.propose(intake.fresh, intake.returned.origin, file_label(intake.source))
        count += len(intake.fresh)
    return count


def confirm(writer: Writer, intakes: Iterable[Intake], by: str) -> ImportPlan:
    """Propose and, as one event, confirm: each answer counts, or contends where it disagrees with what stands."""
    intakes = tuple(intakes)
    propose(writer, intakes)
    wanted = {_bare(answer) for intake in intakes for answer in intake.fresh}
    wanted |= {_bare(proposal.answer) for intake in intakes for proposal in intake.waiting}
    return writer.confirm(_chosen(writer.record, wanted), by)


def _chosen(record: Record, wanted: set[str]) -> tuple[Proposal, ...]:
    return tuple(one for one in record.proposals if _bare(one.answer) in wanted)


def _bare(answer: Answer) -> str:
    """What an answer says, without the moment it was taken in."""
    return repr(replace(answer, at="", form=""))
