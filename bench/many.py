"""A portfolio of many engagements, of different work, and what its table takes."""

from __future__ import annotations

import resource
import shutil
import time
from dataclasses import replace
from pathlib import Path

from bench.clock import Taken
from bpo_controls.answers.answer_model import ENGAGEMENT, Answer
from bpo_controls.answers.import_plan import plan_import
from bpo_controls.library.load import load_library
from bpo_controls.reporting.deliver.demo_engagement import SAMPLE_TIME, read_sample
from bpo_controls.workspace.engagement import create_engagement, open_engagement
from bpo_controls.workspace.writer import open_writer

SCOPES = 20
"""Different choices of work among them; the rest are copies."""


def write_portfolio(folder: Path, size: int, as_of: str) -> None:
    """Writes so many engagements below the folder: the answers of the sample, for three workflows of the library each."""
    library = load_library()
    at = as_of + SAMPLE_TIME
    file, answers = read_sample(library, at)
    names = tuple(library.workflows)
    for place in range(min(SCOPES, size)):
        chosen = tuple(sorted({names[(place * 7 + step * 5) % len(names)] for step in range(3)}))
        given = [Answer("workflows", ENGAGEMENT, chosen, at=at)]
        given += [one for one in answers if one.item != "workflows" and one.subject.kind != "workflow"]
        first = folder / f"scope-{place:02}" / "0000"
        first.parent.mkdir(parents=True)
        create_engagement(first, replace(file, library=None, title=f"Work {place}"), library, at=at)
        engagement = open_engagement(first, library)
        with open_writer(engagement, lambda: at) as writer:
            writer.import_answers(plan_import(engagement.record, given, now=lambda: at), "bench")
        for copy in range(1, -(-size // SCOPES)):
            shutil.copytree(first, first.with_name(f"{copy:04}"))


def read_all(folder: Path, as_of: str, *, workers: int = 0, scheduler: str = "") -> tuple[Taken, int, int]:
    """What the table takes, how many rows it has, and how many of them are problems."""
    from bpo_controls.workspace.portfolio_rows import engagement_directories, read_portfolio

    used, start = _used(), time.perf_counter()
    rows = read_portfolio(engagement_directories(folder), as_of, workers=workers, scheduler=scheduler)
    taken = Taken(_used() - used, time.perf_counter() - start)
    return taken, len(rows), sum(bool(row.problem) for row in rows)


def _used() -> float:
    both = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)
