"""The interview through the command: prepared answers, a pipe, a terminal."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pexpect
import pytest

from .conftest import AS_OF, TOOL, Run, tree

SCOPE = """\
workflows: [coding]
buyer_kind: hospital
payer_lines: [commercial]
stage: new
data_types@coding: [clinical]
"""


def answers_in(engagement: Path) -> dict[str, object]:
    """Item to the value or kind of non-answer that was given last, read from the journal."""
    found: dict[str, object] = {}
    for line in (engagement / "journal.jsonl").read_text(encoding="utf-8").splitlines():
        data = json.loads(line)["data"]
        for plain in data.get("answers", [data["answer"]] if "answer" in data else []):
            found[plain["item"]] = plain.get("value", plain.get("non_answer"))
    return found


def test_prepared_answers_then_what_is_missing_with_exit_3(
    run: Run, engagement: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(SCOPE)
    done = run("assess", "job", "--answers", "a.yaml", "--no-input", "--as-of", AS_OF)
    assert done.code == 3
    assert done.err.startswith("5 answers taken in from a.yaml.\n")
    # The list is the result: it goes where `> open.txt` and `| less` find it, by person, and it fits the width.
    assert "Operations lead:\n" in done.out
    assert "  monthly_volume@coding: “" in done.out
    assert max(map(len, done.out.splitlines())) <= 100
    again = run("assess", "job", "--answers", "a.yaml", "--no-input", "--as-of", AS_OF)
    assert "5 said nothing new" in again.err


def test_the_demo_without_its_gaps_is_complete(run: Run, own_demo: Path) -> None:
    done = run("assess", "d", "--no-input", "--as-of", AS_OF)
    assert done.code == 3
    assert done.err.startswith("12 answers are missing:")


def test_an_interview_at_a_pipe(run: Run, engagement: Path) -> None:
    done = run("assess", "job", "--as-of", AS_OF, stdin="7\n1\n6\n1\nq\n")
    assert done.code == 3
    assert "Traceback" not in done.err + done.out
    assert answers_in(engagement)["workflows"] == ["coding"]
    assert answers_in(engagement)["buyer_kind"] == ["hospital"]


def test_the_end_of_the_pipe_loses_nothing(run: Run, engagement: Path) -> None:
    done = run("assess", "job", "--as-of", AS_OF, stdin="7\n1\n")
    assert done.code == 3
    assert answers_in(engagement) == {"workflows": ["coding"], "buyer_kind": ["hospital"]}


def test_text_that_looks_like_a_patient_identifier_is_refused(run: Run, engagement: Path) -> None:
    done = run("assess", "job", "--as-of", AS_OF, stdin="n\nMRN 12345678 was wrong\n\nq\n")
    assert "12345678" not in (engagement / "journal.jsonl").read_text(encoding="utf-8")
    assert "looks like a record, member or claim number (••••••78)" in done.out


@pytest.mark.slow
def test_reading_commands_write_nothing(run: Run, own_demo: Path) -> None:
    before = tree(own_demo)
    stamps = {p: p.stat().st_mtime_ns for p in own_demo.rglob("*")}
    for arguments in (["status", "d"], ["explain", "ACC-02", "d"], ["status", "d", "--json"]):
        assert run(*arguments, "--as-of", AS_OF).code == 0
    assert tree(own_demo) == before
    assert {p: p.stat().st_mtime_ns for p in own_demo.rglob("*")} == stamps


@pytest.mark.slow
def test_one_writer_at_a_time_and_the_message_says_who(run: Run, engagement: Path, tmp_path: Path) -> None:
    child = pexpect.spawn(
        str(TOOL), ["assess", str(engagement), "--as-of", AS_OF, "--plain"], timeout=30, encoding="utf-8"
    )
    child.expect("Who is answering")
    (tmp_path / "a.yaml").write_text(SCOPE)
    done = run("assess", "job", "--answers", "a.yaml", "--no-input")
    child.close(force=True)
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert str(child.pid) in done.err


def start(engagement: Path, columns: int = 80) -> pexpect.spawn:
    child = pexpect.spawn(
        str(TOOL),
        ["assess", str(engagement), "--as-of", AS_OF, "--plain"],
        timeout=30,
        encoding="utf-8",
        dimensions=(40, columns),
        env={**os.environ, "TERM": "xterm"},
    )
    child.expect(r"Enter (for\s+none|keeps [^:]*): ")
    child.sendline("")
    return child


@pytest.mark.slow
def test_stop_come_back_change_an_early_answer_and_report(run: Run, engagement: Path, tmp_path: Path) -> None:
    child = start(engagement)
    child.expect("Which pieces of work")
    child.expect("Answer: ")
    child.sendline("7 8")
    child.expect("What kind of organization")
    child.expect("Answer: ")
    child.sendline("1")
    child.expect("Whose coverage")
    child.expect("Answer: ")
    child.sendline("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert answers_in(engagement) == {"workflows": ["coding", "medical-billing"], "buyer_kind": ["hospital"]}

    child = start(engagement)
    child.expect("Whose coverage")
    child.expect("Answer: ")
    child.sendline("b")
    child.expect("What kind of organization")
    child.expect(": ")
    child.sendline("b")
    child.expect("Which pieces of work")
    child.expect(": ")
    child.sendline("7")
    child.expect("What kind of organization")
    child.expect(": ")
    child.sendline("")
    child.expect("Whose coverage")
    child.sendline("q")
    child.expect(pexpect.EOF)
    child.close()
    assert answers_in(engagement)["workflows"] == ["coding"]
    assert answers_in(engagement)["buyer_kind"] == ["hospital"]
    done = run("report", "job", "--format", "md,json", "--as-of", AS_OF)
    assert done.code == 0
    found = json.loads((engagement / "out" / "assessment.json").read_text(encoding="utf-8"))
    assert {f["subject"] for f in found["findings"] if f["control"] == "EXC-01"} == {"coding"}


def test_ctrl_c_ends_with_130_and_keeps_every_answer(engagement: Path) -> None:
    child = start(engagement)
    child.expect("Answer: ")
    child.sendline("7")
    child.expect("What kind of organization")
    child.expect("Answer: ")
    for _ in range(5):
        child.sendintr()
        if child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=3) == 0:
            break
    child.close()
    assert child.exitstatus == 130
    assert answers_in(engagement) == {"workflows": ["coding"]}


@pytest.mark.parametrize("columns", [40, 80])
def test_no_line_is_wider_than_the_terminal(engagement: Path, columns: int) -> None:
    child = start(engagement, columns)
    child.expect("Answer: ")
    shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", child.before or "")
    child.close(force=True)
    assert max(len(line) for line in shown.splitlines()) <= columns


@pytest.mark.slow
def test_what_is_missing_keeps_to_the_role_and_section(run: Run, engagement: Path, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SCOPE)
    run("assess", "job", "--answers", "a.yaml", "--no-input", "--as-of", AS_OF)
    done = run("assess", "job", "--no-input", "--role", "privacy-officer", "--as-of", AS_OF)
    assert done.code == 3
    assert " missing for the privacy officer: " in done.err
    assert [line for line in done.out.splitlines() if not line.startswith(" ")] == ["Privacy officer:"]
    done = run("assess", "job", "--no-input", "--section", "access", "--as-of", AS_OF)
    items = [line for line in done.out.splitlines() if line.startswith("  ") and not line.startswith("    ")]
    assert all(line.startswith("  ACC-") for line in items)
    done = run(
        "assess", "job", "--no-input", "--section", "data", "--role", "contract-owner", "--as-of", AS_OF
    )
    assert (done.code, "Nothing is missing for the contract owner in section data" in done.err) == (0, True)


@pytest.fixture
def edited(run: Run, engagement: Path, tmp_path: Path) -> Path:
    """An engagement whose answers.yaml has one answer changed by hand."""
    (tmp_path / "a.yaml").write_text(SCOPE)
    run("assess", "job", "--answers", "a.yaml", "--no-input", "--as-of", AS_OF)
    mirror = engagement / "answers.yaml"
    text = mirror.read_text(encoding="utf-8")
    assert "hospital" in text
    mirror.write_text(text.replace("hospital", "practice", 1), encoding="utf-8")
    return mirror


def test_hand_edits_are_shown_before_they_are_taken_in(run: Run, edited: Path) -> None:
    done = run("assess", "job", "--as-of", AS_OF, stdin="maybe\ny\nq\n")
    head = done.out.split("Take it in?")[0]
    assert "1 answer differs:\n  buyer_kind: " in head
    assert "(before: Hospital or health system)" in " ".join(head.split())
    assert done.out.count("Take it in? (y/n): ") == 2
    assert "1 answer taken in from answers.yaml." in done.err
    assert answers_in(edited.parent)["buyer_kind"] == ["practice"]


def test_a_hand_edit_with_a_bad_line_says_what_stays_behind(run: Run, edited: Path) -> None:
    text = edited.read_text(encoding="utf-8")
    edited.write_text(text + "GOV-99: met\n", encoding="utf-8")
    done = run("assess", "job", "--as-of", AS_OF, stdin="y\nq\n")
    assert "1 entry with a problem stays behind, in a copy of the file." in done.out
    assert "Take the others in? (y/n): y" in done.out
    assert "GOV-99" in (edited.parent / "answers.edited-1.yaml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_unattended_hand_edits_are_set_aside_with_the_way_to_take_them_in(run: Run, edited: Path) -> None:
    done = run("assess", "job", "--no-input", "--as-of", AS_OF)
    command = "bpo-controls assess job --answers job/answers.edited-1.yaml"
    assert f"To take the changes in: {command}\n" in done.err
    run(*command.split()[1:], "--no-input", "--as-of", AS_OF)
    assert answers_in(edited.parent)["buyer_kind"] == ["practice"]
