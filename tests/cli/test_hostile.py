"""Text is data: what people type and what libraries hold shows as typed and does nothing."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from .conftest import AS_OF, Run

pytestmark = pytest.mark.slow

HOSTILE = (
    "{{ 733*977 }} {% include '/etc/passwd' %}",
    "#set text(fill: red) #read(\"/etc/passwd\")",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "[bold]bold[/bold] [link=x]y[/link]",
    "../../etc/passwd",
    "W" * 300,
    "שלום مرحبا 😀",
)  # fmt: skip
IN_PDF = HOSTILE[:6]


class Text(HTMLParser):
    """The text a reader of the page sees, and the tags that make it up."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.seen += data


@pytest.fixture
def hostile(run: Run, tmp_path: Path) -> Path:
    """An engagement in which every text that can be typed is hostile."""
    settings = {
        key: f"{key} {HOSTILE[index % 6]}"
        for index, key in enumerate(("buyer", "vendor", "goal", "data_involved", "systems_touched", "failure_to_avoid", "owner", "title"))
    }  # fmt: skip
    (tmp_path / "s.json").write_text(json.dumps(settings), encoding="utf-8")
    assert run("init", "job", "--from", "s.json").code == 0
    everything = " ".join(HOSTILE)
    answers: dict[str, object] = {
        "workflows": ["coding"],
        "sites": ["Site " + text[:80] for text in HOSTILE],
        "data_types": ["clinical"],
        "GOV-01": {"value": 60, "note": everything, "by": HOSTILE[0], "role": HOSTILE[3],
                   "evidence": [{"title": HOSTILE[1], "kept_at": HOSTILE[5], "period": HOSTILE[4]}]},
        "GOV-03": {"not_applicable": everything},
        "buyer_kind": {"dont_know": HOSTILE[3]},
    }  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
    done = run("assess", "job", "--answers", "a.json", "--no-input", "--as-of", AS_OF)
    assert done.code == 3, done.err
    return tmp_path / "job"


def test_in_every_deliverable(run: Run, hostile: Path) -> None:
    assert run("report", "job", "--all", "--format", "md,json", "--as-of", AS_OF).code == 0
    found = json.loads((hostile / "out" / "assessment.json").read_text(encoding="utf-8"))
    notes = [note for finding in found["findings"] for note in finding["notes"]]
    assert " ".join(HOSTILE) in notes
    page = Text()
    page.feed(
        MarkdownIt("gfm-like", {"linkify": False}).render(
            (hostile / "out" / "gap-report.md").read_text(encoding="utf-8")
        )
    )
    for text in HOSTILE:
        assert text in page.seen
    assert str(733 * 977) not in page.seen
    assert not page.tags & {"script", "a", "img", "iframe"}


def test_in_the_pdf(run: Run, hostile: Path) -> None:
    assert run("report", "job", "--format", "pdf", "--as-of", AS_OF).code == 0
    for name in ("gap-report.pdf", "checklist.pdf"):
        raw = "".join(page.extract_text() for page in PdfReader(hostile / "out" / name).pages)
        # Long words carry places at which they may break; they are not part of the text.
        seen = "".join(raw.replace("\u200b", "").split())
        wanted = IN_PDF if name.startswith("gap") else HOSTILE[:2]
        for text in wanted:
            assert "".join(text.split()) in seen, (name, text)
        assert "root:x:0" not in seen


def test_on_the_terminal(run: Run, hostile: Path) -> None:
    for arguments in (["status", "job"], ["explain", "GOV-01", "job"], ["explain", "ACC-07", "job"]):
        done = run(*arguments, "--as-of", AS_OF)
        assert done.code == 0, done.err
        assert "\x1b" not in done.out
    status = " ".join(run("status", "job", "--all", "--as-of", AS_OF).out.split())
    for text in (HOSTILE[0], HOSTILE[1], HOSTILE[3]):
        assert text in status


@pytest.mark.parametrize("text", ["red\x1b[31m", "bell\x07", "null\x00", "back\x08", "over\u202eride"])
def test_terminal_escapes_are_refused_at_every_door(
    run: Run, engagement: Path, tmp_path: Path, text: str
) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"sites": ["A"], "GOV-01": {"value": 1, "note": text}}))
    done = run("assess", "job", "--answers", "a.json", "--no-input", "--as-of", AS_OF)
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert not set(text) & set(done.err) & set("\x1b\x07\x00\x08\u202e")
    (tmp_path / "s.json").write_text(json.dumps({"buyer": text}))
    done = run("init", "other", "--from", "s.json")
    assert done.code == 2
    assert not (tmp_path / "other").exists()


def test_a_library_that_holds_escapes_shows_them_as_signs(run: Run, tmp_path: Path) -> None:
    from bpo_controls.resources import controls_dir

    folder = tmp_path / "lib"
    folder.mkdir()
    for source in controls_dir().glob("*.yaml"):
        (folder / source.name).write_bytes(source.read_bytes())
    text = (folder / "governance.yaml").read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("  title: "))
    hostile = '  title: "esc \\e[31m bell \\a over \\u202e {{ 7*7 }} #set <b>"'
    (folder / "governance.yaml").write_text(text.replace(title, hostile, 1), encoding="utf-8")
    shown = run("library", "list", "--domain", "governance", "--library", "lib")
    for acting in ("\x1b", "\x07", "\u202e"):
        assert acting not in shown.out + shown.err
    if shown.code == 0:
        assert "␛[31m" in shown.out
    else:
        assert shown.code == 2
