"""Next year's engagement: last year's answers as proposals that count for nothing until somebody confirms them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from bpo_controls.answers.answer_model import Answer, Subject
from bpo_controls.answers.engagement_record import Proposal, Record, Rename
from bpo_controls.answers.fit import Misfit
from bpo_controls.answers.recorded_library import own_controls
from bpo_controls.answers.step_track import StepProposal
from bpo_controls.engine.answer_status import measured_on
from bpo_controls.engine.step_progress import plan_progress
from bpo_controls.engine.sweep import OLD_DAYS, days_between
from bpo_controls.library.compare_libraries import compare_libraries
from bpo_controls.library.model import Library
from bpo_controls.workspace import paths
from bpo_controls.workspace.assessed import decide
from bpo_controls.workspace.carried_steps import CarriedSteps, carry_steps, origin_of
from bpo_controls.workspace.earlier import Earlier, earlier_of, write_earlier
from bpo_controls.workspace.engagement import Engagement, create_engagement, open_engagement
from bpo_controls.workspace.library_ref import library_ref
from bpo_controls.workspace.library_upgrade import plan_upgrade
from bpo_controls.workspace.writer import open_writer

Group = Literal["changed", "expired", "same", "answered"]
GROUPS: tuple[Group, ...] = ("changed", "expired", "same", "answered")
"""The order in which last year's answers are looked at."""

_BESIDE = (paths.OWN_CONTROLS, "contract-clocks.yaml", "templates")
_QUIET = frozenset(
    {"why", "who", "impacts", "maps", "precedents", "watch", "evidence", "verify", "remedy", "since"}
)
"""Fields whose change does not touch what was answered."""


@dataclass(frozen=True, slots=True)
class Was:
    """Last year's answer to one item, waiting as a proposal.

    changed: the library asks or requires something else now. expired: what was seen for it is older than a year, and counts
    as stated only. same: neither. answered: somebody has given another answer meanwhile, so there is nothing to confirm.
    """

    proposal: Proposal
    group: Group
    section: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """An engagement that was just begun: what was proposed, and what has to be asked again.

    `left` are answers that no longer fit the library, `open_` those that were no answers: not known, later, declined.
    `steps` is what became of last year's open steps.
    """

    engagement: Engagement
    proposed: tuple[Answer, ...]
    left: tuple[Misfit, ...]
    open_: tuple[Answer, ...]
    steps: CarriedSteps


def begin_reassessment(
    old: Engagement, directory: Path, library: Library, then: str, as_of: str, now: Callable[[], str]
) -> Begun:
    """Begin next year's engagement in `directory` from last year's as it stood on the ISO date `then`.

    `library` is the one of today, `old` was opened with its own where that is at hand. Gates and a review date that
    have passed are left out. Nothing in last year's directory is touched. UserError when it cannot be begun.
    """
    file = replace(
        old.file,
        review_date=old.file.review_date if old.file.review_date > as_of else "",
        gate_dates=MappingProxyType({gate: day for gate, day in old.file.gate_dates.items() if day > as_of}),
        library=library_ref(library),
    )
    create_engagement(directory, file, library, at=now(), allow_identifiers=True)
    _copy_beside(old.directory, directory, old.file.branding.logo)
    engagement = open_engagement(directory, library)
    record = old.full.at(then)
    known = old.library_before.digest in ("", old.library.digest)
    changed = changed_items(old.library, engagement.library) if known else None
    stood = old.record_at(then)
    assessment = decide(old.library, stood, then)
    steps = carry_steps(
        plan_progress(stood, assessment, old.file.gate_dates), stood, old.library, engagement.library, then
    )
    digest = old.events[record.changes[-1].number - 1].digest if record.changes else ""
    write_earlier(directory, earlier_of(assessment, digest, library_ref(old.library), changed, steps.then))

    plan = plan_upgrade(record, engagement.library)
    carried = (*plan.carried, *(answer for _, answer in plan.moved))
    open_ = tuple(one for one in carried if _is_open(one))
    asked = {need: place for place, need in enumerate([*library.questions, *library.controls])}
    proposed = tuple(
        _as_proposed(engagement.library, answer, as_of)
        for answer in sorted(carried, key=lambda one: (asked.get(one.item, len(asked)), one.subject))
        if not _is_open(answer)
    )
    with open_writer(engagement, now) as writer:
        writer.rename(*_labels_of(record, engagement.library), reason=origin_of(then))
        taken_back = [id_ for id_ in own_controls(engagement.library) if id_ in record.dropped]
        writer.count_own(dropped=taken_back, reason=origin_of(then))
        writer.propose(proposed, origin_of(then), old.directory.name, steps.proposals)
    return Begun(engagement, proposed, (*plan.asked_again, *plan.retired), open_, steps)


