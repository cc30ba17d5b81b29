"""The record of an engagement: everything people have said about it, in order, and how it stands now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from bpo_controls.answers.answer_model import Answer, Answers, Need, Subject
from bpo_controls.answers.step_track import StepProposal, StepTrack, StepUpdate, steps_after

ReviewVerdict = Literal["accepted", "challenged", "overridden"]

UNDOABLE: frozenset[str] = frozenset(
    {
        "answer", "withdrawn", "imported", "contested", "settled", "proposed", "confirmed", "rejected",
        "renamed", "reviewed", "upgraded", "merged", "tracked", "steps-proposed", "own-controls",
    }
)  # fmt: skip
"""Kinds of events that `undo` steps back over. The others say what happened to the record as a whole."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer that counts for nothing until a named person confirms it.

    `origin` says where it came from: a person who was absent, a program, a document. `id` is the number of
    the event that brought it and its place therein, as `12.1`.
    """

    answer: Answer
    origin: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What the second reviewer decided about one answer, who they are, why, and when (ISO 8601)."""

    need: Need
    verdict: ReviewVerdict
    by: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """A signature: who signed, in what role, when (ISO 8601), and what for.

    `as_of` is the date signed for, `record` the digest of the last event then and `event` its number,
    `library` the digest of the library, `settings` that of engagement.yaml, `editions` the editions that were signed
    (none: all), `assessor` whose work it was.
    """

    by: str
    role: str
    at: str
    as_of: str
    record: str = ""
    event: int = 0
    library: str = ""
    settings: str = ""
    editions: tuple[str, ...] = ()
    assessor: str = ""


@dataclass(frozen=True, slots=True)
class Rename:
    """A site, subcontractor or workflow that is called otherwise now: its id and its name, before and after.

    `item` is the question that names it. A workflow keeps its id and has no `item`; with `restored` it goes by the
    library's title again.
    """

    before: Subject
    after: Subject
    item: str
    name_before: str
    name_after: str
    restored: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What one event of the journal added: its number from 1, its moment (ISO 8601), and what was said.

    What is `withdrawn` no longer stands; then `given` answers take their place. `contested` answers disagree
    with those that stand and wait to be settled; for a need in `settled` none wait any longer. `confirmed`
    holds the ids of proposals that were taken in or turned down. `tracked` is what counts about steps of the action plan,
    `steps_proposed` what waits to be confirmed. `own_added` and `own_dropped` are ids of controls of the engagement's own
    that count from here on, or no longer. `undoes` and `redoes` are numbers of events.
    `by` is who did it, `reason` why, `source` the file it came from.
    """

    number: int
    at: str
    given: tuple[Answer, ...] = ()
    withdrawn: tuple[Need, ...] = ()
    proposed: tuple[Proposal, ...] = ()
    reviewed: tuple[Review, ...] = ()
    signed: tuple[SignOff, ...] = ()
    contested: tuple[Answer, ...] = ()
    settled: tuple[Need, ...] = ()
    confirmed: tuple[str, ...] = ()
    renamed: tuple[Rename, ...] = ()
    tracked: tuple[StepUpdate, ...] = ()
    steps_proposed: tuple[StepProposal, ...] = ()
    own_added: tuple[str, ...] = ()
    own_dropped: tuple[str, ...] = ()
    undoes: int = 0
    redoes: int = 0
    kind: str = ""
    by: str = ""
    reason: str = ""
    source: str = ""

    @property
    def needs(self) -> tuple[Need, ...]:
        """Every item and subject that this change touched, each once."""
        touched = (
            *(answer.need for answer in (*self.given, *self.contested)),
            *self.withdrawn,
            *self.settled,
            *(proposal.answer.need for proposal in self.proposed),
            *(review.need for review in self.reviewed),
        )
        return tuple(dict.fromkeys(touched))

    @property
    def steps(self) -> tuple[str, ...]:
        """The ids of every step of the plan that this change speaks of, each once."""
        said = (*self.tracked, *(proposal.update for proposal in self.steps_proposed))
        return tuple(dict.fromkeys(update.step for update in said))


@dataclass(frozen=True, slots=True)
class Record:
    """What was said, folded from `changes`: the answers that stand, and what waits beside them.

    `contested` holds, per item and subject, the answers that disagree with the one that stands; `reviews` the
    last review of each answer that stands; `steps` how the steps of the action plan stand, by their ids;
    `labels` the client's own words for workflows, by the ids of those; `dropped` the controls of the engagement's own
    that were taken back.
    A record made from answers alone (`Record(answers)`) has no past.
    """

    answers: Answers = field(default_factory=Answers)
    proposals: tuple[Proposal, ...] = ()
    reviews: tuple[Review, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    changes: tuple[Change, ...] = field(default=(), repr=False)
    contested: Mapping[Need, tuple[Answer, ...]] = field(default_factory=lambda: MappingProxyType({}))
    steps: Mapping[str, StepTrack] = field(default_factory=lambda: MappingProxyType({}))
    step_proposals: tuple[StepProposal, ...] = ()
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    dropped: frozenset[str] = frozenset()

    def after(self, changes: Iterable[Change]) -> Record:
        """The record once these changes have been made, in order.

        A change that undoes or redoes another is folded from the beginning: what was undone never happened.
        """
        added = tuple(changes)
        every = (*self.changes, *added)
        stepped = any(change.undoes or change.redoes for change in added)
        now = _fold(Record(), effective(every)) if stepped else _fold(self, added)
        return replace(now, changes=every, dropped=_dropped(every))

    def at(self, moment: int | str) -> Record:
        """The record as it stood after the event with this number, or at the end of this day (ISO date).

        A day ends with the last event that carries its date or an earlier one, so that a clock that ran
        ahead for a while hides nothing that was said afterward.
        """
        kept = 0
        for index, change in enumerate(self.changes, start=1):
            if change.number <= moment if isinstance(moment, int) else change.at[:10] <= moment:
                kept = index
        if kept == len(self.changes):
            return self
        return Record().after(self.changes[:kept])

    def history(self, need: Need) -> tuple[Answer, ...]:
        """Every answer ever given for exactly this item and subject, oldest first, contested ones too."""
        return tuple(
            answer
            for change in self.changes
            for answer in (*change.given, *change.contested)
            if answer.need == need
        )

    @property
    def reviewed(self) -> Mapping[Need, Review]:
        """The last review of each answer that stands."""
        return MappingProxyType({review.need: review for review in self.reviews})

    @property
    def to_undo(self) -> Change | None:
        """The latest change that counts and can be undone."""
        for change in reversed(effective(self.changes)):
            if change.kind in UNDOABLE:
                return change
        return None

    @property
    def to_redo(self) -> Change | None:
        """The change undone last, as long as nothing new was recorded since."""
        undone: list[int] = []
        for change in self.changes:
            if change.undoes:
                undone.append(change.undoes)
            elif change.redoes:
                undone.remove(change.redoes)
            elif change.kind in UNDOABLE:
                undone.clear()
        if not undone:
            return None
        return next(change for change in self.changes if change.number == undone[-1])


def effective(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that count: without those undone and without the undoing itself."""
    every = tuple(changes)
    undone: set[int] = set()
    for change in every:
        if change.undoes:
            undone.add(change.undoes)
        elif change.redoes:
            undone.discard(change.redoes)
    return tuple(
        change for change in every if change.number not in undone and not (change.undoes or change.redoes)
    )


