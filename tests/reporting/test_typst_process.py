"""Typst runs beside us: whatever it is made to do, we go on, within bounds and without a network."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bpo_controls.reporting.pictures import typst_process
from bpo_controls.reporting.pictures.typst_process import TypstFailedError, end_processes, typeset
from bpo_controls.resources import templates_dir

FONTS = (templates_dir() / "fonts",)


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    end_processes()
    monkeypatch.setattr(typst_process, "SECONDS", 1)
    monkeypatch.setattr(typst_process, "WAIT", 60.0)
    yield
    end_processes()


def _failed(source: str, root: Path | None = None) -> TypstFailedError:
    with pytest.raises(TypstFailedError) as told:
        typeset(source, "pdf", fonts=FONTS, root=root)
    return told.value


def test_a_page_is_made_twice_alike_in_one_process() -> None:
    first = typeset("= A page", "pdf", fonts=FONTS, stamp=0)
    assert first[0].startswith(b"%PDF-")
    assert typeset("= A page", "pdf", fonts=FONTS, stamp=0) == first
    assert len(typeset("a #pagebreak() b", "png", fonts=FONTS, ppi=20)) == 2


def test_a_process_that_has_grown_large_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst_process, "KEEP", 1)
    first = typeset("= A page", "pdf", fonts=FONTS, stamp=0)
    assert not typst_process._POOL._idle
    monkeypatch.setattr(typst_process, "KEEP", 10**12)
    assert typeset("= A page", "pdf", fonts=FONTS, stamp=0) == first
    assert len(typst_process._POOL._idle) == 1


@pytest.mark.parametrize(
    "source",
    [
        "#{ let n = 0; for a in range(9000) { for b in range(9000) { n += 1 } }; n }",
        "#{ for a in range(9000) { for b in range(9000) { str(a * b) } } }",
    ],
)
def test_a_loop_is_ended(source: str) -> None:
    started = time.monotonic()
    found = _failed(source)
    assert found.over
    assert "seconds" in found.message
    assert time.monotonic() - started < 60
    assert typeset("= On it goes", "pdf", fonts=FONTS)[0].startswith(b"%PDF-")


def test_memory_is_bounded_and_its_end_is_told_without_a_backtrace(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(typst_process, "MEMORY", 700_000_000)
    monkeypatch.setattr(typst_process, "SECONDS", 20)
    found = _failed('#{ let s = "a"; for n in range(34) { s = s + s }; s.len() }')
    assert found.over
    assert "memory" in found.message
    assert capfd.readouterr().err == ""


def test_a_job_that_waits_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typst_process, "SECONDS", 50)
    monkeypatch.setattr(typst_process, "WAIT", 1.0)
    assert _failed(
        "#{ let n = 0; for a in range(9000) { for b in range(9000) { for c in range(9) { n += 1 } } }; n }"
    ).over


@pytest.mark.parametrize("name", ["@preview/cetz:0.2.0", "@local/mine:0.1.0"])
@pytest.mark.parametrize("written", ['#import "{name}": *', '#import ("@" + "{rest}"): *'])
def test_no_package_is_fetched(name: str, written: str) -> None:
    found = _failed(written.format(name=name, rest=name[1:]))
    assert not found.over
    assert "package" in found.message


def test_nothing_is_read_outside_the_root(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    for path in ("/etc/passwd", "../secret.txt", "/../secret.txt"):
        assert not _failed(f'#read("{path}")', tmp_path / "root").over


def test_nothing_is_known_of_our_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    kept = typst_process._environment()
    assert "SECRET_TOKEN" not in kept
    assert kept["HTTPS_PROXY"] == kept["https_proxy"] == "http://127.0.0.1:9"


def test_a_process_that_is_gone_is_replaced() -> None:
    typeset("= A", "pdf", fonts=FONTS)
    typst_process._POOL._idle[0]._process.kill()
    typst_process._POOL._idle[0]._process.wait()
    assert typeset("= B", "pdf", fonts=FONTS)


def test_a_folder_named_from_here_is_the_folder_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process stands in a working directory of its own; what is named from ours still means ours."""
    job = tmp_path / "job"
    job.mkdir()
    (job / "words.txt").write_text("said")
    monkeypatch.chdir(tmp_path)
    made = typeset('#read("words.txt")', "svg", fonts=FONTS, root=Path("job"))
    assert made == typeset('#read("words.txt")', "svg", fonts=FONTS, root=job)
