"""What tests of forms share: the demo, made once, and what fills its forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpo_controls.forms.known import Known
from bpo_controls.papers.asked import Asked
from bpo_controls.reporting.deliver.forms import known_of
from bpo_controls.reporting.deliver.write_deliverables import context_of
from bpo_controls.workspace.assessed import AssessedEngagement, assess
from tests.cli.conftest import AS_OF, demo
from tests.library.test_load import base

__all__ = ["base", "demo"]


@pytest.fixture(scope="session")
def assessed(demo: Path) -> AssessedEngagement:
    """The demo, assessed."""
    return assess(demo / "d", AS_OF)


@pytest.fixture(scope="session")
def known(assessed: AssessedEngagement) -> Known:
    """What the demo knows."""
    return known_of(assessed, context_of(assessed), Asked())
