"""Pipes, devices, endless files and absurd lines, at every door: one line, at once."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bpo_controls.answers.answer_file import read_answer_file
from bpo_controls.cli.text_files import read_text_file
from bpo_controls.diagnostics import UserError
from bpo_controls.library.load import read
from bpo_controls.plain_file import read_head, read_plain_file
from bpo_controls.workspace.journal import read_journal
from bpo_controls.workspace.mirror import read_raw
from bpo_controls.workspace.read_logo import read_logo
from bpo_controls.yaml.source import read_yaml_file
from tests.answers.small import small_library

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.fixture(autouse=True)
def _at_once() -> Iterator[None]:
    def late(*_: object) -> None:
        raise AssertionError("it waits")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _terminal(path: Path) -> None:
    path.symlink_to("/dev/tty" if Path("/dev/tty").exists() else "/dev/null")


def _socket(path: Path) -> None:
    made = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may not be long
    try:
        made.bind(path.name)
    finally:
        os.chdir(here)
        made.close()


def _folder(path: Path) -> None:
    path.mkdir()


KINDS = [_pipe, _endless, _terminal, _socket, _folder]


@pytest.mark.parametrize("make", KINDS)
def test_only_plain_files_are_read(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "x")
    for reader in (read_plain_file, lambda path: read_head(path, 5)):
        with pytest.raises(OSError, match=r"(?i)plain file|directory|device"):
            reader(tmp_path / "x")


@pytest.mark.parametrize("make", KINDS)
def test_every_door_refuses_them_in_one_line(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "x.yaml")
    doors: list[Callable[[Path], object]] = [read_text_file, read_journal]
    for door in doors:
        with pytest.raises(UserError) as told:
            door(tmp_path / "x.yaml")
        assert len(told.value.diagnostics) == 1
        assert "\n" not in str(told.value)
    assert [problem.code for problem in read_yaml_file(tmp_path / "x.yaml").diagnostics] == [
        "unreadable-file"
    ]
    assert read_raw(tmp_path / "x.yaml") == b""


@pytest.mark.parametrize("make", [_pipe, _endless, _socket])
def test_a_library_with_one_in_it_says_so(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "access.yaml")
    found = read([tmp_path])
    assert "unreadable-file" in {problem.code for problem in found.diagnostics}


@pytest.mark.parametrize("make", [_pipe, _socket, _folder])
def test_a_logo_is_a_plain_file(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "logo.png")
    with pytest.raises(UserError):
        read_logo(tmp_path, "logo.png")


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"12345")
    assert read_plain_file(path, 5) == b"12345"
    assert read_head(path, 3) == b"123"
    with pytest.raises(OSError, match="Larger than"):
        read_plain_file(path, 4)
    with path.open("r+b") as file:
        file.truncate(20 * 1024**3)  # a file of holes
    with pytest.raises(UserError):
        read_text_file(path)


@pytest.mark.parametrize("line", [b"[" * 200_000, b'{"a":' * 100_000, b"[" * 3_000 + b"]" * 3_000])
def test_an_absurdly_nested_last_line_is_told(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(line + b"\n")
    with pytest.raises(UserError) as told:
        read_journal(path)
    assert told.value.diagnostics[0].code == "journal-damaged"


@pytest.mark.parametrize("near", ["K{}: 1", "ACC-{}: in-place", "team_sise{}: 4"])
def test_ten_thousand_unknown_keys_are_quick(near: str) -> None:
    text = "\n".join(near.format(f"{number}x") for number in range(10_000))
    started = time.process_time()
    answers, problems = read_answer_file(text, "a.yaml", small_library())
    assert answers == ()
    assert len(problems) == 10_000
    assert time.process_time() - started < 10
