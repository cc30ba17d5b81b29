"""Nothing can get lost: taking any one source, line of coverage or map out of the bundled library is noticed.

The library is read once; each removal is made in memory, and only what could notice it is run.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from bpo_controls.library import cross_checks as references
from bpo_controls.library import placeholders
from bpo_controls.library.cross_checks import check_references
from bpo_controls.library.load import Reading, read
from bpo_controls.library.model import Control, Library
from bpo_controls.library.placeholders import check_placeholders
from bpo_controls.library.problems import Problems
from bpo_controls.lint.framework_maps import listed_maps
from bpo_controls.lint.registry import CHECKS

AS_OF = "2026-11-27"
NOTICE = ("uncovered", "covered-anyway", "unused-source", "maps-missing", "maps-unfounded", "maps-lost")
"""The checks that could notice; the loader notices too."""

EXCUSED = {("maps-missing", "SUB-393")}
"""What lint.yaml of the library excuses, with its reason."""


@pytest.fixture(scope="module")
def bundled() -> Reading:
    reading = read()
    assert reading.library is not None, [str(d) for d in reading.diagnostics]
    return reading


@pytest.fixture(scope="module")
def library(bundled: Reading) -> Library:
    assert bundled.library is not None
    return bundled.library


def remarks(library: Library) -> set[tuple[str, str, str]]:
    return {(name, r.id, r.message) for name in NOTICE for r in CHECKS[name](library, AS_OF)}


def test_before_anything_is_removed_there_is_nothing_to_say(bundled: Reading, library: Library) -> None:
    problems = Problems()
    check_references(bundled.shelf, problems)
    assert problems.found == []
    assert {(name, one) for name, one, _ in remarks(library)} <= EXCUSED


def test_removing_any_source_is_noticed(bundled: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (references, placeholders):  # the slow part, and no matter here
        monkeypatch.setattr(module, "did_you_mean", lambda _word, _known: "")
    # What is said of a name depends on that name alone, so an eighth of the sources goes at once.
    sources = list(bundled.shelf.sources)
    silent = []
    for part in (set(sources[start::8]) for start in range(8)):
        rest = {name: entry for name, entry in bundled.shelf.sources.items() if name not in part}
        problems = Problems()
        check_references(replace(bundled.shelf, sources=rest), problems)
        check_placeholders(replace(bundled.shelf, sources=rest), problems)
        told = " ".join(d.message for d in problems.found if d.code == "unknown-source")
        silent += [one for one in part if f'"{one}"' not in told]
    assert silent == []


def test_removing_any_line_of_coverage_is_noticed(library: Library) -> None:
    before = remarks(library)
    silent = []
    for one in library.left_out:
        rest = {name: line for name, line in library.left_out.items() if name != one}
        if not remarks(replace(library, left_out=rest)) - before:
            silent.append(one)
    assert silent == []


def test_removing_any_map_is_noticed(library: Library) -> None:
    listed = set(listed_maps(library))
    has = {
        (framework, one, control.id)
        for control in library.controls.values()
        for framework, ids in control.maps.items()
        for one in ids
    }
    assert has
    assert sorted(has - listed) == []  # enter these in controls/frameworks/mapped.txt
    assert sorted(one for one in listed - has if one[2] in library.controls) == []
    control = library.controls["DOC-05"]
    rest = {**control.maps, "soc2-tsc": control.maps["soc2-tsc"][1:]}
    assert remarks(_with(library, replace(control, maps=rest))) - remarks(library)
    assert remarks(_with(library, replace(control, maps={}))) - remarks(library)


def _with(library: Library, control: Control) -> Library:
    return replace(library, controls={**library.controls, control.id: control})
