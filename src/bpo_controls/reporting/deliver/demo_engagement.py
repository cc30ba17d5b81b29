"""The sample engagement that ships with the product, written out as if somebody had done the interview."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bpo_controls.answers.answer_model import Answer
    from bpo_controls.library.model import Library
    from bpo_controls.reporting.documents.context import Context
    from bpo_controls.workspace.assessed import AssessedEngagement
    from bpo_controls.workspace.engagement_file import EngagementFile

SAMPLE_DATE = "2026-11-23"
"""The day the sample speaks of: its dates and facts are fixed, so its report is too."""

SAMPLE_TIME = "T09:00:00+00:00"
"""Everything in the demo happens at one moment of the as-of date, so that two runs are equal."""

SOURCE = "the sample's answers"
"""What the journal of a sample names as the source of its answers."""


def write_sample(directory: Path, as_of: str, at: str) -> AssessedEngagement:
    """Write the sample into `directory` and open it.

    An earlier sample there that nobody has touched is written anew; anything else is refused.

    `as_of` is an ISO date, `at` the moment of all its events.
    """
    from bpo_controls.answers.import_plan import plan_import
    from bpo_controls.library.load import load_library
    from bpo_controls.workspace.assessed import assess
    from bpo_controls.workspace.engagement import create_engagement, open_engagement
    from bpo_controls.workspace.writer import open_writer

    library = load_library()
    file, answers = read_sample(library, at)
    _clear_earlier_sample(directory, replace(file, library=None))
    create_engagement(directory, file, library, at=at)
    engagement = open_engagement(directory, library)
    with open_writer(engagement, lambda: at) as writer:
        writer.import_answers(plan_import(engagement.record, answers, now=lambda: at), SOURCE)
    return assess(directory, as_of)


def read_sample(library: Library, at: str) -> tuple[EngagementFile, tuple[Answer, ...]]:
    """What the sample says of itself, and its answers, those for all subjects first and given at one moment.

    Raises UserError where either is wrong.
    """
    from bpo_controls.answers.answer_file import read_answer_file
    from bpo_controls.answers.answer_model import EVERY
    from bpo_controls.diagnostics import Level, UserError
    from bpo_controls.resources import controls_dir
    from bpo_controls.workspace.engagement_file import read_engagement_file

    folder = controls_dir() / "demo"
    file, problems = read_engagement_file(
        (folder / "engagement.yaml").read_text("utf-8"), str(folder / "engagement.yaml"), library_needed=False
    )
    if file is None:
        raise UserError(*problems)
    answers, found = read_answer_file(
        (folder / "answers.yaml").read_text("utf-8"), str(folder / "answers.yaml"), library
    )
    if any(problem.level is Level.ERROR for problem in found):
        raise UserError(*found)
    given = sorted(answers, key=lambda answer: answer.subject.id != EVERY)
    return file, tuple(replace(answer, at=answer.at or at) for answer in given)


def sample_contexts(as_of: str, at: str) -> tuple[Context, Context]:
    """The sample for our own use with every answer flagged, and an engagement in which nothing has been said yet.

    Between them they have everything that a template can come upon.
    """
    from bpo_controls.answers.answer_model import Answers, answers_of
    from bpo_controls.answers.engagement_record import Record
    from bpo_controls.engine.evaluate import evaluate
    from bpo_controls.library.load import load_library
    from bpo_controls.reporting.deliver.editions import context_for
    from bpo_controls.workspace.engagement_file import Branding

    library = load_library()
    file, answers = read_sample(library, at)
    sheet, nothing = answers_of(replace(answer, flagged=True) for answer in answers), Answers()
    bare = replace(file, title="", second_reviewer="", review_date="", gate_dates={}, branding=Branding())
    return (
        context_for(
            library, file, sheet, evaluate(library, Record(sheet), as_of), edition="internal", logo=_DOT
        ),
        context_for(library, bare, nothing, evaluate(library, Record(nothing), as_of)),
    )


_DOT = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="18"/></svg>'
)
"""A logo."""


def _clear_earlier_sample(directory: Path, sample: EngagementFile) -> None:
    """Remove an earlier run of the demo and nothing else; UserError when somebody has worked in it since.

    An engagement that is none of ours is left for `create_engagement` to refuse.
    """
    from bpo_controls.diagnostics import Location, user_error
    from bpo_controls.workspace.engagement_file import read_engagement_file

    path = directory / "engagement.yaml"
    if not path.is_file():
        return
    text = path.read_text(encoding="utf-8", errors="replace")
    file, _ = read_engagement_file(text, str(path))
    if file is None or file.title != sample.title:
        return
    changed = _changed_since(directory, text, file, sample)
    if changed:
        raise user_error(
            "engagement-exists",
            f"holds a sample engagement that was worked on since: {changed}",
            where=Location(str(directory)),
            hint="name another directory, or delete this one first",
        )
    shutil.rmtree(directory)


def _changed_since(directory: Path, text: str, file: EngagementFile, sample: EngagementFile) -> str:
    """What is there that the demo does not write anew, in words; "" when nothing is."""
    from bpo_controls.diagnostics import UserError
    from bpo_controls.reporting.deliver.delivered import LIST, edited_since
    from bpo_controls.reporting.deliver.render import DOCUMENTS
    from bpo_controls.workspace import paths
    from bpo_controls.workspace.engagement_file import write_engagement_file
    from bpo_controls.workspace.journal import read_journal
    from bpo_controls.workspace.mirror import read_mirror

    try:
        journal = read_journal(directory / paths.JOURNAL)
    except UserError:
        return "its journal cannot be read"
    mirror = read_mirror(directory / paths.MIRROR, journal.head, journal.events)
    if journal.torn or mirror.state in ("edited", "ahead"):
        return "its journal or answers.yaml was changed"
    # A run that was killed half way has the first event only.
    if [event.kind for event in journal.events] not in (["opened"], ["opened", "imported"]) or any(
        event.data.get("source") != SOURCE for event in journal.events[1:]
    ):
        return "it has answers of its own"
    if replace(file, library=None, id="") != sample or text != write_engagement_file(file):
        return "engagement.yaml was changed"
    ours = (paths.ENGAGEMENT_FILE, paths.JOURNAL, paths.MIRROR, paths.OUT, paths.LOCK, paths.HOLDER)
    out = directory / paths.OUT
    strangers = [one.name for one in directory.iterdir() if one.name not in ours]
    strangers += [
        f"{paths.OUT}/{one.name}"
        for one in (out.iterdir() if out.is_dir() else ())
        if one.name != LIST and one.name.lstrip(".").partition(".")[0] not in (*DOCUMENTS, "oscal")
    ]
    changed = edited_since(out)
    if changed:
        return f"{paths.OUT}/{changed[0].relative_to(out)} was changed"
    return f"it holds {min(strangers)}" if strangers else ""
