"""Two states of an engagement compared: for each finding how it stood, how it stands, and the one cause of the difference.

A state is made of four ingredients: the library, the date, what was said about the scope, what was said about the
controls. An ingredient is the cause where the finding would stand as before, had that ingredient alone stayed as it was.
Where several would do, or none alone, the last one to move the finding counts, taken in the order of `STAGES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from bpo_controls.answers.answer_model import EVERY, Answer, Answers, Need, Subject
from bpo_controls.answers.engagement_record import Change, Record, effective
from bpo_controls.answers.fit import fitting
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.finding import Assessment, Finding, Status
from bpo_controls.engine.horizon import in_force
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import Library

Cause = Literal["vendor", "scope", "library", "law", "time", "judged", "unanswered", "assurance", "none"]
"""vendor: what is done has changed. time: a figure has grown or an acceptance has ended, nobody said anything new.
judged: the same was judged otherwise, or for the first time. unanswered: it was known and is not, or not yet again.
assurance: the answer stayed and what was looked at for it changed."""
CAUSES: tuple[Cause, ...] = (
    "vendor", "judged", "time", "scope", "law", "library", "unanswered", "assurance", "none",
)  # fmt: skip

Ingredient = Literal["library", "date", "scope", "answers"]
STAGES: tuple[Ingredient, ...] = ("library", "date", "scope", "answers")

Way = Literal["better", "worse", "in", "out", "other", "same"]
"""Between two known standings better or worse; came in; went out; same; anything else, such as known and not known."""

WORSE: dict[Status, int] = {"met": 0, "another-way": 1, "accepted": 1, "claimed": 1, "partly": 2, "gap": 3}
"""How bad a known standing is; unknown and not applicable have no place in it."""

_MATERIAL = ("statement", "applies_when", "ask", "severity", "gate", "party", "per", "sources", "raises")
"""Fields of a control whose change is one of what is asked or when."""

Focus = tuple[str, ...]
_IN = "in"


@dataclass(frozen=True, slots=True)
class State:
    """A record as it stood, the library it is read with and the ISO date it is decided on.

    The record is the whole one: answers that do not fit the library are held against it here.
    """

    library: Library
    record: Record
    as_of: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One control and subject in both states. `key` is that of the later state; None where a state does not have it.

    `moved` says that whether it applies, how it stands or how severe it is differs; `also` are other causes that took part.
    """

    key: Need
    before: Finding | None
    after: Finding | None
    cause: Cause
    way: Way
    moved: bool
    also: tuple[Cause, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every finding of either state with its cause, in the order of the later library; and both assessments."""

    before: Assessment
    after: Assessment
    differences: tuple[Difference, ...]

    @property
    def moved(self) -> tuple[Difference, ...]:
        """Those that stand otherwise."""
        return tuple(one for one in self.differences if one.moved)

    @property
    def regressions(self) -> tuple[Difference, ...]:
        """Those that stand worse than before, whatever the cause."""
        return tuple(one for one in self.differences if one.way == "worse")

    def of(self, cause: Cause) -> tuple[Difference, ...]:
        """Those of one cause."""
        return tuple(one for one in self.differences if one.cause == cause)


def compare_states(before: State, after: State) -> Comparison:
    """What differs between two states of an engagement, each difference by its one cause."""
    said = set(before.record.changes)
    renamed = [change for change in after.record.changes if change.renamed and change not in said]
    if renamed:  # a site that is called otherwise now is the same site
        names = tuple(rename for change in renamed for rename in change.renamed)
        record = before.record.after((Change(0, "", renamed=names),))
        before = replace(before, record=record)
    return _Work(before, after).compare()


class _Work:
    """One comparison: the evaluations it takes, each made once."""

    def __init__(self, before: State, after: State) -> None:
        self.before, self.after = before, after
        self.forward = successors(before.library, after.library)
        backward = {new: old for old, new in self.forward.items()}
        self.old_answers = (before.record.answers, _carried(before.record.answers, self.forward))
        self.new_answers = (_carried(after.record.answers, backward), after.record.answers)
        self.made: dict[tuple[bool, ...], dict[Need, Finding]] = {}
        self.assessments: dict[tuple[bool, ...], Assessment] = {}
        self.settled_anew = _settled(after.record)

    def compare(self) -> Comparison:
        old = self.findings(False, False, False, False)
        new = self.findings(True, True, True, True)
        keys = dict.fromkeys(
            [*new, *(key for key, finding in old.items() if finding.applies is not Truth.FALSE)]
        )
        # One finding stands for all subjects on one side while the other has them one by one: those are compared.
        apart = {key.item for key in (*old, *new) if key.subject.id != EVERY}
        kept = [key for key in keys if key.subject.id != EVERY or key.item not in apart]
        order = {id_: place for place, id_ in enumerate(self.after.library.controls)}
        kept.sort(key=lambda key: order.get(key.item, len(order)))
        return Comparison(
            self.assessments[False, False, False, False],
            self.assessments[True, True, True, True],
            tuple(self._difference(key, old.get(key), _found(key, new)) for key in kept),
        )

    def findings(self, library: bool, date: bool, scope: bool, answers: bool) -> dict[Need, Finding]:
        """The findings by key with each ingredient of the earlier (False) or the later state (True)."""
        chosen = (library, date, scope, answers)
        if chosen not in self.made:
            lib = self.after.library if library else self.before.library
            facts = (self.new_answers if scope else self.old_answers)[library]
            controls = (self.new_answers if answers else self.old_answers)[library]
            mixed = {
                **{need: one for need, one in facts.entries.items() if not _about_control(lib, need)},
                **{need: one for need, one in controls.entries.items() if _about_control(lib, need)},
            }
            fitted, _ = fitting(lib, Answers(MappingProxyType(mixed)))
            state = self.after if answers else self.before
            record = replace(state.record, answers=fitted)
            found = evaluate(lib, record, (self.after if date else self.before).as_of)
            self.assessments[chosen] = found
            self.made[chosen] = {self._key(finding.key, library): finding for finding in found.findings}
        return self.made[chosen]

    def _key(self, key: Need, library: bool) -> Need:
        return key if library else Need(self.forward.get(key.item, key.item), key.subject)

    def _difference(self, key: Need, before: Finding | None, after: Finding | None) -> Difference:
        was, now = _standing(before), _standing(after)
        if was == now:
            return Difference(key, before, after, self._unmoved(key, before, after), "same", moved=False)
        part = _part(was, now)
        alone = [one for one in STAGES if self._without(one, key)[:part] == was[:part]]
        path = self._path(key, part)
        chosen = [stage for stage in path if not alone or stage in alone] or alone or path
        stage = chosen[-1] if chosen else "answers"
        cause = self._named(stage, key, part, before, after)
        others = dict.fromkeys(
            self._named(one, key, part, before, after) for one in (*path, *alone) if one != stage
        )
        also = tuple(one for one in others if one not in (cause, "none"))
        return Difference(key, before, after, cause, _way(before, after), moved=True, also=also)

    def _without(self, stage: Ingredient, key: Need) -> Focus:
        """How the finding would stand with everything of the later state but this."""
        kept = [one != stage for one in STAGES]
        return _standing(_found(key, self.findings(*kept)))

    def _path(self, key: Need, part: int) -> list[Ingredient]:
        """The ingredients that move the finding when they come one after the other."""
        moved: list[Ingredient] = []
        last = _standing(self.findings(False, False, False, False).get(key))[:part]
        for number, stage in enumerate(STAGES, start=1):
            chosen = [place < number for place in range(len(STAGES))]
            now = _standing(_found(key, self.findings(*chosen)))[:part]
            if now != last:
                moved.append(stage)
            last = now
        return moved

    def _named(
        self, stage: Ingredient, key: Need, part: int, before: Finding | None, after: Finding | None
    ) -> Cause:
        if stage == "library":
            return "library"
        if stage == "date":
            return "law" if part == 1 else "time"
        if stage == "scope":
            lost = after is None or after.applies is Truth.UNKNOWN
            open_now = _found(key, self.findings(True, True, True, True))
            undecided = open_now is not None and open_now.applies is Truth.UNKNOWN
            return "unanswered" if lost and undecided else "scope"
        return self._said(before, after)

    def _said(self, before: Finding | None, after: Finding | None) -> Cause:
        """Why an answer differs."""
        old = before.answer if before is not None else None
        new = after.answer if after is not None else None
        if new is None or _open(new):
            return "unanswered" if old is not None and not _open(old) else "none"
        if old is None or _open(old):
            return "judged"
        if _same_words(old, new):
            return "judged"  # the value stayed: accepted, or the acceptance taken back
        if new.non_answer is not None or old.non_answer is not None:
            return "judged"
        assert after is not None
        if after.review is not None and after.review.verdict == "overridden":
            return "judged"
        if new.need in self.settled_anew or (new.evidence and new.evidence == old.evidence):
            return "judged"
        return "vendor"

    def _unmoved(self, key: Need, before: Finding | None, after: Finding | None) -> Cause:
        """What is otherwise where the standing is the same."""
        if before is None or after is None or after.applies is not Truth.TRUE:
            return "none"
        old, new = before.answer, after.answer
        if (old is None) != (new is None) or (old and new and not _same_words(old, new)):
            return self._said(before, after)
        if old and new and (old.accepted != new.accepted or _verdict(before) != _verdict(after)):
            return "judged"
        if old and new and (old.assurance, old.evidence) != (new.assurance, new.evidence):
            return "assurance"
        then = _found(key, self.findings(True, False, True, True))
        if then is not None and self._law_moved(then, after):
            return "law"
        fields = [name for name in _MATERIAL if getattr(before.control, name) != getattr(after.control, name)]
        return "library" if fields or before.control.id != after.control.id else "none"

    def _law_moved(self, then: Finding, now: Finding) -> bool:
        """Whether other values bind, or other sources are in force, on the later date."""
        bound = [tuple(binding.values for binding in one.bindings) for one in (then, now)]
        sources = self.after.library.sources
        dates = (self.before.as_of, self.after.as_of)
        forces = [[in_force(sources[one], date) for one in now.sources if one in sources] for date in dates]
        return bound[0] != bound[1] or forces[0] != forces[1]


def successors(before: Library, after: Library) -> Mapping[str, str]:
    """Controls that go by another id in the later library: the old id and the one that took its place alone."""
    return {
        id_: gone.replaced_by[0]
        for id_, gone in after.retired.items()
        if id_ in before.controls
        and id_ not in after.controls
        and len(gone.replaced_by) == 1
        and gone.replaced_by[0] in after.controls
        and gone.replaced_by[0] not in before.controls
    }


def _carried(answers: Answers, ids: Mapping[str, str]) -> Answers:
    moved = (replace(one, item=ids[one.item]) if one.item in ids else one for one in answers)
    return Answers(MappingProxyType({one.need: one for one in moved}))


def _about_control(library: Library, need: Need) -> bool:
    return need.item in library.controls


def _found(key: Need, findings: Mapping[Need, Finding]) -> Finding | None:
    """The finding, or the undecided one that stands for all subjects while they are not known."""
    if key in findings:
        return findings[key]
    everyone = findings.get(Need(key.item, Subject(key.subject.kind, EVERY)))
    return everyone if everyone is not None and everyone.applies is Truth.UNKNOWN else None


def _standing(finding: Finding | None) -> Focus:
    """In, with standing and severity; undecided; or out, which is the same as not there."""
    if finding is None or finding.applies is Truth.FALSE:
        return ("out",)
    if finding.applies is Truth.UNKNOWN:
        return ("undecided",)
    return (_IN, finding.status or "", finding.severity)


def _part(was: Focus, now: Focus) -> int:
    """What the difference is about: 1 whether it applies, 2 how it stands, 3 how severe it is."""
    return next(part for part in (1, 2, 3) if was[:part] != now[:part])


def _way(before: Finding | None, after: Finding | None) -> Way:
    old, new = _standing(before), _standing(after)
    if old[0] != _IN or new[0] != _IN:
        return "in" if new[0] == _IN else "out" if old[0] == _IN and new[0] == "out" else "other"
    assert before is not None
    assert after is not None
    ranks = [WORSE.get(one) if one else None for one in (before.status, after.status)]
    if ranks[0] is None or ranks[1] is None or ranks[0] == ranks[1]:
        return "other"
    return "worse" if ranks[1] > ranks[0] else "better"


def _open(answer: Answer) -> bool:
    return answer.non_answer is not None and answer.non_answer.kind != "not-applicable"


def _same_words(one: Answer, other: Answer) -> bool:
    return (one.value, one.non_answer) == (other.value, other.non_answer)


def _verdict(finding: Finding) -> str:
    return finding.review.verdict if finding.review is not None else ""


def _settled(record: Record) -> frozenset[Need]:
    """Answers that stand because somebody decided between two, or overrode one."""
    last: dict[Need, str] = {}
    for change in effective(record.changes):
        for answer in change.given:
            last[answer.need] = change.kind
    return frozenset(need for need, kind in last.items() if kind in ("settled", "reviewed"))
