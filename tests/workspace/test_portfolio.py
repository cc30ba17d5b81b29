"""Many engagements as one table: what each row says, what cannot be read, and the same from a pool and from a cluster."""

from __future__ import annotations

import builtins
import shutil
import sys
import warnings
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow.parquet
import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Subject
from bpo_controls.answers.import_plan import plan_import
from bpo_controls.diagnostics import UserError
from bpo_controls.library.load import load_library
from bpo_controls.reporting.deliver.parquet_file import portfolio_parquet
from bpo_controls.reporting.deliver.render import DOCUMENT_FORMATS, render_document
from bpo_controls.reporting.documents.portfolio_report import attention_table, portfolio_report
from bpo_controls.workspace.engagement import create_engagement, open_engagement
from bpo_controls.workspace.portfolio_rows import (
    PortfolioRow,
    engagement_directories,
    first_to_end,
    read_portfolio,
)
from bpo_controls.workspace.writer import open_writer
from tests.problems.case import LIBRARY
from tests.reporting.reading import READERS, flat
from tests.workspace.conftest import NOW, a_file

DAY = "2026-11-28"
CODING = Subject("workflow", "coding")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three engagements that can be read, one that cannot, and folders that are none."""
    folder = tmp_path_factory.mktemp("delegates")
    library = load_library([LIBRARY])
    files = {
        "a": replace(a_file(), review_date="2026-11-01", agreements=MappingProxyType({"BAA": "2026-12-31", "MSA": "2029-01-01"})),
        "group/b": replace(a_file(), vendor="Other Works", agreements=MappingProxyType({"MSA": "2026-11-01"})),
        "c": replace(a_file(), vendor="Third Works", review_date="2027-06-01"),
    }  # fmt: skip
    for name, file in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        create_engagement(folder / name, file, library, at=NOW)
    engagement = open_engagement(folder / "a", library)
    answers = [
        Answer("workflows", ENGAGEMENT, ("coding",)), Answer("data_types", CODING, ("clinical",)),
        Answer("vendor_has_logins", ENGAGEMENT, True), Answer("sites", ENGAGEMENT, ("Manila",)),
        Answer("site_kind", Subject("site", "manila"), "office"), Answer("ACC-01", ENGAGEMENT, 100),
    ]  # fmt: skip
    with open_writer(engagement, lambda: NOW) as writer:
        writer.import_answers(plan_import(engagement.record, answers, now=lambda: NOW), "test")
    shutil.copytree(folder / "a", folder / "z")
    (folder / "z" / "engagement.yaml").write_text("buyer: [", encoding="utf-8")
    (folder / "empty").mkdir()
    (folder / ".hidden").mkdir()
    shutil.copytree(folder / "c", folder / ".hidden" / "c")
    return folder


@pytest.fixture(scope="module")
def rows(root: Path) -> tuple[PortfolioRow, ...]:
    return read_portfolio(engagement_directories(root), DAY, [LIBRARY], workers=1)


def test_every_engagement_below_is_found_and_nothing_else(root: Path) -> None:
    assert [str(path.relative_to(root)) for path in engagement_directories(root)] == [
        "a",
        "c",
        "group/b",
        "z",
    ]


def test_a_row_says_where_it_stands(rows: tuple[PortfolioRow, ...]) -> None:
    a, c, b, z = rows
    assert (a.pilot, a.in_way, a.critical_gaps, a.high_gaps, a.tier) == ("not-ready", 1, 0, 1, 1)
    assert (a.review_overdue, a.agreement, a.agreement_until, a.agreement_state) == (
        True,
        "BAA",
        "2026-12-31",
        "ends-soon",
    )
    assert (b.agreement_state, c.agreement_state, c.review_overdue) == ("ended", "", False)
    assert (c.pilot, c.tier) == ("cannot-tell", 1)  # nothing is known: taken as the heaviest
    assert z.problem.endswith("]")
    assert z.vendor == ""


def test_the_agreement_that_ends_first() -> None:
    assert first_to_end({"x": "2027-01-01", "y": "2026-01-01", "z": ""}) == ("y", "2026-01-01")
    assert first_to_end({}) == ("", "")


def test_what_asks_for_attention_is_listed_worst_first(rows: tuple[PortfolioRow, ...], root: Path) -> None:
    found = [(row[0], row[2]) for row in attention_table(rows, str(root)).rows]
    assert found == [
        ("z", "Cannot be read"), ("Fictional Coding Partner", "Review: overdue"), ("Other Works", "MSA: ended"),
        ("Fictional Coding Partner", "BAA: ends soon"),
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("fmt", DOCUMENT_FORMATS)
def test_it_comes_in_every_format(rows: tuple[PortfolioRow, ...], root: Path, fmt: str) -> None:
    seen = READERS[fmt](render_document(portfolio_report(rows, str(root), DAY), fmt))
    assert [name for name in ("Other Works", "Third Works") if flat(name) not in seen] == []


def test_parquet_holds_the_same(rows: tuple[PortfolioRow, ...]) -> None:
    table = pyarrow.parquet.read_table(BytesIO(portfolio_parquet(rows)))
    assert table.column("vendor").to_pylist() == [row.vendor for row in rows]
    assert table.column("high_gaps").to_pylist() == [row.high_gaps for row in rows]
    assert table.column("workflows").to_pylist() == [list(row.workflows) for row in rows]


@pytest.mark.slow
def test_a_pool_gives_the_same(root: Path, rows: tuple[PortfolioRow, ...]) -> None:
    many = [path for path in engagement_directories(root) for _ in range(6)]
    found = read_portfolio(many, DAY, [LIBRARY], workers=2)
    assert found == tuple(row for row in rows for _ in range(6))


@pytest.mark.slow
def test_a_cluster_of_two_workers_gives_the_same(root: Path, rows: tuple[PortfolioRow, ...]) -> None:
    from distributed import LocalCluster

    many = [path for path in engagement_directories(root) for _ in range(6)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cluster: Any = LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
        )
        with cluster:
            assert len(cluster.workers) == 2
            found = read_portfolio(many, DAY, [LIBRARY], scheduler=cluster.scheduler_address)
    assert found == tuple(row for row in rows for _ in range(6))


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if neither extra were installed."""
    real = builtins.__import__

    def refuse(name: str, *more: Any, **rest: Any) -> Any:
        if name.split(".", maxsplit=1)[0] in ("distributed", "pyarrow"):
            raise ImportError(name)
        return real(name, *more, **rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    monkeypatch.delitem(sys.modules, "distributed", raising=False)


def test_a_missing_extra_is_named(root: Path, rows: tuple[PortfolioRow, ...], without: None) -> None:
    with pytest.raises(UserError) as parquet:
        portfolio_parquet(rows)
    with pytest.raises(UserError) as cluster:
        read_portfolio(engagement_directories(root), DAY, [LIBRARY], scheduler="tcp://127.0.0.1:1")
    assert {str(one.value.diagnostics[0].code) for one in (parquet, cluster)} == {"extra-missing"}
    assert "bpo-controls[cluster]" in str(cluster.value.diagnostics[0])


@pytest.mark.slow
def test_a_scheduler_that_does_not_answer_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import distributed

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no answer")

    monkeypatch.setattr(distributed, "Client", refuse)
    with pytest.raises(UserError) as caught:
        read_portfolio(engagement_directories(root), DAY, [LIBRARY], scheduler="tcp://127.0.0.1:1")
    assert caught.value.diagnostics[0].code == "no-scheduler"
