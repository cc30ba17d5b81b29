"""`init` at a terminal: why, back, later, the summary, what is kept when somebody stops; and starting from another."""

from __future__ import annotations

import stat
from pathlib import Path

import pexpect
import pytest

from bpo_controls.workspace.init_draft import draft_path, keep_draft, read_draft
from tests.cli.conftest import TOOL, Run

SETTLED = ("A clinic", "A vendor", "Faster", "Claims", "The billing system", "A leak", "Pat Sample, director")


def begun(folder: Path, *arguments: str) -> pexpect.spawn[str]:
    return pexpect.spawn(
        str(TOOL), ["init", "job", *arguments], timeout=60, encoding="utf-8", cwd=folder, dimensions=(40, 80)
    )


def test_back_why_later_and_a_summary_to_confirm(tmp_path: Path) -> None:
    child = begun(tmp_path)
    child.expect("1 of 12")
    child.sendline("A clinick")
    child.expect("2 of 12")
    child.sendline("b")
    child.expect("1 of 12.*Said before: A clinick.*> ")
    child.sendline("l")
    child.expect("cannot wait")
    child.sendline("")
    child.expect("2 of 12")
    for text in SETTLED[1:3]:
        child.sendline(text)
    child.expect("4 of 12")
    child.sendline("l")
    child.expect("5 of 12")
    child.sendline("")
    child.expect("Nothing was typed. Answer in a few words, or l leaves it for later.")
    child.sendline("?")
    child.expect("Access is where")
    for text in (*SETTLED[4:], "", "", "", "", ""):
        child.sendline(text)
    child.expect("This is what I have")
    child.expect("1  buyer: A clinick")
    child.sendline("1")
    child.expect("1 of 12")
    child.sendline("A clinic")
    child.expect("1  buyer: A clinic\r")
    child.sendline("")
    child.expect("Still to be settled there: data_involved")
    child.expect(pexpect.EOF)
    written = (tmp_path / "job" / "engagement.yaml").read_text(encoding="utf-8")
    assert "buyer: A clinic\n" in written
    assert "data_involved: To be settled\n" in written
    assert "systems_touched: The billing system\n" in written


def test_ctrl_c_keeps_what_was_typed_and_the_next_init_offers_it(tmp_path: Path) -> None:
    child = begun(tmp_path)
    for number, text in enumerate(SETTLED[:3], start=1):
        child.expect(f"{number} of 12.*> ")
        child.sendline(text)
    child.expect("4 of 12.*> ")
    child.sendintr()
    child.expect("is kept in")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert not (tmp_path / "job").exists()
    kept = draft_path(tmp_path / "job")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600

    child = begun(tmp_path)
    child.expect("3 of 12 were answered before")
    child.sendline("")
    for number, text in enumerate((*SETTLED[3:], "", "", "", "", ""), start=4):
        child.expect(f"{number} of 12.*> ")
        child.sendline(text)
    child.expect("This is what I have")
    child.sendline("")
    child.expect("Next: bpo-controls assess job")
    child.expect(pexpect.EOF)
    assert "goal: Faster\n" in (tmp_path / "job" / "engagement.yaml").read_text(encoding="utf-8")
    assert not kept.exists()


def test_a_draft_that_no_longer_passes_is_dropped(tmp_path: Path) -> None:
    assert keep_draft(tmp_path / "job", {"buyer": "A clinic", "review_date": "soon", "nonsense": "x"})
    assert read_draft(tmp_path / "job") == {"buyer": "A clinic"}
    draft_path(tmp_path / "job").write_text("[", encoding="utf-8")
    assert read_draft(tmp_path / "job") == {}


@pytest.mark.slow
def test_like_another_engagement(run: Run, own_demo: Path, tmp_path: Path) -> None:
    """Settings are offered, dates are not; the scope waits as proposals, without names, notes or evidence."""
    done = run("init", "job", "--like", "d", stdin="Another clinic\n" + "\n" * 11)
    assert done.code == 0, done.err
    written = (tmp_path / "job" / "engagement.yaml").read_text(encoding="utf-8")
    assert "buyer: Another clinic\n" in written
    assert "vendor: Sample Revenue Services\n" in written
    assert 'pilot: ""' in written
    assert 'review_date: ""' in written
    waiting = run("proposals", "job", "--json").out
    assert '"workflows"' in waiting
    assert "Example Valley Health with Sample Revenue Services" in waiting
    assert '"note"' not in waiting
    assert '"evidence"' not in waiting
    assert run("status", "job").out.startswith("Another clinic with Sample Revenue Services")
    assert own_demo.is_dir()
