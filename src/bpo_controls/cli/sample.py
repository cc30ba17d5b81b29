"""The sample engagement that ships with the product, written out as if somebody had done the interview."""

from __future__ import annotations

import shutil
from pathlib import Path

from bpo_controls.cli.opened import Opened


def write_sample(directory: Path, as_of: str, at: str) -> Opened:
    """Write the sample into `directory` and open it. An earlier sample there is written anew; anything else is refused.

    `as_of` is an ISO date, `at` the moment of all its events.
    """
    from bpo_controls.answers.answer_file import read_answer_file
    from bpo_controls.cli.files import read_text_file
    from bpo_controls.diagnostics import Level, UserError
    from bpo_controls.engine.evaluate import evaluate
    from bpo_controls.interview.scripted import apply_answers
    from bpo_controls.library.load import load_library
    from bpo_controls.resources import controls_dir
    from bpo_controls.workspace.engagement import create_engagement, open_engagement
    from bpo_controls.workspace.engagement_file import read_engagement_file

    library = load_library()
    folder = controls_dir() / "demo"
    file, problems = read_engagement_file(
        read_text_file(folder / "engagement.yaml"), str(folder / "engagement.yaml"), library_needed=False
    )
    if file is None:
        raise UserError(*problems)
    answers, found = read_answer_file(
        read_text_file(folder / "answers.yaml"), str(folder / "answers.yaml"), library
    )
    if any(problem.level is Level.ERROR for problem in found):
        raise UserError(*found)
    _clear_earlier_sample(directory, file.title)
    create_engagement(directory, file, library, at=at)
    engagement = open_engagement(directory, lambda: library)
    with engagement.writer(lambda: at) as writer:
        kept: list[object] = []
        apply_answers(library, engagement.sheet, as_of, answers, on_answer=kept.append, now=lambda: at)
        writer.import_answers(kept, "the sample's answers")  # type: ignore[arg-type]
    return Opened(library, engagement, evaluate(library, engagement.sheet, as_of))


def _clear_earlier_sample(directory: Path, title: str) -> None:
    """Remove an earlier run of the demo and nothing else: only an engagement of the sample's own title."""
    from bpo_controls.workspace.engagement_file import read_engagement_file

    path = directory / "engagement.yaml"
    if not path.is_file():
        return
    file, _ = read_engagement_file(path.read_text(encoding="utf-8", errors="replace"), str(path))
    if file is not None and file.title == title:
        shutil.rmtree(directory)
