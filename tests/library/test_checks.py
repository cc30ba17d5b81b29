"""Lint: the bundled library passes, exceptions count once, a broken library is still looked at."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bpo_controls.library.checks import CHECKS, lint
from bpo_controls.library.load import read
from tests.library.bad_case import AS_OF, HERE


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(HERE / "base", tmp_path / "controls")
    monkeypatch.chdir(tmp_path)
    return Path("controls")


def test_an_exception_by_id_silences_one_check_for_one_entry(base: Path) -> None:
    path = base / "access.yaml"
    path.write_text(path.read_text().replace("within a day after", "promptly after"))
    assert [d.code for d in lint(read([base]), as_of=AS_OF)] == ["vague-words"]
    exception = "- {check: vague-words, id: ACC-01, because: the contract says it so}\n"
    (base / "lint.yaml").write_text(exception)
    assert lint(read([base]), as_of=AS_OF) == ()
    (base / "lint.yaml").write_text(exception.replace("ACC-01", "WRK-01"))
    assert [d.code for d in lint(read([base]), as_of=AS_OF)] == ["vague-words", "unused-exception"]


def test_dates_are_looked_at_only_when_the_day_is_known(base: Path) -> None:
    assert [d.code for d in lint(read([base]), as_of="2030-01-01")] == ["review-due"]
    assert lint(read([base])) == ()


def test_a_library_with_errors_is_still_looked_at_for_the_order_of_keys(base: Path) -> None:
    path = base / "workforce.yaml"
    path.write_text(
        path.read_text().replace("gate: scale\n  party: provider", "party: provider\n  gate: scale")
    )
    (base / "access.yaml").write_text("- {id: ACC-01}\n")
    reading = read([base])
    assert reading.library is None
    assert [d.code for d in lint(reading, as_of=AS_OF)] == ["key-order"]


def test_every_check_says_in_a_line_what_it_is_for() -> None:
    assert all(check.__doc__ and "\n" not in check.__doc__ for check in CHECKS.values())


def test_places_of_entries_and_values(base: Path) -> None:
    reading = read([base])
    assert str(reading.place("ACC-01", "examples", 1)) == "controls/access.yaml:36:7"
    assert str(reading.place("phi", "when")) == "controls/scoping.yaml:73:11"
    assert reading.place("nothing") is None
