"""Many engagements as one table: each assessed on a date, with what is overdue and what is about to end.

An engagement that cannot be read is a row with its problem; it never stops the others.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from bpo_controls.diagnostics import UserError
from bpo_controls.engine.counts import count
from bpo_controls.engine.evaluate import evaluate_applying
from bpo_controls.engine.finding import Assessment
from bpo_controls.engine.gates import SERIOUS, gate_verdicts
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.step_progress import plan_progress
from bpo_controls.engine.sweep import SOON
from bpo_controls.engine.truth import Truth
from bpo_controls.library.load import load_library
from bpo_controls.library.model import GATES, Library
from bpo_controls.workspace import paths
from bpo_controls.workspace.engagement import Engagement, open_engagement
from bpo_controls.workspace.signing import PHI, signature_of

if TYPE_CHECKING:
    from collections.abc import Callable

WEIGHTY = frozenset(
    {
        "reviews-care", "shapes-claims", "submits-claims", "starts-claims", "decides-claims", "moves-money",
        "takes-payments", "recovers-payments", "writes-clinical-records", "verifies-clinicians", "administers-systems",
    }
)  # fmt: skip
"""Traits of work that decides on care, coverage or money, or holds the keys to a system: with patient data, tier 1."""


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """One engagement on the date. Dates are ISO; "" where none is set. `problem` says why it could not be read.

    `steps_overdue` and `steps_reopened` count steps of the action plan.
    `tier` is by inherent scope alone: 1 patient data, and work that decides on care, coverage or money; 2 patient data;
    3 neither. What is not known counts as yes. `in_way` are the findings in the way of the pilot.
    """

    directory: str
    title: str = ""
    buyer: str = ""
    vendor: str = ""
    tier: int = 0
    workflows: tuple[str, ...] = ()
    pilot: str = ""
    go_live: str = ""
    scale: str = ""
    in_way: int = 0
    critical_gaps: int = 0
    high_gaps: int = 0
    met: int = 0
    counted: int = 0
    unknown: int = 0
    review_date: str = ""
    review_overdue: bool = False
    agreement: str = ""
    agreement_until: str = ""
    agreement_state: str = ""
    risks_ended: int = 0
    risks_ending: int = 0
    gates_passed: tuple[str, ...] = ()
    steps_overdue: int = 0
    steps_reopened: int = 0
    signed: str = ""
    last_event: str = ""
    library: str = ""
    problem: str = ""


def engagement_directories(root: Path) -> tuple[Path, ...]:
    """Every engagement at or below `root`, in the order of their paths. Links are not followed; nor is what lies in one."""
    return tuple(sorted(_below(root)))


def _below(root: Path) -> Iterator[Path]:
    for folder, names, files in os.walk(root):
        if paths.ENGAGEMENT_FILE in files:
            names.clear()
            yield Path(folder)
        else:
            names[:] = [name for name in names if not name.startswith(".")]


def read_portfolio(
    directories: Sequence[Path],
    as_of: str,
    libraries: Sequence[Path] = (),
    *,
    workers: int = 0,
    scheduler: str = "",
) -> tuple[PortfolioRow, ...]:
    """A row per directory, in the order given, each engagement assessed on an ISO date.

    `workers` processes at a time (0: one per core; 1: none beside this one). With `scheduler`, the address of a Dask
    scheduler, its workers do it: they need this package and must see the same directories. UserError for a library
    that cannot be read.
    """
    folders = tuple(str(path.absolute()) for path in libraries)
    _library(folders)  # a library with problems is told once, and processes that are forked have it already
    one = partial(portfolio_row, as_of=as_of, libraries=folders)
    texts = [str(directory.absolute()) for directory in directories]
    if scheduler:
        rows = _on_cluster(scheduler, one, texts)
    else:
        count = min(workers or os.cpu_count() or 1, max(len(texts) // 8, 1))
        rows = [one(text) for text in texts] if count == 1 else _in_pool(count, one, texts)
    return tuple(rows)


def _in_pool(count: int, one: Callable[[str], PortfolioRow], texts: Sequence[str]) -> list[PortfolioRow]:
    pool: Executor
    with ProcessPoolExecutor(count) as pool:
        return list(pool.map(one, texts, chunksize=max(1, min(50, len(texts) // (count * 4)))))


def _on_cluster(address: str, one: Callable[[str], PortfolioRow], texts: Sequence[str]) -> list[PortfolioRow]:
    """Batches, so that ten thousand engagements are not ten thousand messages."""
    from bpo_controls.diagnostics import user_error

    try:
        from distributed import Client
    except ImportError:
        raise user_error(
            "extra-missing",
            "--scheduler needs Dask, which is not installed",
            hint="pip install 'bpo-controls[cluster]'",
        ) from None
    size = max(1, min(50, len(texts) // 8))
    batches = [list(texts[at : at + size]) for at in range(0, len(texts), size)]
    try:
        client: Any = cast("Any", Client)(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise user_error(
            "no-scheduler",
            f"no Dask scheduler answers at {address}",
            hint="check the address: tcp://host:8786",
        ) from error
    with client:
        found = client.gather(client.map(partial(_batch, one), batches, pure=False))
    return [row for rows in cast("list[list[PortfolioRow]]", found) for row in rows]


def _batch(one: Callable[[str], PortfolioRow], texts: Sequence[str]) -> list[PortfolioRow]:
    return [one(text) for text in texts]


@lru_cache(maxsize=4)
def _library(folders: tuple[str, ...]) -> Library:
    return load_library([Path(folder) for folder in folders])


def portfolio_row(directory: str, as_of: str, libraries: tuple[str, ...] = ()) -> PortfolioRow:
    """One engagement as a row; one that cannot be read says why."""
    try:
        # A row shows no text of a control and counts none that does not apply.
        engagement = open_engagement(Path(directory), _library(libraries), texts=False)
        assessment = evaluate_applying(engagement.library, engagement.record_at(as_of), as_of)
        return _row(directory, engagement, assessment, as_of)
    except UserError as error:
        return PortfolioRow(directory, problem=str(error.diagnostics[0]))
    except OSError as error:
        return PortfolioRow(directory, problem=(error.strerror or type(error).__name__).lower())


def _row(directory: str, engagement: Engagement, assessment: Assessment, as_of: str) -> PortfolioRow:
    file = engagement.file
    verdicts = {one.gate: one for one in gate_verdicts(assessment)}
    spread = count(assessment.findings)
    serious = [f for f in assessment.findings if f.status == "gap" and f.severity in SERIOUS]
    soon = (date.fromisoformat(as_of) + timedelta(SOON)).isoformat()
    until = [
        f.answer.accepted.until
        for f in assessment.findings
        if f.answer is not None and f.answer.accepted is not None and f.applies is Truth.TRUE
    ]
    agreement, ends = first_to_end(file.agreements)
    signature = signature_of(engagement)
    workflows = assessment.subjects.get("workflow") or ()
    plan = plan_progress(engagement.record_at(as_of), assessment, file.gate_dates)
    return PortfolioRow(
        directory=directory,
        title=file.title,
        buyer=file.buyer,
        vendor=file.vendor,
        tier=tier(engagement),
        workflows=tuple(subject.id for subject in workflows),
        pilot=verdicts["pilot"].verdict,
        go_live=verdicts["go-live"].verdict,
        scale=verdicts["scale"].verdict,
        in_way=len(verdicts["pilot"].blockers),
        critical_gaps=sum(f.severity == "critical" for f in serious),
        high_gaps=sum(f.severity == "high" for f in serious),
        met=spread.met,
        counted=spread.counted,
        unknown=spread.unknown + spread.undecided,
        review_date=file.review_date,
        review_overdue=bool(file.review_date) and file.review_date < as_of,
        agreement=agreement,
        agreement_until=ends,
        agreement_state=""
        if not ends
        else "ended"
        if ends < as_of
        else "ends-soon"
        if ends <= soon
        else "runs",
        risks_ended=sum(day < as_of for day in until),
        risks_ending=sum(as_of <= day <= soon for day in until),
        gates_passed=tuple(
            gate
            for gate in GATES
            if "" < file.gate_dates.get(gate, "") < as_of and verdicts[gate].verdict == "not-ready"
        ),
        steps_overdue=len(plan.overdue),
        steps_reopened=len(plan.of("reopened")),
        signed=signature.sign_off.as_of if signature is not None and signature.stands else "",
        last_event=engagement.events[-1].at[:10] if engagement.events else "",
        library=engagement.library_before.version,
    )


def first_to_end(agreements: Mapping[str, str]) -> tuple[str, str]:
    """The agreement that ends first and its ISO date; two empty texts where none is dated."""
    dated = sorted((day, name) for name, day in agreements.items() if day)
    return (dated[0][1], dated[0][0]) if dated else ("", "")


def tier(engagement: Engagement) -> int:
    """1, 2 or 3 by what the work is, whatever its controls; see `PortfolioRow`."""
    library = engagement.library
    scope = Scope(library, engagement.answers, judge)
    derived = library.derived.get(PHI)
    workflows = scope.subjects("workflow")
    if derived is not None:
        subjects = scope.subjects(derived.per) or ()
        if subjects and all(judge(derived.when, one, scope).truth is Truth.FALSE for one in subjects):
            return 3
    if workflows is None:
        return 1
    traits = {
        trait
        for one in workflows
        if one.id in library.workflows
        for trait in library.workflows[one.id].traits
    }
    return 1 if traits & WEIGHTY else 2


def plain_rows(rows: Iterable[PortfolioRow]) -> list[dict[str, Any]]:
    """The rows for `--json` and for Parquet: names of fields and plain values."""
    return [
        {
            name: list(value) if isinstance(value, tuple) else value
            for name in PortfolioRow.__slots__
            for value in (getattr(row, name),)
        }
        for row in rows
    ]
