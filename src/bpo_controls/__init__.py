"""Decides which controls outsourced healthcare work needs, and why, and writes the gap report.

From Python: `load_library`, `open_engagement`, `assess`, `write_deliverables`, `begin_reassessment`,
`diff_engagements`, `vendor_comparison`, `read_portfolio` and `track_plan`, each imported when first used.
See `docs/how-to/from-python.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bpo_controls.library.load import load_library
    from bpo_controls.reporting.deliver.write_deliverables import write_deliverables
    from bpo_controls.reporting.documents.vendor_comparison import vendor_comparison
    from bpo_controls.workspace.assessed import assess
    from bpo_controls.workspace.engagement import open_engagement
    from bpo_controls.workspace.portfolio_rows import read_portfolio
    from bpo_controls.workspace.reassessment import begin_reassessment
    from bpo_controls.workspace.tracking import track_plan
    from bpo_controls.workspace.two_states import diff_engagements

__all__ = [
    "assess",
    "begin_reassessment",
    "diff_engagements",
    "load_library",
    "open_engagement",
    "read_portfolio",
    "track_plan",
    "vendor_comparison",
    "write_deliverables",
]

_PLACES = {
    "assess": "bpo_controls.workspace.assessed",
    "begin_reassessment": "bpo_controls.workspace.reassessment",
    "diff_engagements": "bpo_controls.workspace.two_states",
    "load_library": "bpo_controls.library.load",
    "open_engagement": "bpo_controls.workspace.engagement",
    "read_portfolio": "bpo_controls.workspace.portfolio_rows",
    "track_plan": "bpo_controls.workspace.tracking",
    "vendor_comparison": "bpo_controls.reporting.documents.vendor_comparison",
    "write_deliverables": "bpo_controls.reporting.deliver.write_deliverables",
}


def __getattr__(name: str) -> object:
    """A public function, imported on first use, so that importing a model does not import a loader."""
    from importlib import import_module

    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
