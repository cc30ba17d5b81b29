"""The page about Python does what it shows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import bpo_controls

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "from-python.md"


@pytest.mark.slow
def test_the_programs_on_the_page_print_what_the_page_says(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    programs = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", page, re.DOTALL)
    assert len(programs) == page.count("```python")
    tool = Path(sys.executable).with_name("bpo-controls")
    subprocess.run([tool, "demo", "--format", "json"], cwd=tmp_path, check=True, capture_output=True)
    for program, printed in programs:
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        assert done.stdout == printed
    assert (tmp_path / "out" / "gap-report.buyer.md").read_bytes().startswith(b"# Gap report")


def test_the_page_names_every_public_function() -> None:
    listed = re.findall(r"^\| `(\w+)\(", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == bpo_controls.__all__


def test_the_public_names_are_there_and_come_late() -> None:
    for name in bpo_controls.__all__:
        assert callable(getattr(bpo_controls, name))
    code = "import sys, bpo_controls.library.model; print([m for m in sys.modules if m in ('yaml', 'jinja2', 'pydantic')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
