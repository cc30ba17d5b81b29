"""Decides which controls outsourced healthcare work needs, and why, and writes the gap report.

From Python: `load_library`, `open_engagement`, `evaluate`, `build` and `render`, each imported when first used.
See `docs/how-to/from-python.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bpo_controls.engine.evaluate import evaluate
    from bpo_controls.library.load import load_library
    from bpo_controls.reporting.build import build
    from bpo_controls.reporting.deliver.render import render
    from bpo_controls.workspace.engagement import open_engagement

__all__ = ["build", "evaluate", "load_library", "open_engagement", "render"]

_PLACES = {
    "build": "bpo_controls.reporting.build",
    "evaluate": "bpo_controls.engine.evaluate",
    "load_library": "bpo_controls.library.load",
    "open_engagement": "bpo_controls.workspace.engagement",
    "render": "bpo_controls.reporting.deliver.render",
}


def __getattr__(name: str) -> object:
    """The public functions, imported on first use, so that importing a model does not import a loader."""
    from importlib import import_module

    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
