"""The cache: the same library, fast, and never trusted further than it deserves."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import zlib
from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from typing import Any

import pytest

from bpo_controls.library import cache
from bpo_controls.library.load import load_library
from bpo_controls.library.model import Library
from bpo_controls.user_cache import TURN_OFF
from tests.library.bad_case import HERE


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the cache of this test lives; nothing is there yet."""
    where = tmp_path / "cache" / "libraries"
    monkeypatch.setattr(cache, "_folder", lambda: where)
    monkeypatch.delenv(TURN_OFF, raising=False)
    return where


@pytest.fixture
def base(tmp_path: Path) -> Path:
    shutil.copytree(HERE / "base", tmp_path / "controls")
    return tmp_path / "controls"


def content(library: Library) -> list[object]:
    return [getattr(library, field.name) for field in fields(library)]


def kept(folder: Path) -> Path:
    (path,) = folder.glob("*.library")
    return path


@pytest.mark.parametrize("large", [0, 10**9])
def test_a_kept_library_is_the_library(
    folder: Path, base: Path, large: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_LARGE", large)
    first = load_library([base])
    again = cache.fetch(first.digest)
    assert again is not None
    assert content(again) == content(first)
    assert list(again.controls) == list(first.controls)
    with pytest.raises(FrozenInstanceError):
        again.controls["ACC-01"].title = "x"  # type: ignore[misc]


def test_a_changed_file_is_read_anew(folder: Path, base: Path) -> None:
    load_library([base])
    path = base / "access.yaml"
    before = path.stat()
    path.write_text(path.read_text().replace("severity: high", "severity: low "))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # neither size nor time tells
    assert load_library([base]).controls["ACC-01"].severity == "low"


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_only_the_owner_can_look(folder: Path, base: Path) -> None:
    load_library([base])
    assert folder.stat().st_mode & 0o777 == 0o700
    assert kept(folder).stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("mode", [0o644, 0o620])
def test_what_others_could_have_written_is_not_read(folder: Path, base: Path, mode: int) -> None:
    digest = load_library([base]).digest
    kept(folder).chmod(mode)
    assert cache.fetch(digest) is None
    kept(folder).chmod(0o600)
    assert cache.fetch(digest) is not None
    folder.chmod(0o770)
    assert cache.fetch(digest) is None


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_link_is_not_followed(folder: Path, base: Path, tmp_path: Path) -> None:
    digest = load_library([base]).digest
    path = kept(folder)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert cache.fetch(digest) is None


def test_a_damaged_file_is_as_if_it_were_not_there(folder: Path, base: Path) -> None:
    library = load_library([base])
    whole = kept(folder).read_bytes()
    flipped = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(30, len(whole), 97)]
    for damaged in (b"", whole[:40], whole[:-1], b"x" * 300, *flipped):
        kept(folder).write_bytes(damaged)
        assert cache.fetch(library.digest) is None
    assert content(load_library([base])) == content(library)
    assert kept(folder).read_bytes() == whole


class Foreign:
    """Would run a command if it were unpickled without care."""

    def __reduce__(self) -> Any:
        return os.system, ("touch harmed",)


def test_a_foreign_pickle_builds_nothing(
    folder: Path, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    digest = load_library([base]).digest
    for body in (pickle.dumps(Foreign()), pickle.dumps(Path), pickle.dumps({"not": "a library"})):
        checksum = zlib.crc32(body).to_bytes(4, "big")
        kept(folder).write_bytes(cache._MAGIC + checksum + body)
        assert cache.fetch(digest) is None
    assert not (tmp_path / "harmed").exists()


def test_a_library_kept_under_another_key_is_not_taken(folder: Path, base: Path) -> None:
    library = load_library([base])
    kept(folder).rename(cache._file("0" * 64))
    assert cache.fetch("0" * 64) is None
    assert cache.fetch(library.digest) is None


def test_a_cache_that_cannot_be_written_hinders_nobody(folder: Path, base: Path) -> None:
    folder.parent.write_text("a file where the directory should be")
    assert load_library([base]).id == "sample"


def test_it_can_be_turned_off(folder: Path, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TURN_OFF, "1")
    library = load_library([base])
    assert not folder.exists()
    monkeypatch.delenv(TURN_OFF)
    assert load_library([base], cache=False).digest == library.digest
    assert not folder.exists()


def test_it_stays_small(folder: Path, base: Path) -> None:
    for number in range(cache.KEPT + 3):
        path = base / "access.yaml"
        path.write_text(path.read_text() + f"# {number}\n")
        load_library([base])
    assert len(list(folder.glob("*"))) == cache.KEPT


def test_another_version_of_the_tool_reads_anew(
    folder: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = load_library([base]).digest
    monkeypatch.setattr(cache, "__version__", "99.0.0")
    assert cache.fetch(digest) is None


def test_a_warm_cache_needs_neither_pydantic_nor_yaml(base: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from bpo_controls.library.load import load_library; "
        f"library = load_library([Path({str(base)!r})]); "
        "print(library.id, *sorted({'pydantic', 'yaml', 'jsonschema'} & set(sys.modules)))"
    )
    home = {"XDG_CACHE_HOME": str(tmp_path / "c"), "LOCALAPPDATA": str(tmp_path / "c"), "HOME": str(tmp_path)}
    env = {key: value for key, value in os.environ.items() if key != TURN_OFF} | home
    said = [
        subprocess.run(
            [sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True
        ).stdout
        for _ in range(2)
    ]
    assert said == ["sample pydantic yaml\n", "sample\n"]
