"""An engagement to work on."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpo_controls.workspace.engagement import create_engagement
from bpo_controls.workspace.engagement_file import EngagementFile
from tests.answers.small import small_library

NOW = "2026-11-23T09:00:00+00:00"


def a_file() -> EngagementFile:
    return EngagementFile(
        buyer="Fictional Hospital",
        vendor="Fictional Coding Partner",
        goal="Fewer denials",
        data_involved="Diagnoses and charges",
        systems_touched="The coding workbench",
        failure_to_avoid="A breach nobody notices",
        owner="A. Example",
    )


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    made = tmp_path / "work"
    create_engagement(made, a_file(), small_library(), at=NOW)
    return made
