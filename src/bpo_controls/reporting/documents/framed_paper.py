"""What a working paper consists of: the work, which is numbers and rows, and the document that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bpo_controls.library.model import Library
from bpo_controls.papers.asked import Asked
from bpo_controls.reporting.blocks.document import Block, Document
from bpo_controls.reporting.blocks.table import Table
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import framed, limits, remarks


@dataclass(frozen=True, slots=True)
class Paper:
    """One working paper.

    `work` makes its numbers and rows: frozen values, which `--json` prints as they are. `document` shows them.
    `takes` are the settings it understands, `takes_more` those that the library adds, and `sheets` the files it reads,
    each with what it means.
    """

    title: str
    about: str
    work: Callable[[Context, Asked], Any]
    document: Callable[[Context, Any], Document]
    takes: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)
    takes_more: Callable[[Library], Mapping[str, str]] | None = None

    def settings(self, library: Library) -> Mapping[str, str]:
        """Every setting it understands, those that hang on the library included."""
        return {**self.takes, **(self.takes_more(library) if self.takes_more else {})}


def framed_paper(
    ctx: Context,
    name: str,
    title: str,
    blocks: Iterable[Block],
    *,
    main: Table | None = None,
    page: Literal["upright", "across"] = "upright",
) -> Document:
    """A working paper of these blocks: what a reader has to know first, the blocks, and the limits of this work."""
    made = framed(ctx, "working_paper", (*remarks(ctx), *blocks, limits()), main=main, page=page)
    return replace(made, id=f"paper-{name}", title=title)
