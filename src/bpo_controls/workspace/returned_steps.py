"""What a returned workbook says about the steps of the action plan, with everything that speaks against it by cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from bpo_controls.answers.step_text import read_field
from bpo_controls.answers.step_track import (
    CLOSING,
    UNTRACKED,
    Fields,
    StepField,
    StepProposal,
    StepTrack,
    StepUpdate,
)
from bpo_controls.answers.typed_text import visible
from bpo_controls.diagnostics import Diagnostic, Level, Location, did_you_mean
from bpo_controls.engine.plan_steps import NO_DATES, control_of
from bpo_controls.library.model import Library
from bpo_controls.words.headings import TEXT
from bpo_controls.words.signature_words import event_of
from bpo_controls.words.track_words import COLUMN_OF, STATUS_OF, STATUS_WORDS
from bpo_controls.words.workbook_words import COLUMN
from bpo_controls.workspace.answer_tables import SEARCHED, start_value
from bpo_controls.workspace.returned_answers import file_label
from bpo_controls.workspace.said_of_steps import is_step

if TYPE_CHECKING:
    from bpo_controls.workspace.engagement import Engagement
    from bpo_controls.workspace.sheet_grid import Grid, GridCell, SheetFile

_STEP = TEXT["col_step_id"]
_PLANNED = COLUMN["planned"]
Shown = Callable[[StepTrack], tuple[StepTrack, ...]]
FOOT = 500
"""Rows of a sheet in which the record digest is looked for."""


@dataclass(frozen=True, slots=True)
class ReturnedSteps:
    """What a file says about steps. With any problem of level error nothing of it may be taken in.

    `proposals` are the steps about which it says something else than it was written with; `places` is where each field
    stands. `event` is the number of the last event when the file was written, 0 where the file does not say. `emptied`
    are steps whose due date was cleared where only the plan's stood: that says nothing, the plan's counts on.
    """

    proposals: tuple[StepProposal, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    places: Mapping[tuple[str, StepField], Location] = field(default_factory=lambda: MappingProxyType({}))
    event: int = 0
    emptied: tuple[str, ...] = ()

    @property
    def refused(self) -> tuple[Diagnostic, ...]:
        """What speaks against taking the file in."""
        return tuple(one for one in self.problems if one.level is Level.ERROR)


def read_steps(
    file: SheetFile,
    engagement: Engagement,
    *,
    today: str,
    reopened: frozenset[str] = frozenset(),
    shown: Shown = lambda track: (track,),
    planned: Mapping[str, str] = NO_DATES,
) -> ReturnedSteps:
    """Every step of the plan in a file that came back. `today` is an ISO date; `shown` are the ways in which an edition
    may have shown a step: what stands in a cell as it was shown says nothing new.

    `planned` are the ISO dates of the plan by step id, for a file that does not say which date of its own each step had.
    `reopened` are steps that a workbook of ours shows as open though they were closed once.
    """
    problem = _stranger(file, engagement)
    if problem is not None:
        return ReturnedSteps(problems=(problem,))
    event, problem = _written_at(file, engagement)
    if problem is not None:
        return ReturnedSteps(problems=(problem,))
    base = engagement.full.at(event).steps if event else None
    reader = _Reader(file.name, engagement.library, base, today, reopened, shown, planned)
    found = [table for grid in file.grids for table in _tables(grid)]
    if not found:
        hint = (
            f"the sheet of the action plan is needed, with the columns “{_STEP}” and “{COLUMN_OF['status']}”"
        )
        problem = Diagnostic("no-step-table", "holds no action plan", Location(file.name), hint)
        return ReturnedSteps(problems=(problem,))
    reader.problems += [one for grid, head, columns in found for one in _lacking(grid, head, columns)]
    if reader.problems:
        return ReturnedSteps(problems=tuple(reader.problems))
    for grid, head, columns in found:
        reader.read(grid, head, columns)
    return ReturnedSteps(
        tuple(reader.proposals),
        tuple(reader.problems),
        MappingProxyType(reader.places),
        event,
        tuple(reader.emptied),
    )


def _stranger(file: SheetFile, engagement: Engagement) -> Diagnostic | None:
    for label, name in ((TEXT["for"], engagement.file.buyer), (TEXT["with"], engagement.file.vendor)):
        stands = start_value(file.grids, label).text
        if name and stands and " ".join(stands.split()) != " ".join(name.split()):
            message = (
                f'is about the {label.casefold()} "{visible(stands)}", so it belongs to another engagement'
            )
            return Diagnostic(
                "other-engagement",
                message,
                Location(file.name),
                "take it in there; nothing was taken in here",
            )
    return None


def _written_at(file: SheetFile, engagement: Engagement) -> tuple[int, Diagnostic | None]:
    """The number of the event that the file was written after, by the record digest on it; 0 where there is none."""
    line = _record_line(file)
    number = event_of(line)
    if not number:
        return 0, None
    if number <= len(engagement.events) and line.startswith(engagement.events[number - 1].digest):
        return number, None
    message = f"was written from a record that is not this one (event {number})"
    hint = "take it in there, or join both records first with `bpo-controls merge`"
    return 0, Diagnostic("other-engagement", message, Location(file.name), hint)


def _record_line(file: SheetFile) -> str:
    """What stands beside the label of the record digest, which is at the foot of the summary."""
    label = _folded(TEXT["record_digest"])
    for grid in file.grids:
        for row in range(min(FOOT, len(grid.rows))):
            if _folded(grid.cell(row, 0).text) == label:
                return grid.cell(row, 1).text
    return ""


def _tables(grid: Grid) -> Iterator[tuple[Grid, int, dict[str, int]]]:
    """The table of steps on a sheet: the row of its headings, and where each column stands."""
    for row in range(min(SEARCHED, len(grid.rows))):
        heads: dict[str, int] = {}
        for at, cell in enumerate(grid.rows[row]):
            heads.setdefault(_folded(cell.text), at)
        if _folded(_STEP) in heads and _folded(COLUMN_OF["status"]) in heads:
            columns: dict[str, int] = {
                key: heads[_folded(head)] for key, head in COLUMN_OF.items() if _folded(head) in heads
            }
            planned = {"planned": heads[_folded(_PLANNED)]} if _folded(_PLANNED) in heads else {}
            yield grid, row, {"step": heads[_folded(_STEP)], **planned, **columns}
            return


def _lacking(grid: Grid, head: int, columns: Mapping[str, int]) -> Iterator[Diagnostic]:
    """A problem for each column in which people write that a plan of ours has not: what they wrote there would be lost.

    A short list of somebody's own as CSV, without the texts of the steps, may have only some of them.
    """
    if grid.lines and all(_folded(cell.text) != _folded(TEXT["col_step"]) for cell in grid.rows[head]):
        return
    for key, heading in COLUMN_OF.items():
        if key not in columns:
            message = f"the column “{heading}” of the action plan is missing"
            hint = "put its heading back as it was sent; columns may be moved, not renamed"
            yield Diagnostic("heading-missing", message, grid.where(head, columns["step"]), hint)


class _Reader:
    """Walks the rows of a plan. `base` is how each step stood when the file was written, None where that is not known."""

    def __init__(
        self,
        name: str,
        library: Library,
        base: Mapping[str, StepTrack] | None,
        today: str,
        reopened: frozenset[str],
        shown: Shown,
        planned: Mapping[str, str],
    ) -> None:
        self.origin = file_label(name)
        self.library = library
        self.base = base
        self.today = today
        self.reopened = reopened
        self.shown = shown
        self.planned = planned
        self.proposals: list[StepProposal] = []
        self.problems: list[Diagnostic] = []
        self.places: dict[tuple[str, StepField], Location] = {}
        self.emptied: list[str] = []
        self._seen: dict[str, Location] = {}

    def read(self, grid: Grid, head: int, columns: Mapping[str, int]) -> None:
        """Every row below the headings."""
        self._tell_merged(grid, head, columns)
        for row in range(head + 1, len(grid.rows)):
            cell = grid.cell(row, columns["step"])
            filled = any(
                grid.cell(row, at).filled for key, at in columns.items() if key not in ("step", "planned")
            )
            if not cell.text:
                if filled:
                    message = "a row without a step number: which step it is for cannot be told"
                    self._tell(
                        "row-unknown",
                        message,
                        grid.where(row),
                        "copy the row again from the file that was sent",
                    )
                continue
            if _folded(cell.text) != _folded(_STEP):
                self._row(grid, row, columns, cell.text)

    def _row(self, grid: Grid, row: int, columns: Mapping[str, int], step: str) -> None:
        here = grid.where(row, columns["step"])
        control, number = control_of(step)
        if not is_step(self.library, step) and not (control in self.library.retired and number):
            near = did_you_mean(control, self.library.controls)
            self._tell(
                "row-unknown",
                f'there is no step "{visible(step)}"',
                here,
                near or "it is written like ACC-02.1",
            )
            return
        if step in self._seen:
            self._tell("answered-twice", f"{step} stands at {self._seen[step]} too", here, "keep one row")
            return
        self._seen[step] = here
        was = self.base.get(step, UNTRACKED) if self.base is not None else None
        said: dict[StepField, str] = {}
        for name in COLUMN_OF:
            if name not in columns:
                continue
            place = grid.where(row, columns[name])
            text = self._text(name, grid.cell(row, columns[name]), place)
            if text is not None and name == "due":
                planned = self._planned(grid, row, columns, step)
                cleared = not text and planned
                text = _own_date(text, planned, was)
                if cleared and text is None:
                    self.emptied.append(step)
            if text is None or not self._says(step, name, text, was):
                continue
            said[name] = text
            self.places[step, name] = place
        before = was.fields if was is not None else None
        if said and not self._contradicts(step, said, before):
            self.proposals.append(
                StepProposal(StepUpdate(step, said), self.origin, before and _only(before, said))
            )

    def _says(self, step: str, name: StepField, text: str, was: StepTrack | None) -> bool:
        """Whether the cell says something else than the file was written with."""
        if name == "status" and text == "open" and step in self.reopened:
            return False
        if was is None:
            return text not in ("", UNTRACKED.text(name))
        return text not in {one.text(name) for one in self.shown(was)}

    def _planned(self, grid: Grid, row: int, columns: Mapping[str, int], step: str) -> str:
        """The date of the plan (ISO, "" for none) that the file was written with."""
        if "planned" not in columns:
            return self.planned.get(step, "")
        found = read_field("due", grid.cell(row, columns["planned"]).text, self.today, STATUS_OF)
        return self.planned.get(step, "") if isinstance(found, Diagnostic) else found

    def _contradicts(self, step: str, said: Mapping[StepField, str], was: Fields | None) -> bool:
        """Whether a step is said to be done on a day and not done in the same breath."""
        status = said.get("status", (was or UNTRACKED.fields)["status"])
        if not said.get("done_on") or status in CLOSING:
            return False
        message = f"{step} was done on {said['done_on']}, but its status is {STATUS_WORDS[status]}"
        hint = f"set the status to {STATUS_WORDS['done']}, or clear the date"
        self._tell("step-unclear", message, self.places[step, "done_on"], hint)
        return True

    def _text(self, name: StepField, cell: GridCell, place: Location) -> str | None:
        """What a cell says as the record keeps it; None when it cannot be understood, which is told."""
        if cell.error or (cell.formula and cell.value is None):
            what = (
                "shows an error of the spreadsheet"
                if cell.error
                else "holds a formula that was never worked out"
            )
            self._tell("cell-unusable", what, place, "type the text itself")
            return None
        read = read_field(name, cell.text, self.today, STATUS_OF)
        if isinstance(read, Diagnostic):
            self.problems.append(replace(read, where=place))
            return None
        return read

    def _tell_merged(self, grid: Grid, head: int, columns: Mapping[str, int]) -> None:
        known = set(columns.values())
        for top, left, bottom, right in grid.merged:
            touched = known.intersection(range(left, min(right, left + 200) + 1))
            if bottom > head and touched and (bottom > top or len(touched) > 1):
                message = "cells are merged, so it cannot be told which step the entry is for"
                hint = "unmerge them and write the entry into each row"
                self._tell("cell-unusable", message, grid.where(max(top, head), left), hint)

    def _tell(self, code: str, message: str, where: Location, hint: str) -> None:
        self.problems.append(Diagnostic(code, message, where, hint))


def _own_date(text: str, planned: str, was: StepTrack | None) -> str | None:
    """The date of its own that a step is given in a column that shows the plan's to begin with; None for nothing new."""
    own = was.due if was is not None else ""
    if text == (own or planned):
        return None
    if text and text != planned:
        return text
    return "" if own or not planned else None


def _only(was: Fields, said: Mapping[StepField, str]) -> dict[StepField, str]:
    """What stood in the fields that are said otherwise now; the record keeps no more of it."""
    return {name: was[name] for name in said}


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()