def _dropped(changes: tuple[Change, ...]) -> frozenset[str]:
    """The own controls that count no longer: taken back last, or their adding was undone."""
    if not any(change.own_added or change.own_dropped for change in changes):
        return frozenset()
    counts = {change.number for change in effective(changes)}
    gone: set[str] = set()
    for change in changes:
        if change.number in counts:
            gone = gone.difference(change.own_added).union(change.own_dropped)
        else:
            gone.update(change.own_added)
    return frozenset(gone)


def _fold(record: Record, changes: Iterable[Change]) -> Record:
    standing = dict(record.answers.entries)
    contested = dict(record.contested)
    proposals, reviews, sign_offs = list(record.proposals), list(record.reviews), list(record.sign_offs)
    steps, step_proposals = record.steps, list(record.step_proposals)
    labels = record.labels
    for change in changes:
        for rename in change.renamed:
            if rename.before.kind == "workflow":
                labels = _relabeled(labels, rename)
                continue
            standing = {_renamed_need(need, rename): _renamed(a, rename) for need, a in standing.items()}
            contested = {
                _renamed_need(need, rename): tuple(_renamed(a, rename) for a in answers)
                for need, answers in contested.items()
            }
            proposals = [replace(one, answer=_renamed(one.answer, rename)) for one in proposals]
            reviews = [replace(one, need=_renamed_need(one.need, rename)) for one in reviews]
        for need in change.withdrawn:
            standing.pop(need, None)
        touched = {*change.withdrawn, *(answer.need for answer in change.given)}
        if touched:  # a review is of the answer that was given, not of the next one
            reviews = [review for review in reviews if review.need not in touched]
        for answer in change.given:
            standing[answer.need] = answer
            _drop_agreeing(contested, answer)
        for answer in change.contested:
            _drop_agreeing(contested, answer)
            if answer.need not in standing or not _agree(standing[answer.need], answer):
                contested[answer.need] = (*contested.get(answer.need, ()), answer)
        for need in change.settled:
            contested.pop(need, None)
        if change.confirmed:
            gone = set(change.confirmed)
            proposals = [proposal for proposal in proposals if proposal.id not in gone]
            step_proposals = [proposal for proposal in step_proposals if proposal.id not in gone]
        proposals += change.proposed
        step_proposals += change.steps_proposed
        if change.tracked:
            steps = MappingProxyType(steps_after(steps, change.tracked, change.number, change.at))
        for review in change.reviewed:
            reviews = [*(other for other in reviews if other.need != review.need), review]
        sign_offs += change.signed
    return Record(
        answers=Answers(MappingProxyType(standing)),
        proposals=tuple(proposals),
        reviews=tuple(reviews),
        sign_offs=tuple(sign_offs),
        contested=MappingProxyType(contested),
        steps=steps,
        step_proposals=tuple(step_proposals),
        labels=labels,
    )


def _drop_agreeing(contested: dict[Need, tuple[Answer, ...]], answer: Answer) -> None:
    """Answers that contend for the same as this one contend no longer."""
    left = tuple(other for other in contested.pop(answer.need, ()) if not _agree(other, answer))
    if left:
        contested[answer.need] = left


def _agree(one: Answer, other: Answer) -> bool:
    return (type(one.value), one.value, one.non_answer) == (type(other.value), other.value, other.non_answer)


def _relabeled(labels: Mapping[str, str], rename: Rename) -> Mapping[str, str]:
    """The client's words after one more was given, or taken back."""
    others = {id_: words for id_, words in labels.items() if id_ != rename.after.id}
    return MappingProxyType(others if rename.restored else {**others, rename.after.id: rename.name_after})


def _renamed_need(need: Need, rename: Rename) -> Need:
    return Need(need.item, rename.after) if need.subject == rename.before else need


def _renamed(answer: Answer, rename: Rename) -> Answer:
    if answer.subject == rename.before:
        return replace(answer, subject=rename.after)
    if answer.item == rename.item and isinstance(answer.value, tuple):
        names = tuple(rename.name_after if name == rename.name_before else name for name in answer.value)
        return replace(answer, value=names)
    return answer
