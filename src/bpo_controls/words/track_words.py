"""The words for the action plan over time: states of a step, what changed, why one was reopened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from bpo_controls.answers.answer_model import Answers
from bpo_controls.answers.step_reconcile import FieldChange, StepPlan
from bpo_controls.answers.step_track import (
    UNTRACKED,
    StepField,
    StepProposal,
    StepStatus,
    StepTrack,
    StepUpdate,
)
from bpo_controls.engine.plan_steps import Step
from bpo_controls.engine.step_progress import WAITING, Fall, StepProgress, StepState, StepThen
from bpo_controls.library.model import Library
from bpo_controls.words import workbook_words
from bpo_controls.words.answer_words import about, answer_words, who_said
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, date_words, listed, plural
from bpo_controls.words.visible import visible

STATUS_WORDS: dict[str, str] = {
    "open": workbook_words.OPEN,
    "in-progress": workbook_words.IN_PROGRESS,
    "done": workbook_words.DONE,
    "accepted": workbook_words.ACCEPTED,
}
"""How far a step is said to be, as the workbook has it."""
STATUS_OF: dict[str, StepStatus] = {
    workbook_words.OPEN.casefold(): "open",
    workbook_words.IN_PROGRESS.casefold(): "in-progress",
    workbook_words.DONE.casefold(): "done",
    workbook_words.ACCEPTED.casefold(): "accepted",
}
COLUMN_OF: dict[StepField, str] = {
    "owner": TEXT["col_owner"],
    "due": TEXT["col_due"],
    "status": TEXT["col_state"],
    "done_on": workbook_words.COLUMN["done_on"],
    "evidence": workbook_words.COLUMN["kept_at"],
    "ticket": workbook_words.COLUMN["ticket"],
    "remarks": workbook_words.COLUMN["remarks"],
}
"""The columns of the plan in which people write, by the field of a step."""

STATE: dict[StepState, str] = {
    "open": "Open",
    "in-progress": "In progress",
    "said-done": "Said done, evidence missing",
    "reopened": "Reopened",
    "done": "Done",
    "accepted": "Accepted",
    "dropped": "No longer in the plan",
}
_COUNTED: dict[StepState, str] = {
    "done": "done",
    "accepted": "accepted",
    "said-done": "said done without evidence",
    "reopened": "reopened",
    "in-progress": "in progress",
    "open": "open",
    "dropped": "no longer in the plan",
}
LIST_HEADS = (
    TEXT["col_step_id"],
    TEXT["col_due"],
    TEXT["col_state"],
    TEXT["col_party"],
    TEXT["col_step"],
)
BRIEFLY: dict[StepState, str] = {**STATE, "said-done": "No evidence", "dropped": "Left plan"}
"""The same for a narrow column."""
OVERDUE = "overdue"
FEW = 5
"""So many steps are named one by one."""
EMPTIED = (
    "the date of the plan counts on, since a step is due before its gate; type another date to agree one"
)
PLAN_AGAIN = "none of its own; the date of the plan counts again"
THEN = "{}: open in the assessment of {} already; there {}."
LAST_TIME = "In the last assessment"
CLOSED_BY_ANSWER = "the control stands well by the answer on record"
TO_JUDGE = "Every step is closed and the answer on record still says gap: ask again about {}."
ORPHAN = "{}: the library has no such step anymore; what was recorded about it is kept."
NO_PLAN = "No gap asks for a step."
MOST = 40
"""Changes named one by one."""


def state_words(one: StepProgress) -> str:
    """`Done, December 3, 2026`; `Open, overdue`; `Open; open since November 23, 2026`."""
    words = STATE[one.state]
    if one.closed_on:
        return f"{words}, {date_words(one.closed_on)}"
    since = f"; open since {date_words(one.then.as_of)}" if one.then is not None else ""
    return f"{words}, {OVERDUE}{since}" if one.overdue else f"{words}{since}"


def then_words(then: StepThen) -> str:
    """How a step stood in the assessment before this one: `in progress, due December 16, 2026`."""
    due = f", due {date_words(then.due)}" if then.due else ", no date"
    return f"{_COUNTED[then.state]}{due}"


def then_lines(steps: Iterable[StepProgress]) -> tuple[str, ...]:
    """The steps that were open in the assessment before this one already, those alike together.

    `SUB-02.1 and SUB-02.2: open since the assessment of November 23, 2026; there: in progress, due December 16, 2026`.
    """
    found: dict[StepThen, list[str]] = {}
    for one in steps:
        if one.then is not None and one.state in WAITING:
            found.setdefault(one.then, []).append(one.step.id)
    return tuple(
        THEN.format(listed(ids), date_words(then.as_of), then_words(then)) for then, ids in found.items()
    )


def brief_state(one: StepProgress) -> str:
    """The state in a word or two; that a step is overdue says more than that it is open."""
    return (
        OVERDUE.capitalize() if one.overdue and one.state in ("open", "in-progress") else BRIEFLY[one.state]
    )


def shown_words(shown: int, every: int) -> str:
    """What a list holds that does not hold every step."""
    return f"{shown} of {every} steps are listed."


def said_done_words(one: StepProgress) -> str:
    """`ACC-02.1, Ana Example: Done on December 3, 2026.`"""
    who = f", {visible(one.track.owner)}" if one.track.owner else ""
    when = f" on {date_words(one.track.done_on)}" if one.track.done_on else ""
    return f"{one.step.id}{who}: {STATUS_WORDS[one.track.status].lower()}{when}, and nothing says where the proof is."


def progress_line(steps: Sequence[StepProgress]) -> str:
    """`84 steps: 12 done, 1 accepted, 3 said done without evidence, 2 reopened, 66 open; 5 overdue.`"""
    counts = Counter(one.state for one in steps)
    parts = [f"{counts[state]} {word}" for state, word in _COUNTED.items() if counts[state]]
    overdue = sum(one.overdue for one in steps)
    late = f"; {overdue} {OVERDUE}" if overdue else ""
    return f"{capital(plural(len(steps), 'step'))}: {', '.join(parts)}{late}."


def is_under_way(steps: Iterable[StepProgress]) -> bool:
    """Whether anything has been said or has happened about any of the steps."""
    return any(
        one.track.changed
        or one.state not in ("open", "dropped")
        or (one.then is not None and one.state in WAITING)
        for one in steps
    )


def fall_words(library: Library, answers: Answers, fall: Fall) -> str:
    """Why and since when: `Since December 3, 2026, ACC-02 for Manila stands at not in place (before: in place), said Ana Example.`"""
    control = library.controls[fall.need.item]
    place = f" for {about(library, answers, fall.need.subject)}" if fall.need.subject.id else ""
    if fall.acceptance:
        return f"The acceptance of {control.id}{place} ran out on {date_words(fall.at[:10])}."
    now, before = (answer_words(control, one, library) for one in (fall.after, fall.before))
    who = who_said(fall.after)
    said = f", said {who}" if who else ""
    return f"Since {date_words(fall.at[:10])}, {control.id}{place} stands at {now} (before: {before}){said}."


def reopened_lines(library: Library, answers: Answers, steps: Iterable[StepProgress]) -> tuple[str, ...]:
    """Why steps were reopened, those with one reason together: `ACC-02.1 and ACC-02.2: Since December 3, 2026 …`."""
    found: dict[str, list[str]] = {}
    for one in steps:
        if one.fall is not None:
            found.setdefault(fall_words(library, answers, one.fall), []).append(one.step.id)
    return tuple(f"{listed(ids)}: {why}" for why, ids in found.items())


def field_words(field: StepField, text: str) -> str:
    """What a field holds, as a reader sees it."""
    if field == "status":
        return STATUS_WORDS[text or "open"]
    if field in ("due", "done_on") and text:
        return date_words(text)
    return visible(text) or "nothing"


def update_words(update: StepUpdate) -> str:
    """`ACC-02.1: status Done, proof kept at Ticket export`."""
    said = ", ".join(
        f"{COLUMN_OF[name].lower()} {field_words(name, text)}" for name, text in update.fields.items()
    )
    return f"{update.step}: {said}"


def plan_counts(plan: StepPlan, refused: int, waiting: int) -> str:
    """`5 changes of 3 steps: 4 new, 1 changed, 0 in conflict, 0 refused.`"""
    if not (plan.changes or refused):
        return "nothing new about any step."
    steps = len({change.step for change in plan.changes})
    parts = [
        f"{len(plan.of('new'))} new",
        f"{len(plan.of('changed'))} changed",
        f"{len(plan.of('conflict'))} in conflict",
        f"{refused} refused",
        *([f"{waiting} proposed already"] * bool(waiting)),
    ]
    return f"{plural(len(plan.changes), 'change')} of {plural(steps, 'step')}: {', '.join(parts)}."


def plan_lines(
    plan: StepPlan, steps: Mapping[str, StepTrack], places: Mapping[tuple[str, StepField], str]
) -> Iterator[str]:
    """A line for each change, with its place and what stands."""
    for change in plan.changes[:MOST]:
        place = places.get((change.step, change.field), "")
        yield f"{change.relation:<8}  {change_words(change, steps)}{f' [{place}]' if place else ''}"
    if len(plan.changes) > MOST:
        yield f"and {len(plan.changes) - MOST} more"


def emptied_words(steps: Sequence[str]) -> str:
    """Why a cleared due date shows the plan's again."""
    named = listed(list(steps[:FEW])) + (f" and {len(steps) - FEW} more" if len(steps) > FEW else "")
    return f"{TEXT['col_due']} was emptied at {named}: {EMPTIED}."


