"""`make bench`: the numbers of the product as ratios to a bare interpreter within one run.

Ratios are medians of several runs, in processor time of all processes together; beside it, the ratio of the time that passed,
which holds only on a machine that nobody else uses.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from bench.clock import ENVIRONMENT, Ratio, bare_interpreter, call, peak_megabytes, process, ratio
from bench.crowded import write_answers
from bench.large import write_large_library
from bench.many import read_all, write_portfolio
from bench.moves import milliseconds_per_move
from bench.questionnaire import write_filled
from bench.screen import milliseconds_for_outline, milliseconds_per_find, screen_start
from bpo_controls.answers.answer_model import Answers

AS_OF = "2026-11-23"
TOOL = str(Path(sys.executable).with_name("bpo-controls"))
SHARE = 1000
"""Engagements really read for the row that speaks of 10,000."""

YARDSTICK = 0.015
"""Seconds of a bare interpreter on the machine that seconds are told for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what, the figure, the most it may be, the unit, and the figure in time that passed."""

    what: str
    found: float
    most: float
    unit: str
    passed: float | None = None


def main() -> int:
    """Measure, print, and end with 1 if a number is not held."""
    missed = 0
    print(
        f"yardstick: python -c pass takes {bare_interpreter() * 1000:.1f} ms here, {os.cpu_count()} cores\n"
    )
    print(f"{'what':<58}{'found':>9}{'passed':>9}{'at most':>9}  unit")
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for row in chain(_commands(scratch), _in_process(scratch), _engine(scratch), _portfolio(scratch)):
            mark = "" if row.found <= row.most else "  <- missed"
            passed = "" if row.passed is None else f"{row.passed:.1f}"
            print(f"{row.what:<58}{row.found:>9.1f}{passed:>9}{row.most:>9.1f}  {row.unit}{mark}", flush=True)
            missed += bool(mark)
    return int(missed > 0)


def _of(what: str, found: Ratio, most: float) -> Row:
    return Row(what, found.cpu, most, "x bare interpreter", found.passed)


def _commands(scratch: Path) -> Iterator[Row]:
    demo, out = str(scratch / "demo"), str(scratch / "out")
    process([TOOL, "demo", demo, "--as-of", AS_OF])

    def row(what: str, most: float, *arguments: str, runs: int = 7) -> Row:
        return _of(what, ratio([TOOL, *arguments], runs=runs), most)

    report = ("report", demo, "--as-of", AS_OF, "--out", out)
    blank = ("checklist", "workflows=coding,medical-billing", "data_types=clinical", "--as-of", AS_OF)
    two = ("--only", "gap-report,checklist", "--format", "md")
    yield row("bpo-controls --version", 3, "--version")
    yield row("bpo-controls --help", 8, "--help")
    yield row("status on the demo", 18, "status", demo, "--as-of", AS_OF)
    yield row("checklist, blank, as Markdown", 20, *blank)
    yield row("gap report and checklist as Markdown", 25, *report, *two)
    yield row(
        "PDF of the gap report on the demo", 40, *report, "--format", "pdf", "--only", "gap-report", runs=5
    )
    client_set = ratio([TOOL, *report], runs=3)
    yield _of("client set on the demo", client_set, 90)
    yield row("everything, all formats, on the demo", 150, *report, "--all", runs=3)
    full = process(_crowded(scratch))
    yield Row("client set with 1,000 findings", full.cpu / client_set.seconds, 8, "x the demo")
    screen = [TOOL, "assess", demo, "--as-of", AS_OF, "--by", "Sam Sample"]
    yield _of("full screen, to the first question drawn", screen_start(screen), 35)
    yield Row("import of a questionnaire of 500 rows", _import_seconds(scratch), 2, "s")
    yield Row("memory of the client set", peak_megabytes([TOOL, *report]), 200, "MB")
    yield Row("memory of everything", peak_megabytes([TOOL, *report, "--all"]), 300, "MB")


def _in_process(scratch: Path) -> Iterator[Row]:
    yield _forms(scratch)
    yield _papers(scratch)


def _import_seconds(scratch: Path) -> float:
    """Seconds from the command to the list of what would change, for the engagement that `_crowded` has begun."""
    filled = scratch / "filled.xlsx"
    write_filled(scratch / "crowded", filled, datetime.now(tz=UTC).date().isoformat())
    return ratio(
        [TOOL, "questionnaire", "import", str(scratch / "crowded"), str(filled), "--dry-run"], runs=3
    ).seconds


def _crowded(scratch: Path) -> list[str]:
    """The command that reports on an engagement with a thousand findings, once that is there."""
    job, answers = scratch / "crowded", scratch / "crowded.yaml"
    write_answers(answers)
    settings = scratch / "demo" / "engagement.yaml"
    process([TOOL, "init", str(job), "--from", str(settings)])
    process([TOOL, "assess", str(job), "--answers", str(answers), "--no-input"])
    # Without a date: what is recorded today would not count on the day of the sample.
    return [TOOL, "report", str(job), "--out", str(scratch / "crowded-out")]


def _forms(scratch: Path) -> Row:
    """All forms of the demo, filled and written as Markdown."""
    from bpo_controls.papers.asked import Asked
    from bpo_controls.reporting.deliver.forms import document_of, known_of, make_form
    from bpo_controls.reporting.deliver.render import render_document
    from bpo_controls.reporting.deliver.write_deliverables import context_of
    from bpo_controls.workspace.assessed import assess

    assessed = assess(scratch / "demo", AS_OF)

    def every_form() -> None:
        ctx = context_of(assessed)
        known = known_of(assessed, ctx, Asked())
        for name in known.library.forms:
            render_document(document_of(ctx, make_form(known, name)), "md")

    return Row("all forms together, filled and as Markdown", call(every_form, runs=3) * 1000, 1000, "ms")


def _papers(scratch: Path) -> Row:
    """All working papers of the demo, worked out and written as Markdown."""
    from bpo_controls.papers.asked import Asked
    from bpo_controls.reporting.deliver.render import render_document
    from bpo_controls.reporting.deliver.working_papers import make_paper, papers_of
    from bpo_controls.reporting.deliver.write_deliverables import context_of
    from bpo_controls.workspace.assessed import assess

    assessed = assess(scratch / "demo", AS_OF)

    def every_paper() -> None:
        ctx = context_of(assessed)
        for name in papers_of(ctx.library):
            render_document(make_paper(ctx, name, Asked())[1], "md")

    return Row("all working papers together, as Markdown", call(every_paper, runs=3) * 1000, 1000, "ms")


def _portfolio(scratch: Path) -> Iterator[Row]:
    """The table of 10,000 engagements, told from a share of them, for the machine whose yardstick takes `YARDSTICK`."""
    folder = scratch / "portfolio"
    write_portfolio(folder, SHARE, AS_OF)
    bare = bare_interpreter()
    taken, rows, problems = read_all(folder, AS_OF)
    bare = (bare + bare_interpreter()) / 2
    assert (rows, problems) == (SHARE, 0)
    scale = 10_000 / SHARE * YARDSTICK / bare
    what = "portfolio of 10,000 engagements, two cores"
    yield Row(what, taken.cpu / 2 * scale, 45, f"s (from {SHARE:,}; yardstick 15 ms)", taken.passed * scale)


def _engine(scratch: Path) -> Iterator[Row]:
    from bpo_controls.answers.answer_model import Answer
    from bpo_controls.answers.engagement_record import Record
    from bpo_controls.engine.evaluate import evaluate, reevaluate
    from bpo_controls.engine.question_plan import next_question
    from bpo_controls.library.load import load_library
    from bpo_controls.workspace.engagement import open_engagement

    bundled = load_library()
    given = open_engagement(scratch / "demo", bundled).answers
    write_large_library(scratch / "large", 10_000)
    start = time.perf_counter()
    large = load_library([scratch / "large"])
    first = time.perf_counter() - start
    print(f"first load of 10,000 controls: {first:.1f} s (no limit set)")
    for name, library, most, asking, move in (
        ("the bundled library", bundled, 1, 5, 16),
        ("10,000 controls", large, 15, 20, 50),
    ):
        record = Record(given)
        assessment = evaluate(library, record, AS_OF)
        # All but two dozen of the answers of an interview are about controls; so are these.
        answered = [f for f in assessment.findings if f.status is not None]
        some = answered[:: max(1, len(answered) // 20)]
        answers = [Answer(f.control.id, f.subject, "not-in-place") for f in some]
        renewed = [Record(given.with_answer(answer)) for answer in answers]

        def assessed(library=library, assessment=assessment, answers=answers, renewed=renewed) -> Any:  # type: ignore[no-untyped-def]
            return [
                reevaluate(library, assessment, record, [answer.item])
                for answer, record in zip(answers, renewed, strict=True)
            ]

        def asked(library=library, renewed=renewed, assessed=assessed) -> None:  # type: ignore[no-untyped-def]
            for record, after in zip(renewed, assessed(), strict=True):
                next_question(library, record.answers, after)

        each = 1000 / len(answers)
        yield Row(f"re-assess after an answer, {name}", call(assessed) * each, most, "ms an answer")
        yield Row(f"re-assess and next question, {name}", call(asked) * each, asking, "ms an answer")
        taken = milliseconds_per_move(library, _half(given), AS_OF)
        yield Row(f"a move of the interview, {name}", taken, move, "ms of our own")
        key = milliseconds_per_find(library, record, assessment)
        yield Row(f"a key of find, {name}", key, move, "ms of our own")
        states = list(zip(renewed, assessed(), strict=True))
        yield Row(
            f"outline after an answer, {name}",
            milliseconds_for_outline(library, states),
            move,
            "ms of our own",
        )
    script = f"import time; s=time.process_time(); from bpo_controls.library.load import load_library; from pathlib import Path; load_library([Path({str(scratch / 'large')!r})]); print(time.process_time()-s)"
    yield Row("load of 10,000 controls, second time", _printed_seconds(script), 0.3, "s")


def _half(answers: Answers) -> Answers:
    """The answers to every other control, and to no fewer scoping questions."""
    kept = {
        need: answer
        for index, (need, answer) in enumerate(answers.entries.items())
        if need.item.islower() or index % 2
    }
    return Answers(kept)


def _printed_seconds(script: str) -> float:
    import statistics
    import subprocess

    runs = [float(subprocess.check_output([sys.executable, "-c", script], env=ENVIRONMENT)) for _ in range(5)]
    return statistics.median(runs)


if __name__ == "__main__":
    raise SystemExit(main())
