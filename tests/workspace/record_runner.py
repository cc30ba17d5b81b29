"""Changes a record in every way there is, without end, and says each change once it is on disk. Run as a module."""

from __future__ import annotations

import random
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Need
from bpo_controls.answers.engagement_record import Review
from bpo_controls.answers.import_plan import plan_import
from bpo_controls.answers.recorded_library import own_controls
from bpo_controls.answers.step_reconcile import plan_steps
from bpo_controls.answers.step_track import StepProposal, StepUpdate
from bpo_controls.diagnostics import UserError
from bpo_controls.workspace.branches import plan_merge, read_branch
from bpo_controls.workspace.engagement import open_engagement
from bpo_controls.workspace.library_upgrade import carry_out, plan_upgrade
from bpo_controls.workspace.own_control_file import add_own_control
from bpo_controls.workspace.record import review_to_plain
from bpo_controls.workspace.redact import redact
from bpo_controls.workspace.signing import sign
from bpo_controls.workspace.writer import Writer, open_writer
from tests.answers.small import small_library

LIBRARY = small_library()
NOW = "2026-11-23T09:00:00+00:00"
PEOPLE = ("Ana Example", "Ben Example")


def say(word: str) -> None:
    """One word per confirmed event, at once."""
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def change(writer: Writer, dice: random.Random, directory: Path) -> None:
    """One random change of the record."""
    answer = Answer("goal", ENGAGEMENT, f"answer {dice.randrange(9)} of Jane Doe", by=dice.choice(PEOPLE))
    match dice.randrange(12):
        case 0 | 1:
            writer.save(answer)
        case 2:
            writer.import_answers(plan_import(writer.record, [answer], now=lambda: NOW), "a file")
        case 3:
            writer.propose([answer], "a questionnaire")
            writer.confirm(writer.record.proposals, "Ana Example")
        case 4:
            writer.undo()
        case 5:
            writer.redo()
        case 6:
            writer.settle(answer, "Ana Example", "asked both")
        case 7:
            plain = review_to_plain(Review(Need("goal", ENGAGEMENT), "accepted", "Robin Sample", "", ""))
            writer.note_event("reviewed", {"reviews": [plain]})
        case 8:
            step = StepUpdate("ACC-02.1", {"remarks": f"asked Jane Doe {dice.randrange(9)} times"})
            writer.propose_steps([StepProposal(step, "a workbook")])
            writer.confirm_steps(plan_steps(writer.record.steps, writer.record.step_proposals), "Ana Example")
        case 9:
            with suppress(UserError):  # it is called so already, or the other one is
                writer.rename_to(dice.choice(["coding", "billing"]), f"Work {dice.randrange(3)} of Jane Doe")
        case 10:
            if own := own_controls(writer.engagement.library):
                writer.drop_own(dice.choice(own), "Sam Sample")
            else:
                add_own_control(writer, LIBRARY, {"title": "T", "statement": "S.", "source": "contract"})
        case _:
            other = directory / "journal-copy.jsonl"
            if other.exists():
                branch = read_branch(writer.engagement, other)
                writer.merge(plan_merge(writer.engagement, branch, NOW), other.name)
            else:
                shutil.copy(directory / "journal.jsonl", other)


def main(directory: Path, seed: int) -> None:
    """Until somebody kills it."""
    dice = random.Random(seed)
    while True:
        with open_writer(open_engagement(directory, LIBRARY), lambda: NOW) as writer:
            for _ in range(dice.randrange(1, 6)):
                before = len(writer.engagement.events)
                change(writer, dice, directory)
                for _ in range(len(writer.engagement.events) - before):
                    say("event")
            if dice.randrange(4) == 0 and not writer.record.contested:
                sign(
                    writer.engagement,
                    writer,
                    by="Robin Sample",
                    role="",
                    assessor="Ana Example",
                    as_of="2026-11-23",
                )
                say("event")
            if dice.randrange(4) == 0:
                carry_out(
                    writer.engagement, writer, plan_upgrade(writer.engagement.full, LIBRARY), "Ana Example"
                )
                say("event")
        if (
            dice.randrange(3) == 0
            and redact(directory, "Jane Doe", by="Robin Sample", reason="a patient", at=NOW).events
        ):
            say("event")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
