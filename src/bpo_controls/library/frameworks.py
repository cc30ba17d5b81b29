"""Frameworks a control may be mapped to, and their valid ids: lists that ship with the bundled library.

They decide nothing about an engagement, so they stand outside a library's digest, and every library, whoever
wrote it, is held against the same ones.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from bpo_controls.resources import controls_dir

Framework = Literal[
    "nist-csf-2.0",
    "nist-800-53r5",
    "pci-dss-4.0.1",
    "hhs-cpg",
    "hicp-405d",
    "nist-800-66r2",
    "iso-27001-2022",
    "soc2-tsc",
]

FRAMEWORKS: dict[str, str] = {
    "nist-csf-2.0": r"(?:GV|ID|PR|DE|RS|RC)(?:\.[A-Z]{2}(?:-\d{2})?)?",
    "nist-800-53r5": r"[A-Z]{2}-\d{1,2}(?:\(\d{1,2}\))?",
    "pci-dss-4.0.1": r"A|(?:A[123]|\d{1,2})(?:\.\d{1,2}){0,4}",
    "hhs-cpg": r"[a-z]+(?:-[a-z]+)*",
    "hicp-405d": r"practice-(?:10|[1-9])",
    "nist-800-66r2": r"164\.3\d{2}(?:\([a-z0-9A-Z]+\))*",
    "iso-27001-2022": r"A\.[5-8]\.\d{1,2}",
    "soc2-tsc": r"(?:CC|PI|A|C|P)\d\.\d{1,2}",
}
"""Frameworks by name, and what their ids look like, for editors; the list itself is the judge."""


def valid_ids(framework: str) -> tuple[str, ...]:
    """Every id of one of `FRAMEWORKS` that may stand in `maps`, in the framework's own order."""
    return tuple(line.partition("\t")[0] for line in lines_of(framework))


def name_of(framework: str, one: str) -> str:
    """The name of an id where the framework's owner lets it be printed (works of the US government), else ""."""
    return _names_of(framework).get(one, "")


@cache
def _names_of(framework: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines_of(framework):
        id_, _, name = line.partition("\t")
        found.setdefault(id_, name)
    return found


@cache
def lines_of(name: str) -> tuple[str, ...]:
    """The lines of a list of `controls/frameworks/`, without remarks and empty lines."""
    text = path_of(name).read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def path_of(name: str) -> Path:
    """Where a list stands."""
    return controls_dir() / "frameworks" / f"{name}.txt"
