"""`make bench`: the numbers of the product as ratios to a bare interpreter within one run.

Ratios are medians of several runs, in processor time of all processes together; beside it, the ratio of the time that passed,
which holds only on a machine that nobody else uses.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

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
    with tempfile.TemporaryDirectory() as scratch:
        rows = [
            *_commands(Path(scratch)),
            _forms(Path(scratch)),
            _papers(Path(scratch)),
            *_engine(Path(scratch)),
            *_portfolio(Path(scratch)),
        ]
    print(f"{'what':<58}{'found':>9}{'passed':>9}{'at most':>9}  unit")
    for row in rows:
        mark = "" if row.found <= row.most else "  <- missed"
        passed = "" if row.passed is None else f"{row.passed:.1f}"
        print(f"{row.what:<58}{row.found:>9.1f}{passed:>9}{row.most:>9.1f}  {row.unit}{mark}")
    return int(any(row.found > row.most for row in rows))


def _of(what: str, found: Ratio, most: float) -> Row:
    return Row(what, found.cpu, most, "x bare interpreter", found.passed)


def _commands(scratch: Path) -> list[Row]:
    demo, out = str(scratch / "demo"), str(scratch / "out")
    process([TOOL, "demo", demo, "--as-of", AS_OF])
    print(
        f"yardstick: python -c pass takes {bare_interpreter() * 1000:.1f} ms here, {os.cpu_count()} cores\n"
    )

    def row(what: str, most: float, *arguments: str, runs: int = 7) -> Row:
        return _of(what, ratio([TOOL, *arguments], runs=runs), most)

    report = ("report", demo, "--as-of", AS_OF, "--out", out)
    crowded = _crowded(scratch)
    everything = ratio([TOOL, *report, "--all"], runs=3)
    client_set = ratio([TOOL, *report], runs=3)
    full = process(crowded)
    blank = ("checklist", "workflows=coding,medical-billing", "data_types=clinical", "--as-of", AS_OF)
    return [
        row("bpo-controls --version", 3, "--version"),
        row("bpo-controls --help", 8, "--help"),
        row("status on the demo", 18, "status", demo, "--as-of", AS_OF),
        row("checklist, blank, as Markdown", 20, *blank),
        row(
            "gap report and checklist as Markdown",
            25,
            *report,
            "--only",
            "gap-report,checklist",
            "--format",
            "md",
        ),
        row(
            "PDF of the gap report on the demo",
            40,
            *report,
            "--format",
            "pdf",
            "--only",
            "gap-report",
            runs=5,
        ),
        _of("client set on the demo", client_set, 90),
        _of("everything, all formats, on the demo", everything, 150),
        Row("client set with 1,000 findings", full.cpu / client_set.seconds, 8, "x the demo"),
        _of(
            "full screen, to the first question drawn",
            screen_start([TOOL, "assess", demo, "--as-of", AS_OF, "--by", "Sam Sample"]),
            35,
        ),
        Row("import of a questionnaire of 500 rows", _import_seconds(scratch), 2, "s"),
        Row("memory of the client set", peak_megabytes([TOOL, *report]), 200, "MB"),
        Row("memory of everything", peak_megabytes([TOOL, *report, "--all"]), 300, "MB"),
    ]


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


def _portfolio(scratch: Path) -> list[Row]:
    """The table of 10,000 engagements, told from a share of them, for the machine whose yardstick takes `YARDSTICK`."""
    folder = scratch / "portfolio"
    write_portfolio(folder, SHARE, AS_OF)
    bare = bare_interpreter()
    taken, rows, problems = read_all(folder, AS_OF)
    bare = (bare + bare_interpreter()) / 2
    assert (rows, problems) == (SHARE, 0)
    scale = 10_000 / SHARE * YARDSTICK / bare
    what = "portfolio of 10,000 engagements, two cores"
    return [
        Row(what, taken.cpu / 2 * scale, 45, f"s (from {SHARE:,}; yardstick 15 ms)", taken.passed * scale)
    ]


def _engine(scratch: Path) -> list[Row]:
    from bpo_controls.answers.answer_model import Answer
    from bpo_controls.answers.engagement_record import Record
    from bpo_controls.engine.evaluate import evaluate, reevaluate
    from bpo_controls.engine.question_plan import next_question
    from bpo_controls.library.load import load_library
    from bpo_controls.workspace.engagement import open_engagement

    rows = []
    bundled = load_library()
    given = open_engagement(scratch / "demo", bundled).answers
    write_large_library(scratch / "large", 10_000)
    start = time.perf_counter()
    large = load_library([scratch / "large"])
    first = time.perf_counter() - start
    print(f"first load of 10,000 controls: {first:.1f} s (no limit set)")
    for name, library, most, move in (
        ("the bundled library", bundled, 1, 16),
        ("10,000 controls", large, 15, 50),
    ):
        assessment = evaluate(library, Record(given), AS_OF)
        # All but two dozen of the answers of an interview are about controls; so are these.
        answered = [f for f in assessment.findings if f.status is not None][
            :: max(1, len(assessment.findings) // 20)
        ]
        answers = [Answer(f.control.id, f.subject, "not-in-place") for f in answered]

        def one_answer(library=library, assessment=assessment, answers=answers) -> None:  # type: ignore[no-untyped-def]
            for answer in answers:
                renewed = given.with_answer(answer)
                after = reevaluate(library, assessment, Record(renewed), [answer.item])
                next_question(library, renewed, after)

        rows.append(
            Row(
                f"re-assess and next question, {name}",
                call(one_answer) / len(answers) * 1000,
                most,
                "ms an answer",
            )
        )
        taken = milliseconds_per_move(library, _half(given), AS_OF)
        rows.append(Row(f"a move of the interview, {name}", taken, move, "ms of our own"))
        record = Record(given)
        key = milliseconds_per_find(library, record, assessment)
        rows.append(Row(f"a key of find, {name}", key, move, "ms of our own"))
        rows.append(
            Row(
                f"outline after an answer, {name}",
                milliseconds_for_outline(library, record, assessment),
                move,
                "ms of our own",
            )
        )
    script = f"import time; s=time.process_time(); from bpo_controls.library.load import load_library; from pathlib import Path; load_library([Path({str(scratch / 'large')!r})]); print(time.process_time()-s)"
    rows.append(Row("load of 10,000 controls, second time", _printed_seconds(script), 0.3, "s"))
    return rows


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
