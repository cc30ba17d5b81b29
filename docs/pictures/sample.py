"""The sample engagement, as the pictures show it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.cli.demo import SAMPLE_DATE, SAMPLE_TIME

if TYPE_CHECKING:
    from bpo_controls.reporting.view import View

NAME = "demo-engagement"
"""What `make demo` calls it."""


def write(scratch: Path) -> View:
    """Write the engagement below `scratch`, without its deliverables; the view of it."""
    from bpo_controls.cli.deliverables import view_of
    from bpo_controls.cli.demo_engagement import write_sample

    return view_of(write_sample(scratch / NAME, SAMPLE_DATE, SAMPLE_DATE + SAMPLE_TIME))


def lasting(view: View) -> View:
    """The view without the digest of the library and the version of the tool.

    Small print shows them. They change with every word of the library and every release, which is no reason to draw a
    picture again.
    """
    passing = (view.t["digest"], view.t["tool"])
    return replace(
        view, imprint=tuple(replace(one, text="") if one.label in passing else one for one in view.imprint)
    )
