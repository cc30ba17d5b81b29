"""A year played through: sign, returned answers, another library, reassess, confirm, diff, and the trend page."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run
from tests.problems.case import LIBRARY, SETTINGS

pytestmark = pytest.mark.slow

THEN, NOW = {"SOURCE_DATE_EPOCH": "1795424400"}, {"SOURCE_DATE_EPOCH": "1827046800"}
"""November 23, 2026 and November 24, 2027."""

ANSWERS = """\
workflows: coding
data_types@coding: {value: [clinical], by: Ana Example}
vendor_has_logins: true
sites: [Manila]
site_kind@manila: office
team_size: {value: 12, by: Ben Example}
ACC-01: {value: 48, by: Ana Example, assurance: seen, evidence: [{title: Departure list, seen_on: 2026-11-20}]}
WRK-01: {value: in-place, by: Ben Example}
"""


LATER = """\
ACC-01: {value: 12, by: Ana Example, assurance: seen, evidence: [{title: Departure list, seen_on: 2027-11-20}]}
"""


@pytest.fixture
def year(run: Run, tmp_path: Path) -> Path:
    """Last year's engagement, signed and delivered, and the library of this year with a tighter limit and a renamed option."""
    shutil.copytree(LIBRARY, tmp_path / "controls")
    (tmp_path / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(ANSWERS, encoding="utf-8")
    lib = ("--library", "controls")
    fine(run("init", "old", "--from", "settings.yaml", *lib, **THEN))
    assert run("assess", "old", "--answers", "a.yaml", "--no-input", *lib, **THEN).code in (0, 3)
    fine(run("sign", "old", "--by", "Robin Sample", "--assessor", "Sam Sample", *lib, **THEN))
    fine(run("report", "old", "--format", "md", "--only", "gap-report", *lib, **THEN))
    shutil.copytree(LIBRARY, tmp_path / "newer")
    text = (tmp_path / "newer" / "access.yaml").read_text("utf-8")
    text = text.replace("met: {at_most: 24}", "met: {at_most: 8}").replace(
        "partly: {at_most: 72}", "partly: {at_most: 24}"
    )
    (tmp_path / "newer" / "access.yaml").write_text(text, encoding="utf-8")
    scoping = (tmp_path / "newer" / "scoping.yaml").read_text("utf-8")
    scoping = scoping.replace("id: office, label: Office", "id: building, label: Office building")
    (tmp_path / "newer" / "scoping.yaml").write_text(scoping, encoding="utf-8")
    return tmp_path


def fine(ran: Ran) -> Ran:
    assert ran.code == 0, ran
    return ran


def test_the_next_year(run: Run, year: Path) -> None:
    before = {path: path.read_bytes() for path in (year / "old").rglob("*") if path.is_file()}
    both = ("--library", "newer", "--library-before", "controls")
    begun = json.loads(fine(run("reassess", "old", "new", "--json", *both, **NOW)).out)
    groups = {one["answer"]["item"]: one["group"] for one in begun["waiting"]}
    assert groups["ACC-01"] == "changed"  # its limit
    assert groups["WRK-01"] == "same"
    assert begun["waiting"][0]["group"] == "changed"
    assert begun["asked_again"] == [{"item": "site_kind@manila", "cause": "value", "now": []}]

    # Nothing counts before somebody confirms it, and nobody confirms without a name.
    lib = ("--library", "newer")
    nothing = json.loads(fine(run("diff", "old", "new", "--json", *both, **NOW)).out)
    assert {one["cause"] for one in nothing["differences"]} == {"unanswered"}
    assert run("reassess", "new", "--confirm", "unchanged", *lib, **NOW).code == 2
    fine(run("reassess", "new", "--confirm", "unchanged", "--by", "Sam Sample", *lib, **NOW))
    left = json.loads(fine(run("reassess", "new", "--json", *lib, **NOW)).out)["waiting"]
    assert {one["group"] for one in left} == {"changed"}
    fine(run("reassess", "new", "--confirm", "ACC-01", "--by", "Sam Sample", *lib, **NOW))
    proposed = {one["answer"]["item"]: one["answer"] for one in begun["waiting"]}
    assert proposed["ACC-01"].get("assurance", "stated") == "stated"  # what was seen is older than a year

    found = json.loads(fine(run("diff", "old", "new", "--json", *both, **NOW)).out)
    causes = {one["control"]: (one["cause"], one["way"]) for one in found["differences"] if one["moved"]}
    assert causes["ACC-01"] == ("library", "worse")
    assert sum(found["by_cause"].values()) == found["compared"]
    failing = run("diff", "old", "new", "--fail-on", "regression", *both, **NOW)
    assert (failing.code, "The library changed: 1" in failing.out) == (1, True)

    # The report of the new year has the trend; last year's pack is untouched and still verifies.
    fine(run("report", "new", "--format", "md", "--only", "gap-report", *lib, **NOW))
    text = (year / "new" / "out" / "gap-report.md").read_text("utf-8")
    assert "## Since the last assessment" in text
    assert "The last assessment was as of November 23, 2026." in text
    assert {path: path.read_bytes() for path in (year / "old").rglob("*") if path.is_file()} == before
    fine(run("verify", "old/out", **NOW))


def test_without_the_earlier_library_nothing_is_confirmed_in_bulk(run: Run, year: Path) -> None:
    told = fine(run("reassess", "old", "new", "--library", "newer", **NOW))
    assert "every answer counts as changed" in " ".join(told.err.split())
    done = fine(run("reassess", "new", "--confirm", "unchanged", "--by", "S", "--library", "newer", **NOW))
    assert done.out.startswith("No answers confirmed.")


def test_by_section_and_by_number(run: Run, year: Path) -> None:
    lib = ("--library", "controls")
    fine(run("reassess", "old", "new", *lib, **NOW))
    rows = json.loads(fine(run("reassess", "new", "--json", *lib, **NOW)).out)["waiting"]
    assert rows[0]["group"] == "expired"
    assert rows[0]["answer"]["item"] == "ACC-01"
    access = [one for one in rows if one["section"] == "access"]
    confirm = ("reassess", "new", "--by", "Sam Sample", *lib)
    done = fine(run(*confirm, "--section", "access", "--confirm", "all", **NOW))
    assert (len(access), done.out.splitlines()[0]) == (1, "1 answer confirmed.")
    number = next(one["id"] for one in rows if one["answer"]["item"] == "team_size")
    fine(run(*confirm, "--confirm", number, **NOW))
    left = json.loads(fine(run("reassess", "new", "--json", *lib, **NOW)).out)["waiting"]
    assert len(left) == len(rows) - len(access) - 1
    refused = run(*confirm, "--confirm", "77.7", **NOW)
    assert (refused.code, 'nothing waits under "77.7"' in refused.err) == (2, True)
    assert run(*confirm, "--section", "acces", "--confirm", "all", **NOW).code == 2


def test_one_engagement_at_two_dates(run: Run, year: Path) -> None:
    (year / "b.yaml").write_text(LATER, encoding="utf-8")
    lib = ("--library", "controls")
    assert run("assess", "old", "--answers", "b.yaml", "--no-input", *lib, **NOW).code in (0, 3)
    found = fine(run("diff", "old", "--from", "2026-11-24", *lib, **NOW))
    assert "The vendor changed: 1" in found.out
    assert "ACC-01: Partly met, now met. 48 hours, now 12 hours" in " ".join(found.out.split())
    assert run("diff", "old", *lib, **NOW).code == 2
    assert run("diff", "old", "--from", "2027-11-24", "--to", "2026-11-24", *lib, **NOW).code == 2
    files = fine(
        run("diff", "old", "--from", "2026-11-24", "--format", "md,html,pdf,docx,xlsx,csv", *lib, **NOW)
    )
    assert len(files.out.splitlines()) == 6
