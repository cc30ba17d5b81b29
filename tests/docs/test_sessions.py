"""README, tutorial and how-to are run, and what they show is what happens."""

from __future__ import annotations

import difflib
import shutil
import sys
from pathlib import Path

import pytest

from docs import session
from docs.generate import HERE, SESSIONS, copy_library
from tests.cli.command_server import put_stand_in

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform == "win32" or shutil.which("bash") is None, reason="the pages show a POSIX shell"
    ),
]


@pytest.mark.parametrize("page", SESSIONS, ids=lambda page: page.stem)
def test_page_shows_what_happens(
    page: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    copy_library(tmp_path)
    shown = list(session.play(page, tmp_path, put_stand_in(tmp_path_factory.mktemp("tools"))))
    assert shown
    drifted = [
        f"{page.name}:{one.start + 1}: {one.what}\n" + _difference(one) for one in shown if not one.agrees
    ]
    assert not drifted, "`make docs` renews what has drifted\n" + "\n".join(drifted)


def _difference(shown: session.Shown) -> str:
    found = shown.found if shown.whole else shown.renewed()
    lines = difflib.unified_diff(shown.expected, found, "the page", "what happens", lineterm="")
    return "\n".join(list(lines)[:60])


@pytest.mark.parametrize(
    ("expected", "found", "whole", "agrees"),
    [
        (("a", "b"), ("a", "b"), True, True),
        (("a",), ("a", "b"), True, False),
        (("a", "…"), ("a", "b", "c"), True, True),
        (("a", "…", "c"), ("a", "b", "d"), True, False),
        (("a … c",), ("a b c",), True, True),
        (("a … c",), ("a b d",), True, False),
        (("b",), ("a", "b", "c"), False, True),
        (("b", "…", "a"), ("a", "b", "c"), False, False),
    ],
)
def test_ellipsis_stands_for_lines_and_text(
    expected: tuple[str, ...], found: tuple[str, ...], whole: bool, agrees: bool
) -> None:
    assert session.Shown("x", expected, found, 0, whole).agrees is agrees


def test_renewing_replaces_what_drifted_and_keeps_the_rest() -> None:
    found = ("Started acme.", "12 answered, 3 open now", "noise", "Pilot: not ready. 9 gaps")
    shown = session.Shown(
        "x", ("Started acme.", "11 answered, 4 open now", "…", "Pilot: … gaps"), found, 0, True
    )
    assert shown.renewed() == ("Started acme.", "12 answered, 3 open now", "…", "Pilot: … gaps")


def test_renewing_a_page_makes_it_agree(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "Text.\n\n```console\n$ echo one two three\none two four\n```\n\nMore.\n", encoding="utf-8"
    )
    assert session.renew(page, tmp_path) == 1
    assert page.read_text(encoding="utf-8").splitlines()[4] == "one two three"
    assert session.renew(page, tmp_path) == 0


def test_a_failing_command_is_told(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ exit 7\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="exit code 7"):
        list(session.play(page, tmp_path))


def test_make_demo_writes_the_sample_that_the_readme_shows() -> None:
    makefile = (HERE.parent / "Makefile").read_text(encoding="utf-8")
    values = dict(line.split(" := ", 1) for line in makefile.splitlines() if " := " in line)
    recipe = makefile.split("\ndemo: ", 1)[1].split("\n\n")[0]
    assert recipe.replace("$(BIN)/", "").endswith("\n\t@bpo-controls demo $(DEMO)")
    assert f"bpo-controls status {values['DEMO']} " in (HERE.parent / "README.md").read_text(encoding="utf-8")
