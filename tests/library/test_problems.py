"""Every problem a library can have: its folder in `tests/bad/`, its exact lines, its section in the docs."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from bpo_controls import yamlsource
from bpo_controls.library.checks import CHECKS, OF_FILES
from tests.library.bad_case import BAD, lay_out, lines_of, problems_of

CASES = sorted(path.name for path in BAD.iterdir() if (path / "expected.txt").exists())
SOURCE = Path(yamlsource.__file__).parent
DOCS = SOURCE.parent.parent / "docs" / "reference" / "problems.md"
NOT_OF_CONTENT = {"content-missing"}
"""A damaged installation: no folder of YAML can show it; `test_resources` does."""


@pytest.mark.parametrize("case", CASES)
def test_each_bad_library_gives_exactly_these_lines(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = lay_out(BAD / case, tmp_path)
    monkeypatch.chdir(tmp_path)
    problems = problems_of(folders)
    assert lines_of(problems) == (BAD / case / "expected.txt").read_text(encoding="utf-8")
    assert case in {problem.code for problem in problems}
    assert all("\n" not in str(problem) for problem in problems)


def test_the_base_library_has_no_problem(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    assert problems_of(lay_out(tmp_path / "nothing", tmp_path / "room")) == ()


def test_every_code_of_these_rooms_has_a_folder_and_a_section() -> None:
    codes = (
        codes_in(SOURCE / "library") | codes_in(SOURCE / "yamlsource.py") | codes_in(SOURCE / "resources.py")
    )
    sections = set(re.findall(r"^### `([a-z0-9-]+)`$", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    assert codes - sections == set()
    assert codes - NOT_OF_CONTENT == set(CASES)


def test_every_section_says_what_shows_and_helps() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for code in CASES:
        section = text.split(f"### `{code}`\n", 1)[1].split("\n### ", 1)[0]
        example = re.search(r"```text\n(.+)\n```", section)
        assert example, code
        assert example.group(1) in (BAD / code / "expected.txt").read_text(encoding="utf-8"), code
        assert "**Do:** " in section, code


def codes_in(place: Path) -> set[str]:
    """Codes named in calls that make problems, in returned triples and in names called `code`."""
    found = {*CHECKS, *OF_FILES} if place.name == "library" else set()
    for path in sorted(place.glob("*.py")) if place.is_dir() else [place]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Diagnostic" | "user_error"), args=[first, *_]):
                    found |= constants(first)
                case ast.Call(func=ast.Attribute(attr="add" | "_problem"), args=[first, _, *_]):
                    found |= constants(first)
                case ast.Assign(targets=[ast.Name(id="code" | "_UNKNOWN")], value=value):
                    found |= constants(value)
                case ast.Return(value=ast.Tuple(elts=[ast.Constant() as first, _, _])):
                    found |= constants(first)
    return {code for code in found if re.fullmatch(r"[a-z]+(-[a-z]+)*", code)} - {
        "pattern", "date", "source", "sources", "precedent", "precedents",
    }  # fmt: skip


def constants(node: ast.expr) -> set[str]:
    return {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
