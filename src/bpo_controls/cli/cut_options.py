"""The options that cut a document to what one reader needs; each takes a list."""

from __future__ import annotations

from typing import Annotated

import typer


def _option(name: str, what: str) -> object:
    return typer.Option(
        f"--{name}",
        metavar="LIST",
        help=f"Keep only {what}; repeat it, or put commas between.",
        show_default=False,
    )


Gate = Annotated[list[str] | None, _option("gate", "what is due by these gates: pilot, go-live, scale")]
PartyOption = Annotated[
    list[str] | None, _option("party", "what buyer, vendor or subcontractor must do; joint items stay")
]
Site = Annotated[list[str] | None, _option("site", "what is about these sites")]
Workflow = Annotated[list[str] | None, _option("workflow", "what is about these workflows")]
Domain = Annotated[list[str] | None, _option("domain", "these domains, for example access")]
SeverityOption = Annotated[
    list[str] | None, _option("severity", "these severities: critical, high, medium, low")
]
