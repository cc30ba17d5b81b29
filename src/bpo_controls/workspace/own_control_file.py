"""Adding a control of the engagement's own to own-controls.yaml while the interview runs."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bpo_controls.diagnostics import user_error
from bpo_controls.library.model import Library
from bpo_controls.plain_file import read_plain_file
from bpo_controls.workspace import paths
from bpo_controls.workspace.engagement import LARGEST_FILE, as_it_reads_here
from bpo_controls.workspace.writer import Writer

_LIMIT = re.compile(r"(?P<way>at most|at least|<=|>=)\s*(?P<figure>\d[\d,]*(?:\.\d+)?)\s*%?")
_WAYS = {"at least": "at_least", ">=": "at_least"}


def add_own_control(
    writer: Writer, bare: Library, fields: Mapping[str, str], by: str = ""
) -> tuple[Library, str]:
    """The library with one more own control, which stands in own-controls.yaml when this returns, and its id.

    `bare` is the library without the engagement's own controls. `fields` are keys of an entry of that file, and
    `limit` (`at most 24`, `at least 95`) for its `met`; empty ones are left out. The record says that it was added and `by`
    whom, so that it can be undone. UserError when the entry cannot be taken or the file not be written; then nothing
    has changed.
    """
    import yaml

    from bpo_controls.library.own_controls import with_own_controls  # pydantic comes in with it

    engagement = writer.engagement
    path = engagement.directory / paths.OWN_CONTROLS
    before = read_plain_file(path, LARGEST_FILE) if path.exists() else b""
    added = _free_id(engagement.whole)
    entry: dict[str, object] = {
        "id": added,
        **{key: text for key, text in fields.items() if text and key != "limit"},
    }
    if fields.get("limit"):
        entry["met"] = _limits(fields["limit"])
    text = yaml.safe_dump([entry], sort_keys=False, allow_unicode=True, width=110)
    raw = before + b"\n" * bool(before and not before.endswith(b"\n")) + text.encode()
    library = as_it_reads_here(engagement.file, with_own_controls(bare, raw, str(path)))
    paths.write_atomically(path, raw)
    writer.take_library(library)
    writer.count_own(added=(added,), by=by)
    return library, added


def _free_id(library: Library) -> str:
    numbers = [int(one[4:]) for one in library.controls if re.fullmatch(r"OWN-\d{2,}", one)]
    return f"OWN-{max(numbers, default=0) + 1:02}"


def _limits(text: str) -> dict[str, float | int]:
    found = _LIMIT.fullmatch(text.strip().casefold())
    if found is None:
        raise user_error("bad-ask", f'"{text}" is no limit', hint="for example at most 24, or at least 95")
    figure = float(found["figure"].replace(",", ""))
    return {_WAYS.get(found["way"], "at_most"): int(figure) if figure.is_integer() else figure}
