"""Every problem of a command, a file it reads or a directory: its exact lines, and its exit code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.problems.case import BAD, LIBRARY, SETTINGS, lay_out, run, run_case

CASES = sorted(path.parent.name for path in BAD.glob("*/case.yaml"))


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The room before any case: a library, settings, and an engagement begun with them."""
    room = tmp_path_factory.mktemp("begun")
    shutil.copytree(LIBRARY, room / "controls")
    (room / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(room)
        told = run("init job --from settings.yaml --library controls")
    assert told.exit_code == 0, told.output
    return room


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the user who runs the tests: no templates of their own, a cache of ours."""
    base = tmp_path_factory.getbasetemp()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(base / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(base / "cache"))
    monkeypatch.setenv("COLUMNS", "9999")


@pytest.mark.parametrize("case", CASES)
def test_each_bad_case_tells_exactly_these_lines(
    case: str, begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    lay_out(BAD / case, tmp_path, begun)
    monkeypatch.chdir(tmp_path)
    told = run_case(BAD / case, monkeypatch)
    assert case in told.codes, told.output
    assert told.lines() == (BAD / case / "expected.txt").read_text(encoding="utf-8"), told.output
    assert "Traceback" not in told.output
