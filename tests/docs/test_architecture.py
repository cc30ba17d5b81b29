"""The pages for contributors name only what is there."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections import Counter
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "bpo_controls"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
PAGES = (ARCHITECTURE, ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", ROOT / "docs" / "releasing.md")
SPANS = re.compile(r"`([^`\n]+)`")


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_on_the_page_exists(page: Path) -> None:
    paths = [
        span
        for span in SPANS.findall(text(page))
        if re.fullmatch(r"\.?[\w-]+(/[\w.-]+)*/?|[\w/-]+\.\w+", span)
    ]
    paths = [path for path in paths if "/" in path or path.endswith((".md", ".py"))]
    for path in paths:
        assert (ROOT / path).exists() or (PACKAGE / path).exists(), path
    assert paths or page.name == "SECURITY.md"


def test_every_name_is_in_the_file_it_is_said_to_be_in() -> None:
    named = re.findall(r"`(\w+)` in\s+`([\w/]+\.py)`", text(ARCHITECTURE))
    assert len(named) > 25
    for name, path in named:
        source = text(PACKAGE / path)
        assert re.search(rf"^ *(?:def|class) {name}\b|^{name}\b.*=", source, re.MULTILINE), (
            f"{name} in {path}"
        )


def test_the_floors_are_those_that_are_held_and_every_room_has_a_line() -> None:
    contracts = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (picture,) = re.findall(r"## The floors.*?```text\n(.*?)```", text(ARCHITECTURE), re.DOTALL)
    assert picture.splitlines() == contracts[0]["layers"]
    rows = set(re.findall(r"^\| `(\w+)[/.]", text(ARCHITECTURE), re.MULTILINE))
    rooms = {path.stem for path in PACKAGE.iterdir() if path.is_dir() or path.suffix == ".py"}
    assert rows == rooms - {"__init__", "__main__", "__pycache__", "_content", "version", "py"}


def test_every_target_of_make_has_a_line_of_help() -> None:
    makefile = text(ROOT / "Makefile")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    # Below `make test` a second make would say which directory it enters.
    command = ["make", "--no-print-directory", "help"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.split()[1] for line in shown.splitlines()} == set(phony.split())
    for page in (*PAGES, ROOT / "README.md"):
        for target in re.findall(r"^make ([a-z]+)|`make ([a-z]+)", text(page), re.MULTILINE):
            assert "".join(target) in phony.split(), f"{page.name}: make {target}"


def test_hooks_and_forms_need_no_network_and_can_be_read() -> None:
    hooks = yaml.safe_load(text(ROOT / ".pre-commit-config.yaml"))["repos"]
    assert [repo["repo"] for repo in hooks] == ["local"]
    for form in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"):
        data = yaml.safe_load(text(form))
        if form.name != "config.yml":
            assert {"name", "description", "body"} <= data.keys(), form.name


def test_a_module_has_a_name_of_its_own_and_at_most_four_hundred_lines() -> None:
    modules = [path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py"]
    names = Counter(path.name for path in modules)
    assert [name for name, count in names.items() if count > 1] == []
    long = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}
