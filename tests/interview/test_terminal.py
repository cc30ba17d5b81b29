"""The plain interview as a program: a pipe with whatever bytes, and a real terminal."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "tests.interview.plain_runner"]


def piped(tmp_path: Path, data: bytes, **env: str) -> tuple[str, str]:
    disk = tmp_path / "disk"
    done = subprocess.run(
        [*COMMAND, str(disk)], input=data, capture_output=True, cwd=ROOT, timeout=30, check=True,
        env={**os.environ, **env},
    )  # fmt: skip
    assert done.stderr == b""
    return done.stdout.decode("utf-8", "strict"), disk.read_text("utf-8") if disk.exists() else ""


def test_bytes_that_are_no_text_and_a_line_of_a_megabyte(tmp_path: Path) -> None:
    text, disk = piped(tmp_path, b"\xff\xfe1\n" + b"a" * 1_000_000 + b"\n\xef\xbb\xbf1\r\nHome\n")
    assert "That line is not valid text (UTF-8 is expected). Please type it again." in " ".join(text.split())
    assert "That line has 1,000,001 characters" in " ".join(text.split())
    assert disk == "workflows@ ('coding',)\nsites@ ('Home',)\n"
    assert "OUTCOME quit" in text


def test_output_that_cannot_show_every_letter(tmp_path: Path) -> None:
    text, _ = piped(tmp_path, "1\nZürich; 東京\nq\n".encode(), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "Z\\xfcrich" in text
    assert text.isascii()


pexpect = pytest.importorskip("pexpect")


def at_terminal(
    tmp_path: Path, *, columns: int = 80, term: str = "xterm", options: tuple[str, ...] = (), **env: Any
) -> Any:
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    return pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], str(tmp_path / "disk"), *options],
        cwd=ROOT,
        env={**os.environ, "TERM": term, "HOME": str(home), "INPUTRC": "/dev/null", **env},
        dimensions=(24, columns),
        timeout=15,
        encoding="utf-8",
    )


def test_a_real_terminal_records_before_it_asks_on(tmp_path: Path) -> None:
    child = at_terminal(tmp_path)
    child.expect("Answer: ")
    child.sendline("1 2")
    child.expect("Name each place")
    assert (tmp_path / "disk").read_text() == "workflows@ ('coding', 'billing')\n"
    child.expect("Answer: ")
    child.sendline("b")
    child.expect("Enter keeps it")
    child.sendline("")
    child.expect("Name each place")
    child.expect("Answer: ")
    child.sendline("q")
    child.expect("OUTCOME quit")
    child.expect(pexpect.EOF)


def interrupt(child: Any, expected: str) -> None:
    """Press Ctrl-C until it is noticed: readline misses one that comes while it handles a key."""
    for _ in range(5):
        child.sendintr()
        if child.expect([expected, pexpect.TIMEOUT], timeout=2) == 0:
            return
    raise AssertionError(f"no {expected!r} after Ctrl-C")


def test_ctrl_c_and_ctrl_d(tmp_path: Path) -> None:
    child = at_terminal(tmp_path)
    child.expect("Answer: ")
    child.sendline("1")
    child.expect("Name each place")
    child.expect("Answer: ")
    child.send("half a li")
    child.expect("half a li")
    interrupt(child, "Interrupted. Everything recorded is saved.")
    child.expect("OUTCOME interrupted")
    child.expect(pexpect.EOF)
    assert (tmp_path / "disk").read_text() == "workflows@ ('coding',)\n"
    child = at_terminal(tmp_path)
    child.expect("Answer: ")
    child.sendeof()
    child.expect("OUTCOME quit")


def test_nothing_typed_is_left_in_a_history_file(tmp_path: Path) -> None:
    child = at_terminal(tmp_path)
    child.expect("Answer: ")
    child.sendline("1")
    child.expect("Answer: ")
    child.sendline("Secret House")
    child.expect("Answer: ")
    child.sendline("q")
    child.expect(pexpect.EOF)
    left = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert not [path for path in left if b"Secret House" in path.read_bytes()]


def test_no_color_and_no_cursor_movement_on_a_dumb_terminal(tmp_path: Path) -> None:
    child = at_terminal(tmp_path, columns=40, term="dumb")
    child.expect("Answer: ")
    assert "\x1b" not in child.before
    lines = child.before.replace("\r", "").splitlines()
    assert max(len(line) for line in lines) <= 39
    child.sendline("q")
    child.expect(pexpect.EOF)


def test_pasted_lines_are_a_note_and_answer_nothing(tmp_path: Path) -> None:
    child = at_terminal(tmp_path)
    child.expect("Answer: ")
    child.send("\x1b[200~Slowest calls last week:\r1\r2\rPriya\x1b[201~\r")
    child.expect("4 lines were pasted. None of them was taken as an answer.")
    child.expect("q drops them: ")
    child.sendline("")
    child.expect("Note held")
    child.expect("Answer: ")
    child.sendline("1")
    child.expect("Name each place")
    child.expect("Answer: ")
    child.sendline("q")
    child.expect(pexpect.EOF)
    assert (tmp_path / "disk").read_text() == "workflows@ ('coding',)\n"


def test_what_was_typed_before_a_question_showed_does_not_answer_it(tmp_path: Path) -> None:
    """A paste that the terminal does not mark comes as so many lines: the first answers, the rest is dropped."""
    child = at_terminal(tmp_path, term="dumb")
    child.expect("Answer: ")
    child.send("1\rHome\rOther\r")
    child.expect("What was typed before this question showed was not taken.")
    child.expect("Answer: ")
    child.sendline("q")
    child.expect(pexpect.EOF)
    assert (tmp_path / "disk").read_text() == "workflows@ ('coding',)\n"


# ---- a triage: one key for each answer ----


def in_triage(tmp_path: Path, **env: Any) -> Any:
    """A terminal at the first of seven controls: six practices, then a measurement."""
    return at_terminal(tmp_path, options=("--triage",), **env)


def recorded(tmp_path: Path) -> list[str]:
    path = tmp_path / "disk"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [line.replace("@ ", " ").replace("'", "") for line in lines]


def press(child: Any, keys: str) -> None:
    """Keys pressed by somebody who has read the question."""
    child.expect("One key [^:]*: ")
    time.sleep(0.4)
    child.send(keys)


def test_one_key_answers_undoes_and_asks_whom(tmp_path: Path) -> None:
    child = in_triage(tmp_path)
    press(child, "1")
    child.expect("Recorded: In place")
    press(child, "z")
    child.expect("Undone; redo brings it back:")
    press(child, "2")
    child.expect("Recorded: Partly in place")
    press(child, "d")
    child.expect("Whom to ask")
    child.sendline("")
    child.expect("Recorded: Not known")
    press(child, "q\r")
    child.expect("OUTCOME quit")
    assert recorded(tmp_path)[:2] == ["GOV-01 in-place", "GOV-01 partly"]
    assert recorded(tmp_path)[2].startswith("GOV-02 NonAnswer(kind=dont-know")
    assert len(recorded(tmp_path)) == 3


def test_what_is_longer_than_a_key_is_edited_as_a_line(tmp_path: Path) -> None:
    child = in_triage(tmp_path)
    press(child, "/")
    time.sleep(0.2)
    child.send("point 7\x7f\x7f 7\r")  # with corrections
    child.expect("1 of 1|Point 7")
    child.sendline("")
    press(child, "g")
    time.sleep(0.2)
    child.send(" GOV-07\r")
    child.expect("Point 7")
    press(child, "#")
    time.sleep(0.2)
    child.send("12\r")
    child.expect("Recorded: 12 hours")
    assert recorded(tmp_path) == ["GOV-07 12"]
    press(child, "\x1b[A")  # an arrow says nothing
    time.sleep(0.3)
    child.send("3")
    child.expect("Recorded: Not in place")


@pytest.mark.parametrize(
    "pasted",
    ["1\r1\r1\r", "\x1b[200~1\r1\r1\r\x1b[201~", "1\n2\n3\n1\n2\n3\n" * 40],
    ids=["unmarked", "marked", "much"],
)
def test_pasted_lines_answer_nothing(tmp_path: Path, pasted: str) -> None:
    child = in_triage(tmp_path)
    press(child, pasted)
    child.expect("lines were pasted. None of them was taken as an answer")
    time.sleep(0.5)
    child.sendline("q")
    child.expect("Dropped")
    assert recorded(tmp_path) == []
    press(child, "1")
    child.expect("Recorded: In place")
    assert recorded(tmp_path) == ["GOV-01 in-place"]


def test_a_pasted_key_waits_for_enter(tmp_path: Path) -> None:
    child = in_triage(tmp_path)
    press(child, "\x1b[200~1\x1b[201~")
    time.sleep(0.6)
    assert recorded(tmp_path) == []
    child.send("\r")
    child.expect("Recorded: In place")


@pytest.mark.parametrize("apart", [0.002, 0.06], ids=["at once", "a key that bounces"])
def test_keys_pressed_ahead_answer_one_question_at_most(tmp_path: Path, apart: float) -> None:
    child = in_triage(tmp_path)
    child.delaybeforesend = None
    press(child, "1")
    for _ in range(2):
        time.sleep(apart)
        child.send("1")
    time.sleep(0.6)
    assert len(recorded(tmp_path)) <= 1
    child.sendline("")
    child.expect("was not taken|Recorded|no such|choice")


@pytest.mark.parametrize(
    "env", [{"TERM": "dumb"}, {"SCREEN_READER": "1"}, {"ACCESSIBLE": "1"}, {"BPO_PLAIN": "1"}]
)
def test_a_dumb_terminal_and_a_screen_reader_keep_enter(tmp_path: Path, env: dict[str, str]) -> None:
    child = in_triage(tmp_path, **env)
    child.expect("Answer: ")
    time.sleep(0.3)
    child.send("1")
    time.sleep(0.5)
    assert recorded(tmp_path) == []
    child.send("\r")
    child.expect("Recorded: In place")


def test_the_terminal_is_as_before_after_a_key_and_after_ctrl_c(tmp_path: Path) -> None:
    child = in_triage(tmp_path)
    press(child, "1")
    child.expect("Recorded: In place")
    child.expect("One key [^:]*: ")
    time.sleep(0.3)
    child.sendintr()
    child.expect("Interrupted. Everything recorded is saved.")
    child.expect("OUTCOME interrupted")
    assert child.getecho()


def test_ctrl_d_ends_a_triage(tmp_path: Path) -> None:
    child = in_triage(tmp_path)
    press(child, "\x04")
    child.expect("OUTCOME quit")


def test_where_there_are_no_terminal_settings_lines_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    from bpo_controls.terminal.key_press import can_read_keys

    monkeypatch.setitem(sys.modules, "termios", None)  # as on Windows
    assert not can_read_keys({"TERM": "xterm"}, sys.stdin)
