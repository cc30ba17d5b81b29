"""What lint has proven is remembered for the next run, and never stands for other questions or other rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from bpo_controls.library.condition import AllOf, Leaf
from bpo_controls.lint import proven, satisfiable
from bpo_controls.lint.proven import KEPT, Proven
from bpo_controls.lint.satisfiable import Possibilities
from bpo_controls.user_cache import TURN_OFF
from tests.interview.tiny import library, question

LIBRARY = library([question("a", "yes-no"), question("b", "yes-no")], [])
BOTH = AllOf((Leaf("a", "one_of", (True,)), Leaf("a", "one_of", (False,))))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(proven, "user_cache", lambda: tmp_path)
    monkeypatch.delenv(TURN_OFF, raising=False)
    return tmp_path / "proven"


def prove(monkeypatch: pytest.MonkeyPatch | None = None) -> bool:
    possible = Possibilities(LIBRARY)
    if monkeypatch is not None:
        monkeypatch.setattr(satisfiable, "_Search", None)  # whoever searches now fails
    found = possible.never(BOTH)
    possible.keep()
    return found


def test_the_next_run_does_not_search_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert prove()
    assert prove(monkeypatch)


def test_other_questions_or_other_rules_of_the_search_know_nothing_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    prove()
    other = replace(LIBRARY, questions=MappingProxyType({"a": LIBRARY.questions["a"]}))
    assert Possibilities(other)._before.get(BOTH) is None
    monkeypatch.setattr(satisfiable, "STEPS", satisfiable.STEPS + 1)
    assert Possibilities(LIBRARY)._before.get(BOTH) is None


@pytest.mark.parametrize("raw", [b"", b"not JSON", b"[]", b'{"a": "yes"}'])
def test_a_damaged_file_counts_for_nothing(folder: Path, raw: bytes) -> None:
    prove()
    [file] = folder.iterdir()
    file.write_bytes(raw)
    assert Possibilities(LIBRARY)._before.get(BOTH) is None
    assert prove()
    assert Possibilities(LIBRARY)._before.get(BOTH) is True


def test_a_file_that_others_may_write_counts_for_nothing(folder: Path) -> None:
    prove()
    [file] = folder.iterdir()
    file.chmod(0o666)
    assert Possibilities(LIBRARY)._before.get(BOTH) is None


def test_a_folder_that_cannot_be_written_and_a_cache_that_is_off_hinder_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write_text("no folder")
    assert prove()
    folder.unlink()
    monkeypatch.setenv(TURN_OFF, "1")
    assert prove()
    assert not folder.exists()


def test_the_longest_unused_goes_first(folder: Path) -> None:
    for number in range(KEPT + 3):
        kept = Proven(LIBRARY, str(number))
        kept.put(BOTH, True)
        kept.keep()
    assert len(list(folder.iterdir())) == KEPT
