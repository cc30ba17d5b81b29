"""Finding controls by the words clients use, and sources that must be looked at again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bpo_controls.library.search import search
from bpo_controls.library.stale import stale_sources
from tests.engine.build import control, library, source


def test_every_word_must_occur_and_the_title_comes_first() -> None:
    lib = library(
        [],
        [
            control("ACC-01", title="Logins end", statement="A second factor protects remote access."),
            control("ACC-02", title="A second factor (MFA) protects every login"),
            control("ACC-03", title="Desks are clean"),
        ],
    )
    assert [hit.id for hit in search(lib, "MFA")] == ["ACC-02", "ACC-01"]
    assert [hit.where for hit in search(lib, "MFA")] == ["title", "statement"]
    assert [hit.id for hit in search(lib, "mfa remote")] == ["ACC-01"]
    assert search(lib, "sausage") == ()
    assert search(lib, "") == ()


@pytest.mark.parametrize(
    ("verified", "more", "why"),
    [
        ("regulation text, 2026-11-01", {}, ""),
        ("regulation text, 2026-05-01", {}, "read 210 days ago"),
        ("", {}, "never read in a text that can be cited"),
        (
            "bill text, 2026-11-01",
            {"state": "proposed", "effective": "2026-10-01"},
            "proposed, but its date of 2026-10-01 has passed",
        ),
    ],
)
def test_stale_sources(verified: str, more: dict[str, str], why: str) -> None:
    lib = library([], [], sources=[replace(source("law"), verified=verified, **more)])  # type: ignore[arg-type]
    assert [reason for _, reason in stale_sources(lib, "2026-11-27", 180)] == ([why] if why else [])
