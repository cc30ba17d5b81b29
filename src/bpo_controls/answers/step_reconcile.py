"""What a returned row says of a step, held against the record: field by field, against what the file started from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from bpo_controls.answers.import_plan import Policy
from bpo_controls.answers.step_track import UNTRACKED, Fields, StepField, StepProposal, StepTrack, StepUpdate

StepRelation = Literal["new", "changed", "conflict"]
"""`new`: nothing stood there. `changed`: what stood is what the file started from. `conflict`: the record moved on since."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a step: what the file says, what stands on record, and what the one is to the other."""

    step: str
    field: StepField
    said: str
    stands: str
    relation: StepRelation


@dataclass(frozen=True, slots=True)
class StepPlan:
    """What confirming proposals will do under a policy: what counts, and what waits on as a proposal.

    `changes` are all that differ from the record, in the order of the file.
    """

    proposals: tuple[StepProposal, ...]
    changes: tuple[FieldChange, ...]
    policy: Policy = "keep"

    def of(self, *relations: StepRelation) -> tuple[FieldChange, ...]:
        """The changes of these relations."""
        return tuple(change for change in self.changes if change.relation in relations)

    @property
    def updates(self) -> tuple[StepUpdate, ...]:
        """What will count, one update per step and proposal."""
        return self._updates(winning=True)

    @property
    def waiting(self) -> tuple[StepProposal, ...]:
        """What stays a proposal: the fields in conflict."""
        left = self._updates(winning=False)
        origin = {one.update.step: one for one in self.proposals}
        return tuple(
            StepProposal(update, origin[update.step].origin, origin[update.step].was) for update in left
        )

    def _updates(self, *, winning: bool) -> tuple[StepUpdate, ...]:
        found: list[StepUpdate] = []
        by = {one.update.step: one.update.by for one in self.proposals}
        fields: dict[str, dict[StepField, str]] = {}
        for change in self.changes:
            wins = change.relation != "conflict" or self.policy == "newer"
            if wins == winning:
                fields.setdefault(change.step, {})[change.field] = change.said
        for step, said in fields.items():
            found.append(StepUpdate(step, said, by.get(step, "")))
        return tuple(found)


def plan_steps(
    steps: Mapping[str, StepTrack], proposals: Iterable[StepProposal], policy: Policy = "keep"
) -> StepPlan:
    """Hold proposals against the record, one after the other; what says nothing new is left out."""
    given = tuple(proposals)
    standing: dict[tuple[str, StepField], str] = {}
    changes: list[FieldChange] = []
    for proposal in given:
        step = proposal.update.step
        track = steps.get(step, UNTRACKED)
        for field, said in proposal.update.fields.items():
            stands = standing.get((step, field), track.text(field))
            if said == stands:
                continue
            relation = _relation(field, stands, proposal.was)
            changes.append(FieldChange(step, field, said, stands, relation))
            if relation != "conflict" or policy == "newer":
                standing[step, field] = said
    return StepPlan(given, tuple(changes), policy)


def _relation(field: StepField, stands: str, was: Fields | None) -> StepRelation:
    untouched = UNTRACKED.text(field)
    started_from = untouched if was is None else was.get(field, untouched)
    if stands != started_from:
        return "conflict"
    return "new" if stands == untouched else "changed"