def change_words(change: FieldChange, steps: Mapping[str, StepTrack]) -> str:
    """`ACC-02.1 owner: Ben Sample (on record, by Ana Example: Ana Example)`."""
    said = PLAN_AGAIN if change.field == "due" and not change.said else field_words(change.field, change.said)
    head = f"{change.step} {COLUMN_OF[change.field].lower()}: {said}"
    if change.relation == "new":
        return head
    track = steps.get(change.step)
    who = f", by {visible(track.by)}" if track is not None and track.by else ""
    return f"{head} (on record{who}: {field_words(change.field, change.stands)})"


def taken_in_words(steps: int, waiting: int) -> str:
    """What became of a file that was let count."""
    more = (
        f" {capital(plural(waiting, 'step'))} in conflict with what was recorded since; they wait as proposals."
        if waiting
        else ""
    )
    return f"{capital(plural(steps, 'step'))} taken in.{more}"


def step_proposals_words(waiting: int) -> str:
    """That something said about steps waits to be confirmed."""
    return f"{capital(plural(waiting, 'proposal'))} about steps {'waits' if waiting == 1 else 'wait'} to be confirmed and count for nothing yet: proposals lists them."


def proposed_words(steps: int) -> str:
    """What became of a file that waits."""
    return (
        f"{capital(plural(steps, 'step'))} kept as proposals. They count once a named person confirms them:"
    )


