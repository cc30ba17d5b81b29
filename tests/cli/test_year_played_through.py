"""A year played through to its end: signed pack, three returned workbooks, another library with an overlay, reassessment,
a second vendor, comparison, portfolio. Every number of the difference has a cause, and nothing is lost."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bpo_controls.engine.causes import CAUSES
from tests.cli.conftest import Run
from tests.cli.test_next_year import ANSWERS, NOW, THEN, fine, year

__all__ = ["year"]

pytestmark = pytest.mark.slow

SPRING = {"SOURCE_DATE_EPOCH": "1805000000"}
"""March 14, 2027."""
OLD, NEW = ("--library", "controls"), ("--library", "newer", "--library", "firm")
BOTH = (*NEW, "--library-before", "controls")
FIRM = """\
id: firm
title: What the firm asks beyond
version: 1.0.0
maintained-by: The test suite
reviewed-on: "2026-11-01"
review-by: "2028-11-01"
"""


def fill(book: Path, to: Path, cells: dict[str, Any]) -> None:
    """A copy of the workbook with the first step of ACC-01 filled in."""
    made = load_workbook(book)
    page = made["Action plan"]
    heads = {cell.value: cell.column for cell in page[1]}
    [row] = [n for n in range(2, page.max_row + 1) if page.cell(n, heads["Step no."]).value == "ACC-01.1"]
    for head, value in cells.items():
        page.cell(row, heads[head]).value = value
    made.save(to)


def overlay(room: Path) -> None:
    (room / "firm").mkdir()
    (room / "firm" / "library.yaml").write_text(FIRM, encoding="utf-8")
    text = (room / "newer" / "access.yaml").read_text("utf-8")
    own = text.replace("ACC-01", "ACC-90").replace(
        "Access ends when the job ends", "Shared logins are banned"
    )
    own = own.replace("  precedents: [case-1]\n", "")
    (room / "firm" / "access.yaml").write_text(own, encoding="utf-8")


def step(run: Run, **day: str) -> dict[str, Any]:
    found = json.loads(fine(run("track", "old", "--json", *OLD, **day)).out)
    by_id: dict[str, dict[str, Any]] = {one["step"]: one for one in found["steps"]}
    return by_id["ACC-01.1"]


def upgrade_a_copy(run: Run, year: Path) -> None:
    """The running engagement goes over to the new library and its overlay: the renamed option is asked again, and
    nothing that was said of steps, and no answer, is lost."""
    shutil.copytree(year / "old", year / "moved")
    to = ("--to", "newer", "--to", "firm")
    planned = fine(run("upgrade", "moved", *to, **SPRING))
    assert "site_kind@manila (value): office" in planned.out
    assert "Nothing was changed" in planned.out
    journal = year / "moved" / "journal.jsonl"
    assert journal.read_bytes() == (year / "old" / "journal.jsonl").read_bytes()
    fine(run("upgrade", "moved", *to, "--yes", "--by", "Sam Sample", **SPRING))
    assert journal.read_bytes().startswith((year / "old" / "journal.jsonl").read_bytes())
    kept = json.loads(fine(run("track", "moved", "--json", *NEW, **SPRING)).out)["steps"]
    [first] = [one for one in kept if one["step"] == "ACC-01.1"]
    assert (first["owner"], first["evidence"]) == ("Ana Example", "Log of February")
    found = json.loads(fine(run("questions", "moved", "--json", "--open", *NEW, **SPRING)).out)
    asked = json.dumps(found)
    assert "site_kind" in asked  # the option is gone, so it is asked again
    assert "ACC-90" in asked  # the overlay brought it
    assert "office" in fine(run("history", "moved", "site_kind@manila", *NEW, **SPRING)).out.casefold()
    (year / "moved.yaml").write_text("site_kind@manila: building\n", encoding="utf-8")
    assert run("assess", "moved", "--answers", "moved.yaml", "--no-input", *NEW, **SPRING).code in (0, 3)
    left = json.dumps(json.loads(fine(run("questions", "moved", "--json", "--open", *NEW, **SPRING)).out))
    assert "site_kind" not in left


def test_from_the_signature_to_the_portfolio(run: Run, year: Path) -> None:
    # The pack that was signed last year, as it was sent.
    fine(run("sign", "old", "--by", "Robin Sample", "--assessor", "Sam Sample", *OLD, **THEN))
    fine(run("report", "old", "--format", "md,xlsx", "--only", "gap-report,workbook", *OLD, **THEN))
    shutil.copytree(year / "old" / "out", year / "sent")
    fine(run("verify", "sent", **THEN))
    book = year / "sent" / "workbook.xlsx"

    # Three workbooks come back in spring: from the manager, with a contradiction, and with the proof.
    fill(book, year / "one.xlsx", {"Owner": "Ana Example", "Status": "In progress", "Ticket": "OPS-1"})
    fill(book, year / "two.xlsx", {"Owner": "Ben Example", "Status": "Done"})
    fill(
        book,
        year / "three.xlsx",
        {"Done on": date(2027, 3, 1), "Proof kept at": "Log of February", "Status": "Done"},
    )
    confirm = ("--confirm", "--by", "Robin Sample", "--yes", *OLD)
    fine(run("track", "old", "--take", "one.xlsx", *confirm, **SPRING))
    second = fine(run("track", "old", "--take", "two.xlsx", *confirm, **SPRING))
    assert "2 in conflict" in second.out
    assert (step(run, **SPRING)["owner"], step(run, **SPRING)["state"]) == ("Ana Example", "in-progress")
    fine(run("track", "old", "--take", "three.xlsx", *confirm, "--on-conflict", "newer", **SPRING))
    assert (step(run, **SPRING)["state"], step(run, **SPRING)["closed_on"]) == ("done", "2027-03-01")
    lifted = run("check", "old", *OLD, **SPRING)
    assert (lifted.code, "tracked" in lifted.out) == (1, True)

    # A year later: a library with another limit and a renamed option, and the firm's overlay on it.
    overlay(year)
    upgrade_a_copy(run, year)
    before = (year / "old" / "journal.jsonl").read_bytes()
    begun = json.loads(fine(run("reassess", "old", "new", "--json", *BOTH, **NOW)).out)
    assert {one["item"] for one in begun["asked_again"]} == {"site_kind@manila"}
    fine(run("reassess", "new", "--confirm", "all", "--by", "Sam Sample", *NEW, **NOW))
    (year / "new.yaml").write_text(
        "site_kind@manila: building\nACC-90: {value: 4, by: Ana Example}\n", encoding="utf-8"
    )
    assert run("assess", "new", "--answers", "new.yaml", "--no-input", *NEW, **NOW).code in (0, 3)

    # Every number of the difference has a cause, and the numbers add up.
    found = json.loads(fine(run("diff", "old", "new", "--json", *BOTH, **NOW)).out)
    counted = Counter(one["cause"] for one in found["differences"])
    assert sum(found["by_cause"].values()) == found["compared"]
    assert {
        cause: number for cause, number in found["by_cause"].items() if number and cause != "none"
    } == counted
    assert set(counted) <= set(CAUSES) - {"none"}
    assert all(one["cause"] != "none" for one in found["differences"] if one["moved"])
    causes = {one["control"]: one["cause"] for one in found["differences"]}
    assert causes["ACC-01"] == causes["ACC-90"] == "library"
    vendor = json.loads(fine(run("diff", "old", "new", "--edition", "vendor", "--json", *BOTH, **NOW)).out)
    assert 0 < vendor["compared"] <= found["compared"]
    assert (
        "Ana Example"
        not in fine(run("diff", "old", "new", "--edition", "vendor", "--format", "md", *BOTH, **NOW)).out
    )

    # A second vendor bids for the same work; both stand side by side, each with its mark, and in the portfolio.
    settings = (year / "settings.yaml").read_text("utf-8").replace("Sample Services", "Placeholder Partners")
    (year / "second.yaml").write_text(settings, encoding="utf-8")
    (year / "b.yaml").write_text(
        ANSWERS.replace("value: 48", "value: 6").replace("site_kind@manila: office\n", ""), "utf-8"
    )
    fine(run("init", "second", "--from", "second.yaml", *NEW, **NOW))
    assert run("assess", "second", "--answers", "b.yaml", "--no-input", *NEW, **NOW).code in (0, 3)
    fine(run("sign", "second", "--by", "Robin Sample", "--assessor", "Sam Sample", *NEW, **NOW))
    side = json.loads(fine(run("compare", "new", "second", "--json", *NEW, **NOW)).out)
    assert [one["signed"] for one in side["vendors"]] == [False, True]
    text = fine(run("compare", "new", "second", *NEW, **NOW)).out
    assert "Placeholder Partners: Reviewed by Robin Sample on November 24, 2027" in text
    assert "Sample Services: Draft, not yet reviewed" in text
    (year / "all").mkdir()
    for name in ("new", "second"):
        shutil.copytree(year / name, year / "all" / name)
    rows = json.loads(fine(run("portfolio", "all", "--json", *NEW, **NOW)).out)["engagements"]
    assert [one["problem"] for one in rows] == ["", ""]

    # Nothing is lost: last year's record is as it was, its steps too, and the signed pack still verifies.
    assert (year / "old" / "journal.jsonl").read_bytes() == before
    assert step(run, **NOW)["evidence"] == "Log of February"
    fine(run("verify", "sent", **NOW))
    pack = year / "sent" / "gap-report.md"
    pack.write_bytes(pack.read_bytes().replace(b"a", b"b", 1))
    assert run("verify", "sent", **NOW).code != 0
