"""People are added to engagement.yaml, and everything else in it stays as it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpo_controls.diagnostics import UserError
from bpo_controls.workspace.engagement_file import Person, read_engagement_file
from bpo_controls.workspace.people_register import add_people
from tests.problems.case import SETTINGS

ADDED = (Person("Lee Sample", "it-security"), Person('Ana "Ann" {Example}: #1'))
HEAD = SETTINGS.rstrip("\n") + '\nlibrary: {id: small, version: "1"}\n'

LISTS = {
    "none": "",
    "nothing after the colon": "people:   # nobody yet\ninternal_notes: x  # mine\n",
    "brackets": "people: []  # nobody yet\ninternal_notes: x\n",
    "brackets over lines": "people: [\n  ]\ninternal_notes: x\n",
    "null": "people: null\n",
    "lines": "people:\n  # first\n  - name: Kim Sample  # the boss\n    role: qa-lead\n\n# after\ninternal_notes: x\n",
    "lines at the margin": "people:\n- Kim Sample\n- {name: Pat Sample}  # two\n# after\ninternal_notes: x\n",
    "in brackets": "people: [Kim Sample, {name: Pat Sample},]  # two\ninternal_notes: x\n",
    "no end of line": "people:\n  - Kim Sample",
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("listed", LISTS.values(), ids=LISTS)
def test_every_way_to_write_the_list(tmp_path: Path, listed: str, ending: str) -> None:
    path = tmp_path / "engagement.yaml"
    before = (HEAD + listed).replace("\n", ending)
    path.write_bytes(before.encode())
    was, problems = read_engagement_file(before, "engagement.yaml")
    assert was is not None, problems
    add_people(tmp_path, ADDED)
    text = path.read_bytes().decode()
    now, _ = read_engagement_file(text, "engagement.yaml")
    assert now is not None
    assert now.people == (*was.people, *ADDED)
    comments = [line.partition("#")[2].strip() for line in before.splitlines() if "#" in line]
    assert [one for one in comments if one not in text] == []
    assert text.startswith(HEAD.replace("\n", ending))
    assert ("\r\n" in text) == (ending == "\r\n")
    assert text.count("\n") == text.count(ending)


def test_an_entry_stands_below_the_last_one(tmp_path: Path) -> None:
    path = tmp_path / "engagement.yaml"
    path.write_text(HEAD + LISTS["lines"], encoding="utf-8")
    add_people(tmp_path, ADDED[:1])
    said = LISTS["lines"].replace("qa-lead\n", 'qa-lead\n  - {name: "Lee Sample", role: "it-security"}\n')
    assert path.read_text(encoding="utf-8") == HEAD + said


def test_somebody_listed_already_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "engagement.yaml"
    path.write_text(HEAD + LISTS["lines"], encoding="utf-8")
    with pytest.raises(UserError):
        add_people(tmp_path, [Person("kim  SAMPLE")])
    assert path.read_text(encoding="utf-8") == HEAD + LISTS["lines"]


def test_a_list_that_cannot_be_added_to_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "engagement.yaml"
    text = "\ufeff" + HEAD + "deliverables: &none []\npeople: *none\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError):
        add_people(tmp_path, ADDED)
    assert path.read_text(encoding="utf-8") == text


def test_the_mark_at_the_start_of_a_file_of_notepad_stays(tmp_path: Path) -> None:
    path = tmp_path / "engagement.yaml"
    path.write_text("\ufeff" + HEAD, encoding="utf-8")
    add_people(tmp_path, ADDED[:1])
    assert path.read_text(encoding="utf-8").startswith("\ufeff" + HEAD)
    assert path.read_bytes().count(b"\xef\xbb\xbf") == 1
