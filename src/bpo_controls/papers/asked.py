"""What somebody gave with the command for a working paper: settings, and rows of sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bpo_controls.library.clock_model import ContractClock

Sheet = tuple[Mapping[str, str], ...]
"""The rows of a sheet by the names of its columns; empty cells are empty text."""


def column_key(heading: str) -> str:
    """A heading as the rows of a sheet name it: without case, blanks and hyphens as `_`."""
    return re.sub(r"[\s-]+", "_", heading.strip().casefold())


@dataclass(frozen=True, slots=True)
class Asked:
    """Settings by key, or by `key@subject` for one subject; sheets by name. Everything is text as it was given.

    `contract_clocks` are those of the engagement's own contract-clocks.yaml.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    contract_clocks: tuple[ContractClock, ...] = ()

    def of(self, key: str, subject: str = "") -> str:
        """The setting for a subject, else the one for all, else ""."""
        return self.given.get(f"{key}@{subject}", self.given.get(key, ""))

    def rows(self, sheet: str) -> Sheet:
        """The rows of a sheet; none where it was not given."""
        return self.sheets.get(sheet, ())
