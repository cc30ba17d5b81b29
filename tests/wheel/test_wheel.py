"""The built wheel, installed into an empty environment far from the checkout, does the main job."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
CONTENT = ("src", "controls", "templates", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md")


def do(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(a) for a in arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def deliverables(engagement: Path) -> dict[str, bytes]:
    out = engagement / "out"
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources that is gone afterward."""
    copy = tmp_path_factory.mktemp("sources")
    for name in CONTENT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    out = tmp_path_factory.mktemp("wheel")
    do(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, copy, cwd=out)
    shutil.rmtree(copy)
    return next(out.glob("*.whl"))


def test_the_wheel_holds_the_content_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in ("controls/access.yaml", "controls/demo/answers.yaml", "templates/typst/document.typ.j2"):
        assert f"bpo_controls/_content/{wanted}" in names
    assert "bpo_controls/py.typed" in names
    assert not [name for name in names if "tests/" in name or name.endswith(".pyc")]


SOME = (
    "--only", "gap-report,one-pager,workbook,assessment", "--format", "pdf,html,docx,xlsx,oscal",
)  # fmt: skip
"""Enough to come upon every template, font and schema that has to be in the wheel."""


def test_installed_alone_it_runs_the_demo(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "env"
    do(sys.executable, "-m", "venv", place, cwd=tmp_path)
    bin_ = place / ("Scripts" if os.name == "nt" else "bin")
    pins = ("-c", ROOT / "constraints.txt")
    do(
        bin_ / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        *pins,
        wheel,
        cwd=tmp_path,
    )
    tool = bin_ / "bpo-controls"
    where = do(
        bin_ / "python", "-c", "import bpo_controls; print(bpo_controls.__file__)", cwd=tmp_path
    ).stdout
    assert Path(where.strip()).is_relative_to(place)
    doctor = do(tool, "doctor", cwd=tmp_path).stdout
    assert "(wheel)" in doctor
    assert "PROBLEM" not in doctor
    do(tool, "demo", "d", *SOME, cwd=tmp_path)
    made = deliverables(tmp_path / "d")
    assert {
        "gap-report.pdf",
        "gap-report.html",
        "one-pager.docx",
        "workbook.xlsx",
        "oscal/catalog.json",
    } <= set(made)
    assert made["gap-report.pdf"].startswith(b"%PDF-")
    do(Path(sys.executable).with_name("bpo-controls"), "demo", "checkout", *SOME, cwd=tmp_path)
    assert deliverables(tmp_path / "checkout") == made