def proposed_line(
    steps: Mapping[str, StepTrack], proposal: StepProposal, differs: Collection[StepField]
) -> str:
    """A proposal in one line; for a field in conflict with what was recorded since, what stands on record too."""
    step = proposal.update.step
    track = steps.get(step, UNTRACKED)
    against = [f"{COLUMN_OF[name].lower()} {field_words(name, track.text(name))}" for name in differs]
    more = f"; on record {listed(against)}" if against else ""
    return f"{update_words(proposal.update)} ({visible(proposal.origin)}{more})"


def due_in_form(step: Step) -> str:
    """`December 20, 2026 (agreed; December 14, 2026 by plan)`, or the date of the plan alone; "" without one."""
    if not step.due:
        return ""
    if not step.planned or step.due == step.planned:
        return date_words(step.due)
    return f"{date_words(step.due)} (agreed; {date_words(step.planned)} by plan)"


def stands_in_form(one: StepProgress) -> str:
    """`done December 1, 2026`, `in progress, overdue`; "" for an open step of which nothing was said."""
    if one.track == UNTRACKED and not one.overdue:
        return ""
    when = f" {date_words(one.closed_on)}" if one.closed_on else ""
    return (
        f"{STATE[one.state][:1].lower()}{STATE[one.state][1:]}{when}{f', {OVERDUE}' if one.overdue else ''}"
    )
