"""Several files are replaced as one, whatever goes wrong on the way."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bpo_controls.diagnostics import UserError
from bpo_controls.workspace import paths
from bpo_controls.workspace.replace_together import replace_together, sweep


def state(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A directory with one earlier file of three."""
    (tmp_path / "a").write_bytes(b"old a")
    (tmp_path / "c").write_bytes(b"old c")
    return tmp_path


def bodies(out: Path) -> dict[Path, bytes]:
    return {out / "a": b"new a", out / "deep" / "b": b"new b", out / "c": b"new c"}


def test_all_appear(out: Path) -> None:
    replace_together(bodies(out), [(out / "c", out / "c.kept")])
    assert state(out) == {"a": b"new a", "deep/b": b"new b", "c": b"new c", "c.kept": b"old c"}
    assert (out / "a").stat().st_mode & 0o777 == paths.PRIVATE_FILE


@pytest.mark.parametrize("opens", [True, False], ids=["full while writing", "full before"])
@pytest.mark.parametrize("which", ["a", "b", "c"])
def test_a_full_disk_changes_nothing(
    out: Path, which: str, opens: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(out)
    write, opened = paths.write_all, os.open
    names: dict[int, str] = {}

    def remember(path: Any, *args: Any, **kwargs: Any) -> int:
        if not opens and Path(str(path)).name.startswith(f".{which}."):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fd = opened(path, *args, **kwargs)
        names[fd] = Path(str(path)).name
        return fd

    def full(fd: int, data: bytes) -> None:
        if names.get(fd, "").startswith(f".{which}."):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(fd, data)

    monkeypatch.setattr(os, "open", remember)
    monkeypatch.setattr(paths, "write_all", full)
    with pytest.raises(UserError) as told:
        replace_together(bodies(out), [(out / "c", out / "c.kept")])
    assert told.value.diagnostics[0].code == "disk-full"
    assert "nothing was changed" in told.value.diagnostics[0].message
    assert state(out) == before
    assert not (out / "deep").exists()


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
@pytest.mark.parametrize("at", range(1, 5))
def test_a_rename_that_fails_takes_the_others_back(
    out: Path, at: int, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every change of a name is let fail in turn; a run that gets to its end needs fewer."""
    before, count = state(out), 0
    moves = [(out / "c", out / "c.kept")]

    def failing(method: Any) -> Any:
        def go(self: Path, to: Path) -> Path:
            nonlocal count
            count += 1
            if count == at:
                raise OSError(errno.EACCES, os.strerror(errno.EACCES))
            found: Path = method(self, to)
            return found

        return go

    def no_links(*_: Any, **__: Any) -> None:
        raise OSError(errno.EPERM, "no")

    if not links:
        monkeypatch.setattr(os, "link", no_links)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", failing(Path.rename))
        patch.setattr(Path, "replace", failing(Path.replace))
        with pytest.raises(UserError) as told:
            replace_together(bodies(out), moves)
    assert told.value.diagnostics[0].code == "cannot-write"
    assert state(out) == before
    assert not (out / "deep").exists()


def test_a_directory_in_the_way_is_refused(out: Path) -> None:
    (out / "deep" / "b").mkdir(parents=True)
    before = state(out)
    with pytest.raises(UserError):
        replace_together(bodies(out))
    assert state(out) == before
    assert (out / "deep" / "b").is_dir()


def test_a_link_is_replaced_and_not_followed(out: Path) -> None:
    (out / "elsewhere").write_bytes(b"mine")
    (out / "a").unlink()
    (out / "a").symlink_to(out / "elsewhere")
    replace_together({out / "a": b"new a"})
    assert not (out / "a").is_symlink()
    assert state(out) == {"a": b"new a", "c": b"old c", "elsewhere": b"mine"}


def test_what_a_killed_run_left_is_swept_and_put_back(out: Path) -> None:
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    process = int(dead.stdout)
    (out / "a").rename(out / f".a.{process}.old")
    (out / f".c.{process}.old").write_bytes(b"older c")
    (out / f".b.{process}.new").write_bytes(b"half")
    (out / f".d.{os.getppid()}.new").write_bytes(b"somebody is at it")
    (out / ".notes.new").write_bytes(b"not ours")
    sweep(out)
    assert state(out) == {
        "a": b"old a", "c": b"old c", f".d.{os.getppid()}.new": b"somebody is at it", ".notes.new": b"not ours",
    }  # fmt: skip


def test_sweeping_what_is_not_there_is_no_error(tmp_path: Path) -> None:
    sweep(tmp_path / "nothing")
