"""`own-controls.yaml` in an engagement's directory: its controls are the engagement's, with names filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpo_controls.diagnostics import UserError
from bpo_controls.workspace.engagement import open_engagement
from tests.answers.small import small_library

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
