"""`own-controls.yaml` in an engagement's directory: its controls are the engagement's, with names filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Need
from bpo_controls.diagnostics import UserError
from bpo_controls.library.model import Limits
from bpo_controls.workspace.engagement import open_engagement
from bpo_controls.workspace.own_control_file import add_own_control
from bpo_controls.workspace.writer import open_writer
from tests.answers.small import small_library
from tests.workspace.conftest import NOW

OWN = """\
- id: CON-01
  title: "{vendor} answers the board of {buyer} twice a year"
  statement: "The account lead of {vendor} reports to the board in March and September."
  source: contract, section 4.2
"""


def test_the_engagement_carries_them_and_its_own_names(directory: Path) -> None:
    before = open_engagement(directory, small_library())
    (directory / "own-controls.yaml").write_text(OWN)
    opened = open_engagement(directory, small_library())
    assert set(opened.library.controls) - set(before.library.controls) == {"CON-01"}
    own = opened.library.controls["CON-01"]
    assert own.title == "Fictional Coding Partner answers the board of Fictional Hospital twice a year"
    assert opened.library.sources[own.sources[0]].citation == "contract, section 4.2"
    assert opened.library.digest != before.library.digest
    assert [one.code for one in opened.warnings] == ["library-changed"]


def test_a_mistake_in_the_file_stops_with_its_place(directory: Path) -> None:
    (directory / "own-controls.yaml").write_text(OWN.replace("  source: contract, section 4.2\n", ""))
    with pytest.raises(UserError) as caught:
        open_engagement(directory, small_library())
    (problem,) = caught.value.diagnostics
    assert "own-controls.yaml:1:3" in str(problem)
    assert 'CON-01: the key "source" is missing' in str(problem)


FIELDS = {
    "title": "The report is on time",
    "statement": "It arrives by the tenth.",
    "source": "contract, 4.2",
}


def test_one_added_while_the_interview_runs_stands_in_the_file_and_counts_at_once(directory: Path) -> None:
    path = directory / "own-controls.yaml"
    path.write_text("# ours\n" + OWN.rstrip("\n"))
    with open_writer(open_engagement(directory, small_library()), lambda: NOW) as writer:
        fields = {
            **FIELDS,
            "unit": "business days",
            "limit": "At most 1,000",
            "party": "",
            "severity": "high",
        }
        library, added = add_own_control(writer, small_library(), fields)
        assert added == "OWN-01"
        writer.save(Answer("OWN-01", ENGAGEMENT, 12))
    assert path.read_text().startswith("# ours\n- id: CON-01")
    opened = open_engagement(directory, small_library())
    assert opened.library.digest == library.digest
    own = opened.library.controls["OWN-01"]
    assert (own.severity, own.party, own.ask.met) == ("high", "vendor", Limits(at_most=1000))
    assert own.ask.text == "How many business days, held against this: It arrives by the tenth."
    assert opened.answers.entries[Need("OWN-01", ENGAGEMENT)].value == 12
    assert not opened.misfits
    with open_writer(opened, lambda: NOW) as writer:
        assert add_own_control(writer, small_library(), FIELDS)[1] == "OWN-02"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"severity": "awful"}, "unknown-word"),
        ({"unit": "days", "limit": "soon"}, "bad-ask"),
        ({"unit": "days", "limit": "24"}, "bad-ask"),
        ({"unit": "days"}, "bad-ask"),
        ({"limit": "at most 3"}, "bad-ask"),
    ],
)
def test_one_that_cannot_be_taken_leaves_the_file_as_it_was(
    directory: Path, more: dict[str, str], code: str
) -> None:
    path = directory / "own-controls.yaml"
    path.write_text(OWN)
    with open_writer(open_engagement(directory, small_library()), lambda: NOW) as writer:
        with pytest.raises(UserError) as caught:
            add_own_control(writer, small_library(), {**FIELDS, **more})
        assert writer.engagement.library.controls.keys() >= {"CON-01"}
    assert [one.code for one in caught.value.diagnostics] == [code]
    assert path.read_text() == OWN
