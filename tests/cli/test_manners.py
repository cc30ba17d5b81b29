"""How the command behaves toward terminals, pipes and streams that cannot show every sign."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pexpect
import pytest

from .conftest import AS_OF, TOOL, Run

DATES = "A\nB\nC\nD\nE\nF\nG\n\n\n2027-03-01\n2027-01-01\n2027-04-01\n\n"


def at_a_terminal(*arguments: str, columns: int, cwd: Path) -> str:
    """What a command shows on a terminal of so many columns."""
    env = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    child = pexpect.spawn(
        str(TOOL), list(arguments), timeout=60, encoding="utf-8", dimensions=(60, columns), cwd=cwd,
        env={**env, "TERM": "xterm"},
    )  # fmt: skip
    child.expect(pexpect.EOF)
    assert isinstance(child.before, str)
    return child.before.replace("\r\n", "\n")


def shell(script: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    """A script in which `$T` is the command."""
    return subprocess.run(
        ["bash", "-c", "set -o pipefail; " + script],
        cwd=cwd,
        env={**os.environ, "T": str(TOOL), **env},
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("columns", [40, 50, 80])
@pytest.mark.parametrize(
    "arguments",
    [
        ("status", "d", "--as-of", AS_OF),
        ("explain", "ACC-02", "d", "--as-of", AS_OF),
        ("library", "show", "ACC-02"),
        ("library", "list"),
        ("explain", "ACC-99-but-with-quite-a-long-name", "d"),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_nothing_is_wider_than_the_terminal(demo: Path, arguments: tuple[str, ...], columns: int) -> None:
    shown = at_a_terminal(*arguments, columns=columns, cwd=demo)
    wide = [line for line in shown.splitlines() if len(line) > columns and " " in line.strip()]
    assert not wide
    assert len(shown.splitlines()) > 1


def test_a_narrow_table_is_a_list(demo: Path) -> None:
    shown = at_a_terminal("status", "d", "--all", "--as-of", AS_OF, columns=50, cwd=demo)
    assert re.search(r"^Access\n  Met: \d+ of \d+ ", shown, re.MULTILINE)
    assert "───" not in shown


def test_the_status_table_adds_up(run: Run, own_demo: Path, tmp_path: Path) -> None:
    (tmp_path / "more.yaml").write_text(
        "QA-16:\n  not_applicable: The work has been live for years\n", encoding="utf-8"
    )
    assert run("assess", "d", "--answers", "more.yaml", "--no-input", "--as-of", AS_OF).code == 3
    shown = run("status", "d", "--all", "--as-of", AS_OF, COLUMNS="80").out
    rows = re.findall(
        r"^(\S.*?)  +(\d+) of (\d+) \(.*?\)  +(\d+)  +(\d+)  +(\d+)  +(\d+)  +(\d+)$", shown, re.M
    )
    assert len(rows) == 13
    for _, met, counted, *others in rows:
        assert int(met) + sum(map(int, others)) == int(counted)
    assert max(map(len, shown.splitlines())) < 80
    assert "Not counted: 1 control that is not applicable." in " ".join(shown.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        "$T library list | head -1",
        "$T status d | head -1",
        "$T library lint 2>/dev/null | head -0",
        "$T library show ACC-01 --json | head -1",
        "$T --help | head -0",
        "$T library list | true",
        "$T library list >&-",
        "$T status d <&- >/dev/null",
    ],
)
def test_a_reader_who_goes_away_is_no_mistake(demo: Path, command: str) -> None:
    for _ in range(2):
        done = shell(command, demo)
        assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_behind_the_output_is_named(demo: Path) -> None:
    done = shell("$T library list > /dev/full", demo)
    assert done.returncode == 2
    assert done.stderr == b"the output cannot be written: no space left on device\n"


@pytest.mark.slow
def test_an_ascii_stream_gets_words(run: Run, demo: Path) -> None:
    for arguments in (("status", "d", "--as-of", AS_OF), ("library", "list"), ("explain", "ACC-02", "d")):
        done = run(*arguments, cwd=demo, PYTHONIOENCODING="ascii")
        assert "\\u" not in done.out
        assert done.out.isascii()
    assert "\n-----" in run("library", "list", PYTHONIOENCODING="ascii").out
    assert "\nPilot: not ready." in run("status", "d", "--all", cwd=demo, PYTHONIOENCODING="ascii").out


def test_a_gate_out_of_order_is_asked_again_at_its_prompt(run: Run, tmp_path: Path) -> None:
    done = run("init", "new", stdin=DATES)
    assert done.code == 0, done.err
    assert "! go-live (2027-01-01) comes before pilot (2027-03-01)" in done.out
    assert "go-live: 2027-04-01" in (tmp_path / "new" / "engagement.yaml").read_text(
        encoding="utf-8"
    ).replace('"', "")
    assert done.out.endswith("Next: bpo-controls assess new\n")


def test_init_without_input_misses_answers_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    done = run("init", "new", stdin="A\n")
    assert done.code == 3
    assert "nothing was written" in done.err
    assert not (tmp_path / "new").exists()


def test_ctrl_c_in_init_says_that_nothing_was_written(tmp_path: Path) -> None:
    child = pexpect.spawn(
        str(TOOL), ["init", "new"], timeout=30, encoding="utf-8", cwd=tmp_path, dimensions=(40, 50)
    )
    child.expect("> ")
    child.sendintr()
    child.expect("Nothing was written")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert not (tmp_path / "new").exists()


def test_init_wraps_its_questions(tmp_path: Path) -> None:
    child = pexpect.spawn(
        str(TOOL), ["init", "new"], timeout=30, encoding="utf-8", cwd=tmp_path, dimensions=(40, 50)
    )
    for text in ("A", "B", "C"):
        child.expect("\n(\x1b\\[\\?2004h)?> ")
        assert isinstance(child.before, str)
        assert max(len(line) for line in child.before.splitlines()) <= 50
        child.sendline(text)
    child.close(force=True)


def test_the_known_keys_are_listed_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text("byer_of_all: A\nzzz: B\nqqq: C\n")
    done = run("init", "new", "--from", "s.yaml")
    assert done.code == 2
    assert done.err.count("known: ") == 1
    assert 's.yaml:3:1: unknown key "qqq"' in done.err


def test_explain_of_a_question_points_to_the_library(run: Run, demo: Path) -> None:
    done = run("explain", "data_types", "d", cwd=demo)
    assert done.code == 2
    assert (
        done.err
        == '"data_types" is a question, not a control (see: bpo-controls library show data_types) [unknown-control]\n'
    )


def test_follow_ups_are_told_with_their_words(run: Run, demo: Path) -> None:
    shown = run("status", "d", "--all", "--as-of", AS_OF, cwd=demo).out
    follow_ups = shown.split("To chase:", 1)[1]
    assert "GOV-180 " in follow_ups
    assert "patient_states" not in follow_ups


@pytest.mark.parametrize(
    ("words", "wanted", "not_wanted"),
    [
        ("assess --role p", {"privacy-officer"}, {"it-security"}),
        ("assess --section acc", {"access"}, {"privacy"}),
        ("report --format md,p", {"md,pdf"}, {"md,md", "md"}),
        ("report --only gap", {"gap-report"}, {"checklist"}),
        ("explain ACC-0", {"ACC-01", "ACC-02"}, {"GOV-01"}),
        ("library show ACC-0", {"ACC-01"}, {"GOV-01"}),
        ("library list --domain pri", {"privacy"}, {"access"}),
    ],
)
def test_the_shell_completes_values(demo: Path, words: str, wanted: set[str], not_wanted: set[str]) -> None:
    done = subprocess.run(
        [str(TOOL)],
        env={
            **os.environ,
            "_BPO_CONTROLS_COMPLETE": "complete_bash",
            "COMP_WORDS": f"bpo-controls {words}",
            "COMP_CWORD": str(len(words.split())),
        },
        cwd=demo,
        capture_output=True,
        check=False,
        text=True,
    )
    found = set(done.stdout.split())
    assert wanted <= found, done
    assert not not_wanted & found


def test_init_says_before_it_asks_that_the_directory_is_taken(run: Run, tmp_path: Path) -> None:
    (tmp_path / "job").mkdir()
    (tmp_path / "job" / "letter.txt").write_text("mine")
    done = run("init", "job", stdin="Example Clinics\n")
    assert done.code == 2
    assert done.out == ""
    assert "job: is not empty" in done.err
    assert (tmp_path / "job" / "letter.txt").read_text() == "mine"
