"""A new form is data alone: no line under src/ changes for it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bpo_controls.diagnostics import UserError
from bpo_controls.library.load import load_library
from tests.cli.conftest import AS_OF, run_in

FORM = """\
title: Visit slip
purpose: Says who visits {vendor}, and what is looked at.
layout: Ours.
signer: the visitor
copies: [{per: site}]
sections:
  - id: visit
    title: The visit
    fields:
      - {id: buyer, label: Who visits, from: {engagement: buyer}}
      - {id: place, label: Place, from: {subject: name}}
      - {id: kind, label: Kind of place, from: {fact: site_kind}}
      - {id: desks, label: Data cannot leave the desk, from: {control: [ACC-07]}}
      - {id: day, label: Day, blank: The visitor writes it down., ask: contract-owner, kind: date}
  - id: checks
    title: What is looked at
    columns:
      - {id: number, heading: No., show: number}
      - {id: text, heading: Check, show: text}
      - {id: answer, heading: So far, show: answer}
    rows:
      each: items
      items:
        - {id: trained, text: Everybody was trained first., control: [WRK-01]}
        - {id: home, text: The room at home was checked., control: [WRK-05], when: {home_based: true}}
"""


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A copy of the bundled library with one more form."""
    folder = tmp_path / "controls"
    shutil.copytree(Path(__file__).parents[2] / "controls", folder)
    (folder / "forms" / "visit-slip.yaml").write_text(FORM)
    return folder


def test_it_is_a_form_in_every_format_without_code(demo: Path, ours: Path, tmp_path: Path) -> None:
    laid = ("--library", str(ours), "--as-of", AS_OF)
    assert "visit-slip  Visit slip" in run_in(demo, "form", "list", "--library", str(ours)).out
    shown = run_in(demo, "form", "visit-slip", "d", *laid)
    assert shown.code == 0, shown.err
    assert "## Visit slip: Manila office" in shown.out
    assert "| Kind of place | Office outside the United States |" in shown.out
    assert "| Data cannot leave the desk | Partly |" in shown.out
    assert "| Data cannot leave the desk | No |" in shown.out
    assert shown.out.count("The room at home was checked.") == 1
    assert "Draft for the signer: the visitor." in shown.out
    data = json.loads(run_in(demo, "form", "visit-slip", "d", "--json", *laid).out)
    assert [copy["subject"]["id"] for copy in data["work"]["copies"]] == ["manila-office", "cebu-homes"]
    assert data["counts"]["traced"] == data["counts"]["filled"] > 0
    wanted = ("--format", "pdf,docx,xlsx,html,csv", "--out", str(tmp_path / "out"))
    made = run_in(demo, "form", "visit-slip", "d", *wanted, *laid)
    assert made.code == 0, made.err
    assert sorted(path.name for path in (tmp_path / "out").glob("form-*")) == [
        f"form-visit-slip.{fmt}" for fmt in ("csv", "docx", "html", "pdf", "xlsx")
    ]


@pytest.mark.parametrize(
    ("swap", "by", "told"),
    [
        ("[WRK-01]", "[ACC-999]", 'the control "ACC-999" is not known'),
        (
            "{fact: site_kind}",
            "{fact: site_kin}",
            'the fact "site_kin" is not known (did you mean "site_kind"?)',
        ),
        ("{engagement: buyer}", "{engagement: fee}", 'the key of engagement.yaml "fee" is not known'),
        ("show: answer", "show: anser", 'what a row shows, "anser" is not known (did you mean "answer"?)'),
        ("id: place", "id: buyer", '"buyer" stands twice'),
    ],
)
def test_a_slip_in_the_file_is_told_with_its_place(ours: Path, swap: str, by: str, told: str) -> None:
    path = ours / "forms" / "visit-slip.yaml"
    path.write_text(FORM.replace(swap, by))
    with pytest.raises(UserError) as refused:
        load_library([ours], cache=False)
    (line,) = (str(one) for one in refused.value.diagnostics)
    assert "forms/visit-slip.yaml:" in line
    assert told in line


def test_it_comes_from_the_cache_as_it_was(
    ours: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    first = load_library([ours])
    assert list((tmp_path / "cache").rglob("*.library"))
    assert load_library([ours]).forms == first.forms
