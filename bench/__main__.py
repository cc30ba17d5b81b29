"""`make bench`: the numbers of the product as ratios to a bare interpreter within one run.

Ratios are medians of several runs. Absolute times differ from machine to machine; ratios hold.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.clock import bare_interpreter, call, peak_megabytes, process
from bench.crowded import write_answers
from bench.large import write_large_library
from bench.moves import milliseconds_per_move
from bench.questionnaire import write_filled
from bpo_controls.answers.answer_model import Answers

AS_OF = "2026-11-23"
TOOL = str(Path(sys.executable).with_name("bpo-controls"))
SHARE = 1000
"""Engagements really evaluated for the row that speaks of 10,000."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what, the figure, the most it may be, the unit."""

    what: str
    found: float
    most: float
    unit: str


def main() -> int:
    """Measure, print, and end with 1 if a number is not held."""
    with tempfile.TemporaryDirectory() as scratch:
        rows = [*_commands(Path(scratch)), _forms(Path(scratch)), *_engine(Path(scratch))]
    print(f"{'what':<58}{'found':>10}{'at most':>10}  unit")
    for row in rows:
        mark = "" if row.found <= row.most else "  <- missed"
        print(f"{row.what:<58}{row.found:>10.1f}{row.most:>10.1f}  {row.unit}{mark}")
    return int(any(row.found > row.most for row in rows))


def _commands(scratch: Path) -> list[Row]:
    demo, out = str(scratch / "demo"), str(scratch / "out")
    process([TOOL, "demo", demo, "--as-of", AS_OF], runs=0)
    bare = bare_interpreter()
    print(f"yardstick: python -c pass takes {bare * 1000:.1f} ms here, {os.cpu_count()} cores\n")

    def ratio(what: str, most: float, *arguments: str, runs: int = 7) -> Row:
        return Row(what, process([TOOL, *arguments], runs=runs) / bare, most, "x bare interpreter")

    report = ("report", demo, "--as-of", AS_OF, "--out", out)
    crowded = _crowded(scratch)
    everything = process([TOOL, *report, "--all"], runs=3)
    client_set = process([TOOL, *report], runs=3)
    return [
        ratio("bpo-controls --version", 6, "--version"),
        ratio("bpo-controls --help", 16, "--help"),
        ratio("status on the demo", 20, "status", demo, "--as-of", AS_OF),
        ratio(
            "gap report and checklist as Markdown",
            25,
            *report,
            "--only",
            "gap-report,checklist",
            "--format",
            "md",
        ),
        ratio("PDF of the gap report on the demo", 40, *report, "--format", "pdf", "--only", "gap-report"),
        Row("client set on the demo", client_set / bare, 90, "x bare interpreter"),
        Row("everything, all formats, on the demo", everything / bare, 150, "x bare interpreter"),
        Row("client set with 1,000 findings", process(crowded, runs=1) / client_set, 8, "x the demo"),
        Row("import of a questionnaire of 500 rows", _import_seconds(scratch), 2, "s"),
        Row("memory of the client set", peak_megabytes([TOOL, *report]), 200, "MB"),
        Row("memory of everything", peak_megabytes([TOOL, *report, "--all"]), 300, "MB"),
    ]


def _import_seconds(scratch: Path) -> float:
    """Seconds from the command to the list of what would change, for the engagement that `_crowded` has begun."""
    filled = scratch / "filled.xlsx"
    write_filled(scratch / "crowded", filled, AS_OF)
    return process(
        [TOOL, "questionnaire", "import", str(scratch / "crowded"), str(filled), "--dry-run"], runs=3
    )


def _crowded(scratch: Path) -> list[str]:
    """The command that reports on an engagement with a thousand findings, once that is there."""
    job, answers = scratch / "crowded", scratch / "crowded.yaml"
    write_answers(answers)
    settings = scratch / "demo" / "engagement.yaml"
    process([TOOL, "init", str(job), "--from", str(settings)], runs=0)
    process([TOOL, "assess", str(job), "--answers", str(answers), "--no-input", "--as-of", AS_OF], runs=0)
    return [TOOL, "report", str(job), "--as-of", AS_OF, "--out", str(scratch / "crowded-out")]


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
        ("the bundled library", bundled, 5, 16),
        ("10,000 controls", large, 20, 50),
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
    script = f"import time; s=time.perf_counter(); from bpo_controls.library.load import load_library; from pathlib import Path; load_library([Path({str(scratch / 'large')!r})]); print(time.perf_counter()-s)"
    rows.append(Row("load of 10,000 controls, second time", _printed_seconds(script), 0.3, "s"))
    rows.append(
        Row(
            "10,000 engagements evaluated on all cores",
            _many(scratch / "demo") * 10_000 / SHARE,
            60,
            f"s (from {SHARE:,})",
        )
    )
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

    runs = [float(subprocess.check_output([sys.executable, "-c", script])) for _ in range(5)]
    return statistics.median(runs)


def _many(demo: Path) -> float:
    start = time.perf_counter()
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores) as pool:
        list(pool.map(_evaluate_share, [(demo, SHARE // cores)] * cores))
    return time.perf_counter() - start


def _evaluate_share(task: tuple[Path, int]) -> int:
    from bpo_controls.engine.evaluate import evaluate
    from bpo_controls.library.load import load_library
    from bpo_controls.workspace.engagement import open_engagement

    demo, times = task
    library = load_library()
    record = open_engagement(demo, library).record
    for _ in range(times):
        evaluate(library, record, AS_OF)
    return times


if __name__ == "__main__":
    raise SystemExit(main())
