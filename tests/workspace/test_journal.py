"""The journal under attack: kills, full disks, torn ends, damage."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Need
from bpo_controls.diagnostics import UserError
from bpo_controls.workspace.engagement import open_engagement
from bpo_controls.workspace.journal import (
    START,
    JournalWriter,
    create_journal,
    encode,
    read_journal,
    verify,
)
from bpo_controls.workspace.writer import open_writer
from tests.answers.small import small_library

NOW = "2026-11-23T09:00:00+00:00"
KILLS = int(os.environ.get("BPO_CONTROLS_KILLS", "25"))
ROOT = Path(__file__).parents[2]


def journal_of(path: Path, count: int) -> bytes:
    create_journal(path, NOW, {"library": {}})
    writer = JournalWriter(path)
    for number in range(count):
        writer.append(NOW, "withdrawn", {"item": f"é{number}", "subject": {}})
    writer.close()
    return path.read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_kill_at_random_moments_loses_no_confirmed_answer(directory: Path) -> None:
    """`kill -9` while answers are recorded: every printed one is in the verified journal afterward."""
    random_moment = random.Random(7)
    confirmed: set[int] = set()
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    for _ in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.workspace.recorder", str(directory)],
            stdout=subprocess.PIPE,
            env=env,
            cwd=ROOT,
        )
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(random_moment.uniform(0, 0.03))
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read()
        child.wait()
        child.stdout.close()
        printed = (first + rest).decode().split("\n")
        confirmed.update(int(line) for line in printed[:-1])
        engagement = open_engagement(directory, small_library())
        assert [problem.code for problem in engagement.warnings] in ([], ["journal-torn"])
        texts = {str(answer.value) for answer in engagement.record.history(Need("goal", ENGAGEMENT))}
        assert texts >= {f"answer {number}" for number in confirmed}
    assert len(confirmed) >= KILLS
    leftovers = [path.name for path in directory.iterdir() if path.suffix == ".new"]
    assert len(leftovers) <= 2


@pytest.mark.slow
def test_a_torn_line_at_every_byte(tmp_path: Path) -> None:
    raw = journal_of(tmp_path / "whole.jsonl", 3)
    lines = raw.splitlines(keepends=True)
    before, last = b"".join(lines[:-1]), lines[-1]
    for cut in range(len(last)):
        path = tmp_path / f"{cut}" / "journal.jsonl"
        path.parent.mkdir()
        path.write_bytes(before + last[:cut])
        read = read_journal(path)
        whole = cut == len(last) - 1  # only the line end is missing
        assert len(read.events) == (4 if whole else 3)
        assert read.torn == (b"" if whole else last[:cut])
        assert len(read.warnings) == (1 if read.torn else 0)
        writer = JournalWriter(path)
        writer.append(NOW, "withdrawn", {"item": "after", "subject": {}})
        writer.close()
        again = read_journal(path)
        assert again.torn == b""
        assert len(again.events) == len(read.events) + 1
        aside = path.with_name("journal.torn-1.txt")
        assert (aside.read_bytes() if aside.exists() else b"") == read.torn


def test_a_failed_write_after_a_missing_line_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "journal.jsonl"
    raw = journal_of(path, 2)
    path.write_bytes(raw[:-1])
    writer = JournalWriter(path)

    def full(fd: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(UserError):
        writer.append(NOW, "withdrawn", {"item": "x", "subject": {}})
    writer.close()
    assert path.read_bytes() == raw


def test_a_last_line_of_rubbish_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    raw = journal_of(path, 1)
    for rubbish in (b"\0" * 4096, b"\n", b"{\n", b'{"n":\xff\n'):
        path.write_bytes(raw + rubbish)
        assert read_journal(path).torn == rubbish
        JournalWriter(path).close()
        assert path.read_bytes() == raw
    assert len(list(tmp_path.glob("journal.torn-*.txt"))) == 4


def test_damage_in_the_middle_is_told_with_its_line_and_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    raw = journal_of(path, 4)
    lines = raw.splitlines(keepends=True)
    damaged = {
        2: [lines[0], lines[1].replace("é0".encode(), "é9".encode()), *lines[2:]],
        3: [*lines[:2], *lines[3:]],
        4: [*lines[:3], b"\n", *lines[3:]],
        5: [*lines[:4], lines[4].replace("é3".encode(), "é9".encode())],
        1: lines[1:],
    }
    for number, changed in damaged.items():
        path.write_bytes(b"".join(changed))
        for attempt in (read_journal, JournalWriter):
            with pytest.raises(UserError) as caught:
                attempt(path)
            problem = caught.value.diagnostics[0]
            assert problem.code == "journal-damaged"
            assert problem.where is not None
            assert problem.where.line == number
            assert "answers.yaml" in problem.hint
        assert path.read_bytes() == b"".join(changed)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.data())
def test_no_change_of_a_byte_goes_unnoticed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    raw = JOURNAL_BYTES or _sample(tmp_path_factory)
    index = data.draw(st.integers(0, len(raw) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda one: one != raw[index]))
    changed = raw[:index] + bytes([byte]) + raw[index + 1 :]
    try:
        read = verify(Path("j"), changed)
    except UserError:
        return
    assert len(read.events) < 4 or index == len(raw) - 1


JOURNAL_BYTES = b""


def _sample(factory: pytest.TempPathFactory) -> bytes:
    global JOURNAL_BYTES  # noqa: PLW0603 (made once for all examples)
    JOURNAL_BYTES = journal_of(factory.mktemp("j") / "journal.jsonl", 3)
    return JOURNAL_BYTES


def test_an_empty_journal_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b"")
    with pytest.raises(UserError, match="does not begin with a whole event"):
        read_journal(path)


def test_a_newer_journal_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    for kind, data in (("opened", {"format": 2}), ("of-tomorrow", {}), ("answer", {})):
        line, _ = encode(1, NOW, kind, data, START)
        path.write_bytes(line)
        with pytest.raises(UserError) as caught:
            read_journal(path)
        assert caught.value.diagnostics[0].code == (
            "journal-damaged" if kind == "answer" else "journal-newer"
        )
        assert path.read_bytes() == line


def test_short_writes_and_full_disks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "journal.jsonl"
    raw = journal_of(path, 1)
    writer = JournalWriter(path)
    real = os.write
    room = 10

    def nearly_full(fd: int, data: bytes) -> int:
        nonlocal room
        if room == 0:
            raise OSError(28, "No space left on device")
        written = real(fd, bytes(data)[:room])
        room -= written
        return written

    monkeypatch.setattr(os, "write", nearly_full)
    with pytest.raises(UserError, match="the disk is full; the answer was not saved"):
        writer.append(NOW, "withdrawn", {"item": "x", "subject": {}})
    assert path.read_bytes() == raw
    monkeypatch.undo()
    writer.append(NOW, "withdrawn", {"item": "y", "subject": {}})
    writer.close()
    assert [event.data.get("item") for event in read_journal(path).events] == [None, "é0", "y"]


def test_a_failed_flush_is_not_a_confirmation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "journal.jsonl"
    raw = journal_of(path, 1)
    writer = JournalWriter(path)

    def broken(fd: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    for _ in range(2):
        with pytest.raises(UserError, match="the answer was not saved"):
            writer.append(NOW, "withdrawn", {"item": "x", "subject": {}})
    monkeypatch.undo()
    # What the disk holds is in doubt now, so this writer stays shut; the next one starts afresh.
    with pytest.raises(UserError, match="the answer was not saved"):
        writer.append(NOW, "withdrawn", {"item": "x", "subject": {}})
    writer.close()
    assert path.read_bytes() == raw


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
def test_a_real_limit_of_the_system(directory: Path) -> None:
    """The system itself refuses to let the journal grow: each refused answer is told, none is half there."""
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from bpo_controls.answers.answer_model import ENGAGEMENT, Answer\n"
        "from bpo_controls.diagnostics import UserError\n"
        "from bpo_controls.workspace.engagement import open_engagement\n"
        "from bpo_controls.workspace.writer import open_writer\n"
        "from tests.answers.small import small_library\n"
        "e = open_engagement(Path(sys.argv[1]), small_library())\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))\n"
        "with open_writer(e, lambda: '2026-11-23T09:00:00+00:00') as w:\n"
        "    for n in range(40):\n"
        "        try: w.save(Answer('goal', ENGAGEMENT, f'answer {n}'))\n"
        "        except UserError as error: print('refused', error.diagnostics[0].code)\n"
        "        else: print(n)\n"
    )
    env = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    done = subprocess.run(
        [sys.executable, "-c", script, str(directory)],
        capture_output=True,
        text=True,
        env=env,
        check=True,
        cwd=ROOT,
    )
    lines = done.stdout.split("\n")[:-1]
    confirmed = [line for line in lines if line.isdigit()]
    assert 0 < len(confirmed) < 40
    assert lines[len(confirmed) :] == ["refused disk-full"] * (40 - len(confirmed))
    engagement = open_engagement(directory, small_library())
    assert engagement.warnings == ()
    assert [answer.value for answer in engagement.record.history(Need("goal", ENGAGEMENT))] == [
        f"answer {n}" for n in confirmed
    ]


def test_reading_and_recording_stay_linear(directory: Path) -> None:
    """A thousand answers: an event is read in well under a tenth of a millisecond."""
    engagement = open_engagement(directory, small_library())
    with open_writer(engagement, lambda: NOW) as writer:
        writer.save(Answer("goal", ENGAGEMENT, "x"))
    path = directory / "journal.jsonl"
    raw, head = path.read_bytes(), read_journal(path).head
    lines = [raw]
    for number in range(3, 5003):
        data = {"answer": {"item": "goal", "subject": {"kind": "engagement", "id": ""}, "value": "y" * 200}}
        line, head = encode(number, NOW, "answer", data, head)
        lines.append(line)
    path.write_bytes(b"".join(lines))
    start = time.perf_counter()
    assert len(open_engagement(directory, small_library()).events) == 5002
    assert time.perf_counter() - start < 2.0
