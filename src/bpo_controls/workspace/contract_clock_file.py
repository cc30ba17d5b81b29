"""The clocks that contracts add to one engagement: contract-clocks.yaml in its directory."""

from __future__ import annotations

from bpo_controls.library.clock_model import ClockBook, ContractClock
from bpo_controls.library.contract_clocks import FILE_NAME, read_contract_clocks
from bpo_controls.plain_file import read_plain_file
from bpo_controls.workspace.engagement import LARGEST_FILE, Engagement


def contract_clocks_of(engagement: Engagement) -> tuple[ContractClock, ...]:
    """The clocks of the file; none where there is no file, or where the library has no clocks to add to.

    Raises UserError with every problem of the file.
    """
    path = engagement.directory / FILE_NAME
    book = engagement.library.papers.get("clocks")
    if not path.is_file() or not isinstance(book, ClockBook):
        return ()
    return read_contract_clocks(engagement.library, book, read_plain_file(path, LARGEST_FILE), str(path))