def _labels_of(record: Record, library: Library) -> tuple[Rename, ...]:
    """The client's own words for workflows, as renames from the titles of a library."""
    flows = [library.workflows[id_] for id_ in record.labels if id_ in library.workflows]
    subjects = [Subject("workflow", one.id) for one in flows]
    return tuple(
        Rename(subject, subject, "", one.title, record.labels[one.id])
        for subject, one in zip(subjects, flows, strict=True)
    )


def waiting(engagement: Engagement, earlier: Earlier, as_of: str) -> tuple[Was, ...]:
    """Last year's answers that wait: what the library changed first, then expired evidence, then the rest."""
    given = engagement.answers.entries
    found = [_was(engagement.library, earlier, proposal, as_of) for proposal in engagement.record.proposals]
    found = [replace(one, group="answered") if one.proposal.answer.need in given else one for one in found]
    return tuple(sorted(found, key=lambda one: GROUPS.index(one.group)))


def changed_items(before: Library, after: Library) -> Mapping[str, tuple[str, ...]]:
    """What differs, per question and control of the later library, as far as it touches what is answered.

    A control that took the place of another is changed in its id.
    """
    difference = compare_libraries(before, after)
    found = {
        item: tuple(name for name in names if name not in _QUIET)
        for item, names in difference.changed
        if set(names) - _QUIET
    }
    moved = {new: ("id",) for _, successors in difference.retired for new in successors}
    return MappingProxyType({**moved, **found})


def expired(answer: Answer, as_of: str) -> bool:
    """Whether what was seen for an answer is older than a year on an ISO date, every piece with a date of it."""
    dates = [one.seen_on for one in answer.evidence if one.seen_on]
    return bool(dates) and all(days_between(day, as_of) > OLD_DAYS for day in dates)


def _was(library: Library, earlier: Earlier, proposal: Proposal, as_of: str) -> Was:
    answer = proposal.answer
    asked = library.controls.get(answer.item)
    question = library.questions.get(answer.item)
    section = asked.domain if asked is not None else question.section if question is not None else ""
    fields = ("unknown",) if earlier.changed is None else earlier.changed.get(answer.item, ())
    group: Group = "changed" if fields else "expired" if expired(answer, as_of) else "same"
    return Was(proposal, group, section, fields)


def _as_proposed(library: Library, answer: Answer, as_of: str) -> Answer:
    """The answer as of today: a figure that counts days has grown, and expired evidence makes it stated again."""
    control = library.controls.get(answer.item)
    value = answer.value
    if control is not None and control.ask.ages:
        grown = measured_on(control, answer, as_of)
        value = answer.value if grown is None else grown
    assurance = "stated" if expired(answer, as_of) else answer.assurance
    return replace(answer, value=value, assurance=assurance, at="")


def _is_open(answer: Answer) -> bool:
    return answer.non_answer is not None and answer.non_answer.kind != "not-applicable"


def _copy_beside(old: Path, new: Path, logo: str) -> None:
    """What belongs to the firm and the contract goes along; links are not followed."""
    for name in (*_BESIDE, *([logo] if logo else [])):
        source = old / name
        if source.is_symlink() or not source.exists():
            continue
        try:
            if source.is_dir():
                shutil.copytree(source, new / name, symlinks=True, dirs_exist_ok=True)
            else:
                (new / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, new / name, follow_symlinks=False)
        except OSError as error:
            raise paths.cannot_write(new / name, error) from error


def chosen(
    rows: Iterable[Was], what: str, section: str = "", steps: Iterable[StepProposal] = ()
) -> tuple[tuple[Proposal, ...], tuple[StepProposal, ...]]:
    """The proposals that `what` names: `unchanged` answers, `steps`, `all` of both, or numbers and ids with commas.

    The answers are those of one section where one is named; the `steps` are given as they are.
    Raises KeyError with the number or word that is not among them.
    """
    kept = [one for one in rows if not section or one.section == section]
    about = tuple(steps)
    if what == "all":
        return tuple(one.proposal for one in kept if one.group != "answered"), about
    if what == "unchanged":
        return tuple(one.proposal for one in kept if one.group == "same"), ()
    if what == "steps":
        return (), about
    by_id = {one.proposal.id: one.proposal for one in kept}
    by_step = {name: one for one in about for name in (one.id, one.update.step)}
    items: dict[str, list[Proposal]] = {}
    for one in kept:
        items.setdefault(one.proposal.answer.item, []).append(one.proposal)
    found: dict[str, Proposal] = {}
    picked: dict[str, StepProposal] = {}
    for word in (part.strip() for part in what.split(",") if part.strip()):
        if word in by_step:
            picked[by_step[word].id] = by_step[word]
            continue
        named = [by_id[word]] if word in by_id else items[word]
        found.update({one.id: one for one in named})
    return tuple(found.values()), tuple(picked.values())
