"""Bad input gets one clear line: place, reason, remedy. Exit 2, no traceback, nothing half-written."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest

from .conftest import AS_OF, Run, tree


def one_line(err: str, *parts: str) -> None:
    lines = err.rstrip("\n").split("\n")
    assert "Traceback" not in err
    assert len(lines) == 1, err
    for part in parts:
        assert part in lines[0], lines[0]


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["status", "nowhere"], ["nowhere: ", "init"]),
        (["report", "."], ["is not an engagement", "init"]),
        (["library", "show", "ACC-O1"], ['"ACC-O1"', 'did you mean "ACC-01"?']),
        (["library", "list", "--domain", "acess"], ['"acess"', 'did you mean "access"?']),
        (["demo", "d", "--as-of", "23.11.2026"], ['"23.11.2026" is not a date', "YYYY-MM-DD"]),
        (["demo", "d", "--as-of", "2026-02-30"], ["is not a date"]),
        (["init", "d", "--from", "nowhere.yaml"], ["nowhere.yaml: cannot be read: no such file"]),
    ],
)
def test_one_line_and_exit_2(run: Run, tmp_path: Path, arguments: list[str], parts: list[str]) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert done.out == ""
    one_line(done.err, *parts)
    assert tree(tmp_path) == {}


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["report", "job", "--format", "pfd"], ['unknown format "pfd"', 'did you mean "pdf"?']),
        (["report", "job", "--only", "gap-reprot"], ['unknown document "gap-reprot"', '"gap-report"']),
        (["report", "job", "--only", "checklist", "--format", "json"], ["no document asked for"]),
        (["explain", "ACC-99", "job"], ['unknown control "ACC-99"']),
        (["explain", "GOV-01@coding", "job"], ['not decided for "coding"']),
        (["assess", "job", "--role", "it-securty"], ['unknown role "it-securty"', '"it-security"']),
        (["assess", "job", "--section", "acces"], ['unknown section "acces"', '"access"']),
        (["assess", "job", "--answers", "nowhere.yaml"], ["nowhere.yaml: cannot be read"]),
        (["init", "job"], ["holds an engagement already"]),
    ],
)
def test_one_line_in_an_engagement(
    run: Run, engagement: Path, arguments: list[str], parts: list[str]
) -> None:
    before = tree(engagement)
    done = run(*arguments)
    assert done.code == 2
    assert done.out == ""
    one_line(done.err, *parts)
    assert tree(engagement) == before


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("workflows: [codding]\n", ["a.yaml:1:", '"codding"', 'did you mean "coding"?']),
        ("ACC-0l: met\n", ["a.yaml:1:1: ", '"ACC-0l"', '"ACC-01"']),
        ("team_size: many\n", ["a.yaml:1:12: ", "number"]),
        ("team_size: 0\n", ["a.yaml:1:12: ", "out of range", "from 1 to 100,000"]),
        ("team_size: 4\nteam_size: 5\n", ["a.yaml:2:1: ", "team_size", "line 1"]),
        ("workflows: [coding\n", ["a.yaml:"]),
        ("- workflows\n", ["a.yaml:1:1: "]),
        ("\tworkflows: [coding]\n", ["a.yaml:1:1: ", "tab"]),
        ("workflows: [coding, *a]\n", ["a.yaml:1:21: ", "*a"]),
        ("buyer_kind: !!python/name:os.system hospital\n", ["a.yaml:1:13: ", "tag"]),
    ],
)
def test_a_bad_answer_file_changes_nothing(
    run: Run, engagement: Path, tmp_path: Path, text: str, parts: list[str]
) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    before = tree(engagement)
    done = run("assess", "job", "--answers", "a.yaml", "--no-input", "--as-of", AS_OF)
    assert done.code == 2
    one_line(done.err, *parts)
    assert tree(engagement) == before


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"buyer_kind: \xe9\n"])
def test_an_answer_file_that_is_not_text(run: Run, engagement: Path, tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "a.yaml").write_bytes(raw)
    done = run("assess", "job", "--answers", "a.yaml", "--no-input")
    assert done.code == 2
    one_line(done.err, "a.yaml: is not UTF-8 text")


def test_all_problems_of_a_file_are_told_at_once(run: Run, engagement: Path, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("workflows: [codding]\nbuyer_kind: clinic\nACC-01: perhaps\n")
    done = run("assess", "job", "--answers", "a.yaml", "--no-input")
    assert done.code == 2
    assert [line.split(":")[1] for line in done.err.splitlines()] == ["1", "2", "3"]


def test_a_damaged_journal_is_refused_with_its_line(run: Run, engagement: Path, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("buyer_kind: hospital\nteam_size: 12\n")
    assert run("assess", "job", "--answers", "a.yaml", "--no-input", "--as-of", AS_OF).code == 3
    journal = engagement / "journal.jsonl"
    lines = journal.read_text(encoding="utf-8").splitlines(keepends=True)
    event = json.loads(lines[0])
    event["at"] = "2020-01-01T00:00:00+00:00"
    journal.write_text(json.dumps(event) + "\n" + "".join(lines[1:]), encoding="utf-8")
    before = tree(engagement)
    done = run("status", "job")
    assert done.code == 2
    one_line(done.err, "journal.jsonl:1")
    assert tree(engagement) == before


def test_an_engagement_file_with_several_mistakes(run: Run, engagement: Path) -> None:
    path = engagement / "engagement.yaml"
    text = (
        path.read_text(encoding="utf-8")
        .replace("buyer: ", "byer: ")
        .replace("review_date: ", "review_date: soon #")
    )
    path.write_text(text, encoding="utf-8")
    done = run("status", "job")
    assert done.code == 2
    assert "Traceback" not in done.err
    assert 'unknown key "byer"' in done.err
    assert 'did you mean "buyer"?' in done.err
    assert "soon" in done.err


def test_a_library_with_a_typo_is_told_in_the_promised_form(run: Run, tmp_path: Path) -> None:
    from bpo_controls.resources import controls_dir

    folder = tmp_path / "controls"
    folder.mkdir()
    for source in controls_dir().rglob("*.yaml"):
        copy = folder / source.relative_to(controls_dir())
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(source.read_bytes())
    text = (folder / "work" / "prior-authorization.yaml").read_text(encoding="utf-8")
    line = next(
        i
        for i, row in enumerate(text.splitlines(), 1)
        if "applies_when: {workflow: prior-authorization" in row
    )
    rows = text.splitlines(keepends=True)
    column = rows[line - 1].index("prior-authorization") + 1
    owner = [row for row in rows[:line] if row.startswith("  - id: ")][-1].removeprefix("  - id: ").strip()
    rows[line - 1] = rows[line - 1].replace("prior-authorization", "prior-autorization")
    (folder / "work" / "prior-authorization.yaml").write_text("".join(rows), encoding="utf-8")
    done = run("library", "lint", "controls")
    assert done.code == 2
    file = PurePosixPath("controls", "work", "prior-authorization.yaml")
    assert (
        f'{file}:{line}:{column}: {owner}: unknown workflow "prior-autorization" '
        '(did you mean "prior-authorization"?) [unknown-option]'
    ) in done.out.splitlines()


def test_no_command_is_a_usage_error_and_shows_help(run: Run) -> None:
    done = run()
    assert done.code == 2
    assert "Usage" in done.out + done.err


def test_a_wrong_option_is_a_usage_error(run: Run) -> None:
    done = run("status", "--jsn")
    assert done.code == 2
    assert "--json" in done.err
