"""The conditions that the how-to shows are conditions."""

from __future__ import annotations

import re
from pathlib import Path

from bpo_controls.library.load import read
from docs.generate import HERE

OVERLAY = """\
questions:
  - {id: go_live_on, section: work, ask: When does the work go live?, why: It is an example., who: contract-owner, kind: date}
derived:
"""
LIBRARY = """\
id: example
title: Example
version: 0.1.0
maintained-by: Nobody
reviewed-on: "2026-11-23"
review-by: "2027-11-23"
"""


def test_every_form_loads(tmp_path: Path) -> None:
    page = (HERE / "how-to" / "conditions.md").read_text(encoding="utf-8")
    forms = [form for form in re.findall(r"^\| `(\{.*\})` \|", page, re.MULTILINE) if "…" not in form]
    assert len(forms) >= 12
    derived = "".join(
        f"  - {{id: form_{n}, title: form {n}, when: {form}}}\n" for n, form in enumerate(forms)
    )
    (tmp_path / "library.yaml").write_text(LIBRARY, encoding="utf-8")
    (tmp_path / "scoping.yaml").write_text(OVERLAY + derived, encoding="utf-8")
    reading = read([HERE.parent / "controls", tmp_path])
    assert [str(problem) for problem in reading.diagnostics] == []
    assert reading.library is not None
    assert f"form_{len(forms) - 1}" in reading.library.derived
