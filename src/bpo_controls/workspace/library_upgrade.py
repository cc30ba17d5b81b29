"""Another library under answers that were given with an earlier one: what becomes of each, and doing it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bpo_controls.answers.answer_model import Answer
from bpo_controls.answers.codec import answer_to_plain
from bpo_controls.answers.engagement_record import Record
from bpo_controls.answers.fit import Misfit, fitting, form_of, misfit
from bpo_controls.library.model import Library
from bpo_controls.workspace import paths
from bpo_controls.workspace.library_ref import library_ref
from bpo_controls.workspace.record import needs_to_plain

if TYPE_CHECKING:
    from bpo_controls.workspace.engagement import Engagement
    from bpo_controls.workspace.writer import Writer


@dataclass(frozen=True, slots=True)
class UpgradePlan:
    """What becomes of the answers: `carried` as they are; `moved` to the control that took the place of another,
    once somebody confirms it; `asked_again`, because the question is another one now; `retired` without a successor.
    """

    carried: tuple[Answer, ...]
    moved: tuple[tuple[Misfit, Answer], ...]
    asked_again: tuple[Misfit, ...]
    retired: tuple[Misfit, ...]


def plan_upgrade(record: Record, library: Library) -> UpgradePlan:
    """Hold every answer on record against another library. `record` is the full one, misfits included."""
    kept, misfits = fitting(library, record.answers)
    moved: list[tuple[Misfit, Answer]] = []
    again: list[Misfit] = []
    retired: list[Misfit] = []
    for one in misfits:
        successor = _successor(library, one)
        if successor is not None:
            moved.append((one, successor))
        elif one.cause in ("retired", "unknown"):
            retired.append(one)
        else:
            again.append(one)
    return UpgradePlan(tuple(kept), tuple(moved), tuple(again), tuple(retired))


def _successor(library: Library, one: Misfit) -> Answer | None:
    """The answer under the id of the one control that took the place, when it fits there and nothing is asked otherwise."""
    if len(one.successors) != 1 or one.successors[0] not in library.controls:
        return None
    asked = library.controls[one.successors[0]]
    answer = replace(one.answer, item=asked.id)
    same_form = not answer.form or answer.form == form_of(asked)
    return answer if same_form and misfit(library, answer) is None else None


def carry_out(engagement: Engagement, writer: Writer, plan: UpgradePlan, by: str) -> None:
    """Record the upgrade as one event and name the library in engagement.yaml.

    What moved is a proposal that somebody confirms; what no longer fits is withdrawn, and stays in the history.
    """
    gone = [one.answer.need for one in (*(one for one, _ in plan.moved), *plan.asked_again, *plan.retired)]
    proposals = [
        {"answer": answer_to_plain(answer), "origin": f"the answer to {one.answer.item}, which it replaces"}
        for one, answer in plan.moved
    ]
    writer.note_event(
        "upgraded",
        {"by": by, "proposals": proposals, **({"withdrawn": needs_to_plain(gone)} if gone else {})},
    )
    path = engagement.directory / paths.ENGAGEMENT_FILE
    text = path.read_text(encoding="utf-8")
    ref = library_ref(engagement.library)
    renewed = _named(text, {"id": ref.id, "version": ref.version, "digest": ref.digest})
    if renewed != text:
        paths.write_atomically(path, renewed.encode("utf-8"))


def _named(text: str, values: dict[str, str]) -> str:
    """The text with other values below `library:`; comments and everything else stay as they are."""
    start = re.search(r"^library:[ \t]*$", text, re.MULTILINE)
    if start is None:
        return text
    end = re.search(r"^\S", text[start.end() :], re.MULTILINE)
    block = text[start.end() :] if end is None else text[start.end() : start.end() + end.start()]
    renewed = block
    for key, value in values.items():
        renewed = re.sub(rf"(?m)^(\s+{key}:).*$", rf'\g<1> "{value}"', renewed)
    return text[: start.end()] + renewed + text[start.end() + len(block) :]
