"""`report` for one reader: names of files, what engagement.yaml says, branding, progress."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from bpo_controls.terminal.progress import Progress, all_made

from .conftest import Run, tree

QUICK = ("--format", "md,json,oscal", "--only", "one-pager,assessment")


@pytest.mark.slow
def test_files_carry_the_edition_in_their_names(run: Run, engagement: Path) -> None:
    done = run("report", "job", "--edition", "Buyer", *QUICK)
    assert done.code == 0, done.err
    assert done.out.splitlines()[:2] == ["job/out/one-pager.buyer.md", "job/out/assessment.buyer.json"]
    assert "job/out/oscal.buyer/catalog.json" in done.out.splitlines()
    made = {f"out/{name}" for name in tree(engagement / "out") if name != ".delivered.json"}
    assert made == {line.removeprefix("job/") for line in done.out.splitlines()}


@pytest.mark.slow
def test_json_says_which_edition(run: Run, engagement: Path) -> None:
    told = json.loads(run("report", "job", "--edition", "vendor", *QUICK, "--json").out)
    assert told["edition"] == "vendor"
    assert "edition" not in json.loads(run("report", "job", *QUICK, "--json").out)


@pytest.mark.slow
def test_the_formats_that_the_engagement_names_are_made(run: Run, engagement: Path) -> None:
    path = engagement / "engagement.yaml"
    path.write_text(path.read_text().replace("deliverables: []", "deliverables: [csv, json]"))
    done = run("report", "job", "--only", "checklist,assessment")
    assert done.out.splitlines() == ["job/out/checklist.csv", "job/out/assessment.json"], done.err


@pytest.mark.slow
def test_logo_and_accent_reach_the_report(run: Run, engagement: Path) -> None:
    plain = run("report", "job", "--only", "one-pager", "--format", "html")
    before = (engagement / "out" / "one-pager.html").read_text()
    (engagement / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g/></svg>'
    )
    path = engagement / "engagement.yaml"
    text = path.read_text()
    for key, value in (("accent", '"#0a5c36"'), ("logo", "logo.svg")):
        assert f'  {key}: ""' in text
        text = text.replace(f'  {key}: ""', f"  {key}: {value}")
    path.write_text(text)
    done = run("report", "job", "--only", "one-pager", "--format", "html")
    assert plain.code == done.code == 0, done.err
    after = (engagement / "out" / "one-pager.html").read_text()
    assert "data:image/svg+xml" in after
    assert "data:image/svg+xml" not in before
    assert "0a5c36" in after
    assert "0a5c36" not in before


@pytest.mark.slow
def test_an_oscal_folder_that_leads_elsewhere_is_not_followed(
    run: Run, engagement: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (engagement / "out").mkdir()
    (engagement / "out" / "oscal").symlink_to(tmp_path / "elsewhere")
    done = run("report", "job", "--only", "assessment", "--format", "oscal")
    assert done.code == 2
    assert "leads outside" in done.err
    assert list((tmp_path / "elsewhere").iterdir()) == []


class Clock:
    """Seconds that pass when told."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def _told(stream: io.StringIO, *, quiet: bool = False) -> str:
    clock = Clock()
    progress = Progress(5, quiet=quiet, stream=stream, clock=clock)
    for made, after in ((1, 0.5), (2, 0.6), (3, 0.5), (4, 2.5), (5, 1.0)):
        clock.now += after
        progress.tell(made, f"file-{made + 1}")
    progress.close()
    return stream.getvalue()


def test_nothing_in_the_first_second_then_a_line_now_and_then() -> None:
    assert _told(io.StringIO()) == "2 of 5 made; now file-3\n4 of 5 made; now file-5\n"
    assert _told(io.StringIO(), quiet=True) == ""


def test_a_terminal_shows_one_line_and_clears_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    shown = _told(Terminal())
    assert shown.split("\r")[1:] == [f"{n} of 5 made; now file-{n + 1}\x1b[K" for n in (2, 3, 4)] + ["\x1b[K"]
    monkeypatch.setenv("TERM", "dumb")
    assert "\r" not in _told(Terminal())


def test_one_failure_stops_nothing_else() -> None:
    def make(one: int) -> int:
        if one == 2:
            raise ValueError("two")
        return one * 10

    found = all_made([1, 2, 3], make, str, at_once=2)
    assert [(one, result if isinstance(result, int) else str(result)) for one, result in found] == [
        (1, 10),
        (2, "two"),
        (3, 30),
    ]
