"""The bundled sources and lists against the register of obligations they were made from, where that is at hand.

The register is not part of this project. It stands beside the checkout on its authors' machines.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bpo_controls.library.audit_protocol import LIST
from bpo_controls.library.coverage import IN_BOOKS
from bpo_controls.library.frameworks import FRAMEWORKS, lines_of, valid_ids
from bpo_controls.library.load import load_library
from bpo_controls.library.model import Library, Source

REFERENCE = Path(__file__).parents[2].parent / "shared" / "reference"
REGISTER = REFERENCE / "obligations.yaml"

pytestmark = pytest.mark.skipif(not REGISTER.exists(), reason="the register of obligations is not at hand")

MUST_BE_HERE = {
    "business-associate",
    "subcontractor",
    "debt-collector",
    "caller",
    "service-provider",
    "any-business",
}
"""Whoever is one of these when doing outsourced work; what binds them may not be missing."""

REGIMES = {"501r": "irs-501r", "800-53": "nist-800-53"}
"""Regimes that have another id here, because ours begin with a letter."""

READ_AGAIN = "2026-11-27"
"""The day on which sources were read again: what was found then is newer than the register."""

TAKEN_INTO = {
    "ma-422.2274-g-recording": "cfr-42-422.2274-g",
    "state-tx-sb815": "tx-ins-4201.156",
    "hets-offshore": "hets-rules",
    "state-collection-license": "",
    "state-medical-debt": "",
}
"""Entries of the register that stand here under another id, or per state."""

NOT_LAW = {"benchmark"}
"""Regimes that the register does not hold."""


@pytest.fixture(scope="module")
def register() -> dict[str, dict[str, Any]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded = yaml.load(REGISTER.read_text(encoding="utf-8"), loader)
    return {one["id"].replace("licence", "license"): one for one in loaded["obligations"]}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def differences(source: Source, told: dict[str, Any]) -> Iterator[str]:
    status = told["status"]
    for name, ours, theirs in (
        ("citation", source.citation, told["citation"]),
        ("regime", source.regime, REGIMES.get(told["source"], told["source"])),
        ("state", source.state, status["state"]),
        ("effective", source.effective, status.get("effective") or ""),
        ("compliance", source.compliance, status.get("compliance") or ""),
        ("until", source.until, status.get("until") or ""),
        ("binds", sorted(source.binds), sorted(told["applies_to"])),
        ("designation", source.designation, told["designation"] or ""),
    ):
        if ours != theirs:
            yield f"{source.id}: {name} is {ours!r}, the register says {theirs!r}"


def test_every_legal_source_agrees_with_the_register(
    library: Library, register: dict[str, dict[str, Any]]
) -> None:
    known = [source for source in library.sources.values() if source.id in register]
    assert len(known) > 400
    known = [source for source in known if not source.verified.endswith(READ_AGAIN)]
    assert [line for source in known for line in differences(source, register[source.id])] == []


def test_an_address_is_given_only_for_what_was_read(library: Library) -> None:
    assert [one.id for one in library.sources.values() if one.url and not one.verified] == []


def test_nothing_that_binds_the_vendor_is_missing(
    library: Library, register: dict[str, dict[str, Any]]
) -> None:
    needed = [
        one
        for one, told in register.items()
        if told["status"]["state"] in IN_BOOKS and MUST_BE_HERE & set(told["applies_to"])
    ]
    assert len(needed) > 300
    missing = [one for one in needed if one not in library.sources and one not in TAKEN_INTO]
    assert missing == []
    assert [new for new in TAKEN_INTO.values() if new and new not in library.sources] == []


@pytest.mark.parametrize("framework", [one for one in FRAMEWORKS if (REFERENCE / f"{one}-ids.txt").exists()])
def test_the_lists_of_ids_are_those_of_the_reference(framework: str) -> None:
    given = (REFERENCE / f"{framework}-ids.txt").read_text(encoding="utf-8").split()
    gone = REFERENCE / f"{framework}-withdrawn-ids.txt"
    withdrawn = set(gone.read_text(encoding="utf-8").split()) if gone.exists() else set()
    assert valid_ids(framework) == tuple(one for one in given if one not in withdrawn)


def test_the_audit_protocol_is_that_of_the_reference() -> None:
    import csv

    with (REFERENCE / "ocr-audit-protocol-keys.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["rule"] in ("Security", "Breach")]
    given = [
        f"{row['rule'].lower()} {(row['citation_corrected'] or row['citation_as_printed']).replace(' ', '')}"
        for row in rows
    ]
    assert lines_of(LIST) == tuple(dict.fromkeys(given))
